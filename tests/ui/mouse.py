"""A mouse that presses where the system tells the window of it, as fast as a hand can."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

FAST, SLOW = 120, 5_000  # milliseconds after the click before

_PRESS, _AGAIN = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick


class Mouse:
    """Presses and releases; what watches the window sees it, whatever stands there by then."""

    clock = 1_000  # one for all: time goes on from test to test

    def __init__(self, window: QWidget) -> None:
        """Point nowhere."""
        self.window = window

    def click(
        self,
        where: QPointF,
        after: int,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        *,
        second: bool = False,
    ) -> None:
        """Click there, so many milliseconds after the click before; `second`: of a double click."""
        Mouse.clock += after
        none = Qt.MouseButton.NoButton
        press = _AGAIN if second else _PRESS
        for kind, held in ((press, button), (QEvent.Type.MouseButtonRelease, none)):
            keys = Qt.KeyboardModifier.NoModifier
            there = QPointF(self.window.mapToGlobal(where.toPoint()))
            event = QMouseEvent(kind, where, there, button, held, keys)
            event.setTimestamp(Mouse.clock)
            QApplication.sendEvent(self.window.windowHandle(), event)
        QApplication.processEvents()

    def double_click(self, where: QPointF, times: int = 1) -> None:
        """Click twice there, after a pause; several times of that follow each other at once."""
        for place in range(2 * times):
            self.click(where, FAST if place else SLOW, second=bool(place % 2))


def middle_of(part: QWidget) -> QPointF:
    """Return where the middle of a part is in its window, scrolled into sight."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()
    return QPointF(part.mapTo(part.window(), part.rect().center()))
