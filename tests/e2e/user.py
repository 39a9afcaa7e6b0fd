"""A user at the keyboard of the real program: presses keys, looks, waits; never touches a mouse."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError as NotSeenError
from pytestqt.qtbot import QtBot

from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from ui.app import Program
from ui.frame import Frame

KEY = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 120
PATIENCE_MS = 20_000  # the machine may be busy, and keys are of full strength
LOOK_MS = 10

Kind = TypeVar("Kind", bound=QWidget)


class LoopGaps(QObject):
    """Notes the longest time for which the window could not have answered, and how busy it was.

    `busiest_ms` is the most that the window's thread itself worked between two turns: other work
    on the machine does not count.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = self.busiest_ms = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._timer.start()

    def forget_now(self) -> None:
        """Begin to count anew: what went before was the test's own work."""
        self._last, self._worked = time.perf_counter(), time.thread_time()

    def _note(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self.busiest_ms = max(self.busiest_ms, (worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class User:
    """Works the window with keys alone."""

    def __init__(self, qtbot: QtBot, app: QApplication, settings: Settings) -> None:
        self.qtbot, self.gaps = qtbot, LoopGaps()
        self.program = Program(app, settings)
        self.window = self.program.window

    def start(self, file: Path | None = None) -> None:
        """Start the program, as from the desktop."""
        self.program.begin(file)
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE_MS)
        self.gaps.forget_now()

    # -- hands --

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key as often as said; the window may draw after each."""
        for _turn in range(times):
            QTest.keyClick(self._in_front(), key, held)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type at the caret; the platform's own typing knows no accents."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self._in_front(), letter)
            else:
                event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter)
                QApplication.sendEvent(self.focus(), event)
            QApplication.processEvents()

    def rewrite(self, text: str) -> None:
        """Type in the place of what stands in a box."""
        self.press(KEY.Key_A, CTRL)
        self.write(text)

    def alt(self, letter: str) -> None:
        """Press the letter that is underlined on a button or label; a button takes its time."""
        self.press(getattr(KEY, f"Key_{letter.upper()}"), ALT)
        self.see(lambda: bool(QApplication.activePopupWidget()) or not self._is_pressing())

    def reach(self, name: str) -> QWidget:
        """Press Tab until what is read out begins with `name`."""
        for _turn in range(MOST_TABS):
            if spoken(self.focus()).startswith(name):
                return self.focus()
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name!r}")

    def choose(self, name: str) -> None:
        """Reach a button, box or line by Tab and press Space on it."""
        self.reach(name)
        self.press(KEY.Key_Space)

    def menu(self, menu: str, line: str) -> None:
        """Open a menu of the menu bar by its letter and press the letter of a line."""
        self.alt(menu)
        self.press(getattr(KEY, f"Key_{line.upper()}"))

    # -- eyes --

    def focus(self) -> QWidget:
        """Return what has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def see(self, shown: Callable[[], bool]) -> None:
        """Wait until something is to be seen."""
        try:
            self.qtbot.waitUntil(shown, timeout=PATIENCE_MS)
        except NotSeenError as error:
            raise AssertionError(f"It is not to be seen. In the window:\n{self.read()}") from error

    def read(self) -> str:
        """Return all words that stand in the window, the painted ones by what is read out."""
        parts = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        words = [one.text() if isinstance(one, QLabel) else one.accessibleName() for one in parts]
        return "\n".join(word for word in words if word)

    def see_words(self, *words: str) -> None:
        """Wait until these words stand in the window."""
        self.see(lambda: all(one in self.read() for one in words))

    def page(self, kind: type[Kind]) -> Kind:
        """Return the page in sight, which must be of this kind."""
        page = self.frame.page
        assert isinstance(page, kind), type(page)
        return page

    def gate(self, kind: type[Kind]) -> Kind:
        """Return the page that stands before any file is open."""
        area = self.window.centralWidget().currentWidget()  # type: ignore[attr-defined]
        gate = area.widget()  # it scrolls in a low window
        inside = gate.widget() if isinstance(gate, QScrollArea) else gate
        assert isinstance(inside, kind), type(inside)
        return inside

    @property
    def frame(self) -> Frame:
        """Return the frame of the open file."""
        assert self.window.frame is not None
        return self.window.frame

    @property
    def workspace(self) -> Workspace:
        """Return the open file."""
        assert self.program.workspace is not None
        return self.program.workspace

    def place(self) -> tuple[str, object]:
        """Return which page is in sight, and which record on it."""
        place = self.frame.place()
        assert place is not None
        return place.page_id, place.record

    @contextmanager
    def looking_on(self) -> Iterator[None]:
        """Do work of the test itself, which is no gap of the window."""
        yield
        self.gaps.forget_now()

    # -- what many stories share --

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and wait for the first page."""
        self.write(passphrase)
        self.press(KEY.Key_Return)
        self.see_first_page()

    def see_first_page(self) -> None:
        """Wait until a file is open and a page of it stands in the window."""
        self.see(lambda: self.window.frame is not None and self.window.frame.page is not None)

    def lock(self) -> None:
        """Press Ctrl+L and wait for the unlock page."""
        self.press(KEY.Key_L, CTRL)
        self.see(lambda: self.window.frame is None)

    def come_back(self) -> None:
        """Bring the minimised window back, as from the panel of the desktop."""
        self.window.showNormal()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE_MS)

    def _is_pressing(self) -> bool:
        return any(one.isDown() for one in self.window.findChildren(QPushButton))

    def _in_front(self) -> object:
        popup = QApplication.activePopupWidget()
        assert popup or self.window.isActiveWindow(), "something opened as a window of its own"
        return (popup or self.window).windowHandle()


def spoken(widget: QWidget) -> str:
    """Return the name that a screen reader says; on Linux Qt gives the value for that of a list."""
    return widget.accessibleName() or QAccessible.queryAccessibleInterface(widget).text(
        QAccessible.Text.Name
    )
