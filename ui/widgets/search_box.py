"""A box to search a list with: it waits until the typing pauses, and leads to what was found."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from ui.theme.units import at_least
from ui.widgets.clearable_line import ClearableLine

PAUSE_MS = 150
_TO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SearchBox(ClearableLine):
    """Down and Return say at once what is typed, and then that somebody wants to go there."""

    paused = Signal(str)  # what is typed, without blanks around it
    entered = Signal()

    def __init__(self, width: float = 160) -> None:
        """Start empty; `width` is the least, in pixels as at 100 % text."""
        super().__init__()
        at_least(self, width=width)
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._on_paused)
        self.textChanged.connect(self._timer.start)

    def words(self) -> str:
        """Return what is typed, without blanks around it."""
        return self.text().strip()

    def show_words(self, words: str) -> None:
        """Show what is searched for already; nobody is told."""
        if self.words() != words:
            self.setText(words)
            self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _TO_LIST:
            self._on_paused()  # what was typed last counts
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_paused(self) -> None:
        self._timer.stop()
        self.paused.emit(self.words())
