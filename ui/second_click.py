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
    """Watches the window, and menus and lists that open over it; what it holds back nobody hears.

    Only the window itself is held back from: what opens under the pointer is what was asked for.
    """

    def __init__(self, app: QGuiApplication, window: QWidget) -> None:
        """Watch `window`, from when it is first worked in."""
        super().__init__(window)
        self._window = window
        self._on: QObject | None = None  # what the first click went to
        self._when, self._where = 0, QPointF()  # of it, on the screen
        self._button = Qt.MouseButton.NoButton
        self._holds_back = False
        app.focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() in _PRESSES:
                return self._is_for_another(watched, event)
            if event.type() == QEvent.Type.MouseButtonRelease and self._holds_back:
                self._holds_back = False
                return True  # of the click that was held back
        return False

    @Slot(QWindow)
    def _watch(self, handle: QWindow | None) -> None:
        if handle is not None:  # a menu has one of its own
            handle.installEventFilter(self)  # once more does no harm

    def _is_for_another(self, watched: QObject, event: QMouseEvent) -> bool:
        here, in_window = watched, watched is self._window.windowHandle()
        if in_window:
            here = self._window.childAt(event.position().toPoint()) or watched
        hints = QGuiApplication.styleHints()
        away = (event.globalPosition() - self._where).manhattanLength()
        again = (
            self._when > 0
            and event.button() == self._button
            and 0 <= event.timestamp() - self._when < hints.mouseDoubleClickInterval()
            and away <= hints.mouseDoubleClickDistance()
        )
        self._holds_back = in_window and again and here is not self._on
        if not self._holds_back:  # or somebody who goes on clicking would never get through
            self._when, self._where = event.timestamp(), event.globalPosition()
            self._on, self._button = here, event.button()
        return self._holds_back
