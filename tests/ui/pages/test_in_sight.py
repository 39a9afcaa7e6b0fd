"""Large text in a low window: pages open at their top, and what is worked on comes into sight."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.i18n import use_language
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.workspace.workspace import Workspace
from tests.builders import people_of
from tests.conftest import NOW
from tests.ui.pages.cases.case_at_work import a_whole_case
from tests.ui.pages.cases.case_at_work import opened as case_opened
from tests.ui.pages.meetings.meeting_at_work import a_meeting
from tests.ui.pages.meetings.meeting_at_work import opened as meeting_opened
from tests.ui.pages.window_at_work import KEY, AtWork, at_work
from ui.first_sight import SETTLED_MS, is_in_sight
from ui.main_window import FIRST_SIZE, SMALLEST_SIZE
from ui.navigation import entries
from ui.page import Page
from ui.pages.actions.action_new_page import NewActionPage
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.meetings.meeting_plan_page import FormPage, PlanMeetingPage
from ui.pages.overviews.today_page import TodayPage
from ui.pages.risk.risk_form_page import RiskFormPage
from ui.widgets.paged_table import PagedTable
from ui.widgets.reading_order import stops
from ui.workers.background_task import work_is_running


@pytest.fixture
def work(qtbot: QtBot, workspace: Workspace) -> Iterator[AtWork]:
    """Give a window with all pages."""
    with at_work(qtbot, workspace, *entries(lambda _wanted: None)) as made:
        yield made
    use_language("en")


def look(work: AtWork, percent: int, size: tuple[int, int]) -> None:
    """Give the window a size of text and of its own, and let it come to rest."""
    work.window.set_text_percent(percent)
    work.window.resize(*size)
    settle(work)


def settle(work: AtWork) -> None:
    work.qtbot.waitUntil(lambda: not work_is_running(), timeout=5000)
    for _turn in range(3):
        work.qtbot.wait(5)
        QApplication.processEvents()


def is_seen(page: Page, part: QWidget) -> bool:
    """Tell whether all of a part is inside what the page shows of itself."""
    view = page.scroll_area.viewport()
    place = QRect(part.mapTo(view, QPoint(0, 0)), part.size())
    return view.rect().contains(place)


def test_another_tab_of_a_case_leaves_the_tabs_in_sight(work: AtWork, workspace: Workspace) -> None:
    page = case_opened(work, a_whole_case(workspace))
    look(work, 150, FIRST_SIZE)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        settle(work)
        assert is_seen(page, page.tabs), page.tabs.tabText(place)


def test_today_opens_with_the_deadlines_in_sight(work: AtWork, workspace: Workspace) -> None:
    case_id, served = a_whole_case(workspace), NOW - timedelta(hours=1)
    notice = NewIntervention("closure_notice", case_id, issued_at=served, served_at=served)
    record_intervention(workspace, notice)
    add_action(workspace, NewAction("Ring housing", "police", NOW.date(), NOW.date()))
    for percent, size in ((100, FIRST_SIZE), (150, FIRST_SIZE), (100, SMALLEST_SIZE)):
        look(work, percent, size)
        work.frame.open_page("meetings")
        settle(work)
        work.frame.open_page("today")
        settle(work)
        page = work.frame.page
        assert isinstance(page, TodayPage)
        assert page.scroll_area.verticalScrollBar().value() == 0
        low = (percent, size) != (100, FIRST_SIZE)
        assert work.focus() is (page.deadlines.table if low else page.action_table)


@pytest.mark.parametrize("page_id", ["cases", "actions", "powers", "meetings", "person", "case"])
def test_a_page_opens_at_its_heading_and_the_focus_is_seen(
    work: AtWork, workspace: Workspace, page_id: str
) -> None:
    case_id = a_whole_case(workspace)
    add_action(workspace, NewAction("Ring housing", "police", NOW.date(), NOW.date()))
    records = {"person": people_of(workspace, case_id)[0], "case": case_id}
    look(work, 200, SMALLEST_SIZE)
    work.frame.open_page("today")
    settle(work)
    work.frame.open_page(page_id, records.get(page_id))
    settle(work)
    work.qtbot.wait(2 * max(SETTLED_MS))
    page = work.frame.page
    assert page is not None
    assert page.scroll_area.verticalScrollBar().value() == 0
    assert is_seen(page, page.heading)
    assert is_in_sight(work.focus())
    assert not isinstance(work.focus(), PagedTable)  # it stands below what is seen


@pytest.mark.parametrize("page_id", ["import", "backup"])
def test_the_heading_has_the_focus_where_nothing_else_can_be_seen_with_it(
    work: AtWork, page_id: str
) -> None:
    look(work, 200, SMALLEST_SIZE)
    work.frame.open_page(page_id)
    settle(work)
    work.qtbot.wait(2 * max(SETTLED_MS))
    page = work.frame.page
    assert page is not None
    assert page.scroll_area.verticalScrollBar().value() == 0
    assert work.focus() is page.heading.title_label
    work.press(KEY.Key_Tab)
    assert work.focus() is stops(page)[0]
    assert is_in_sight(work.focus())
    work.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not page.isAncestorOf(work.focus())  # the rail stands before the page


def test_a_page_scrolls_under_its_heading_as_far_as_the_first_field_asks_for(
    work: AtWork, workspace: Workspace
) -> None:
    case_id = a_whole_case(workspace)
    work.frame.banner.show_marking("OFFICIAL-SENSITIVE", "Riverside Partnership", practice=True)
    look(work, 200, (SMALLEST_SIZE[0], SMALLEST_SIZE[1] + 16))
    work.frame.open_page("document", ("case", case_id))
    settle(work)
    work.qtbot.wait(2 * max(SETTLED_MS))
    page = work.frame.page
    assert page is not None
    assert work.focus() is page.first_focus()
    assert is_in_sight(work.focus())
    assert is_in_sight(page.heading.title_label)


def test_a_half_typed_form_opens_where_the_typing_was(work: AtWork, workspace: Workspace) -> None:
    look(work, 200, SMALLEST_SIZE)
    work.frame.open_page("plan_meeting")
    settle(work)
    page = work.frame.page
    assert isinstance(page, PlanMeetingPage)
    assert page.host.form is not None
    note = page.host.form.controls["note"]
    note.setFocus()
    work.qtbot.keyClicks(note, "Bring the map")
    work.frame.open_page("today")
    settle(work)
    work.frame.open_page("plan_meeting")
    settle(work)
    work.qtbot.wait(2 * max(SETTLED_MS))
    assert is_in_sight(work.focus())
    assert page.host.isAncestorOf(work.focus())


@pytest.mark.parametrize("page_id", ["plan_meeting", "statement", "new_action"])
@pytest.mark.parametrize("percent", [100, 200])
def test_a_page_that_is_one_form_has_one_scroll_bar(
    work: AtWork, page_id: str, percent: int
) -> None:
    look(work, percent, SMALLEST_SIZE)
    work.frame.open_page(page_id)
    settle(work)
    page = work.frame.page
    assert isinstance(page, FormPage | NewActionPage)
    assert page.host.form is not None
    assert page.host.verticalScrollBar().maximum() == 0
    end = page.host.form.save_button
    page.scroll_area.ensureWidgetVisible(end)
    assert is_seen(page, end)
    look(work, 100, FIRST_SIZE)
    assert page.scroll_area.verticalScrollBar().maximum() == 0


def test_the_keys_of_a_meeting_lead_to_where_it_is_seen(work: AtWork, workspace: Workspace) -> None:
    page = meeting_opened(work, a_meeting(workspace))
    look(work, 200, SMALLEST_SIZE)
    for key in (KEY.Key_F8, KEY.Key_F5):
        work.press(key)
        settle(work)
        focused = work.focus()
        assert page.isAncestorOf(focused)
        if key is KEY.Key_F8:
            assert is_seen(page, focused)
    assert page.scroll_area.verticalScrollBar().value() < page.discussion.y() + page.height()


def test_a_form_that_is_opened_is_seen(work: AtWork, workspace: Workspace) -> None:
    page = case_opened(work, a_whole_case(workspace))
    look(work, 200, SMALLEST_SIZE)
    page.open_form("add_intervention")
    settle(work)
    assert is_seen(page, work.focus())


def test_a_page_that_need_not_scroll_ends_where_its_heading_ends(
    work: AtWork, workspace: Workspace
) -> None:
    case_id = a_whole_case(workspace)
    look(work, 100, FIRST_SIZE)
    work.frame.open_page("contact_note", case_id)
    settle(work)
    page = work.frame.page
    assert isinstance(page, ContactNotePage)
    card, button = page.about.parentWidget(), page.save_button
    assert card is not None
    while card.parentWidget() is not page.scroll_area.widget():
        card = card.parentWidget()
        assert card is not None
    edges = [one.mapTo(page, QPoint(one.width(), 0)).x() for one in (card, button)]
    assert edges[0] == edges[1]
    look(work, 100, SMALLEST_SIZE)
    bar = page.scroll_area.verticalScrollBar()
    if bar.maximum():
        assert card.mapTo(page, QPoint(card.width(), 0)).x() < bar.mapTo(page, QPoint(0, 0)).x()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_answers_of_a_risk_form_stand_in_one_line(
    qtbot: QtBot, workspace: Workspace, language: str
) -> None:
    case_id = a_whole_case(workspace)
    use_language(language)
    with at_work(qtbot, workspace, *entries(lambda _wanted: None)) as work:
        look(work, 100, SMALLEST_SIZE)
        work.frame.open_page("risk_form", (case_id, "dash_safelives", None))
        settle(work)
        page = work.frame.page
        assert isinstance(page, RiskFormPage)
        assert page.form is not None
        for row in page.form.questions.rows.values():
            assert len({radio.y() for radio in row.radios}) == 1
        assert "questions" not in page.heading.spoken() or language == "en"
    use_language("en")


def test_whoever_scrolls_a_page_that_just_came_up_is_left_alone(
    work: AtWork, workspace: Workspace
) -> None:
    case_id = a_whole_case(workspace)
    look(work, 150, FIRST_SIZE)
    work.frame.open_page("person", people_of(workspace, case_id)[0])
    work.qtbot.wait(2 * SETTLED_MS[0])
    page = work.frame.page
    assert page is not None
    page.scroll_area.verticalScrollBar().setValue(40)
    work.qtbot.wait(2 * SETTLED_MS[1])
    assert page.scroll_area.verticalScrollBar().value() == 40
