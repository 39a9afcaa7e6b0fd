"""A card with a short list: as high as its rows, up to a few; a quiet sentence without any."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableColumn, TableRow
from ui.theme.units import fix, space
from ui.widgets.card import INSIDE, Card
from ui.widgets.labels import label
from ui.widgets.paged_table import HEADER, ROW, TWO_LINE_ROW, PagedTable
from ui.widgets.showing import set_shown

_BORDERS = 2


class ListCard(Card):
    """Shows rows under a title; Enter or a double click opens one."""

    opened = Signal(object)  # id of the row
    chosen = Signal(object)  # id of the row, None if there is none

    def __init__(
        self,
        title: str,
        columns: Sequence[TableColumn],
        empty: str,
        *,
        rows: int = 4,
        two_lines: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty list.

        Args:
            title: of the card, and the accessible name of the table.
            columns: of the table.
            empty: what is said where there are no rows.
            rows: how many are in sight; further ones scroll.
            two_lines: rows have a second, quiet line.
            parent: the widget it stands on.
        """
        super().__init__(title, parent)
        self._most, self._row = rows, TWO_LINE_ROW if two_lines else ROW
        self.model = PagedTableModel(columns, FixedRows(), two_lines=two_lines)
        self.table = PagedTable(title, self.model)
        self.table.opened.connect(self.opened)
        self.table.selected.connect(self.chosen)
        self.empty = QWidget()
        column = QVBoxLayout(self.empty)
        space(column, (INSIDE, 4, INSIDE, 9), 0)
        column.addWidget(label(empty, "quiet", wrap=True))
        self.add_full(self.empty)
        self.add_full(self.table)
        self.show_rows(())

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows; the chosen one stays chosen where it is still there."""
        self.model.set_source(FixedRows(rows))
        seen = max(1, min(len(rows), self._most))
        fix(self.table, height=HEADER + seen * self._row + _BORDERS)
        set_shown(self.table, bool(rows))
        set_shown(self.empty, not rows)
        self.chosen.emit(self.table.current_id())

    def current_id(self) -> Any:
        """Return the id of the chosen row; None if there is none."""
        return self.table.current_id() if self.model.rowCount() else None
