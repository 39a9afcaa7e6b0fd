"""Minutes that were approved or sent are fixed for an import too."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.dates import LONDON
from casedesk.errors import ConflictError
from casedesk.exchange import service
from casedesk.meetings import service as meetings
from casedesk.meetings.agenda import put_on_agenda
from casedesk.meetings.listing import cases_to_hear
from casedesk.meetings.model import NewMeeting
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.casedesk.exchange.workbooks import (
    a_referral,
    an_action,
    bring_in,
    faults_in,
    write_workbook,
)

HEARD = a_referral(heard_on="20/03/2025")
Sign = Callable[[Workspace, int, date], None]


@pytest.fixture(params=[meetings.approve_minutes, meetings.minutes_sent])
def meeting(workspace: Workspace, tmp_path: Path, request: pytest.FixtureRequest) -> int:
    """Return a meeting of 20 March 2025 at which one imported case was heard; it is fixed."""
    bring_in(workspace, tmp_path, Referrals=[HEARD])
    sign: Sign = request.param
    sign(workspace, 1, date(2025, 3, 25))
    return 1


def agendas(workspace: Workspace) -> list[Any]:
    listed = "SELECT meeting_id, case_id, status FROM discussion WHERE error_at IS NULL ORDER BY id"
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [tuple(row) for row in session.execute(text(listed))]


def test_a_new_case_of_that_day_is_refused_and_the_others_come_in(
    workspace: Workspace, tmp_path: Path, meeting: int
) -> None:
    lines = [
        a_referral(reference="R-2", heard_on="20/03/2025"),
        a_referral(reference="R-3", heard_on="20/03/2025", forum="JAG"),
        a_referral(reference="R-4"),
        HEARD,
    ]
    assert faults_in(workspace, tmp_path, Referrals=lines) == [
        ("Referrals", 2, "heard_on", "20/03/2025")
    ]
    result = bring_in(workspace, tmp_path, Referrals=lines)
    assert (result.taken, result.refused, result.same) == (2, 1, 1)
    assert agendas(workspace) == [(meeting, 1, "heard"), (meeting + 1, 2, "heard")]
    assert [one.reference for one in cases_to_hear(workspace, "marac")] == ["R-4"]


@pytest.mark.parametrize("hour", [9, None])  # with a clock it is the first of the day, without not
def test_a_second_meeting_of_that_day_takes_no_case_instead(
    workspace: Workspace, tmp_path: Path, hour: int | None, meeting: int
) -> None:
    """Nothing in a row says at which of two it was heard, whichever was first."""
    bring_in(workspace, tmp_path, Referrals=[a_referral(reference="R-9", heard_on="27/03/2025")])
    day = date(2025, 3, 20)
    begins = None if hour is None else datetime(2025, 3, 20, hour, tzinfo=LONDON)
    meetings.plan_meeting(workspace, NewMeeting("marac", day, begins))
    lines = [
        a_referral(reference="R-2", heard_on="20/03/2025"),
        a_referral(reference="R-9", heard_on="20/03/2025"),
    ]
    for order in (lines, lines[::-1]):
        path = write_workbook(tmp_path / "twice.xlsx", Referrals=order)
        report = service.read_plan(workspace, path).report
        refused, moved = order.index(lines[0]) + 2, order.index(lines[1]) + 2
        assert [(f.row, f.column) for f in report.faults] == [(refused, "heard_on")]
        assert [(one.row, bool(one.why_not)) for one in report.differences] == [(moved, True)]


def test_minutes_approved_while_somebody_looks_at_the_plan_count(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring_in(workspace, tmp_path, Referrals=[HEARD])
    path = write_workbook(tmp_path / "more.xlsx", Referrals=[HEARD | {"reference": "R-2"}])
    plan = service.read_plan(workspace, path)
    meetings.approve_minutes(workspace, 1, date(2025, 3, 25))
    assert service.apply_plan(workspace, plan).refused == 1
    assert agendas(workspace) == [(1, 1, "heard")]


def test_a_case_is_moved_neither_onto_fixed_minutes_nor_off_them(
    workspace: Workspace, tmp_path: Path, meeting: int
) -> None:
    bring_in(workspace, tmp_path, Referrals=[a_referral(reference="R-2", heard_on="27/03/2025")])
    moved = [
        HEARD | {"heard_on": "27/03/2025"},
        a_referral(reference="R-2", heard_on="20/03/2025"),
    ]
    plan = service.read_plan(workspace, write_workbook(tmp_path / "moved.xlsx", Referrals=moved))
    found = plan.report.differences
    assert [one.column for one in found] == ["heard_on", "heard_on"]
    assert all("Minutes not approved after all" in one.why_not for one in found)
    before = agendas(workspace)
    service.apply_plan(workspace, plan, apply_differences=found)
    assert agendas(workspace) == before


def test_an_action_of_that_day_belongs_to_its_case_alone(
    workspace: Workspace, tmp_path: Path, meeting: int
) -> None:
    bring_in(workspace, tmp_path, Actions=[an_action(set_on="20/03/2025")])
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = session.execute(text("SELECT case_id, meeting_id FROM action")).all()
    assert [tuple(row) for row in found] == [(1, None)]


def test_no_larger_change_puts_a_case_there(workspace: Workspace, meeting: int) -> None:
    case = a_case(workspace)
    with (
        pytest.raises(ConflictError, match="Minutes not approved after all"),
        workspace.changing(Permission.CHANGE_RECORDS) as change,
    ):
        put_on_agenda(change, meeting, case)
