"""Steps, breaches, and deadlines that wait until somebody says what happened."""

from datetime import UTC, date, datetime

import pytest

from casedesk.dates import LONDON
from casedesk.deadlines.model import CountedDay, Counting, Skip
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions import course, deadlines, service
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_place, the_deadline
from tests.conftest import Clock

TODAY = date(2026, 11, 20)


def a_notice(workspace: Workspace, served_at: datetime | None = None) -> int:
    return service.record_intervention(
        workspace,
        NewIntervention("closure_notice", place_id=a_place(workspace), served_at=served_at),
    )


def waiting(workspace: Workspace, until: date | None = None) -> list[str]:
    return [one.rule_id for one in deadlines.open_deadlines(workspace, until)]


def test_the_hearing_is_due_48_hours_after_first_service(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    assert waiting(workspace) == []
    for hour in (10, 9):  # served on two doors; the first counts
        at = datetime(2026, 11, 20, hour, 20, tzinfo=UTC)
        course.take_step(workspace, notice, NewStep("served", TODAY, at))

    (hearing,) = deadlines.open_deadlines(workspace)

    assert (hearing.rule_id, hearing.title, hearing.address) == (
        "hearing",
        "Hearing",
        "12 Mill Court",
    )
    assert hearing.due == datetime(2026, 11, 22, 9, 20, tzinfo=LONDON)
    assert not hearing.is_past(workspace.clock(), TODAY)


def test_how_it_was_worked_out_shows_christmas_left_out(workspace: Workspace, clock: Clock) -> None:
    clock.moment = datetime(2026, 12, 28, 9, tzinfo=UTC)
    notice = a_notice(workspace, datetime(2026, 12, 24, 12, tzinfo=UTC))
    hearing = the_deadline(workspace, notice, "hearing")
    assert hearing.latest == datetime(2026, 12, 27, 12, tzinfo=UTC)
    skipped = [d for d in hearing.worked_out if d.counting is Counting.SKIPPED]
    assert [(d.day, d.skipped_as) for d in skipped] == [(date(2026, 12, 25), Skip.CHRISTMAS)]
    assert all(isinstance(line, CountedDay) for line in hearing.worked_out)
    known = {one.deadline.id for one in service.get_intervention(workspace, notice).deadlines}
    assert "court_continuation" not in known  # nothing has happened from which it is counted


def test_a_passed_deadline_stays_until_somebody_says_what_happened(
    workspace: Workspace, clock: Clock
) -> None:
    notice = a_notice(workspace, datetime(2026, 11, 20, 9, 20, tzinfo=UTC))
    clock.moment = datetime(2027, 3, 1, 9, tzinfo=UTC)
    (hearing,) = deadlines.open_deadlines(workspace, until=date(2027, 3, 1))
    assert hearing.is_past(workspace.clock(), workspace.today())
    with pytest.raises(InputError):
        deadlines.settle_deadline(workspace, hearing.id, " ")

    deadlines.settle_deadline(workspace, hearing.id, "Heard on the 21st, order made.")

    assert waiting(workspace) == []
    with pytest.raises(ConflictError):
        deadlines.settle_deadline(workspace, hearing.id, "Again.")
    course.take_step(workspace, notice, NewStep("considered", date(2026, 11, 18)))
    assert waiting(workspace) == []  # answered deadlines stay answered
    stated = {d.deadline.id: d for d in service.get_intervention(workspace, notice).deadlines}
    assert stated["hearing"].settled_on == date(2027, 3, 1)

    clock.moment = datetime(2027, 3, 5, 9, tzinfo=UTC)
    answer = deadlines.reopen_deadline(workspace, hearing.id, "That was another notice.")
    assert waiting(workspace) == ["hearing"]
    with pytest.raises(ConflictError):
        deadlines.reopen_deadline(workspace, hearing.id, "Again.")

    deadlines.put_back_answer(workspace, hearing.id, *answer)
    stated = {d.deadline.id: d for d in service.get_intervention(workspace, notice).deadlines}
    assert stated["hearing"].settled_on == date(2027, 3, 1)  # not the day it was put back
    assert stated["hearing"].settled_note == "Heard on the 21st, order made."
    with pytest.raises(ConflictError):
        deadlines.put_back_answer(workspace, hearing.id, *answer)


def test_a_step_recorded_by_mistake_takes_its_deadline_with_it(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    at = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
    step = course.take_step(workspace, notice, NewStep("served", TODAY, at))
    assert waiting(workspace) == ["hearing"]
    with pytest.raises(InputError):
        course.mark_step_in_error(workspace, step, "")

    course.mark_step_in_error(workspace, step, "The other door.")

    assert waiting(workspace) == []
    assert service.get_intervention(workspace, notice).facts.served_at is None
    with pytest.raises(NotFoundError):
        course.mark_step_in_error(workspace, step, "Again.")


def test_a_corrected_step_moves_its_deadline_and_the_column(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    at = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
    step = course.take_step(workspace, notice, NewStep("served", TODAY, at))
    earlier = at.replace(hour=8)
    course.correct_step(workspace, step, NewStep("served", TODAY, earlier), "The doorbell film.")
    (hearing,) = deadlines.open_deadlines(workspace)
    assert hearing.due == datetime(2026, 11, 22, 8, 20, tzinfo=LONDON)
    assert service.get_intervention(workspace, notice).facts.served_at == earlier


def test_steps_are_those_of_the_power(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    for wrong, field in (
        (NewStep("dispersed", TODAY), "step_id"),
        (NewStep("served", date(2026, 11, 21)), "on_day"),
        (NewStep("served", TODAY, datetime(2026, 11, 19, 9, tzinfo=UTC)), "at"),
    ):
        with pytest.raises(InputError) as refused:
            course.take_step(workspace, notice, wrong)
        assert set(refused.value.problems) == {field}


def test_an_event_that_no_step_names_is_a_step_of_its_own(workspace: Workspace) -> None:
    injunction = service.record_intervention(
        workspace, NewIntervention("asb_injunction", place_id=a_place(workspace))
    )
    friday = datetime(2026, 11, 20, 10, tzinfo=UTC)
    course.take_step(workspace, injunction, NewStep("arrested", TODAY, friday))
    assert waiting(workspace) == ["arrest_to_court"]


def test_where_only_the_day_is_known_no_hour_is_made_up(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    course.take_step(workspace, notice, NewStep("served", TODAY))
    assert waiting(workspace) == []
    found = service.get_intervention(workspace, notice)
    assert found.hours_missing == ("first service of the notice",)


def test_the_course_shows_what_is_done_and_what_comes_next(workspace: Workspace) -> None:
    notice = a_notice(workspace, datetime(2026, 11, 20, 9, 20, tzinfo=UTC))
    course.take_step(workspace, notice, NewStep("considered", date(2026, 11, 18)))
    done = {s.step_id: s.done_on for s in service.get_intervention(workspace, notice).course}
    assert done["considered"] == date(2026, 11, 18)
    assert done["served"] == TODAY  # known from the record
    assert done["consultation_held"] is None


def test_the_end_of_an_order_is_to_act_on_only_while_it_is_not_known(
    workspace: Workspace,
) -> None:
    order = NewIntervention("closure_order", place_id=a_place(workspace), granted_on=TODAY)
    made = service.record_intervention(workspace, order)
    assert "order_end_warn" in waiting(workspace)
    assert "extension_decision" not in waiting(workspace)
    known = NewIntervention(
        "closure_order", place_id=order.place_id, granted_on=TODAY, ends_on=date(2027, 2, 19)
    )
    service.correct_intervention(workspace, made, known, "The sealed order came.")
    assert "order_end_warn" not in waiting(workspace)
    assert waiting(workspace, until=date(2027, 1, 22)) == ["appeal", "extension_decision"]


def test_what_an_import_brings_in_is_history_not_work(workspace: Workspace) -> None:
    old = NewIntervention(
        "closure_order",
        place_id=a_place(workspace),
        issued_at=datetime(2018, 5, 30, 8, tzinfo=UTC),
        served_at=datetime(2018, 5, 30, 10, tzinfo=UTC),
        granted_on=date(2018, 5, 31),
    )
    with workspace.changing(Permission.IMPORT) as change:
        made = service.set_intervention(change, old, reference="O-0401", imported=True)
    assert waiting(workspace) == []
    found = service.get_intervention(workspace, made)
    assert found.summary.reference == "O-0401"
    assert {d.settled_on for d in found.deadlines if d.id} == {TODAY}


def test_a_breach_lies_between_the_beginning_and_today(workspace: Workspace) -> None:
    cpn = service.record_intervention(
        workspace,
        NewIntervention("cpn", place_id=a_place(workspace), issued_on=date(2026, 11, 3)),
    )
    for day in (date(2026, 11, 2), date(2026, 11, 21)):
        with pytest.raises(InputError):
            course.record_breach(workspace, cpn, day)
    breach = course.record_breach(workspace, cpn, date(2026, 11, 10), " Music again. ")

    course.correct_breach(workspace, breach, date(2026, 11, 11), "Music again.", "The day before.")
    (found,) = service.get_intervention(workspace, cpn).breaches
    assert (found.breached_on, found.note) == (date(2026, 11, 11), "Music again.")
    assert [c.old_value for c in found.corrections] == ["2026-11-10"]

    course.mark_breach_in_error(workspace, breach, "Another flat.")
    assert service.get_intervention(workspace, cpn).breaches == ()
