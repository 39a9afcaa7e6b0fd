"""Takes large widgets away without making anybody wait."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLayout, QWidget


def clear_away(widget: QWidget, first: Iterable[QWidget], parent: QObject) -> None:
    """Hide a widget and stop its clocks at once; delete `first`, parts of it, then itself.

    One part a turn: all pages of a file at once took 50 ms and more. `parent` lives longer.
    """
    widget.hide()
    stop_clocks(widget)
    _ClearAway([*first, widget], parent)


def stop_clocks(widget: QWidget) -> None:
    """Let no part of a widget ask the store any more: it is about to be locked."""
    for clock in widget.findChildren(QTimer):
        clock.stop()


def empty_out(layout: QLayout) -> None:
    """Take all widgets out of a layout, as before showing another record."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class _ClearAway(QObject):
    """Deletes one widget in each turn of the event loop, then itself."""

    def __init__(self, waiting: list[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = waiting
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take_one)
        self._timer.start()

    @Slot()
    def _take_one(self) -> None:
        (self._waiting.pop(0) if self._waiting else self).deleteLater()
