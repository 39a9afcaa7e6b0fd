"""An icon that stands beside a word and follows the theme."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import icons
from ui.theme.units import px


class IconMark(QWidget):
    """Draws one icon; decoration, because its word stands beside it."""

    def __init__(
        self,
        name: str,
        role: str = "text",
        size: float = icons.BUTTON_SIZE,
        parent: QWidget | None = None,
    ) -> None:
        """Draw `name` of `resources/icons` in a colour of the palette."""
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, icons.pixmap(self._name, self._role, self._size))
