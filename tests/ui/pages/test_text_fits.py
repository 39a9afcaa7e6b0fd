"""Every text of every page is whole in the smallest window with the largest text."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.cases.service import take_in_referral
from casedesk.i18n import use_language
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.meetings.agenda import list_cases
from casedesk.meetings.attendance import record_attendance
from casedesk.meetings.model import NewMeeting, Presence
from casedesk.meetings.service import plan_meeting
from casedesk.people.model import FoundPair, MatchReason
from casedesk.people.service import record_matches
from casedesk.security.roles import Permission
from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from tests.builders import a_person, new_referral
from ui.frame import Frame
from ui.main_window import SMALLEST_SIZE, MainWindow
from ui.navigation import entries
from ui.page import Page
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.cases.case_page import CasePage
from ui.pages.meetings.meeting_page import MeetingPage
from ui.pages.people.people_page import PeoplePage
from ui.pages.people.person_page import PersonPage
from ui.pages.places.place_page import PlacePage
from ui.pages.workspace.first_run_page import FirstRunPage
from ui.pages.workspace.practice_page import PracticePage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.theme.theme import apply_theme
from ui.widgets.state_mark import StateLabel
from ui.workers.background_task import work_is_running

GATES: tuple[Callable[[], QWidget], ...] = (
    FirstRunPage,
    PracticePage,
    lambda: UnlockPage(Settings()),
)
PAGES = (*(one.id for one in entries(lambda _wanted: None)), "settings")
FORMS = ("correct_person", "correct_part", "add_address", "add_relation", "person_error")
MEETING_FORMS = ("person", "put_off", "correct_meeting", "correct_minutes", "approve")
SPARE = 1  # pixels lost by rounding


def cut(window: QWidget) -> Iterator[str]:
    """Give each text in sight that has less room than it needs, and each part off to the side."""
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QScrollArea) and part.horizontalScrollBar().maximum() > 0:
            yield f"{part.accessibleName()} is wider than the window"
        if isinstance(part, StateLabel) and part.width() + SPARE < part.sizeHint().width():
            yield f"{part.word}: needs {part.sizeHint().width()}, has {part.width()}"
        if not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        need, words = part.sizeHint(), part.text().replace("&", "").split()
        wide, high = need.width(), need.height()
        if isinstance(part, QLabel) and part.wordWrap():
            metrics = part.fontMetrics()
            wide = max((metrics.horizontalAdvance(word) for word in words), default=0)
            high = part.heightForWidth(part.width())
        if wide > part.width() + SPARE or high > part.height() + SPARE:
            yield f"{part.text()[:60]}: needs {wide} by {high}, has {part.size().toTuple()}"


LOOKS = (
    *(("light", 200, "en"), ("dark", 150, "en"), ("light", 100, "en")),
    *(("light", 200, "cy"), ("light", 100, "cy")),
)


@pytest.fixture(params=LOOKS, ids=str)
def window(
    qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    theme, percent, language = request.param
    use_language(language)
    apply_theme(qapp, theme, percent)
    made = MainWindow(qapp, Settings(theme=theme, text_percent=percent), lambda _settings: None)
    qtbot.addWidget(made)
    made.resize(*SMALLEST_SIZE)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_workspace()
    use_language("en")


@pytest.fixture
def frame(window: MainWindow, workspace: Workspace) -> Frame:
    """Give a file with a case of everything and two people who may be one."""
    case_id = take_in_referral(workspace, new_referral(address="12 Mill Court")).case_id
    record_intervention(workspace, NewIntervention("closure_notice", case_id=case_id))
    meeting = plan_meeting(workspace, NewMeeting("marac", workspace.today()))
    list_cases(workspace, meeting, [case_id])
    record_attendance(workspace, meeting, "probation", Presence.APOLOGIES)
    add_action(workspace, NewAction("Ring the school about the locks", "idva", workspace.today()))
    one, other = (a_person(workspace, "Morris", forenames="Sian") for _turn in range(2))
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        record_matches(change, [FoundPair(one, other, (MatchReason.NAME_SAME,), 88)])
        change.audit("test.recorded", "possible_match")
    return window.open_workspace(workspace, entries(lambda _wanted: None, window))


def at_rest(qtbot: QtBot, window: QWidget) -> list[str]:
    qtbot.waitUntil(lambda: not work_is_running(), timeout=20_000)
    for _turn in range(5):  # a turn may make room for the next
        QApplication.processEvents()
    return list(cut(window))


def look_at_actions(
    page: ActionsPage, found: dict[str, list[str]], rest: Callable[[], list[str]]
) -> None:
    """Open an action beside the list, each of its forms, and the board."""
    page.side.open_action(1)
    page.table.toggled.emit(1)
    found["action beside"] = rest()
    for kind in ("done", "move", "owner", "correct", "error"):
        page.side.open_form(kind, [1])
        found[f"action {kind}"] = rest()
        page.side.host.close_form()
    page.looks.set_value("board")
    found["board"] = rest()


def test_gates(qtbot: QtBot, window: MainWindow) -> None:
    for build in GATES:
        window.show_gate(build())
        assert at_rest(qtbot, window) == []


def forms_of(page: Page | None) -> Iterator[str]:
    """Show, one after the other, what else a page of people and places can show."""
    if isinstance(page, PeoplePage):
        page.search.setText("mor")
        yield "people found"
    kinds = {PersonPage: ("correct_person", "add_relation"), PlacePage: ("correct_place",)}
    if isinstance(page, PersonPage | PlacePage):
        for kind in kinds[type(page)]:
            page.open_form(kind, 1)
            yield kind
            page.host.close_form()


def test_pages(qtbot: QtBot, window: MainWindow, frame: Frame) -> None:
    found: dict[str, list[str]] = {}
    for page_id in PAGES:
        records = {"case": 1, "risk_form": (1, "dash_safelives", None), "meeting": 1, "power": 1,
                   "person": 1, "person_join": 3, "place": 1}  # fmt: skip
        frame.open_page(page_id, records.get(page_id))
        found[page_id] = at_rest(qtbot, window)
        page = frame.page
        if isinstance(page, MeetingPage):
            for part in (page.people, page.waiting, page.facts):
                page.middle.setCurrentWidget(part)
                found[part.accessibleName()] = at_rest(qtbot, window)
            for kind in MEETING_FORMS:
                page.open_form(kind, 1 if kind in {"put_off", "correct_minutes"} else None)
                assert page.host.form is not None
                found[kind] = at_rest(qtbot, window)
                page.host.close_form()
        if isinstance(page, ActionsPage):
            look_at_actions(page, found, lambda: at_rest(qtbot, window))
        for name in forms_of(page):
            found[name] = at_rest(qtbot, window)
        if isinstance(page, CasePage):
            for place in range(page.tabs.count()):
                page.tabs.setCurrentIndex(place)
                found[f"tab {place}"] = at_rest(qtbot, window)
            for kind in FORMS:
                page.open_form(kind, 2)
                assert page.host.form is not None
                found[kind] = at_rest(qtbot, window)
                page.host.close_form()
            page.open_form("correct_referral", 1)
            found["correct_referral"] = at_rest(qtbot, window)
            page.host.close_form()
    assert {name: texts for name, texts in found.items() if texts} == {}
