"""A picture as wide as there is room, read from its file when it is first seen."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look
from ui.theme.units import px

MOST_WIDTH = 560


class Picture(QWidget):
    """Shows a drawing of the program's own; `name` is read out."""

    def __init__(self, file: Path, name: str, parent: QWidget | None = None) -> None:
        """Measure the picture; it is read when it is painted."""
        super().__init__(parent)
        self._file, self._drawn = file, QPixmap()
        self._size = QImageReader(str(file)).size()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(MOST_WIDTH), self._height_for(px(MOST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self._height_for(px(160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._height_for(self._width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wide = round(self._width() * ratio)
        if self._drawn.width() != wide:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._drawn = QPixmap(str(self._file)).scaledToWidth(wide, smooth)
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(look.colour("separator"))
        painter.drawRect(0, 0, self._width() - 1, self.height() - 1)

    def _width(self) -> int:
        return min(self.width(), px(MOST_WIDTH))

    def _height_for(self, width: int) -> int:
        return round(width * self._size.height() / max(1, self._size.width()))
