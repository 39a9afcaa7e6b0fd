"""The tables of an import: counts of each sheet, refused rows, differences to the records."""

from collections.abc import Sequence
from typing import Any

from casedesk.exchange.model import Difference, Fault, ImportReport, SheetCount
from casedesk.i18n import _
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import number
from ui.widgets.state_mark import State

_LONGEST_TIP = 300


def count_columns() -> list[TableColumn]:
    """Return the columns of the counts of each sheet."""
    return [
        TableColumn(_("Sheet")),
        TableColumn(_("Rows"), 88, right=True),
        TableColumn(_("New"), 88, right=True),
        TableColumn(_("Known already"), 128, right=True),
        TableColumn(_("Different"), 96, right=True),
        TableColumn(_("Refused"), 96, right=True),
    ]


def count_rows(report: ImportReport) -> list[TableRow]:
    """Return a row for each sheet, and one for all of them."""
    rows = [_count_row(count, count.sheet, strong=False) for count in report.counts]
    if len(report.counts) > 1:
        every = SheetCount(
            _("All sheets"),
            sum(count.rows for count in report.counts),
            report.new,
            report.same,
            sum(count.differing for count in report.counts),
            report.refused,
        )
        rows.append(_count_row(every, "", strong=True))
    return rows


def _count_row(count: SheetCount, row_id: str, *, strong: bool) -> TableRow:
    state = State.WRONG if count.refused else State.NONE
    refused = Cell(number(count.refused), state, strong=strong, quiet=not count.refused)
    others = (count.rows, count.new, count.same, count.differing)
    return TableRow(
        row_id,
        (
            Cell(count.sheet, strong=strong),
            *(Cell(number(one), strong=strong, quiet=not one) for one in others),
            refused,
        ),
    )


def fault_columns() -> list[TableColumn]:
    """Return the columns of the refused rows."""
    return [
        TableColumn(_("Sheet"), 112),
        TableColumn(_("Row"), 60, right=True),
        TableColumn(_("Column"), 168),
        TableColumn(_("Why")),
        TableColumn(_("In the cell"), 160, drop_below=760),
    ]


class FaultSource:
    """Gives the refused rows; a row is made only when it is looked at, for there may be many."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        """Show `faults` in their order."""
        self._faults = faults

    def ids(self) -> Sequence[Any]:
        """Return the places in the list."""
        return range(len(self._faults))

    def rows(self, ids: Sequence[Any]) -> Sequence[TableRow]:
        """Return the rows at these places."""
        return [self._row(place) for place in ids]

    def sort_by(self, key: str, descending: bool) -> None:
        """Do nothing: the order is that of the workbook."""

    def _row(self, place: int) -> TableRow:
        fault = self._faults[place]
        return TableRow(
            place,
            (
                Cell(fault.sheet),
                Cell(str(fault.row)),
                Cell(fault.column),
                Cell(fault.reason, State.WRONG, tip=fault.reason[:_LONGEST_TIP], calm=True),
                _written(fault.value),
            ),
        )


def difference_columns() -> list[TableColumn]:
    """Return the columns of the differences to what is recorded."""
    return [
        TableColumn(_("Change"), 96),
        TableColumn(_("Sheet"), 112, drop_below=860),
        TableColumn(_("Row"), 56, right=True, drop_below=700),
        TableColumn(_("Reference"), 128),
        TableColumn(_("Column"), 176),
        TableColumn(_("In the records")),
        TableColumn(_("In the workbook")),
    ]


class DifferenceSource:
    """Gives the differences, and which of them are chosen; a row is made when it is looked at."""

    def __init__(self, differences: Sequence[Difference] = ()) -> None:
        """Show `differences` in their order; none is chosen."""
        self.differences = differences
        self.chosen: set[Difference] = set()

    def ids(self) -> Sequence[Any]:
        """Return the places in the list."""
        return range(len(self.differences))

    def rows(self, ids: Sequence[Any]) -> Sequence[TableRow]:
        """Return the rows at these places."""
        return [self._row(place) for place in ids]

    def sort_by(self, key: str, descending: bool) -> None:
        """Do nothing: the order is that of the workbook."""

    def _row(self, place: int) -> TableRow:
        one = self.differences[place]
        return TableRow(
            place,
            (
                self._choice(one),
                Cell(one.sheet),
                Cell(str(one.row)),
                Cell(one.reference),
                Cell(one.column),
                _written(one.stored),
                _written(one.new),
            ),
        )

    def _choice(self, one: Difference) -> Cell:
        if one.why_not:
            return Cell(_("by hand"), State.WARN, tip=one.why_not, calm=True)
        if one in self.chosen:
            return Cell(_("take"), State.GOOD)
        return Cell(_("leave"), State.OPEN, quiet=True)


def _written(value: str) -> Cell:
    if not value:
        return Cell(_("blank"), quiet=True)
    return Cell(value[:_LONGEST_TIP], tip=value[:_LONGEST_TIP])
