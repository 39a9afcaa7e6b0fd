"""The frame: going about by keyboard, notices and undo, permissions, locking."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.settings import Settings
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.ui.gallery import ENTRIES, GalleryWorkspace
from ui.frame import Frame
from ui.main_window import MainWindow
from ui.page import Page, PageEntry, RailCount
from ui.widgets.autosave_form import AutosaveForm
from ui.workers.background_task import BackgroundTask

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class NotePage(Page):
    """A page with two boxes; notes how often it asked its services."""

    topics = frozenset({Topic.CASES})

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.asked = 0
        self.record: Any = None
        self.drafts: list[dict[str, Any]] = []
        self.box = QLineEdit()
        self.box.setAccessibleName("Note")
        self.second = QLineEdit()
        self.second.setAccessibleName("Second")
        self.body.addWidget(self.box)
        self.body.addWidget(self.second)
        self.form = AutosaveForm({"note": self.box}, self)
        self.form.draft_due.connect(self.drafts.append)

    def title(self) -> str:
        return f"Note {self.record}" if self.record else "Notes"

    def refresh(self) -> None:
        self.asked += 1

    def open_record(self, record: Any) -> None:
        self.record = record
        self.title_changed.emit()

    def draft(self) -> AutosaveForm:
        return self.form

    def first_focus(self) -> QWidget:
        return self.box


PAGES = (
    PageEntry("one", lambda: "One", NotePage, "inbox", "Ctrl+1",
              count=lambda _workspace: RailCount(7, "7 overdue"),
              count_topics=frozenset({Topic.ACTIONS})),
    PageEntry("two", lambda: "Two", NotePage, "file", "Ctrl+2"),
    PageEntry("record", lambda: "Record", NotePage, on_rail=False, under="two"),
    PageEntry("audit", lambda: "Audit", NotePage, "history", permission=Permission.READ_AUDIT),
)  # fmt: skip


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close_workspace()


@pytest.fixture
def frame(window: MainWindow, workspace: Workspace) -> Frame:
    return window.open_workspace(workspace, PAGES)


def note(frame: Frame) -> NotePage:
    assert isinstance(frame.page, NotePage)
    return frame.page


def press(window: MainWindow, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, held)


def test_pages_are_made_when_first_opened_and_kept(window: MainWindow, frame: Frame) -> None:
    first = note(frame)
    assert frame.stack.count() == 1
    press(window, Qt.Key.Key_2, CTRL)
    assert note(frame) is not first
    press(window, Qt.Key.Key_1, CTRL)
    assert note(frame) is first
    assert first.asked == 1


@pytest.mark.parametrize("leave", [MainWindow.close, MainWindow.close_workspace])
def test_no_clock_goes_once_the_file_is_left(window: MainWindow, frame: Frame, leave: Any) -> None:
    search = QTimer(note(frame), interval=120)  # as of a box in which something was just typed
    search.start()
    clocks = (window._idle._timer, search)
    assert all(clock.isActive() for clock in clocks)
    leave(window)
    assert not any(clock.isActive() for clock in clocks)


def test_history_goes_back_and_forward_through_pages_and_records(
    window: MainWindow, frame: Frame
) -> None:
    frame.open_page("record", 12)
    frame.open_page("record", 13)
    assert window.windowTitle() == "Note 13 – CaseDesk"
    assert frame.rail.items.marked == "two"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.windowTitle() == "Note 12 – CaseDesk"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.windowTitle() == "Notes – CaseDesk"
    press(window, Qt.Key.Key_Right, ALT)
    assert window.windowTitle() == "Note 12 – CaseDesk"


def test_going_back_puts_the_focus_where_it_was_and_opening_anew_does_not(
    window: MainWindow, frame: Frame
) -> None:
    first = note(frame)
    press(window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first.second
    frame.open_page("record", 12)
    press(window, Qt.Key.Key_Tab)
    frame.open_page("record", 13)
    assert QApplication.focusWidget() is note(frame).box
    press(window, Qt.Key.Key_Left, ALT)
    assert QApplication.focusWidget() is note(frame).second
    press(window, Qt.Key.Key_Left, ALT)
    assert QApplication.focusWidget() is first.second
    press(window, Qt.Key.Key_Right, ALT)
    assert QApplication.focusWidget() is note(frame).second
    press(window, Qt.Key.Key_Left, ALT)
    first.second.setEnabled(False)
    frame.open_page("two")
    press(window, Qt.Key.Key_Left, ALT)
    assert QApplication.focusWidget() is first.box  # what cannot take it is passed over
    frame.open_page("two")
    assert QApplication.focusWidget() is note(frame).box


def test_closing_drops_what_is_merely_counted_and_waits_for_what_writes(
    window: MainWindow, frame: Frame, qtbot: QtBot
) -> None:
    begun, go_on, ran = threading.Event(), threading.Event(), threading.Event()

    def write(_progress: Progress) -> None:
        begun.set()
        go_on.wait(5)

    writing = BackgroundTask(write)
    waiting = BackgroundTask(lambda _progress: ran.set(), only_looks=True)
    writing.start()
    waiting.start()
    qtbot.waitUntil(begun.is_set)
    assert not window.close()
    assert "still at work" in frame.notices.findChildren(QLabel)[0].text()
    waiting.cancel()
    with qtbot.waitSignal(waiting.finished):
        go_on.set()
    assert not ran.is_set()  # cancelled before its turn came

    def look(progress: Progress) -> None:
        while True:
            progress.step(1, 2)

    BackgroundTask(look, only_looks=True).start()
    assert window.close()


def test_a_window_that_stays_open_over_a_draft_still_shows_what_is_counted(
    window: MainWindow, frame: Frame, qtbot: QtBot
) -> None:
    told: list[object] = []
    form = note(frame).form
    form.draft_due.connect(form.touch)  # as on a full disk: it could not be saved
    form.touch()
    counting = BackgroundTask(lambda _progress: "counted", only_looks=True)
    counting.succeeded.connect(told.append)
    counting.start()
    assert not window.close()
    qtbot.waitUntil(lambda: told == ["counted"])


def test_a_file_that_opens_while_the_window_closes_can_be_used_if_it_stays_open(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def write(_progress: Progress) -> None:
        begun.set()
        go_on.wait(5)

    writing = BackgroundTask(write)
    window.show_gate(QWidget())
    writing.start()
    qtbot.waitUntil(begun.is_set)
    assert not window.close()  # asks the work to stop, and looks again soon
    frame = window.open_workspace(workspace, PAGES)
    assert not frame.isEnabled()
    assert not window.close()
    assert "still at work" in frame.notices.findChildren(QLabel)[0].text()
    assert frame.isEnabled()
    with qtbot.waitSignal(writing.finished):
        go_on.set()


def test_a_page_out_of_sight_asks_nothing_until_it_is_shown(
    window: MainWindow, frame: Frame, workspace: Workspace
) -> None:
    first = note(frame)
    frame.open_page("two")
    for _change in range(3):
        for listener in workspace.listeners:
            listener(frozenset({Topic.CASES}))
    assert (first.asked, note(frame).asked) == (1, 4)
    frame.back()
    assert first.asked == 2


def test_undo_takes_back_the_last_change_once(
    window: MainWindow, frame: Frame, workspace: Workspace
) -> None:
    undone: list[str] = []
    undo = window.registry.action("edit.undo")
    assert not undo.isEnabled()
    frame.show_notice("Action added", undo=lambda: undone.append("action"))
    assert undo.isEnabled()
    undo.trigger()
    undo.trigger()
    assert undone == ["action"]

    frame.show_notice("Action added", undo=lambda: undone.append("again"))
    frame.show_notice("CaseDesk locks itself soon.")  # what is merely said takes nothing away
    assert undo.isEnabled()
    for listener in workspace.listeners:
        listener(frozenset({Topic.CASES}))  # something else was saved meanwhile
    assert not undo.isEnabled()
    frame.show_saved(lambda: undone.append("tick"))  # without a strip
    undo.trigger()
    assert undone[-1] == "tick"


def test_a_notice_takes_no_focus_and_at_most_two_are_shown(
    window: MainWindow, frame: Frame
) -> None:
    box = note(frame).box
    assert box.hasFocus()
    for number in range(4):
        frame.show_notice(f"Saved {number}")
    assert box.hasFocus()
    assert frame.notices.layout().count() == 2
    assert len(frame.notices.past) == 4


def test_what_the_role_does_not_permit_is_nowhere(window: MainWindow, frame: Frame) -> None:
    allowed = frame.entries
    may = "audit" in allowed
    assert may == (frame.rail.items.row_of("audit") >= 0)
    frame.open_page("nowhere")
    assert note(frame).title() == "Notes"


def test_the_rail_is_a_list_that_says_its_counts(window: MainWindow, frame: Frame) -> None:
    index = frame.rail.items.index(frame.rail.items.row_of("one"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "One, 7 overdue"
    press(window, Qt.Key.Key_F6)
    assert frame.rail.hasFocus()
    press(window, Qt.Key.Key_Down)
    assert note(frame).title() == "Notes"  # arrows only move
    press(window, Qt.Key.Key_Return)
    assert frame.rail.items.marked == "two"
    assert note(frame).box.hasFocus()


def test_locking_saves_drafts_and_leaves_nothing_of_the_file_in_the_window(
    window: MainWindow, frame: Frame, qtbot: QtBot
) -> None:
    frame.open_page("record", 12)
    page = note(frame)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_H)
    with qtbot.waitSignal(window.lock_wanted):
        press(window, Qt.Key.Key_L, CTRL)
    drafts = page.drafts
    place = window.close_workspace()
    assert drafts == [{"note": "h"}]
    assert place is not None
    assert (place.page_id, place.record) == ("record", 12)
    assert window.frame is None
    assert not window.menuBar().isVisible()
    assert not window.registry.action("file.lock").isEnabled()
    assert window.windowTitle() == "CaseDesk"


def test_leaving_a_page_saves_its_draft(window: MainWindow, frame: Frame) -> None:
    page = note(frame)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_H)
    frame.open_page("two")
    assert page.drafts == [{"note": "h"}]


def test_alt_letters_are_used_once_in_each_menu(window: MainWindow, frame: Frame) -> None:
    for top in window.menuBar().actions():
        letters = [_letter(one.text()) for one in top.menu().actions() if "&" in one.text()]
        assert len(letters) == len(set(letters)), top.text()


@pytest.fixture
def gallery(window: MainWindow) -> Frame:
    """A frame with every part of the window on its pages."""
    return window.open_workspace(GalleryWorkspace(), ENTRIES)  # type: ignore[arg-type]


@pytest.mark.parametrize("page_id", ["today", "intake", "cases", "measures"])
def test_every_part_has_a_name_and_none_opens_as_a_window(
    gallery: Frame, qapp: QApplication, page_id: str
) -> None:
    gallery.open_page(page_id)
    assert [one for one in qapp.topLevelWidgets() if one.isVisible()] == [gallery.window()]
    page = gallery.page
    assert page is not None
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)
    parts = [part for kind in kinds for part in page.findChildren(kind)]
    assert parts
    for part in parts:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert spoken, type(part).__name__


def _letter(text: str) -> str:
    return text.replace("&&", "")[text.replace("&&", "").index("&") + 1].casefold()
