"""Returns with true counts for the one recipient named in their file.

A row for each meeting held; blank is "not collected", 0 is "none": the two are never mixed.
"""

from datetime import date

from sqlalchemy.orm import Session

from casedesk.csv_writer import csv_bytes
from casedesk.dates import Period
from casedesk.errors import PublicationRefusedError
from casedesk.exchange.workbook_writer import SheetContent, workbook_bytes
from casedesk.i18n import _, catalogue_text
from casedesk.measures.meeting_rows import MeetingFigures, meeting_rows
from casedesk.measures.returns import Return


def recipient_files(
    session: Session, wanted: Return, period: Period, *, is_practice: bool
) -> dict[str, bytes]:
    """Return the files of a return by name; those of practice data say so in their names.

    Raises:
        PublicationRefusedError: it is no return of meetings, or its own checks fail.
    """
    if wanted.grain != "meetings":
        raise PublicationRefusedError(
            _('The return "{title}" has no single recipient.').format(
                title=catalogue_text(wanted.title)
            )
        )
    rows = meeting_rows(session, wanted, period)
    headings = [column.heading for column in wanted.columns]
    content = [_row(wanted, row) for row in rows]
    sheet = SheetContent(catalogue_text(wanted.title)[:31], headings, content)
    name = f"PRACTICE-DATA-{wanted.id}" if is_practice else wanted.id
    return {
        f"{name}.csv": csv_bytes(headings, content, for_people=True),
        f"{name}.xlsx": workbook_bytes([sheet], for_practice=is_practice),
    }


def _row(wanted: Return, row: MeetingFigures) -> list[object]:
    known: dict[str, object] = {"forum": row.forum, "held_on": _day(row.held_on), **row.figures}
    return [_whole(known.get(column.figure)) for column in wanted.columns]


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
