"""A row of the contents of Help."""

from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.theme import look
from ui.theme.units import px

SIDE = 12


class ContentsRow(Struct, frozen=True):
    """One part of Help."""

    id: str
    text: str

    def spoken(self) -> str:
        """Return its name."""
        return self.text

    def height(self, width: int) -> float:
        """Return the height of a row."""
        return 36

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint its name."""
        painter.setFont(look.font(semibold=chosen))
        painter.setPen(look.colour("text"))
        inside = box.adjusted(px(SIDE), 0, -px(SIDE), 0)
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(self.text, elide, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
