"""Powers in use: a closure from notice to order, any other power, limits that only warn."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions import course, deadlines, service
from casedesk.interventions.model import (
    Ending,
    InterventionFilter,
    InterventionStatus,
    NewIntervention,
    NewStep,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place, the_deadline

TODAY = date(2026, 11, 20)
ISSUED = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)


def a_notice(workspace: Workspace, **given: Any) -> int:
    usual = {"issued_at": ISSUED, "served_at": SERVED, "place_id": a_place(workspace)}
    return service.record_intervention(
        workspace, NewIntervention("closure_notice", **{**usual, **given})
    )


def an_order(workspace: Workspace, **given: Any) -> int:
    usual = {"granted_on": date(2026, 11, 2), "terms": "full", "place_id": a_place(workspace)}
    return service.record_intervention(
        workspace, NewIntervention("closure_order", **{**usual, **given})
    )


def test_a_closure_notice_and_the_order_after_it_are_linked(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    order = an_order(workspace, granted_on=TODAY, follows_id=notice)
    found = service.get_intervention(workspace, notice)
    assert found.summary.reference == "I-0001"
    assert found.summary.issued_on == date(2026, 11, 19)
    assert found.followed_by == (order,)
    assert service.get_intervention(workspace, order).facts.follows_id == notice


def test_an_order_written_down_with_its_service_makes_the_notice_before_it(
    workspace: Workspace,
) -> None:
    order = an_order(workspace, issued_at=ISSUED, served_at=SERVED, granted_on=TODAY)
    facts = service.get_intervention(workspace, order).facts
    assert facts.follows_id is not None
    assert (facts.issued_at, facts.served_at) == (None, None)
    notice = service.get_intervention(workspace, facts.follows_id)
    assert (notice.summary.power_id, notice.facts.served_at) == ("closure_notice", SERVED)


def test_any_other_power_is_recorded_in_plain_form(workspace: Workspace) -> None:
    person, case = a_person(workspace), a_case(workspace)
    cpn = service.record_intervention(
        workspace,
        NewIntervention(
            "cpn",
            case,
            person,
            issued_on=date(2026, 11, 3),
            applicant="council",
            terms="Keep dog in",
        ),
    )
    (line,) = service.list_interventions(workspace, InterventionFilter(person_id=person))
    assert (line.id, line.surname, line.case_reference) == (cpn, "Quarrington", "M-2026-014")
    appeal = next(d for d in service.get_intervention(workspace, cpn).deadlines if d.id)
    assert appeal.deadline.due == date(2026, 11, 23)  # 21 days beginning with the day of issue


def test_wrong_entries_are_said_by_field(workspace: Workspace) -> None:
    tomorrow = datetime(2026, 11, 21, 9, tzinfo=UTC)
    with pytest.raises(InputError) as refused:
        service.record_intervention(
            workspace,
            NewIntervention(
                "telling off",
                issued_at=tomorrow,
                served_at=ISSUED,
                granted_on=TODAY,
                ends_on=date(2026, 11, 1),
            ),
        )
    assert set(refused.value.problems) == {
        "power_id",
        "person_id",
        "issued_at",
        "served_at",
        "ends_on",
    }
    with pytest.raises(NotFoundError):
        service.record_intervention(workspace, NewIntervention("cpn", case_id=999))


def test_a_limit_of_the_law_warns_asks_why_and_blocks_nothing(workspace: Workspace) -> None:
    too_long = NewIntervention(
        "closure_order",
        place_id=a_place(workspace),
        follows_id=a_notice(workspace),
        granted_on=date(2026, 11, 20),
        ends_on=date(2027, 2, 21),
    )
    order = service.record_intervention(workspace, too_long)

    found = service.get_intervention(workspace, order)
    assert [w.rule_id for w in found.warnings] == ["order_end_warn", "order_end_hard"]
    assert found.warnings == service.check_limits(workspace, too_long)  # as before saving
    assert found.reason_is_missing
    said = NewIntervention(
        **{
            **{name: getattr(found.facts, name) for name in found.facts.__struct_fields__},
            "past_limit_reason": "Written so on the sealed order.",
        }
    )
    service.correct_intervention(workspace, order, said, "Reason added.")
    assert not service.get_intervention(workspace, order).reason_is_missing


def test_an_order_without_its_notice_and_a_person_too_young_are_pointed_out(
    workspace: Workspace,
) -> None:
    child = a_person(workspace, born_on=date(2012, 5, 1))
    order = an_order(workspace)
    cpw = service.record_intervention(
        workspace, NewIntervention("cpw", person_id=child, issued_on=TODAY)
    )
    (missing,) = service.get_intervention(workspace, order).warnings
    (young,) = service.get_intervention(workspace, cpw).warnings
    assert (missing.rule_id, young.rule_id) == ("notice_before", "age")


def test_limits_for_the_young_are_not_held_against_adults(workspace: Workspace) -> None:
    long_one = {"granted_on": date(2026, 11, 2), "ends_on": date(2028, 11, 1)}
    warned = []
    for born in (date(1990, 1, 1), date(2010, 5, 1)):
        person = a_person(workspace, born_on=born)
        made = service.record_intervention(
            workspace,
            NewIntervention("asb_injunction", person_id=person, **long_one),  # type: ignore[arg-type]
        )
        warned.append([w.rule_id for w in service.get_intervention(workspace, made).warnings])
    assert warned == [[], ["youth_end", "youth_end_hard"]]


def test_a_power_ends_is_refused_or_withdrawn_and_can_be_opened_again(
    workspace: Workspace,
) -> None:
    order = an_order(workspace, ends_on=date(2027, 1, 31))
    early = Ending(InterventionStatus.ENDED, date(2026, 11, 18))
    with pytest.raises(InputError) as refused:
        service.end_intervention(workspace, order, early)
    assert set(refused.value.problems) == {"reason"}
    before_it_began = Ending(InterventionStatus.ENDED, date(2026, 11, 1))
    with pytest.raises(InputError):
        service.end_intervention(workspace, order, before_it_began, "Discharged.")

    service.end_intervention(workspace, order, early, "Discharged by the court.")

    assert service.get_intervention(workspace, order).ending == early
    ids = {d.deadline.id for d in service.get_intervention(workspace, order).deadlines}
    assert {"costs", "compensation"} <= ids  # three months from the day it ended
    with pytest.raises(ConflictError):
        service.end_intervention(workspace, order, early, "Again.")
    service.reopen_intervention(workspace, order, "It was another address.")
    again = service.get_intervention(workspace, order)
    assert again.ending == Ending()
    assert {c.field for c in again.corrections} == {"status", "ended_on", "status_reason"}


def test_a_withdrawn_notice_starts_the_clock_for_compensation_on_its_order(
    workspace: Workspace,
) -> None:
    notice = a_notice(workspace)
    order = an_order(workspace, granted_on=None, follows_id=notice)
    service.end_intervention(
        workspace, notice, Ending(InterventionStatus.WITHDRAWN, TODAY), "Grounds have gone."
    )
    assert the_deadline(workspace, order, "compensation").due == date(2027, 2, 19)
    waiting = {d.rule_id for d in deadlines.open_deadlines(workspace)}
    assert "compensation" in waiting
    assert "hearing" not in waiting  # withdrawn: nothing is left to hear


def test_a_correction_moves_deadlines_and_the_step_that_said_the_same(
    workspace: Workspace,
) -> None:
    notice = a_notice(workspace, served_at=None)
    course.take_step(workspace, notice, NewStep("served", date(2026, 11, 19), SERVED))
    found = service.get_intervention(workspace, notice)
    assert found.facts.served_at == SERVED  # the column was empty and follows the step

    later = SERVED.replace(hour=11)
    changed = NewIntervention(
        "closure_notice", place_id=found.summary.place_id, issued_at=ISSUED, served_at=later
    )
    with pytest.raises(InputError):
        service.correct_intervention(workspace, notice, changed, "", found.summary.version)
    service.correct_intervention(workspace, notice, changed, "Misread.", found.summary.version)

    assert service.get_intervention(workspace, notice).steps[0].at == later
    hearing = the_deadline(workspace, notice, "hearing")
    assert hearing.due == datetime(2026, 11, 21, 11, 20, tzinfo=UTC)
    with pytest.raises(ConflictError):
        service.correct_intervention(workspace, notice, changed, "Old page.", found.summary.version)


def test_recorded_in_error_it_leaves_lists_counts_and_deadlines(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    order = an_order(workspace, follows_id=notice, granted_on=TODAY)
    with pytest.raises(InputError):
        service.mark_intervention_in_error(workspace, notice, "Another address.")

    service.mark_intervention_in_error(workspace, order, "Another address.")
    service.mark_intervention_in_error(workspace, notice, "Another address.")

    assert service.list_interventions(workspace) == []
    assert service.count_interventions(workspace) == 0
    assert deadlines.open_deadlines(workspace) == []
    with pytest.raises(NotFoundError):
        service.get_intervention(workspace, notice)


def test_lists_are_narrowed_by_the_day_that_counts(workspace: Workspace) -> None:
    order = an_order(workspace)
    notice = a_notice(workspace)

    def found(**which: Any) -> list[int]:
        return [
            line.id for line in service.list_interventions(workspace, InterventionFilter(**which))
        ]

    assert found() == [notice, order]
    assert found(power_id="closure_order") == [order]
    assert found(to_on=date(2026, 11, 2)) == [order]
    assert found(from_on=date(2026, 11, 19)) == [notice]
    assert found(words="mill court") == [notice, order]
    assert service.count_interventions(workspace, InterventionFilter(words="i-0002")) == 1
