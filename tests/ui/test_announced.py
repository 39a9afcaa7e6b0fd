"""What a screen reader says unasked: errors, notices, where one is, and that time runs out."""

from types import SimpleNamespace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from ui.frame import Frame
from ui.main_window import MainWindow
from ui.pages.help.help_entry import help_pages
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_field import FormField
from ui.widgets.notice_strip import UNDO_STAYS_MS, NoticeStrip

LOCKS = "CaseDesk locks itself in less than a minute. Nothing typed is lost."


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what Qt is told to say, as if a screen reader were running."""
    said: list[str] = []
    reader = SimpleNamespace(isActive=lambda: True, updateAccessibility=said.append)
    told = SimpleNamespace(
        QAccessible=reader, QAccessibleAnnouncementEvent=lambda _widget, text: text
    )
    monkeypatch.setattr("ui.widgets.announce.QtGui", told)
    return said


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    made = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def frame(window: MainWindow, workspace: Workspace) -> Frame:
    return window.open_workspace(workspace, help_pages())


def strips(frame: Frame) -> list[str]:
    """Return the notices in sight, as they are read out."""
    found = frame.notices.findChildren(NoticeStrip)
    return [one.accessibleName() for one in found if one.isVisible()]


def test_pages_and_notices_are_said(heard: list[str], frame: Frame) -> None:
    assert heard == ["Help"]
    frame.show_notice("Referral saved", detail="A repeat.")
    assert heard[-1] == "Referral saved A repeat."


def test_what_is_wrong_is_said_in_one(heard: list[str], qtbot: QtBot) -> None:
    summary, surname = ErrorSummary(), FormField("&Surname", QLineEdit())
    for one in (summary, surname):
        qtbot.addWidget(one)
    summary.show_problems({"surname": "Enter the surname"}, [("surname", surname)])
    assert heard == ["There is a problem Enter the surname"]


def test_that_it_locks_is_said_once_and_no_longer_once_somebody_is_there(
    heard: list[str],
    window: MainWindow,
    frame: Frame,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.widgets.notice_strip.STAYS_MS", 300)
    for left in (60, 59, 58):
        window._idle.warned.emit(left)
    assert heard.count(LOCKS) == 1
    assert strips(frame) == [LOCKS]
    window._idle.touched_again.emit()
    assert strips(frame) == [LOCKS]  # the hand may be on its way to "Stay unlocked"
    qtbot.waitUntil(lambda: strips(frame) == [])
    window._idle.warned.emit(60)  # nobody has touched anything since
    assert heard.count(LOCKS) == 2


def test_undo_is_offered_for_twenty_seconds(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert UNDO_STAYS_MS == 20_000
    monkeypatch.setattr("ui.frame.UNDO_STAYS_MS", 800)
    monkeypatch.setattr("ui.frame.STAYS_MS", 20)
    frame.show_notice("Action added", undo=lambda: None)
    frame.show_notice("Said in passing")
    qtbot.waitUntil(lambda: strips(frame) == ["Action added"])
    QTest.qWait(200)
    assert strips(frame) == ["Action added"]
    qtbot.waitUntil(lambda: strips(frame) == [])
