"""Says over a part of the window what letting go of files would do there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class DropSign(QFrame):
    """Lies over `parent` while files are held over it, and lets the mouse through."""

    def __init__(self, parent: QWidget, hint: str = "") -> None:
        """Stay hidden until `show_over`; `hint` is a second line."""
        super().__init__(parent)
        self.setProperty("part", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        space(column, (24, 24, 24, 24), 12)
        self.words, below = label("", "title", wrap=True), label(hint, wrap=True)
        column.addStretch(1)
        column.addWidget(IconMark("inbox", "accent", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (self.words, below):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addStretch(1)
        set_shown(below, bool(hint))
        self.hide()

    def show_over(self, words: str) -> None:
        """Cover the parent and say what a drop will do."""
        if self.isVisible():
            return
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        announce(self, words)
