"""The list of cases: found, filtered, sorted and opened by keyboard."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, new_referral
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, NONE, AtWork, Start, at_work
from ui.page import PageEntry
from ui.pages.cases.cases_page import CasesPage
from ui.theme.theme import apply_theme

CASES = PageEntry("cases", lambda: "Cases", CasesPage, "file-text", "Ctrl+2")
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
INTAKE = PageEntry("intake", lambda: "New", Start, on_rail=False)


def three_cases(workspace: Workspace) -> list[int]:
    return [
        a_case(workspace, subject_name="Siân Morgan", risk_band="high", is_repeat=True),
        a_case(
            workspace,
            reference="J-2026-003",
            forum_id="jag",
            subject_name="Tom <b>Hale</b>",
            opened_on=date(2026, 10, 1),
        ),
        a_case(
            workspace,
            reference="M-2026-002",
            subject_name="Ann Lee",
            status="closed",
            opened_on=date(2026, 1, 5),
            closed_on=date(2026, 3, 1),
            close_reason="Moved away",
        ),
    ]


def shown(page: CasesPage) -> list[str]:
    return [page.model.cell(row, 0).text for row in range(page.model.rowCount())]


def page_of(work: AtWork) -> CasesPage:
    work.press(KEY.Key_2, CTRL)
    page = work.frame.page
    assert isinstance(page, CasesPage)
    return page


def test_open_cases_are_listed_and_enter_opens_one(qtbot: QtBot, workspace: Workspace) -> None:
    first, second, _closed = three_cases(workspace)
    with at_work(qtbot, workspace, CASES, CASE) as work:
        page = page_of(work)
        assert shown(page) == ["M-2026-014", "J-2026-003"]  # the last received first
        assert page.model.cell(0, 3).text == "High"
        assert "Repeat" in page.model.cell(0, 7).text
        assert page.model.cell(1, 1).text == "Tom <b>Hale</b>"  # never markup
        assert work.focus() is page.table
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Return)
        assert work.frame.place().record == second  # type: ignore[union-attr]
        work.press(KEY.Key_Left, ALT)
        assert page.table.current_id() == second  # the place is kept
        assert first != second


def test_a_filter_is_a_chip_and_a_step_of_the_history(qtbot: QtBot, workspace: Workspace) -> None:
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        page.filters.boxes["forum_id"].setFocus()
        page.filters.boxes["forum_id"].set_value("jag")
        assert shown(page) == ["J-2026-003"]
        assert [one.text() for one in page.filters.chips.buttons] == ["Forum: JAG", "Status: open"]
        assert work.focus() is page.filters.boxes["forum_id"]  # the focus never moves by itself
        work.press(KEY.Key_Left, ALT)
        assert shown(page) == ["M-2026-014", "J-2026-003"]
        assert page.filters.boxes["forum_id"].value() == ""
        work.press(KEY.Key_Right, ALT)
        assert shown(page) == ["J-2026-003"]
        page.filters.chips.buttons[1].setFocus()
        work.press(KEY.Key_Space)
        assert [one.text() for one in page.filters.chips.buttons] == ["Forum: JAG"]
        assert work.focus() is page.filters.chips.buttons[0]


def test_words_are_searched_and_an_empty_answer_offers_the_way_out(
    qtbot: QtBot, workspace: Workspace
) -> None:
    three_cases(workspace)
    taken = take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        work.press(KEY.Key_F, CTRL)
        assert work.focus() is page.filters.search
        work.write("morg")
        work.see(lambda: shown(page) == [taken.reference])
        work.write("xyz")
        work.see(lambda: not shown(page))
        assert page.empty.label.text() == "No case matches."
        work.press(KEY.Key_L, ALT)  # Clear filters
        work.see(lambda: len(shown(page)) == 4)
        assert page.filters.search.text() == ""


def test_a_search_that_begins_once_the_typing_pauses_leaves_the_focus_on_its_chip(
    qtbot: QtBot, workspace: Workspace
) -> None:
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        page.filters.search.setFocus()
        work.write("zz")
        chips = page.filters.chips
        chips.buttons[0].setFocus()  # whoever goes on with Tab does not wait for the pause
        work.see(lambda: [one.text() for one in chips.buttons] == ["Words: zz", "Status: open"])
        assert work.focus() is chips.buttons[1]

        page.filters.chips.buttons[1].click()
        assert work.focus() is chips.buttons[0]
        page.filters.search.clear()  # by the mouse
        chips.buttons[0].setFocus()
        work.see(lambda: not chips.buttons)
        assert work.focus() is page.filters.search


def test_a_heading_sorts_in_the_database(qtbot: QtBot, workspace: Workspace) -> None:
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        page.model.sort(0, Qt.SortOrder.AscendingOrder)
        assert shown(page) == ["J-2026-003", "M-2026-014"]


def test_saved_views_count_and_show_what_they_say(qtbot: QtBot, workspace: Workspace) -> None:
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        assert page.filters.views["open"].text() == "Open 2"
        assert page.filters.views["repeat_this_year"].text() == "Repeat this year 1"
        page.filters.views["repeat_this_year"].setFocus()
        work.press(KEY.Key_Space, NONE)
        assert shown(page) == ["M-2026-014"]


def test_without_cases_the_page_says_what_would_be_here(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CASES, INTAKE) as work:
        page = page_of(work)
        assert page.empty.label.text() == "There is no open case. A new referral opens one."
        assert page.matches.isHidden()
        assert page.empty.button is not None
        assert page.empty.button.text() == "New referral"  # nothing here is narrowed
        for act in (page.empty.button.click, lambda: work.press(KEY.Key_N, ALT)):
            work.frame.open_page("cases")
            act()
            work.see(lambda: work.frame.place().page_id == "intake")  # type: ignore[union-attr]


def test_down_and_return_lead_from_the_search_to_what_was_found(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral())
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES, CASE) as work:
        page = page_of(work)
        for key in (KEY.Key_Down, KEY.Key_Return):
            work.press(KEY.Key_F, CTRL)
            page.filters.search.selectAll()
            work.write("morg")
            work.press(key)  # before the pause after typing is over
            assert work.focus() is page.table
            assert page.model.rowCount() == 1
        work.press(KEY.Key_Return)
        assert work.frame.place().page_id == "case"  # type: ignore[union-attr]


def test_with_large_text_the_page_opens_at_its_heading_and_the_row_with_the_focus_is_in_sight(
    qtbot: QtBot, workspace: Workspace, qapp: QApplication
) -> None:
    three_cases(workspace)
    with at_work(qtbot, workspace, CASES, CASE) as work:
        apply_theme(qapp, "light", 200)
        work.window.resize(1024, 640)
        page = page_of(work)
        work.see(lambda: work.focus() is page.filters.search)  # the list is below what is seen
        assert page.scroll_area.verticalScrollBar().value() == 0
        work.press(KEY.Key_Return)
        assert work.focus() is page.table

        def row_is_seen() -> bool:
            box = page.table.visualRect(page.table.currentIndex())
            below = page.table.viewport().mapTo(page.scroll_area.viewport(), box.bottomLeft())
            return 0 <= below.y() < page.scroll_area.viewport().height()

        work.see(row_is_seen)


def test_a_case_found_by_somebody_else_in_it_says_by_whom(
    qtbot: QtBot, workspace: Workspace
) -> None:
    taken = take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, CASES) as work:
        page = page_of(work)
        before = page.model.cell(0, 1).text
        assert "found by" not in before
        work.press(KEY.Key_F, CTRL)
        work.write("pugh")
        work.press(KEY.Key_Down)
        assert shown(page) == [taken.reference]
        told = page.model.cell(0, 1).text
        assert told.startswith(f"{before} · found by ")
        assert told.endswith("Gareth Pugh")
