"""Long work: progress, cancel, failure, and a page that is gone before it ends."""

import gc
import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casedesk.errors import Cancelled, StorageError
from casedesk.progress import Progress
from ui.workers.background_task import (
    BackgroundTask,
    cancel_all_work,
    stop_all_work,
    work_is_running,
)


class Page(QWidget):
    """Notes what a task tells it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    @Slot(object)
    def on_told(self, what: object) -> None:
        self.told.append(what)

    @Slot(int, int)
    def on_progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def test_work_runs_beside_the_window_and_brings_its_answer(qtbot: QtBot) -> None:
    here = threading.get_ident()
    page = Page()
    qtbot.addWidget(page)
    task = BackgroundTask(lambda _progress: threading.get_ident())
    task.succeeded.connect(page.on_told)
    with qtbot.waitSignal(task.finished):
        task.start()
    assert len(page.told) == 1
    assert page.told != [here]
    assert not task.is_running


def test_cancel_stops_the_work_at_its_next_step(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    reached = threading.Event()

    def work(progress: Progress) -> None:
        step = 0
        while True:
            step += 1
            progress.step(step, 1_000_000_000)
            reached.set()

    task = BackgroundTask(work)
    task.failed.connect(page.on_told)
    task.start()
    qtbot.waitUntil(reached.is_set)
    assert work_is_running()
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert isinstance(page.told[0], Cancelled)
    assert not work_is_running()


def test_what_was_asked_for_in_so_many_words_ends_although_the_window_closes(
    qtbot: QtBot,
) -> None:
    page, begun, go_on = Page(), threading.Event(), threading.Event()
    qtbot.addWidget(page)

    def first(_progress: Progress) -> bool:
        begun.set()
        return go_on.wait(20)

    tasks = [
        BackgroundTask(first),
        BackgroundTask(lambda _progress: "restored", must_end=True),
        BackgroundTask(lambda _progress: "counted"),
    ]
    for task in tasks:
        task.succeeded.connect(page.on_told)
        task.start()
    assert begun.wait(20)
    cancel_all_work()  # neither of the later two has begun
    go_on.set()
    qtbot.waitUntil(lambda: not work_is_running())
    assert page.told == [True, "restored"]


def test_a_failure_comes_as_the_error_it_was(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)

    def work(_progress: Progress) -> None:
        raise StorageError("The disk is full.")

    task = BackgroundTask(work)
    task.failed.connect(page.on_told)
    with qtbot.waitSignal(task.finished):
        task.start()
    assert str(page.told[0]) == "The disk is full."


def test_a_page_that_is_gone_hears_nothing_and_nothing_breaks(qtbot: QtBot) -> None:
    go = threading.Event()
    page = Page()
    told = page.told
    task = BackgroundTask(lambda _progress: go.wait(10))
    task.succeeded.connect(page.on_told)
    task.start()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(task.finished):
        go.set()
    assert told == []


def test_all_work_has_stopped_before_a_file_is_locked(qtbot: QtBot) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress.step(1, 2)
                begun.set()
        finally:
            ended.set()

    page = Page()
    qtbot.addWidget(page)
    task = BackgroundTask(work)
    task.failed.connect(page.on_told)
    task.start()
    assert begun.wait(5)
    stop_all_work()
    assert ended.is_set()
    qtbot.waitUntil(lambda: not work_is_running(), timeout=5000)
    assert isinstance(page.told[0], Cancelled)


def test_who_hears_at_a_lock_and_looks_again_asks_nobody_any_more(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    again = BackgroundTask(lambda _progress: "the store is locked", only_looks=True)
    again.succeeded.connect(page.on_told)
    saving = BackgroundTask(lambda _progress: "saved", must_end=True)
    saving.succeeded.connect(page.on_told)
    saving.succeeded.connect(again.start)
    saving.start()
    stop_all_work()
    assert not work_is_running()
    assert page.told == ["saved"]


def test_python_collects_again_once_what_only_looks_was_ended_for_a_lock(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    enough = threading.Event()
    task = BackgroundTask(lambda _progress: enough.wait(5), only_looks=True)
    task.succeeded.connect(page.on_told)
    task.start()
    qtbot.waitUntil(lambda: not gc.isenabled())
    enough.set()
    stop_all_work()
    assert gc.isenabled()
    assert (work_is_running(), page.told) == (False, [])


def test_what_nobody_needs_any_more_is_never_collected_by_the_worker(qtbot: QtBot) -> None:
    class Window(QObject):
        def __del__(self) -> None:
            collected_by.append(threading.get_ident())

    def close_a_window() -> bool:
        window = Window()
        window.itself = window  # type: ignore[attr-defined] # so only the collector finds it
        return len(collected_by) >= 5

    def make_many_objects(_progress: Progress) -> None:
        while not enough.wait(0.001):
            many.append([[] for _one in range(10_000)])

    collected_by: list[int] = []
    many: list[list[list[int]]] = []
    enough = threading.Event()
    assert gc.isenabled()
    for work in (make_many_objects, lambda _progress: None):
        BackgroundTask(work).start()
    try:
        qtbot.waitUntil(close_a_window)
    finally:
        enough.set()
    qtbot.waitUntil(lambda: not work_is_running())
    assert set(collected_by) == {threading.get_ident()}
    assert gc.isenabled()
