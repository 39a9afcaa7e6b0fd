"""Says over a part of the window what letting go of files would do there."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class DropSign(QFrame):
    """An edge round a part while files are held over it, with words in its middle.

    It lets the mouse through; what stands below stays in sight.
    """

    def __init__(self, parent: QWidget, hint: str = "") -> None:
        """Stay hidden until `show_over`; `hint` is a second line."""
        super().__init__(parent)
        self.setProperty("part", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words, below = label("", "title"), label(hint)
        card = QFrame()
        card.setProperty("part", "card")
        column = QVBoxLayout(card)
        space(column, (32, 24, 32, 24), 12)
        column.addWidget(IconMark("inbox", "accent", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (self.words, below):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        middle = QVBoxLayout(self)
        space(middle, (0, 0, 0, 0), 0)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        set_shown(below, bool(hint))
        self.hide()

    def show_over(self, words: str, part: QWidget | None = None) -> None:
        """Say what a drop will do, over the whole parent or over a part of it."""
        if self.isVisible():
            return
        over, parent = part or self.parentWidget(), self.parentWidget()
        if over is not None and parent is not None:
            self.setGeometry(QRect(over.mapTo(parent, QPoint()), over.size()))
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        announce(self, words)
