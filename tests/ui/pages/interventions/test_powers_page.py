"""The list of tools and powers: what runs out first, narrowed, counted and opened by keyboard."""

from datetime import UTC, date, datetime

from pytestqt.qtbot import QtBot

from casedesk.interventions import course, service
from casedesk.interventions.model import Ending, InterventionStatus, NewIntervention
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, Start, at_work
from ui.page import PageEntry
from ui.pages.interventions.powers_count import clocks_count
from ui.pages.interventions.powers_page import PowersPage

POWERS = PageEntry("powers", lambda: "Powers", PowersPage, "scale", "Ctrl+5", count=clocks_count)
POWER = PageEntry("power", lambda: "Power", Start, on_rail=False)
CALCULATOR = PageEntry("calculator", lambda: "Work out", Start, on_rail=False)
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)


def three_powers(workspace: Workspace) -> tuple[int, int, int]:
    person = a_person(workspace, "<b>Pugh</b>", forenames="Gareth")
    order = service.record_intervention(
        workspace,
        NewIntervention("cbo", a_case(workspace), person, granted_on=date(2026, 10, 1)),
    )
    notice = service.record_intervention(
        workspace,
        NewIntervention("closure_notice", place_id=a_place(workspace), served_at=SERVED),
    )
    warning = service.record_intervention(
        workspace, NewIntervention("cpw", person_id=person, issued_on=date(2026, 9, 1))
    )
    service.end_intervention(
        workspace, warning, Ending(InterventionStatus.ENDED, date(2026, 11, 1))
    )
    course.record_breach(workspace, order, date(2026, 11, 3))
    return notice, order, warning


def shown(page: PowersPage) -> list[str]:
    return [page.model.cell(row, 1).text for row in range(page.model.rowCount())]


def page_of(work: AtWork) -> PowersPage:
    work.press(KEY.Key_5, CTRL)
    page = work.frame.page
    assert isinstance(page, PowersPage)
    return page


def test_what_runs_out_first_stands_first_and_enter_opens_it(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice, _order, _warning = three_powers(workspace)
    with at_work(qtbot, workspace, POWERS, POWER) as work:
        page = page_of(work)
        assert shown(page)[0] == "Closure notice"
        assert "left" in page.model.cell(0, 5).text
        assert page.model.cell(0, 5).note == "Hearing"
        assert page.model.cell(1, 2).text == "Gareth <b>Pugh</b>"  # never markup
        assert page.model.cell(1, 6).note == "breached"
        assert work.focus() is page.table
        work.press(KEY.Key_Return)
        assert work.frame.place().record == notice  # type: ignore[union-attr]


def test_saved_views_count_and_show_what_they_say(qtbot: QtBot, workspace: Workspace) -> None:
    three_powers(workspace)
    with at_work(qtbot, workspace, POWERS) as work:
        page = page_of(work)
        texts = [made.text() for made in page.filters.views.values()]
        assert texts == ["Open 2", "Clocks running 1", "Open orders 1", "Ended this year 1",
                         "Breached"]  # fmt: skip
        page.filters.views["ended_this_year"].click()
        assert shown(page) == ["Community protection warning"]
        assert [one.text() for one in page.filters.chips.buttons] == [
            "Ended from 1 Jan 2026",
            "Ended until 20 Nov 2026",
        ]
        page.filters.views["clocks_running"].click()
        assert shown(page) == ["Closure notice"]
        work.press(KEY.Key_Left, ALT)
        assert shown(page) == ["Community protection warning"]


def test_kind_and_words_narrow_and_an_empty_answer_offers_the_way_out(
    qtbot: QtBot, workspace: Workspace
) -> None:
    three_powers(workspace)
    with at_work(qtbot, workspace, POWERS) as work:
        page = page_of(work)
        page.filters.boxes["kind"].setFocus()
        page.filters.boxes["kind"].set_value("civil_order")
        assert shown(page) == ["Criminal behaviour order"]
        assert work.focus() is page.filters.boxes["kind"]  # the focus never moves by itself
        work.press(KEY.Key_F, CTRL)
        work.write("nobody")
        work.see(lambda: not shown(page))
        assert page.empty.label.text() == "No tool or power matches."
        work.press(KEY.Key_L, ALT)  # Clear filters
        work.see(lambda: len(shown(page)) == 3)
        work.press(KEY.Key_F, CTRL)
        work.write("gareth")
        work.press(KEY.Key_Down)  # before the pause after typing is over
        assert len(shown(page)) == 2
        assert work.focus() is page.table


def test_the_calculator_is_one_key_away(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, POWERS, CALCULATOR) as work:
        page = page_of(work)
        assert "No tool or power is in use" in page.empty.label.text()
        assert page.empty.button is not None
        assert page.empty.button.text() == "Show the c&ases"
        work.press(KEY.Key_W, ALT)
        work.see(lambda: work.frame.place().page_id == "calculator")  # type: ignore[union-attr]


def test_the_rail_counts_clocks_that_run(qtbot: QtBot, workspace: Workspace) -> None:
    assert clocks_count(workspace) is None
    three_powers(workspace)
    count = clocks_count(workspace)
    assert count is not None
    assert (count.count, count.spoken) == (1, "1 with clocks running")
