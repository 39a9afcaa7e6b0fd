"""The empty workbook that a partnership fills in."""

from collections.abc import Iterator

from casedesk.exchange.layout import SHEETS, Column, Kind
from casedesk.exchange.workbook_writer import SheetContent, workbook_bytes
from casedesk.i18n import _


def template_bytes(*, practice: bool = False) -> bytes:
    """Return the template: every sheet with its headings, and one that explains them.

    With `practice` it is marked as a workbook of invented records.
    """
    sheets = [
        SheetContent(
            sheet.name,
            sheet.headings,
            bold=frozenset(i for i, column in enumerate(sheet.columns) if column.needed),
        )
        for sheet in SHEETS
    ]
    notes = SheetContent(
        _("How to fill this in"),
        (_("Sheet"), _("Column"), _("Needed"), _("What to write")),
        _notes(),
    )
    return workbook_bytes([*sheets, notes], for_practice=practice)


def _notes() -> Iterator[tuple[str, str, str, str]]:
    for sheet in SHEETS:
        for column in sheet.columns:
            needed = _("yes") if column.needed else ""
            yield sheet.name, column.name, needed, _what_to_write(column)


def _what_to_write(column: Column) -> str:
    day = _("A day: 31/12/2018, 31 Dec 2018, 2018-12-31, or a real date.")
    name = _("The name as you use it; what is not known is asked once.")
    several = _("One or several, separated by ;")
    return {
        Kind.DAY: day,
        Kind.BIRTH: day,
        Kind.MOMENT: _("A day with its time, such as 31/12/2018 14:05; local time."),
        Kind.CLOCK: _("A time of day, such as 14:05."),
        Kind.WHOLE: _("A whole number."),
        Kind.NUMBER: _("A number."),
        Kind.YES_NO: _("Yes, no, not known, not asked, declined, not applicable, or blank."),
        Kind.STATUS: _("Open, done, no longer possible or not done."),
        Kind.AGENCIES: several,
        Kind.CRITERIA: several,
        Kind.ETHNICITY: _("A word that begins with White, Mixed, Asian, Black or Other."),
        Kind.FORUM: name,
        Kind.AGENCY: name,
        Kind.POWER: name,
        Kind.REGISTER: name,
        Kind.TOOL: name,
        Kind.SERIES: name,
    }.get(column.kind, "")
