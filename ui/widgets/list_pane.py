"""A table, or what to say when it is empty."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

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
        focused = QApplication.focusWidget()
        self.setCurrentWidget(self.table if self.table.model().rowCount() else self.empty)
        if focused is not None and isValid(focused) and not self.isAncestorOf(focused):
            focused.setFocus()  # a table that was asked to take it while hidden would do so now
