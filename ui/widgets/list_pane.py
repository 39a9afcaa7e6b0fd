"""A table, or what to say when it is empty."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.widgets.empty_state import EmptyState
from ui.widgets.paged_table import PagedTable


class ListPane(QStackedWidget):
    """Shows the table while it has rows, otherwise the empty state."""

    def __init__(self, table: PagedTable, empty: EmptyState, parent: QWidget | None = None) -> None:
        """Hold both; look again whenever the table is filled."""
        super().__init__(parent)
        self.table, self.empty = table, empty
        self.addWidget(table)
        self.addWidget(empty)
        table.model().modelReset.connect(self._look)
        self._look()

    @Slot()
    def _look(self) -> None:
        self.setCurrentWidget(self.table if self.table.model().rowCount() else self.empty)
