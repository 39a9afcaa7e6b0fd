"""Takes large widgets away without making anybody wait."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget


class ClearAway(QObject):
    """Deletes a widget part by part: all pages of a file at once took 50 ms and more."""

    def __init__(self, parent: QObject) -> None:
        """Start with nothing to do."""
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take_one)

    def add(self, widget: QWidget, first: Iterable[QWidget]) -> None:
        """Hide a widget and stop its clocks at once; delete `first`, parts of it, then itself."""
        widget.hide()
        for clock in widget.findChildren(QTimer):
            clock.stop()
        self._waiting += [*first, widget]
        self._timer.start()

    @Slot()
    def _take_one(self) -> None:
        if self._waiting:
            self._waiting.pop(0).deleteLater()
        else:
            self._timer.stop()
