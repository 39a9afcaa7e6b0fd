"""Writes XLSX in which nothing is ever run as a formula; everyone who writes XLSX uses it."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from casedesk.csv_writer import defused
from casedesk.exchange.practice_mark import mark

_CONTROL_SIGNS = dict.fromkeys(i for i in range(32) if chr(i) not in "\t\n\r")
_NARROWEST, _WIDEST = 10, 60


class SheetContent(Struct, frozen=True):
    """One sheet to write: headings in row 1, then the rows; `bold` are columns from 0."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]] = ()
    bold: frozenset[int] = field(default_factory=frozenset)


def workbook_bytes(sheets: Iterable[SheetContent], *, for_practice: bool = False) -> bytes:
    """Return a workbook of the `sheets`; None becomes an empty cell.

    Numbers, days and moments stay what they are (moments lose their zone, which a
    spreadsheet cannot hold); everything else is text, defused. `for_practice` marks it as
    holding invented records.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 35 MB of memory, for a page seldom opened
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    if for_practice:
        mark(book.properties)
    for content in sheets:
        sheet: Any = book.create_sheet(content.title)
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(content.headings, start=1):
            width = min(max(len(heading) + 2, _NARROWEST), _WIDEST)
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append(_headings(sheet, content))
        for row in content.rows:
            sheet.append([_cell(value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _headings(sheet: Any, content: SheetContent) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - the same

    cells = []
    for number, heading in enumerate(content.headings):
        cell: Any = WriteOnlyCell(sheet, value=heading)
        cell.font = Font(bold=number in content.bold or not content.bold)
        cells.append(cell)
    return cells


def _cell(value: object) -> object:
    if isinstance(value, str):
        return defused(value.translate(_CONTROL_SIGNS))
    zone = getattr(value, "tzinfo", None)
    return value if zone is None else value.replace(tzinfo=None)  # type: ignore[attr-defined]
