"""A real window over an open file, worked by keys as a user would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from ui.frame import Frame
from ui.main_window import MainWindow
from ui.page import Page, PageEntry

KEY = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Start(Page):
    """Where a user is before a form is opened."""

    def title(self) -> str:
        return "Today"


class AtWork:
    """The window, and the hands of a user on its keyboard; `pressed` counts the keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow, frame: Frame) -> None:
        """Work on `window`."""
        self.qtbot, self.window, self.frame, self.pressed = qtbot, window, frame, 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key as often as said."""
        for _turn in range(times):
            QTest.keyClick(self.window.windowHandle(), key, modifiers)
            self.pressed += 1

    def write(self, text: str) -> None:
        """Type text at the place of the caret; the platform's own typing knows no accents."""
        for letter in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            if letter.isascii():
                QTest.keyClick(self.window.windowHandle(), letter)
            else:
                event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter)
                QApplication.sendEvent(focused, event)
            self.pressed += 1

    def focus(self) -> QWidget:
        """Return what has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def see(self, shown: Callable[[], bool]) -> None:
        """Wait until something is to be seen."""
        self.qtbot.waitUntil(shown, timeout=5000)


@contextmanager
def at_work(qtbot: QtBot, workspace: Workspace, *entries: PageEntry) -> Iterator[AtWork]:
    """Open a window with a start page and these pages, and close it again."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = MainWindow(app, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(window)
    start = PageEntry("start", lambda: "Today", Start, "calendar-check", "Ctrl+1")
    frame = window.open_workspace(workspace, [start, *entries])
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    yield AtWork(qtbot, window, frame)
    window.close_workspace()
