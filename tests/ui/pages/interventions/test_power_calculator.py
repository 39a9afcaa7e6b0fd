"""The calculator: deadlines follow what is typed, nothing is saved."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from casedesk.interventions.catalogue import powers
from casedesk.interventions.model import InterventionFilter
from casedesk.interventions.service import count_interventions
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.interventions.power_calculator_page import PowerCalculatorPage

CALCULATOR = PageEntry("calculator", lambda: "Work out", PowerCalculatorPage, on_rail=False)


def opened(work: AtWork) -> PowerCalculatorPage:
    work.frame.open_page("calculator")
    page = work.frame.page
    assert isinstance(page, PowerCalculatorPage)
    return page


def shown(page: PowerCalculatorPage) -> list[tuple[str, str]]:
    model = page.deadlines.model
    rows = [at for at in range(model.rowCount()) if model.cell(at, 2).text != "not started"]
    return [(model.cell(row, 0).text, model.cell(row, 1).text) for row in rows]


def test_a_day_that_is_left_out_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CALCULATOR) as work:
        page = opened(work)
        assert shown(page) == []
        assert page.deadlines.model.cell(2, 1).note == "starts with: first service of the notice"
        page.boxes["served_first"].set_value(datetime(2026, 12, 24, 16, 30, tzinfo=UTC))
        assert shown(page) == [("Hearing", "Sun 27 Dec, 16:30")]
        words = [page.working.model.cell(row, 3).text for row in range(4)]
        assert words == ["counted", "left out: Christmas Day", "counted", "counted"]


def test_a_day_without_its_hour_is_waited_for(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CALCULATOR) as work:
        page = opened(work)
        page.boxes["served_first"].setFocus()
        for part in ("20", "11", "2026"):
            work.write(part)
            work.press(KEY.Key_Tab)
        assert shown(page) == []  # no hour is made up
        work.press(KEY.Key_Tab)  # past Today
        work.write("09:20")
        assert shown(page) == [("Hearing", "Sun 22 Nov, 09:20")]


def test_another_power_asks_for_its_own_events_and_nothing_is_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, CALCULATOR) as work:
        page = opened(work)
        page.powers.set_value("cpn")
        assert set(page.boxes) == {"issued", "cost_notice_issued"}
        page.boxes["issued"].set_value(date(2026, 11, 3))
        assert shown(page) == [("Appeal", "23 Nov 2026")]
        assert page.working.model.rowCount() == 21
        assert page.working.model.cell(20, 2).text == "day 21"
        assert count_interventions(workspace, InterventionFilter()) == 0


def test_only_powers_with_deadlines_are_offered(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CALCULATOR) as work:
        page = opened(work)
        ids = {page.powers.itemData(place) for place in range(page.powers.count())}
        assert "closure_order" in ids
        assert "mediation" not in ids


@pytest.mark.parametrize("language", ["en", "cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_no_event_of_a_power_makes_the_page_go_sideways(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CALCULATOR) as work:
        page = opened(work)
        widest = 768 // 2  # of the smallest window, with text of 200 %
        for power_id in powers():
            page.powers.set_value(power_id)
            page._on_power()
            for event_id, field in page.fields.items():
                assert field.minimumSizeHint().width() <= widest - 20, (power_id, event_id)
