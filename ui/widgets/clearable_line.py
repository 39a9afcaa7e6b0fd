"""A box for one line with a cross that empties it; the cross grows with the text, Qt's does not."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from casedesk.i18n import _
from ui.theme.icons import dress
from ui.theme.units import fix, px

SIZE, BESIDE = 24, 3  # of the cross, and what is between it and the edge of the box


class ClearableLine(QLineEdit):
    """The cross is there while something is typed; what it took away, Ctrl+Z brings back.

    Esc does the same for whoever has no pointer.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, without the cross."""
        super().__init__(parent)
        self.cross = QPushButton(self)
        self.cross.setProperty("part", "cross")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        self.cross.setAccessibleName(_("Empty the box"))
        self.cross.setToolTip(_("Empty the box"))
        dress(self.cross, "x", "quiet")
        fix(self.cross, SIZE, SIZE)
        self.cross.clicked.connect(self._on_cross)
        self.cross.setVisible(False)
        self.textChanged.connect(self._show_cross)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cross()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._on_cross()
        else:  # a form or a panel around it goes by the next one
            super().keyPressEvent(event)

    def _place_cross(self) -> None:
        side = px(SIZE)
        left, top = self.width() - side - px(BESIDE), (self.height() - side) // 2
        self.cross.setGeometry(left, top, side, side)
        room = side if self.text() else 0
        if self.textMargins().right() != room:
            self.setTextMargins(0, 0, room, 0)

    @Slot(str)
    def _show_cross(self, text: str) -> None:
        self.cross.setVisible(bool(text))
        self._place_cross()

    @Slot()
    def _on_cross(self) -> None:
        self.selectAll()
        self.del_()
        self.setFocus()
