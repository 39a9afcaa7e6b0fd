"""Long work, off the window's thread, with progress and cancel.

A page uses it so:

    self._task = task = BackgroundTask(work)      # work(progress) -> answer
    task.succeeded.connect(self._on_exported)     # methods of widgets, with @Slot; no lambdas
    task.failed.connect(self._on_failed)
    task.start()
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from casedesk.errors import Cancelled
from casedesk.progress import Progress
from ui.workers.rubbish import Rubbish

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

LOOK_EVERY_MS = 50
AFTER_PAINT_MS = 50
LONGEST_WAIT = 20.0  # seconds
_RUNNING: set["BackgroundTask"] = set()
_RUBBISH = Rubbish()


class BackgroundTask(QObject):
    """Runs one function on the worker thread; all signals come from the window's thread.

    The worker touches no Qt object: it only writes to a meter, at which a timer looks. So
    nothing breaks if the page closes while the work goes on: the task is held until it has
    ended, and Qt drops its signals to widgets that are gone. Connect them to methods of widgets,
    not to lambdas, which would run and touch a dead widget. Never call `deleteLater` on a task.
    """

    progressed = Signal(int, int)  # steps done, steps in all
    succeeded = Signal(object)  # what the function returned
    failed = Signal(object)  # the exception, Cancelled included
    finished = Signal()  # always last

    def __init__(
        self,
        work: Callable[[Progress], object],
        *,
        only_looks: bool = False,
        must_end: bool = False,
    ) -> None:
        """Take the function; nothing runs before `start`.

        Args:
            work: is given the progress that it tells its steps.
            only_looks: it writes nothing that must not be dropped, so the window may close over
                it: what is begun is waited for, what is not begun never runs. At most it leaves
                the audit entry of what it shows, or removes leftovers, which the next start
                does as well. And it begins when the page that asks has been painted. Two
                threads share one lock of Python: beside it that paint took three times as long.
            must_end: it was asked for in so many words, and is short: closing waits for it.
        """
        super().__init__()
        self.only_looks, self._must_end = only_looks, must_end
        self._work = work
        self._meter = _Meter()
        self._outcome: Future[object] | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin; work started earlier is finished first."""
        _RUNNING.add(self)
        self._timer.start()
        if self.only_looks:
            QTimer.singleShot(AFTER_PAINT_MS, self, self._begin)
        else:
            self._begin()

    @Slot()
    def _begin(self) -> None:
        if self._outcome is None:
            _RUBBISH.take_over()
            self._outcome = _worker().submit(_run, self._work, self._meter)

    def cancel(self) -> None:
        """Ask the work to stop at its next step, or not to begin."""
        if not self._must_end:
            self._meter.stop.set()

    def wait(self) -> None:
        """Wait until the work has ended, however it ended, at most `LONGEST_WAIT` seconds."""
        self._begin()
        if self._outcome is not None:
            with suppress(TimeoutError):
                self._outcome.exception(LONGEST_WAIT)

    def end(self) -> None:
        """Wait until the work has ended, and tell its outcome while there is a page to hear it.

        What only looks, or still goes on after `LONGEST_WAIT`, tells nobody any more.
        """
        self.wait()
        self._timer.stop()
        has_ended = self._outcome is not None and self._outcome.done()
        if has_ended and not self.only_looks:
            self._announce()
        elif has_ended:
            self._leave()
        else:
            _RUNNING.discard(self)  # the worker is still at it: nobody else may collect

    @property
    def is_running(self) -> bool:
        """Tell whether the work has begun and not ended."""
        return self in _RUNNING

    @Slot()
    def _look(self) -> None:
        done, total = self._meter.reading
        if total:
            self.progressed.emit(done, total)
        _RUBBISH.collect()
        if self._outcome is None or not self._outcome.done():
            return
        self._timer.stop()
        # What the work changed is on its way to the pages through the queue. Were this first, a
        # notice with Undo would lose it to the news of its own change.
        QTimer.singleShot(0, self, self._announce)

    @Slot()
    def _announce(self) -> None:
        if self._outcome is None or self not in _RUNNING:
            return
        self._leave()
        error = self._outcome.exception()
        if error is None:
            self.succeeded.emit(self._outcome.result())
        else:
            self.failed.emit(error)
        self.finished.emit()

    def _leave(self) -> None:
        """Be no longer among what runs; Python collects by itself again after the last."""
        _RUNNING.discard(self)
        if not any(task._outcome for task in _RUNNING):
            _RUBBISH.give_back()


def work_is_running(*, to_wait_for: bool = False) -> bool:
    """Tell whether any task is still at work; `to_wait_for`: one that may not be dropped.

    The window asks the latter before it closes.
    """
    return any(not (to_wait_for and task.only_looks) for task in _RUNNING)


def cancel_all_work() -> None:
    """Ask all work to stop at its next step, and wait for nothing."""
    for task in list(_RUNNING):
        task.cancel()


def stop_all_work() -> None:
    """Ask all work to stop and wait until it has: before the file under it is locked.

    Work that can be cancelled ends at its next step and leaves no trace; the rest is waited
    for, at most `LONGEST_WAIT` seconds each. A page hears of it before it goes: else what was
    saved a moment ago would come back as a form half filled in.
    """
    while _RUNNING:  # who hears of it may look again
        cancel_all_work()
        for task in list(_RUNNING):
            task.end()


@cache
def _worker() -> "ThreadPoolExecutor":
    """Return the one worker thread; made with the first task, after the first paint."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="casedesk-work")


def _run(work: Callable[[Progress], object], meter: "_Meter") -> object:
    """Do the work unless it was cancelled while it waited for its turn."""
    meter.step(0, 0)
    return work(meter)


class _Meter:
    """The only thing that both threads touch."""

    def __init__(self) -> None:
        self.reading = (0, 0)
        self.stop = threading.Event()

    def step(self, done: int, total: int) -> None:
        """Note how far the work is.

        Raises:
            Cancelled: somebody asked to stop.
        """
        if self.stop.is_set():
            raise Cancelled
        self.reading = (done, total)
