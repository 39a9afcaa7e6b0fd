"""A scroll area for a page or a form, and the column inside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme.units import space

BESIDE_BAR = 8


class ScrolledArea(QScrollArea):
    """Leaves it to `reading_order` how far to scroll as the focus moves.

    Qt brings all of a list into sight, and what stands above it, such as tabs, goes out of sight.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have no frame, and no focus: each field inside comes into sight by itself."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)


def scrolled_column(area: QScrollArea, column: QBoxLayout, gap: float) -> None:
    """Keep `column` clear of the bar of its area; without a bar its edge is that of the page.

    The edge of a form is then in line with the buttons of the heading above it. The column grows
    narrower as the bar comes, and so never lower: the bar cannot come and go in turn.

    Args:
        area: holds the column and nothing else.
        column: the layout inside.
        gap: between its parts, in pixels as at 100 % text.
    """

    def arrange(_least: int = 0, most: int = 0) -> None:
        if isValid(column):
            space(column, (0, 0, BESIDE_BAR if most else 0, 0), gap)

    arrange(0, area.verticalScrollBar().maximum())
    area.verticalScrollBar().rangeChanged.connect(arrange)
