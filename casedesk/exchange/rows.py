"""Reads rows into typed values; what cannot be read becomes a list of faults."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from casedesk.catalogue_names import plain_name
from casedesk.digests import sha256_of
from casedesk.exchange.cell_values import PARSERS, Cell, CellError, plain_text, several, text_of
from casedesk.exchange.layout import Column, Kind, Sheet
from casedesk.exchange.model import Fault
from casedesk.exchange.name_book import NameBook
from casedesk.i18n import _

if TYPE_CHECKING:
    from casedesk.exchange.workbook_reader import OpenSheet

_NAMED = frozenset({Kind.FORUM, Kind.AGENCY, Kind.POWER, Kind.REGISTER, Kind.TOOL})
_SAME_HOWEVER_SPELT = _NAMED | {
    *(Kind.SERIES, Kind.AGENCIES, Kind.CRITERIA, Kind.ETHNICITY, Kind.STATUS)
}


class ParsedRow(Struct):
    """One row: `values` holds only what is not blank, typed, by column."""

    sheet: Sheet
    number: int
    cells: list[Cell]
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    content_hash: str = ""
    key: str = ""  # the reference, or the content and its occurrence
    lacking: frozenset[str] = frozenset()  # headings that this sheet does not have

    def get(self, column: str) -> Any:
        """Return the value of a column; None where it is blank."""
        return self.values.get(column)

    def was_filled(self, column: str) -> bool:
        """Tell whether something stood in the cell itself."""
        return self.cells[self.sheet.headings.index(column)] is not None

    def fault(self, column: str, reason: str) -> None:
        """Refuse the row because of one column; a column is blamed once."""
        if any(fault.column == column for fault in self.faults):
            return
        place = self.sheet.headings.index(column)
        value = text_of(self.cells[place] if self.cells else self.get(column))
        self.faults.append(Fault(self.sheet.name, self.number, column, reason, value))


def read_rows(
    sheet: "OpenSheet", names: NameBook, look: Callable[[float], None] | None = None
) -> Iterator[ParsedRow]:
    """Give every filled row of `sheet`, typed; rows with faults as well.

    `look` is told every now and then how much was read, 0 to 1.
    """
    columns = [(place, column, parser_of(column, names)) for place, column in _enumerated(sheet)]
    references: set[str] = set()
    occurrences: dict[str, int] = {}
    there = set(sheet.places.values())
    lacking = frozenset(column.name for place, column, _parser in columns if place not in there)
    for number, cells in sheet.filled_rows(look):
        row = ParsedRow(sheet.layout, number, cells, {}, lacking=lacking)
        _parse(row, columns)
        names.ask_about(
            row.get("forum"), row.get("criteria") or (), row.get("victim_ethnicity") or ""
        )
        if sheet.layout.has_reference:
            _check_reference(row, references)
        if not row.faults:
            _identify(row, occurrences)
        yield row


def _enumerated(sheet: "OpenSheet") -> list[tuple[int, Column]]:
    return list(enumerate(sheet.layout.columns))


def _parse(row: ParsedRow, columns: list[tuple[int, Column, Callable[[Cell], object]]]) -> None:
    cells, values = row.cells, row.values
    for place, column, parse in columns:
        cell = cells[place]
        if cell is None:
            if column.needed:
                row.fault(column.name, _("This must be filled in."))
            continue
        try:
            values[column.name] = parse(cell)
        except CellError as error:
            row.fault(column.name, str(error))


def _check_reference(row: ParsedRow, references: set[str]) -> None:
    reference = row.get("reference")
    if reference is None:
        return
    if reference in references:
        row.fault("reference", _("This reference stands in an earlier row of this sheet."))
    references.add(reference)


def _identify(row: ParsedRow, occurrences: dict[str, int]) -> None:
    """Give the row a hash of its content, and what it is known by in a second import."""
    parts = [
        _canonical(column.kind, row.values[column.name], cell)
        for column, cell in zip(row.sheet.columns, row.cells, strict=True)
        if cell is not None
    ]
    names = ",".join(row.values)
    digest = sha256_of("\x1f".join((names, *parts)).encode()).hex()
    row.content_hash = digest
    if row.sheet.has_reference:
        row.key = row.values["reference"]
        return
    occurrences[digest] = occurrences.get(digest, 0) + 1
    row.key = f"{digest} {occurrences[digest]}"


def _canonical(kind: Kind, value: object, cell: Cell) -> str:
    """Return a cell so that the same content in another spelling stays the same."""
    if kind in _SAME_HOWEVER_SPELT:
        return plain_name(text_of(cell))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def parser_of(column: Column, names: NameBook) -> Callable[[Cell], object]:
    """Return what reads a cell of a column; it raises `CellError` with the reason."""
    kind = column.kind
    if kind in _NAMED:
        return lambda cell: _named(kind, plain_text(cell), names)
    if kind is Kind.AGENCIES:
        return lambda cell: tuple(
            dict.fromkeys(_named(Kind.AGENCY, word, names) for word in several(cell))
        )
    if kind is Kind.SERIES:
        return lambda cell: names.find(kind, plain_text(cell), refuses=False) or plain_text(cell)
    if kind is Kind.CRITERIA:
        return several
    if kind in {Kind.ETHNICITY, Kind.STATUS}:
        return plain_text
    return PARSERS[kind]


def _named(kind: Kind, word: str, names: NameBook) -> str:
    found = names.find(kind, word)
    if found is not None:
        return found
    near = names.nearest(kind, word)
    raise CellError(_no_such(kind).format(nearest=near) if near else _none_like_it(kind))


def _no_such(kind: Kind) -> str:
    return {
        Kind.FORUM: _("There is no such forum. The nearest is {nearest}."),
        Kind.AGENCY: _(
            "There is no such agency. The nearest is {nearest}; answer once for all rows."
        ),
        Kind.POWER: _("There is no such power. The nearest is {nearest}."),
        Kind.REGISTER: _("There is no such register. The nearest is {nearest}."),
        Kind.TOOL: _("There is no such risk tool. The nearest is {nearest}."),
    }[kind]


def _none_like_it(kind: Kind) -> str:
    return {
        Kind.FORUM: _("There is no such forum."),
        Kind.AGENCY: _("There is no such agency. Say once what it means, for all rows."),
        Kind.POWER: _("There is no such power."),
        Kind.REGISTER: _("There is no such register."),
        Kind.TOOL: _("There is no such risk tool."),
    }[kind]
