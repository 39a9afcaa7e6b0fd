"""The parts of Help that its cards share: a row of the contents, a text that scrolls."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import look
from ui.theme.units import px, space

SIDE = 12


@dataclass(frozen=True, slots=True)
class ContentsRow:
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


class Reading(QScrollArea):
    """A text that scrolls by the arrow keys; fill `column` from the top down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is read out when it gets the focus."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        space(self.column, (SIDE, 4, SIDE, SIDE), 12)
        self.setWidget(inside)
