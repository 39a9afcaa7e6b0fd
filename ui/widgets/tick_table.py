"""A table whose rows can be ticked: Space or a click on the box, Ctrl+A for all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from ui.widgets.paged_table import PagedTable


class TickTable(PagedTable):
    """Says which row is to be ticked; the first column shows what is (`Cell.tick`)."""

    toggled = Signal(object)  # id of the row
    all_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_id() is not None:
            self.toggled.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._toggle_at(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._toggle_at(event):
            super().mouseDoubleClickEvent(event)

    def _toggle_at(self, event: QMouseEvent) -> bool:
        """Tick the row whose box was clicked; False if it was none."""
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if not left or not index.isValid() or index.column() != 0:
            return False
        self.toggled.emit(self.current_id())
        return True
