"""The sheet with the recovery key, to be printed once and locked away."""

from datetime import date

from reportlab.platypus import Spacer
from reportlab.platypus.tables import Table, TableStyle

from casedesk.dates import day_title
from casedesk.documents.model import Marking
from casedesk.documents.page_style import LINE, QUIET, heading, make_pdf, text
from casedesk.i18n import _


def recovery_sheet(recovery_key: str, file_name: str, day: date) -> bytes:
    """Return the sheet as PDF; the caller prints or saves it and keeps no copy.

    Args:
        recovery_key: nine groups with hyphens between.
        file_name: of the partnership file, so that a sheet found in a safe says what it opens.
        day: when the key was made.
    """
    story = [
        text(_("Recovery sheet"), size=20, bold=True, after=10),
        text(
            _(
                "This key opens the partnership file if the passphrase is lost. Whoever holds "
                "it can read every record. Keep it in a safe, away from the computer, and "
                "tell two people where it is. Without it and without the passphrase nobody "
                "can read the records, not even the makers of CaseDesk."
            ),
            after=14,
        ),
        heading(_("Partnership file")),
        text(file_name, bold=True, after=4),
        text(_("Key made on {day}").format(day=day_title(day)), after=14),
        heading(_("Recovery key")),
        _groups(recovery_key),
        Spacer(0, 12),
        text(
            _("To use it: open CaseDesk, choose “Use recovery key”, and type the groups."), after=14
        ),
        heading(_("Kept by")),
        text("1  ______________________________________", after=12),
        text("2  ______________________________________", after=12),
    ]
    # Not the partnership's choice: whoever holds this sheet can read everything.
    marking = Marking("OFFICIAL-SENSITIVE", file_name, is_practice=False)
    return make_pdf(_("CaseDesk recovery sheet"), marking, story)


def _groups(recovery_key: str) -> Table:
    """Return the key as three rows of three boxes, each with its number."""
    cells = [
        [text(str(number), size=8, colour=QUIET, after=0), text(group, size=18, bold=True)]
        for number, group in enumerate(recovery_key.split("-"), start=1)
    ]
    table = Table([cells[start : start + 3] for start in range(0, 9, 3)], hAlign="LEFT")
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.6, LINE), ("TOPPADDING", (0, 0), (-1, -1), 2)])
    )
    return table
