"""Pages that nobody will miss are forgotten while nobody touches the program, and no others."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from casedesk.progress import Progress
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import ALT, KEY, AtWork, at_work
from ui import page_shelf
from ui.page import Page, PageEntry
from ui.widgets.autosave_form import AutosaveForm
from ui.workers import idle_clock
from ui.workers.background_task import BackgroundTask


class Acts:
    """A helper of a page, as many pages have."""

    def __init__(self, page: "ListPage") -> None:
        self.page = page

    def take_back(self, text: str) -> None:
        self.page.box.setText(text)


class ListPage(Page):
    """A list of forty rows, a box, tabs and a form of one field."""

    may_be_forgotten = True

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.record: Any = None
        self.asked = 0
        self.box, self.field, self.tabs, self.rows = _parts(self.body.addWidget)
        self.form = AutosaveForm({"field": self.field}, self)
        self.acts = Acts(self)

    def title(self) -> str:
        return "List"

    def refresh(self) -> None:
        self.asked += 1

    def open_record(self, record: Any) -> None:
        self.record = record

    def draft(self) -> AutosaveForm:
        return self.form

    def first_focus(self) -> QWidget:
        return self.box


def _parts(add: Callable[[QWidget], object]) -> tuple[QLineEdit, QLineEdit, QTabBar, QListWidget]:
    box, field, tabs, rows = QLineEdit(), QLineEdit(), QTabBar(), QListWidget()
    for tab in ("Open", "Closed"):
        tabs.addTab(tab)
    rows.addItems([f"Row {number}" for number in range(400)])
    rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    for part in (box, field, tabs, rows):
        add(part)
    return box, field, tabs, rows


class ThickPage(ListPage):
    """One that holds more than can be seen from outside."""

    may_be_forgotten = False


LISTS = tuple(PageEntry(f"list{n}", lambda: "List", ListPage, "inbox") for n in range(8))
THICK = PageEntry("thick", lambda: "Thick", ThickPage, "inbox")


@pytest.fixture
def work(qtbot: QtBot, workspace: Workspace) -> Iterator[AtWork]:
    with at_work(qtbot, workspace, *LISTS, THICK) as work:
        yield work


def opened(work: AtWork, page_id: str, record: Any = None) -> ListPage:
    work.frame.open_page(page_id, record)
    assert isinstance(work.frame.page, ListPage)
    return work.frame.page


def rest(work: AtWork) -> list[str]:
    """Let the program rest; return the pages that are left."""
    with work.qtbot.waitSignal(work.frame.shelf.rested, timeout=10_000):
        work.window._idle.rested.emit()
    return sorted(entry.id for entry in LISTS if entry.id in work.frame.shelf._pages)


def go_on(work: AtWork) -> None:
    """Look at as many other pages as are kept."""
    for number in range(4, 4 + page_shelf.KEPT):
        opened(work, f"list{number}")


def test_a_page_not_looked_at_lately_is_forgotten_and_comes_back_as_it_was(work: AtWork) -> None:
    first = opened(work, "list0", 7)
    first.field.setFocus()
    opened(work, "thick")
    opened(work, "list1")
    opened(work, "list0")  # looked at again: it is not the first to go
    go_on(work)
    with work.qtbot.waitSignal(first.destroyed, timeout=10_000):
        assert rest(work) == ["list4", "list5", "list6", "list7"]
    assert "thick" in work.frame.shelf._pages
    for _step in range(page_shelf.KEPT):
        work.press(KEY.Key_Left, ALT)
    back = work.frame.page
    assert isinstance(back, ListPage)
    assert (back.record, back.asked) == (7, 1)  # opened from the rail, it showed record 7 still
    work.press(KEY.Key_Left, ALT, times=3)
    assert isinstance(work.frame.page, ListPage)
    assert work.focus() is work.frame.page.field  # where it was, not where a page begins


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda page: page.box.setText("Morgan"), id="typed"),
        pytest.param(lambda page: page.field.setText("half"), id="half a form"),
        pytest.param(lambda page: page.tabs.setCurrentIndex(1), id="a tab"),
        pytest.param(lambda page: page.rows.setCurrentRow(3), id="a row"),
        pytest.param(lambda page: page.rows.selectAll(), id="several rows"),
        pytest.param(lambda page: page.rows.scrollToBottom(), id="scrolled"),
    ],
)
def test_what_somebody_did_on_a_page_keeps_it(
    work: AtWork, act: Callable[[ListPage], object]
) -> None:
    act(opened(work, "list0"))
    opened(work, "list1")
    go_on(work)
    assert rest(work) == ["list0", "list4", "list5", "list6", "list7"]


def test_an_undo_keeps_the_pages_it_works_with_and_may_outlive_all_others(work: AtWork) -> None:
    first = opened(work, "list0")
    opened(work, "list1")
    go_on(work)
    work.frame.show_saved(partial(first.acts.take_back, "as before"))  # saved by a worker, late
    for number in (2, 3):
        opened(work, f"list{number}")
    assert rest(work) == ["list0", "list2", "list3", "list4", "list5", "list6", "list7"]
    work.frame.undo()
    assert first.box.text() == "as before"
    first.box.setText("")
    undone: list[str] = []
    work.frame.show_saved(lambda: undone.append("a record"))
    for number in (0, 1, 4, 5):
        opened(work, f"list{number}")
    rest(work)
    work.frame.undo()
    assert undone == ["a record"]
    for number in (2, 3, 6, 7):  # nothing is to be undone any more
        opened(work, f"list{number}")
    assert rest(work) == ["list2", "list3", "list6", "list7"]


def test_nothing_is_forgotten_while_the_worker_is_at_work(work: AtWork, qtbot: QtBot) -> None:
    opened(work, "list0")
    go_on(work)
    end = threading.Event()

    def wait(_progress: Progress) -> None:
        end.wait(10)

    task = BackgroundTask(wait)
    task.start()
    work.window._idle.rested.emit()
    qtbot.wait(10 * page_shelf.BETWEEN_STEPS_MS)
    assert "list0" in work.frame.shelf._pages
    with qtbot.waitSignal(work.frame.shelf.rested, timeout=10_000):
        end.set()
    assert "list0" not in work.frame.shelf._pages


def test_the_program_rests_once_after_ten_seconds_without_touch_or_new_page(
    work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, rests = work.window._idle, []
    clock.rested.connect(lambda: rests.append(True))
    clock.look()
    assert rests == []
    monkeypatch.setattr(idle_clock, "REST_MS", 0)
    clock.look()
    clock.look()
    assert len(rests) == 1
    opened(work, "list0")
    clock.look()
    clock.touch()
    clock.look()
    assert len(rests) == 3
