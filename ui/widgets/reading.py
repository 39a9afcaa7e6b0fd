"""A text to be read that scrolls by the arrow keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.units import space

SIDE = 12


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
