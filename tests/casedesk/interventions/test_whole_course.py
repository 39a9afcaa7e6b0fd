"""A closure from notice to order as one course: steps, deadlines, checklists."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casedesk.cases.case_life import mark_case_in_error
from casedesk.errors import InputError, NotFoundError
from casedesk.interventions import course, deadlines, service
from casedesk.interventions.checklists import tick_point, untick_point
from casedesk.interventions.model import (
    Ending,
    InterventionStatus,
    NewIntervention,
    NewStep,
    ShownStep,
    Stage,
    StepChecklist,
    WholeCourse,
)
from casedesk.interventions.whole_course import whole_course
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place

TODAY = date(2026, 11, 20)
ISSUED = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)


def a_notice(workspace: Workspace, **given: Any) -> int:
    usual = {"issued_at": ISSUED, "served_at": SERVED, "place_id": a_place(workspace)}
    return service.record_intervention(
        workspace, NewIntervention("closure_notice", **{**usual, **given})
    )


def an_order_after(workspace: Workspace, notice: int) -> int:
    place = service.get_intervention(workspace, notice).facts.place_id
    new = NewIntervention(
        "closure_order",
        place_id=place,
        follows_id=notice,
        granted_on=TODAY,
        ends_on=date(2027, 2, 19),
    )
    return service.record_intervention(workspace, new)


def step(found: WholeCourse, step_id: str) -> ShownStep:
    return next(one for one in found.steps if one.step_id == step_id)


def checklist(found: WholeCourse, checklist_id: str) -> StepChecklist:
    return next(one for one in found.checklists if one.checklist_id == checklist_id)


def test_the_steps_of_the_order_are_seen_before_it_is_recorded(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    found = whole_course(workspace, notice)
    assert [one.step_id for one in found.steps] == [
        *("considered", "consultation_held", "safeguarding", "notice_issued", "served"),
        *("application_listed", "heard", "decided", "made", "exit_meeting", "ended"),
    ]
    assert step(found, "served").when == SERVED
    assert step(found, "considered").stage is Stage.LEFT_OUT  # served without that on record
    assert step(found, "application_listed").stage is Stage.NOW
    assert step(found, "made").intervention_id is None
    assert found.follow_ups == ("closure_order",)


def test_the_step_that_meets_a_deadline_says_by_when(workspace: Workspace) -> None:
    found = whole_course(workspace, a_notice(workspace))
    assert step(found, "heard").by == datetime(2026, 11, 21, 9, 20, tzinfo=UTC)
    waiting = [one.stated.deadline.id for one in found.deadlines if one.waits]
    assert waiting == ["notice_end_24", "hearing"]  # the earliest first
    hearing = next(one.stated.id for one in found.deadlines if one.stated.deadline.id == "hearing")
    deadlines.settle_deadline(workspace, hearing or 0, "Heard on time.")
    found = whole_course(workspace, found.shown.summary.id)
    assert step(found, "heard").by is None
    assert not found.deadlines[-1].waits


def test_what_has_not_begun_says_what_starts_it(workspace: Workspace) -> None:
    found = whole_course(workspace, a_notice(workspace))
    ahead = {one.rule_id: one.starts_with for one in found.not_started}
    assert ahead["court_continuation"] == ("decision of the court to keep the notice",)
    assert ahead["appeal"] == ("decision of the court",)
    assert "costs" not in ahead  # that clock begins with the end of the order


def test_notice_and_order_are_one_course_from_either_end(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    order = an_order_after(workspace, notice)
    course.take_step(workspace, order, NewStep("application_listed", date(2026, 11, 19)))
    for asked in (notice, order):
        found = whole_course(workspace, asked)
        assert [one.summary.id for one in found.records] == [notice, order]
        assert found.shown.summary.id == asked
        listed = [one for one in found.steps if one.step_id == "application_listed"]
        assert [one.when for one in listed] == [date(2026, 11, 19)]  # one hearing, shown once
        assert step(found, "decided").when == TODAY
        assert step(found, "exit_meeting").by == date(2027, 2, 5)  # 14 days before the end
        assert step(found, "ended").by == date(2027, 2, 19)
        assert step(found, "exit_meeting").stage is Stage.NOW
        assert found.follow_ups == ()


def test_a_course_that_ended_has_no_next_step(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    service.end_intervention(
        workspace, notice, Ending(InterventionStatus.WITHDRAWN, TODAY), "Grounds gone."
    )
    found = whole_course(workspace, notice)
    assert {one.stage for one in found.steps} <= {Stage.DONE, Stage.LEFT_OUT}
    assert not any(one.waits for one in found.deadlines)
    assert found.follow_ups == ()


def test_a_power_without_steps_shows_its_dates(workspace: Workspace) -> None:
    new = NewIntervention(
        "cpw", person_id=a_person(workspace), issued_on=TODAY, ends_on=date(2027, 1, 1)
    )
    found = whole_course(workspace, service.record_intervention(workspace, new))
    shown = [(one.title, one.stage, one.when, one.by) for one in found.steps]
    assert shown == [
        ("Issued", Stage.DONE, TODAY, None),
        ("Ended", Stage.NOW, None, date(2027, 1, 1)),
    ]
    assert found.follow_ups == ("cpn",)
    assert found.checklists == ()


def test_a_tick_says_who_and_when_and_can_be_taken_back(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    tick = tick_point(workspace, notice, "service", "entrances")
    assert tick_point(workspace, notice, "service", "entrances") == tick  # once is enough
    found = checklist(whole_course(workspace, notice), "service")
    point = next(one for one in found.points if one.point_id == "entrances")
    assert (point.tick_id, point.ticked_by) == (tick, workspace.user.name)
    assert point.ticked_at == workspace.clock()
    assert (found.done, found.step, found.status) == (1, "Notice served", "in_force")
    untick_point(workspace, tick)
    assert checklist(whole_course(workspace, notice), "service").done == 0
    with pytest.raises(NotFoundError):
        untick_point(workspace, tick)
    with pytest.raises(InputError):
        tick_point(workspace, notice, "service", "no such point")


def test_every_record_shown_is_in_the_audit_trail(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    order = an_order_after(workspace, notice)
    seen: list[str] = []
    workspace.note_view = seen.append  # type: ignore[method-assign]
    whole_course(workspace, order, opening=False)
    assert seen == []
    whole_course(workspace, order)
    assert seen == [f"intervention/{notice}", f"intervention/{order}"]


def test_a_record_that_is_gone_is_said(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    service.mark_intervention_in_error(workspace, notice, "Wrong premises.")
    with pytest.raises(NotFoundError):
        whole_course(workspace, notice)


def test_what_belongs_to_a_case_recorded_in_error_is_gone_with_it(workspace: Workspace) -> None:
    case_id = a_case(workspace)
    notice = a_notice(workspace, case_id=case_id)
    mark_case_in_error(workspace, case_id, "Entered twice.")
    with pytest.raises(NotFoundError):
        whole_course(workspace, notice)
    assert service.list_interventions(workspace) == []
