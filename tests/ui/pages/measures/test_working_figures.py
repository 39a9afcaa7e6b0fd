"""Behind each figure stand the records it counts, found beside the window's own thread."""

from datetime import date

from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.dates import days_between
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.registers.model import NewEntry
from casedesk.registers.service import add_entry, mark_entry_in_error, set_entry
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place, new_referral
from tests.conftest import NOW
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.navigation import entries
from ui.pages.measures.measures_page import MeasuresPage
from ui.pages.measures.working_figures import WorkingFigures
from ui.pages.registers.registers_entry import register_pages
from ui.pages.registers.registers_page import AT_ONCE, RegistersPage
from ui.table_models.paged_table_model import FixedRows
from ui.workers.background_task import work_is_running

TODAY = NOW.date()
PAGES = [one for one in entries(lambda _wanted: None) if one.id in {"measures", "case", "power"}]


def working_figures(work: AtWork) -> WorkingFigures:
    work.press(KEY.Key_7, CTRL)
    page = work.frame.page
    assert isinstance(page, MeasuresPage)
    page.working.show_period(days_between(TODAY.replace(day=1), TODAY))
    work.see(lambda: not work_is_running())
    return page.working


def look_behind(work: AtWork, shown: WorkingFigures, measure: str) -> None:
    shown.table.setFocus()
    shown.table.select_id(measure)
    work.see(lambda: not work_is_running())
    work.press(KEY.Key_Return)
    assert work_is_running()  # the window waits for no query
    assert shown.behind.model().rowCount() == 0
    work.see(lambda: shown.behind.model().rowCount() > 0)


def test_a_figure_leads_to_the_cases_it_counts(qtbot: QtBot, workspace: Workspace) -> None:
    taken = take_in_referral(workspace, new_referral(received_on=TODAY))
    with at_work(qtbot, workspace, *PAGES) as work:
        shown = working_figures(work)
        look_behind(work, shown, "marac.referrals")
        assert shown.behind_card.title_label.text() == "Referrals to the MARAC: 1 record"
        shown.behind.setFocus()
        work.press(KEY.Key_Home)
        work.press(KEY.Key_Return)
        place = work.frame.place()
        assert (place.page_id, place.record) == ("case", taken.case_id)


def test_a_power_without_a_case_has_its_own_page_and_another_period_starts_anew(
    qtbot: QtBot, workspace: Workspace
) -> None:
    at = add_place(workspace, "2 Mill Court")
    used = record_intervention(workspace, NewIntervention("cpn", place_id=at, issued_on=TODAY))
    with at_work(qtbot, workspace, *PAGES) as work:
        shown = working_figures(work)
        look_behind(work, shown, "cpn.issued")
        shown.show_period(days_between(date(2020, 1, 1), date(2020, 3, 31)))
        assert shown.behind.model().rowCount() == 0
        assert shown.behind_card.title_label.text() == "Behind this figure"
        shown = working_figures(work)
        look_behind(work, shown, "cpn.issued")
        shown.behind.setFocus()
        work.press(KEY.Key_Home)
        work.press(KEY.Key_Return)
        place = work.frame.place()
        assert (place.page_id, place.record) == ("power", used)


def test_an_entry_of_a_register_opens_on_the_page_of_registers_however_old(
    qtbot: QtBot, workspace: Workspace
) -> None:
    first = NewEntry("guardcam", TODAY.replace(day=1), place="2 Mill Court", note="By the gate")
    old = add_entry(workspace, first)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        for _number in range(AT_ONCE):  # fill the list's first page
            set_entry(change, NewEntry("target_hardening", TODAY))
    with at_work(qtbot, workspace, *PAGES, *register_pages()) as work:
        shown = working_figures(work)
        look_behind(work, shown, "guardcam.installed")
        model = shown.behind.model()
        cells = [model.index(0, column).data() for column in range(2)]
        assert cells == ["Guard cameras", "Register"]
        for _time in range(2):  # also once the page is open and narrowed to another register
            shown.behind.setFocus()
            work.press(KEY.Key_Home)
            work.press(KEY.Key_Return)
            page = work.frame.page
            assert isinstance(page, RegistersPage)
            part = page.parts["entries"]
            assert part.rows.table.current_id() == old
            assert "By the gate" in part.whole.toPlainText()
            assert part.narrowed is not None
            part.narrowed.set_value("target_hardening")
            work.frame.back()
        mark_entry_in_error(workspace, old, "Another partnership's.")
        work.frame.forward()
        assert page.parts["entries"].whole.toPlainText() == ""
        assert "no longer there" in work.frame.notices.past[-1]


def test_the_focus_stays_where_it_is_when_the_figures_come(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral(received_on=TODAY))
    with at_work(qtbot, workspace, *PAGES) as work:
        work.press(KEY.Key_7, CTRL)
        page = work.frame.page
        assert isinstance(page, MeasuresPage)
        assert work.focus() is page.period.box  # there is no table yet
        work.see(page.working.table.isVisible)
        assert work.focus() is page.period.box
        page.mode.buttons["working"].setFocus()
        page.working.table.model().set_source(FixedRows())
        page.working.table.setFocus()  # while it is hidden
        page.refresh()
        work.see(page.working.table.isVisible)
        assert work.focus() is page.mode.buttons["working"]
        work.press(KEY.Key_F6)
        work.press(KEY.Key_F6)
        assert work.focus() is page.working.table


def test_the_first_measure_s_quarters_are_drawn_before_anything_is_chosen(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """An empty card beside the figures would say nothing; the focus stays where it is."""
    take_in_referral(workspace, new_referral(received_on=TODAY))
    with at_work(qtbot, workspace, *PAGES) as work:
        shown = working_figures(work)
        work.see(lambda: not work_is_running() and shown.table.current_id() is not None)
        chosen = shown.table.model().cell(shown.table.currentIndex().row(), 0).text
        work.see(lambda: shown.chart_card.title_label.text() == chosen)
        assert not shown.table.hasFocus()


def test_the_chart_has_its_table_with_the_same_figures(qtbot: QtBot, workspace: Workspace) -> None:
    take_in_referral(workspace, new_referral(received_on=TODAY))
    with at_work(qtbot, workspace, *PAGES) as work:
        shown = working_figures(work)
        card = shown.chart_card
        shown.table.select_id("marac.referrals")
        work.see(lambda: card.title_label.text() == "Referrals to the MARAC")
        assert card.chart.isVisible()
        assert not card.table.isVisible()
        card.looks.buttons["chart"].setFocus()
        work.press(KEY.Key_Right)
        assert card.table.isVisible()
        assert not card.chart.isVisible()
        held = [[card.model.cell(row, at).text for at in (0, 1)] for row in range(8)]
        assert (held[0], held[-1]) == (["Q4 24/25", "0"], ["Q3 26/27", "1"])
        assert [one for _quarter, one in held] == list(card.chart._data.series[0].shown)  # type: ignore[union-attr]
