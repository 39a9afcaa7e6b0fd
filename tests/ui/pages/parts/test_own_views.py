"""Views that a user keeps on the lists, by keys: kept, opened, renamed, removed, taken back."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.cases.model import CaseFilter, CaseStatus
from casedesk.cases.service import take_in_referral
from casedesk.workspace.saved_views import SavedView, own_views, save_view
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import Clock
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.cases.cases_page import CasesPage
from ui.pages.interventions.powers_page import PowersPage
from ui.pages.parts.list_page import ListPage

PAGES = [
    PageEntry("cases", lambda: "Cases", CasesPage, "file-text", "Ctrl+2"),
    PageEntry("actions", lambda: "Actions", ActionsPage, "square-check-big", "Ctrl+4"),
    PageEntry("powers", lambda: "Powers", PowersPage, "scale", "Ctrl+5"),
]


@pytest.fixture
def _records(workspace: Workspace) -> None:
    case = take_in_referral(workspace, new_referral()).case_id
    for task, agency in (("Ring her", "housing"), ("Flag it", "police")):
        day = date(2026, 11, 18)
        add_action(workspace, NewAction(task, agency, day, day, "Tom Hale", case_id=case))


def page_of(work: AtWork, key: Qt.Key = KEY.Key_4) -> ListPage:  # type: ignore[type-arg]
    work.press(key, CTRL)
    page = work.frame.page
    assert isinstance(page, ListPage)
    return page


def in_menu(work: AtWork, *keys: Qt.Key) -> None:
    """Open the menu of views and press letters in it."""
    page = work.frame.page
    assert isinstance(page, ListPage)
    page.own.menu_button.setFocus()
    work.press(KEY.Key_Space)
    press_in_menu(work, *keys)


def press_in_menu(work: AtWork, *keys: Qt.Key) -> None:
    work.see(lambda: QApplication.activePopupWidget() is not None)
    for key in keys:
        QTest.keyClick(QApplication.activePopupWidget(), key)
    work.see(lambda: QApplication.activePopupWidget() is None)


def keep(work: AtWork, name: str) -> None:
    in_menu(work, KEY.Key_K)
    work.write(name)
    work.press(KEY.Key_Return)


@pytest.mark.usefixtures("_records")
def test_a_view_keeps_filter_and_order_and_its_figure_opens_it(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *PAGES) as work:
        page = page_of(work)
        page.filters.boxes["agency_id"].set_value("housing")
        page.table.sort_rows("reference", True)
        work.press(KEY.Key_P, ALT)
        press_in_menu(work, KEY.Key_K)
        work.write("Housing & more")
        work.press(KEY.Key_Return)
        assert page.own.naming.isHidden()
        assert work.focus() is page.own.menu_button
        page.filters.boxes["agency_id"].set_value(None)
        page.table.sort_rows("due", False)
        assert page.model.rowCount() == 2
        in_menu(work, KEY.Key_1)
        assert page.model.rowCount() == 1
        assert page.source.sorted_by() == ("reference", True)
        assert page.filters.boxes["agency_id"].value() == "housing"
        work.press(KEY.Key_Left, ALT)  # a view is a step of the history
        assert page.model.rowCount() == 2
        (link,) = page.own.links
        assert link.accessibleName() == "Kept view: Housing & more"
        link.setFocus()
        work.press(KEY.Key_Space)
        assert page.model.rowCount() == 1
    with at_work(qtbot, workspace, *PAGES) as work:  # as after a lock
        assert [one.text() for one in page_of(work).own.links] == ["Housing && more"]
        assert page_of(work, KEY.Key_2).own.links == []


@pytest.mark.usefixtures("_records")
def test_a_name_in_use_is_refused_beside_the_box_and_stays_there(
    qtbot: QtBot, workspace: Workspace
) -> None:
    save_view(workspace, SavedView(0, "actions", "Late", ()))
    with at_work(qtbot, workspace, *PAGES) as work:
        page = page_of(work)
        keep(work, "late")
        assert page.own.name_field.problem == "There is a view of this name. Choose another name."
        assert page.own.name.text() == "late"
        assert work.focus() is page.own.name
        work.press(KEY.Key_Escape)
        assert page.own.naming.isHidden()


@pytest.mark.usefixtures("_records")
def test_a_view_is_renamed_and_removed_and_both_are_taken_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    save_view(workspace, SavedView(0, "cases", "Late", (), "received", descending=True))
    with at_work(qtbot, workspace, *PAGES) as work:
        page = page_of(work, KEY.Key_2)

        def kept() -> list[str]:
            names = [one.name for one in own_views(workspace, "cases")]
            assert [one.text() for one in page.own.links] == names
            return names

        assert page.source.chosen.status is CaseStatus.OPEN
        in_menu(work, KEY.Key_1)
        assert page.source.chosen == CaseFilter()
        in_menu(work, KEY.Key_C)
        work.write("<b>Old</b>")
        work.press(KEY.Key_Return)
        assert kept() == ["<b>Old</b>"]
        work.press(KEY.Key_Z, CTRL)
        assert kept() == ["Late"]
        in_menu(work, KEY.Key_R)
        assert kept() == []
        work.press(KEY.Key_Z, CTRL)
        assert kept() == ["Late"]


@pytest.mark.usefixtures("_records")
def test_a_kept_week_is_the_week_in_which_the_view_is_opened(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    week = {"week": 7, "today": 1, "weeks": 29}
    with at_work(qtbot, workspace, *PAGES) as work:
        page = page_of(work)
        for choice in week:
            page.filters.boxes["due"].set_value(choice)
            keep(work, choice)
        clock.moment += timedelta(days=35)
        for place, (choice, length) in enumerate(week.items()):
            page.own.links[place].click()
            chosen = page.source.chosen
            assert page.filters.boxes["due"].value() == choice
            assert chosen.due_from <= workspace.today() <= chosen.due_to
            assert (chosen.due_to - chosen.due_from).days + 1 == length
            held = page.own._held()
            assert held is not None
            assert held.name == choice  # still offered for another name, or to be removed


def test_a_kept_year_is_the_year_in_which_the_view_is_opened(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    with at_work(qtbot, workspace, *PAGES) as work:
        for key, view in ((KEY.Key_2, "repeat_this_year"), (KEY.Key_5, "ended_this_year")):
            page = page_of(work, key)
            page.filters.views[view].click()
            keep(work, "This year")
        clock.moment += timedelta(days=365)
        year = date(workspace.today().year, 1, 1)
        for key in (KEY.Key_2, KEY.Key_5):
            page = page_of(work, key)
            page.own.links[0].click()
            chosen = page.source.chosen
            begin = "received_from" if key is KEY.Key_2 else "ended_from"
            assert getattr(chosen, begin) == year


def test_every_list_is_ordered_by_keys(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *PAGES) as work:
        for key in (KEY.Key_2, KEY.Key_4, KEY.Key_5):
            page = page_of(work, key)
            before = page.source.sorted_by()
            work.press(KEY.Key_B, ALT)
            press_in_menu(work, KEY.Key_O)
            assert page.source.sorted_by() == (before[0], not before[1])


def test_a_view_of_another_version_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    save_view(workspace, SavedView(0, "cases", "Gone", (("colour", "blue"),)))
    with at_work(qtbot, workspace, *PAGES) as work:
        page = page_of(work, KEY.Key_2)
        page.own.links[0].click()
        assert "no longer there" in work.frame.notices.past[-1]
