"""How long nobody has touched key, mouse, wheel or screen."""

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

WARN_SECONDS = 60
_LOOK_MS = 1000
REST_MS = 10_000
_SLEPT = 10.0  # seconds; no clock is set by more in daily work
_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
})  # fmt: skip


class IdleClock(QObject):
    """Watches the program's windows; runs only while a partnership file is open.

    It is over at once after the computer slept: the time of day has then gone on without the
    clock that counts from the last touch.

    Keys, mouse and touch come through a window before any widget. A filter on the whole
    application would see each event of each widget as well, and a page would open a third slower.
    """

    minutes_left = Signal(int)  # whenever it changes, rounded up
    warned = Signal(int)  # seconds left, each second of the last minute
    touched_again = Signal()  # somebody came back after a warning
    over = Signal()
    rested = Signal()  # for ten seconds nobody has touched anything, nor opened a page

    def __init__(
        self,
        app: QApplication,
        limit_minutes: int,
        parent: QObject | None = None,
        time_of_day: Callable[[], float] = time.time,
    ) -> None:
        """Stand still until `start`; a limit of 0 minutes never ends."""
        super().__init__(parent)
        self._time_of_day, self._looked = time_of_day, (0.0, 0.0)
        self._app = app
        self._limit_ms = limit_minutes * 60_000
        self._since = QElapsedTimer()
        self._quiet_since = QElapsedTimer()
        self._shown = -1
        self._warning = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to count."""
        if self._limit_ms:
            for window in self._app.topLevelWindows():
                self._watch(window)
            self._app.focusWindowChanged.connect(self._watch)
            self._since.start()
            self.stir()
            self._timer.start()
            self._looked = self._now()
            self.look()

    def stop(self) -> None:
        """Count no more, as while locked."""
        if self._timer.isActive():
            self._app.focusWindowChanged.disconnect(self._watch)
            for window in self._app.topLevelWindows():
                window.removeEventFilter(self)
        self._timer.stop()
        self._shown, self._warning = -1, False

    def set_limit(self, minutes: int) -> None:
        """Lock after another time from now on; 0 for never."""
        self._limit_ms = minutes * 60_000
        self._shown = -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def touch(self) -> None:
        """Begin to count anew: somebody is there."""
        self._since.start()
        self.stir()
        if self._warning:
            self._warning = False
            self.touched_again.emit()

    @Slot()
    def stir(self) -> None:
        """Note that the program does something: no rest, but it locks all the same."""
        self._quiet_since.start()

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more does no harm

    @Slot()
    def look(self) -> None:
        """Compare the time gone with the limit; the timer does this each second."""
        left_ms = self._limit_ms - self._since.elapsed()
        if left_ms <= 0 or self._has_slept():
            self.stop()
            self.over.emit()
            return
        minutes = -(-left_ms // 60_000)
        if minutes != self._shown:
            self._shown = minutes
            self.minutes_left.emit(minutes)
        if self._quiet_since.isValid() and self._quiet_since.elapsed() >= REST_MS:
            self._quiet_since.invalidate()  # until somebody is there again
            self.rested.emit()
        if left_ms <= WARN_SECONDS * 1000:
            self._warning = True
            self.warned.emit(-(-left_ms // 1000))

    def _has_slept(self) -> bool:
        """Tell whether the computer slept since the last look."""
        before, self._looked = self._looked, self._now()
        by_day, counted = (now - then for now, then in zip(self._looked, before, strict=True))
        return by_day - counted > _SLEPT

    def _now(self) -> tuple[float, float]:
        return self._time_of_day(), time.monotonic()
