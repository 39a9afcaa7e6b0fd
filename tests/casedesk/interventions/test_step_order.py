"""What cannot have happened in the order typed is refused; what the law wants is not checked."""

from datetime import date, datetime, timedelta

import pytest

from casedesk.dates import LONDON
from casedesk.errors import InputError
from casedesk.interventions.course import correct_step, take_step
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.interventions.service import (
    correct_intervention,
    get_intervention,
    record_intervention,
    set_intervention,
)
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place

ISSUED = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_notice(workspace: Workspace, **given: object) -> int:
    place = add_place(workspace, "2 Mill Court")
    facts = {"issued_at": ISSUED, "served_at": ISSUED + HOUR, **given}
    new = NewIntervention("closure_notice", place_id=place, **facts)  # type: ignore[arg-type]
    return record_intervention(workspace, new)


def an_order(workspace: Workspace, notice: int, granted_on: date | None = None) -> int:
    place = add_place(workspace, "2 Mill Court")
    new = NewIntervention("closure_order", place_id=place, follows_id=notice, granted_on=granted_on)
    return record_intervention(workspace, new)


def step(step_id: str, when: datetime | date) -> NewStep:
    if isinstance(when, datetime):
        return NewStep(step_id, when.date(), when)
    return NewStep(step_id, when)


def test_an_order_before_its_notice_is_refused_and_leaves_no_trace(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    with pytest.raises(InputError) as refused:
        an_order(workspace, notice, granted_on=(ISSUED - DAY).date())
    assert refused.value.problems == {
        "granted_on": "“Order made, in full or in part” cannot lie before “Notice served” "
        "(16 November 2026, 10:00). Look at both days and correct the one that is wrong."
    }
    assert get_intervention(workspace, notice).followed_by == ()
    order = an_order(workspace, notice)
    for name in ("heard", "decided", "made", "exit_meeting", "ended"):
        with pytest.raises(InputError) as refused:
            take_step(workspace, order, step(name, (ISSUED - DAY).date()))
        assert set(refused.value.problems) == {"at"}
    held = get_intervention(workspace, order)
    assert (held.steps, held.facts.granted_on) == ((), None)
    take_step(workspace, order, step("made", ISSUED.date()))  # the day alone is known


def test_what_came_before_cannot_be_put_later(workspace: Workspace) -> None:
    notice = a_notice(workspace, issued_at=None, served_at=None)
    order = an_order(workspace, notice, granted_on=(ISSUED + DAY).date())
    with pytest.raises(InputError) as refused:
        take_step(workspace, notice, step("notice_issued", ISSUED + 2 * DAY))
    assert (
        "“Notice issued” cannot lie after “Decision of the court”" in refused.value.problems["at"]
    )
    made = take_step(workspace, notice, step("notice_issued", ISSUED))
    for wrong in (ISSUED + 2 * DAY, ISSUED + 3 * DAY):
        with pytest.raises(InputError):
            correct_step(workspace, made, step("notice_issued", wrong), "Misread.")
    facts = get_intervention(workspace, notice).facts
    assert facts.issued_at == ISSUED
    assert get_intervention(workspace, order).facts.granted_on == (ISSUED + DAY).date()


def test_a_record_is_corrected_only_to_what_can_have_happened(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    order = an_order(workspace, notice, granted_on=(ISSUED + DAY).date())
    held = get_intervention(workspace, order)
    kept = {name: getattr(held.facts, name) for name in NewIntervention.__slots__}
    early = NewIntervention(**{**kept, "granted_on": (ISSUED - DAY).date()})
    with pytest.raises(InputError) as refused:
        correct_intervention(workspace, order, early, "Misread.")
    assert set(refused.value.problems) == {"granted_on"}
    assert get_intervention(workspace, order).corrections == ()
    correct_intervention(workspace, order, NewIntervention(**{**kept, "note": "x"}), "Typed.")


def test_the_law_is_no_part_of_the_order(workspace: Workspace) -> None:
    """Others consulted after the notice, or a second service after the hearing, can be said."""
    notice = a_notice(workspace)
    order = an_order(workspace, notice)
    take_step(workspace, notice, step("consultation_held", ISSUED + DAY))
    take_step(workspace, order, step("heard", ISSUED + DAY))
    take_step(workspace, notice, step("served", ISSUED + HOUR))
    take_step(workspace, notice, step("served", ISSUED + 2 * DAY))


def test_history_comes_in_as_it_was_written(workspace: Workspace) -> None:
    notice = a_notice(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        new = NewIntervention(
            "closure_order", follows_id=notice, granted_on=(ISSUED - DAY).date(),
            place_id=add_place(workspace, "2 Mill Court"),
        )  # fmt: skip
        assert set_intervention(change, new, imported=True)


def test_a_power_before_another_has_no_steps_of_its_own(workspace: Workspace) -> None:
    place = add_place(workspace, "2 Mill Court")
    warning = record_intervention(
        workspace, NewIntervention("cpw", place_id=place, issued_on=ISSUED.date())
    )
    early = NewIntervention(
        "cpn", place_id=place, follows_id=warning, issued_on=(ISSUED - DAY).date()
    )
    with pytest.raises(InputError) as refused:
        record_intervention(workspace, early)
    assert (
        "before “Community protection warning” (16 November" in refused.value.problems["issued_at"]
    )
