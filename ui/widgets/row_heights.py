"""How high the rows of a table are where words that have no room go into further lines."""

from collections.abc import Mapping

from PySide6.QtWidgets import QTableView

from ui.table_models.paged_table_model import PagedTableModel
from ui.widgets.row_delegate import RowDelegate

ALL_AT_ONCE = 200  # rows: 9 ms; of longer tables those in sight alone are measured


class RowHeights:
    """Makes each row as high as what is said in it, one line or two being usual.

    A long table is not fetched to be measured: its rows grow as they come into sight, and the one
    at the top stays where it is.
    """

    def __init__(self, table: QTableView, model: PagedTableModel, delegate: RowDelegate) -> None:
        """Look after the rows of `table`, which `delegate` paints."""
        self._table, self._model, self._delegate = table, model, delegate
        self._grown: set[int] = set()
        self._fitting = False

    def can_grow(self) -> bool:
        """Tell whether rows may be of different heights."""
        return self._model.wraps or any(one.lines > 1 for one in self._model.columns)

    def are_all_measured(self) -> bool:
        """Tell whether every row is measured, and not those in sight alone."""
        return self._model.wraps or self._model.rowCount() <= ALL_AT_ONCE

    def fit(self, widths: Mapping[int, int]) -> None:
        """Fit the rows after their columns have got other widths (in pixels, by place)."""
        if self.can_grow() and not self._fitting:
            grown, self._grown = self._grown, set()
            self._arrange(widths, grown)

    def fit_in_sight(self, widths: Mapping[int, int]) -> None:
        """Fit the rows that have come into sight."""
        if self.can_grow() and not self._fitting and not self.are_all_measured():
            self._arrange(widths, set())

    def _arrange(self, widths: Mapping[int, int], before: set[int]) -> None:
        self._fitting = True
        table, bar = self._table, self._table.verticalScrollBar()
        top = table.rowAt(0)
        offset, at_end = table.rowViewportPosition(top), 0 < bar.maximum() == bar.value()
        usual = table.verticalHeader().defaultSectionSize()
        more = {row: more for row in self.rows() if (more := self._more_lines(row, widths)) > 0}
        heights = dict.fromkeys(before, usual)
        heights |= {row: usual + n * self._delegate.line_height() for row, n in more.items()}
        self._grown |= set(more)
        changed = {row: high for row, high in heights.items() if table.rowHeight(row) != high}
        for row, high in changed.items():
            table.setRowHeight(row, high)
        if changed:
            table.updateGeometries()
            moved = table.rowViewportPosition(top) - offset if top > 0 else 0
            bar.setValue(bar.maximum() if at_end else bar.value() + moved)
        self._fitting = False

    def rows(self) -> range:
        """Return the rows that are measured: all, or those in sight."""
        count = self._model.rowCount()
        if self.are_all_measured():
            return range(count)
        first, last = self._table.rowAt(0), self._table.rowAt(self._table.viewport().height() - 1)
        return range(max(first, 0), count if last < 0 else last + 1)

    def _more_lines(self, row: int, widths: Mapping[int, int]) -> int:
        """Return how many lines a row needs beyond those that are usual."""
        usual = 2 if self._model.two_lines else 1
        columns, all_do = self._model.columns, self._model.wraps
        places = [one for one in widths if all_do or columns[one].lines > 1]
        lines = [self._delegate.lines_needed(row, one, widths[one]) for one in places]
        return max(lines, default=0) - usual
