"""Steps and the record they belong to: what a step filled in goes with it, nothing else."""

from datetime import UTC, date, datetime

import pytest

from casedesk.interventions import course, service
from casedesk.interventions.model import InterventionFilter, NewIntervention, NewStep
from casedesk.workspace.workspace import Workspace
from tests.builders import a_place

TODAY = date(2026, 11, 20)
ISSUED = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
SERVED = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
MISTYPED = "Mistyped."


def a_power(workspace: Workspace, power: str = "closure_notice", **given: object) -> int:
    new = NewIntervention(power, place_id=a_place(workspace), **given)  # type: ignore[arg-type]
    return service.record_intervention(workspace, new)


def facts(workspace: Workspace, used: int) -> NewIntervention:
    return service.get_intervention(workspace, used, opening=False).facts


def counted(workspace: Workspace) -> int:
    return service.count_interventions(workspace, InterventionFilter(from_on=TODAY, to_on=TODAY))


def test_a_step_that_says_what_is_on_record_leaves_it_there_when_it_goes(
    workspace: Workspace,
) -> None:
    order = a_power(workspace, "closure_order", granted_on=TODAY)
    step = course.take_step(workspace, order, NewStep("made", TODAY))
    course.mark_step_in_error(workspace, step, MISTYPED)
    assert facts(workspace, order).granted_on == TODAY
    assert counted(workspace) == 1


def test_a_notice_whose_issue_is_taken_back_counts_no_more(workspace: Workspace) -> None:
    notice = a_power(workspace)
    before = facts(workspace, notice)
    step = course.take_step(workspace, notice, NewStep("notice_issued", TODAY, ISSUED))
    after = facts(workspace, notice)
    assert (after.issued_at, after.issued_on, counted(workspace)) == (ISSUED, TODAY, 1)
    course.mark_step_in_error(workspace, step, MISTYPED)
    assert facts(workspace, notice) == before
    assert counted(workspace) == 0
    course.take_back_step_error(workspace, step)
    assert facts(workspace, notice) == after
    assert counted(workspace) == 1
    course.mark_step_in_error(workspace, step, MISTYPED)
    assert facts(workspace, notice) == before


def test_a_day_of_issue_on_record_stays_when_its_moment_goes(workspace: Workspace) -> None:
    notice = a_power(workspace, issued_on=TODAY)
    before = facts(workspace, notice)
    step = course.take_step(workspace, notice, NewStep("notice_issued", TODAY, ISSUED))
    assert facts(workspace, notice).issued_at == ISSUED
    course.mark_step_in_error(workspace, step, MISTYPED)
    assert facts(workspace, notice) == before


def test_a_step_on_another_day_does_not_move_the_day_of_issue(workspace: Workspace) -> None:
    notice = a_power(workspace, issued_on=date(2026, 11, 19))
    before = facts(workspace, notice)
    course.take_step(workspace, notice, NewStep("notice_issued", TODAY, ISSUED))
    assert facts(workspace, notice) == before


@pytest.mark.parametrize("recorded", [None, SERVED])
@pytest.mark.parametrize(
    "new",
    [
        NewStep("considered", TODAY, SERVED),
        NewStep("served", TODAY),
        NewStep("notice_issued", TODAY, SERVED),
        NewStep("served", TODAY, SERVED.replace(minute=40)),
    ],
)
def test_a_corrected_step_and_its_undo_leave_the_record_as_it_was(
    workspace: Workspace, recorded: datetime | None, new: NewStep
) -> None:
    notice = a_power(workspace, served_at=recorded)
    served = NewStep("served", TODAY, SERVED, "By hand.")
    step = course.take_step(workspace, notice, served)
    before = facts(workspace, notice)
    course.correct_step(workspace, step, new, MISTYPED)
    if new.step_id != "served":
        assert facts(workspace, notice).served_at == recorded
    course.correct_step(workspace, step, served, "The correction was taken back.")
    assert facts(workspace, notice) == before
    course.mark_step_in_error(workspace, step, MISTYPED)
    assert facts(workspace, notice).served_at == recorded
    assert facts(workspace, notice).issued_on is None


def test_a_step_whose_day_alone_is_known_says_when_the_notice_was_issued(
    workspace: Workspace,
) -> None:
    """Measures count a notice by the day issued, whether or not its hour is known."""
    used = a_power(workspace)
    day, other = date(2026, 11, 18), date(2026, 11, 17)
    made = course.take_step(workspace, used, NewStep("notice_issued", day))
    assert (facts(workspace, used).issued_on, facts(workspace, used).issued_at) == (day, None)
    course.correct_step(workspace, made, NewStep("notice_issued", other), "Misread.")
    assert facts(workspace, used).issued_on == other
    at = datetime(2026, 11, 17, 9, 20, tzinfo=UTC)
    course.correct_step(workspace, made, NewStep("notice_issued", other, at), "The hour was found.")
    assert (facts(workspace, used).issued_on, facts(workspace, used).issued_at) == (other, at)
    course.mark_step_in_error(workspace, made, "Another notice.")
    assert (facts(workspace, used).issued_on, facts(workspace, used).issued_at) == (None, None)


def test_a_step_whose_day_alone_is_known_leaves_the_clock_running(workspace: Workspace) -> None:
    at = datetime(2026, 11, 18, 9, 20, tzinfo=UTC)
    used = a_power(workspace, issued_at=at)
    course.take_step(workspace, used, NewStep("notice_issued", date(2026, 11, 18)))
    held = service.get_intervention(workspace, used)
    assert "notice_end_24" in [one.deadline.id for one in held.deadlines]
