"""Welsh is chosen in Settings: every page, menu and list is Welsh at once, and so is the gate."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casedesk.i18n import use_language
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.practice.service import make_practice_file
from casedesk.settings import Settings
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.builders import people_of
from tests.e2e.test_alt_letters import letters_twice
from tests.e2e.texts_in_sight import english_left
from tests.tour import newest_closure_notice, newest_marac_case
from ui.frame import Frame
from ui.main_window import MainWindow
from ui.navigation import entries
from ui.page import Page
from ui.pages.admin.settings_page import SettingsPage
from ui.pages.workspace.first_run_page import FirstRunPage
from ui.pages.workspace.practice_page import PracticePage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.shortcut_sheet import show_shortcuts
from ui.workers.background_task import work_is_running

PATIENCE_MS = 20_000
TYPED = {"Riverside Community Safety Partnership (practice)"}  # records stay as they were typed
CASES = 40


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Workspace]:
    """Records of every kind, all invented."""
    file = tmp_path / "riverside.casedesk"
    opened = make_practice_file(file, "harbour violin meadow", CASES, today=date(2026, 11, 20))
    yield opened
    service.lock(opened)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close_workspace()
    use_language("en")


def records_of(workspace: Workspace) -> dict[str, object]:
    """Return a record for each page that shows one."""
    case = newest_marac_case(workspace)
    person = people_of(workspace, case)[0]
    return {
        "case": case,
        "document": ("case", case),
        "meeting": meeting_ids(workspace, MeetingStatus.HELD, "marac")[0],
        "person": person,
        "person_join": person,
        "place": 1,
        "power": newest_closure_notice(workspace),
        "risk_form": (case, "dash_safelives", None),
    }


def at_rest(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not work_is_running(), timeout=PATIENCE_MS)
    QApplication.processEvents()


def choose_welsh(qtbot: QtBot, window: MainWindow, frame: Frame) -> Frame:
    """Choose Welsh as a user does, and return the window's pages after it."""
    frame.open_page("settings")
    page = frame.page
    assert isinstance(page, SettingsPage)
    assert page.language is not None
    names = [page.language.itemText(place) for place in range(page.language.count())]
    assert "Cymraeg (heb ei adolygu / not yet reviewed)" in names
    page.language.set_value("cy")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Gosodiadau"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(window.findChildren(Page)) == 1, timeout=PATIENCE_MS)
    assert window.frame is not None
    return window.frame


def test_every_page_is_welsh_at_once_and_its_letters_unique(
    qtbot: QtBot, window: MainWindow, practice: Workspace
) -> None:
    frame = window.open_workspace(practice, entries(lambda _wanted: None, window))
    records = records_of(practice)
    for page_id in ("today", "cases", "case", "meetings", "people"):  # open before, in English
        frame.open_page(page_id, records.get(page_id))
        at_rest(qtbot)
    frame = choose_welsh(qtbot, window, frame)
    english: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for page_id in frame.entries:
        frame.open_page(page_id, records.get(page_id))
        at_rest(qtbot)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what is gone
        english[page_id] = [text for text in english_left(window) if text not in TYPED]
        letters[page_id] = letters_twice(window)
    show_shortcuts(window.registry, frame)
    english["shortcuts"] = [text for text in english_left(frame) if text not in TYPED]
    assert sorted({text for texts in english.values() for text in texts}) == []
    assert {page_id: twice for page_id, twice in letters.items() if twice} == {}


@pytest.mark.parametrize("language", ["cy"], indirect=True)
@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("gate", [lambda: UnlockPage(Settings()), FirstRunPage, PracticePage])
def test_what_stands_before_an_open_file_is_welsh(qtbot: QtBot, gate: type[QWidget]) -> None:
    page = gate()
    qtbot.addWidget(page)
    page.show()
    at_rest(qtbot)
    assert english_left(page) == []
