"""The second click of a double click goes where the first one went, or nowhere.

Many people click everything twice. The first click saves a form, takes a row out of a list or
opens a page, or closes the menu it was on, and what is under the pointer then is not what they
meant.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget

_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


class SecondClick(QObject):
    """Watches the window; what it holds back is told to nobody."""

    def __init__(self, app: QGuiApplication, window: QWidget) -> None:
        """Watch `window`, from when it is first worked in."""
        super().__init__(window)
        self._window = window
        self._on: QWidget | None = None  # what the first click went to
        self._when, self._where = 0, QPointF()
        self._button = Qt.MouseButton.NoButton
        self._holds_back = False
        app.focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() in _PRESSES:
                return self._is_for_another(event)
            if event.type() == QEvent.Type.MouseButtonRelease and self._holds_back:
                self._holds_back = False
                return True  # of the click that was held back
        return False

    @Slot(QWindow)
    def _watch(self, handle: QWindow | None) -> None:
        if handle is not None and handle is self._window.windowHandle():
            handle.installEventFilter(self)  # once more does no harm

    def _is_for_another(self, event: QMouseEvent) -> bool:
        here = self._window.childAt(event.position().toPoint())
        hints = QGuiApplication.styleHints()
        away = (event.position() - self._where).manhattanLength()
        again = (
            self._when > 0
            and event.button() == self._button
            and 0 <= event.timestamp() - self._when < hints.mouseDoubleClickInterval()
            and away <= hints.mouseDoubleClickDistance()
        )
        if not again and _is_second(event):  # the first was on a menu, which has closed
            again = True
            self._note(event, None)
        self._holds_back = again and here is not self._on
        if not self._holds_back:  # or somebody who goes on clicking would never get through
            self._note(event, here)
        return self._holds_back

    def _note(self, event: QMouseEvent, on: QWidget | None) -> None:
        self._when, self._where = event.timestamp(), event.position()
        self._on, self._button = on, event.button()


def _is_second(event: QMouseEvent) -> bool:
    """Tell whether Qt takes a press for the second of a double click; it may say so twice."""
    told_next = Qt.MouseEventFlag.MouseEventCreatedDoubleClick
    return event.type() == QEvent.Type.MouseButtonDblClick or bool(event.flags() & told_next)
