"""What cannot have happened in the order typed is refused; what is only unlawful is warned of."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import asdict

from casedesk.dates import LONDON
from casedesk.errors import InputError
from casedesk.interventions.catalogue import law_name, powers
from casedesk.interventions.course import check_step, correct_step, take_step
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.interventions.service import (
    check_limits,
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
        "granted_on": "“Order made, in full or in part” cannot lie before “Notice issued” "
        "(16 November 2026, 09:00). Look at both days and correct the one that is wrong."
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
    kept = {name: getattr(held.facts, name) for name in NewIntervention.__struct_fields__}
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


def warned(workspace: Workspace, record: int) -> list[str]:
    held = get_intervention(workspace, record, opening=False)
    return [one.sentence for one in held.warnings if " after " in one.rule_id]


LATE_SERVICE = (
    "“First hearing” lies before “Notice served” (17 November 2026, 10:00). By law “Notice served” "
    "comes first: Anti-social Behaviour, Crime and Policing Act 2014, section 80."
)


def test_a_notice_served_after_its_hearing_is_recorded_with_a_warning(workspace: Workspace) -> None:
    notice = a_notice(workspace, served_at=None)
    order = an_order(workspace, notice)
    take_step(workspace, order, step("heard", ISSUED + HOUR))
    served = step("served", ISSUED + DAY + HOUR)
    assert [one.sentence for one in check_step(workspace, notice, served)] == [LATE_SERVICE]
    assert check_step(workspace, notice, step("served", ISSUED)) == ()
    taken = take_step(workspace, notice, served)
    assert get_intervention(workspace, notice).facts.served_at == ISSUED + DAY + HOUR
    assert warned(workspace, order) == [LATE_SERVICE]
    assert warned(workspace, notice) == []  # said once, of the step that lies wrong
    right = step("served", ISSUED)
    assert check_step(workspace, notice, right, taken) == ()
    correct_step(workspace, taken, right, "Misread.")
    assert warned(workspace, order) == []
    assert [one.sentence for one in check_step(workspace, notice, served, taken)] == [LATE_SERVICE]
    assert check_step(workspace, notice, served) == ()  # a second service, after the first


def test_what_was_served_last_is_one_fault_and_not_one_for_each_step(workspace: Workspace) -> None:
    notice = a_notice(workspace, served_at=ISSUED + 2 * DAY)
    order = an_order(workspace, notice, granted_on=(ISSUED + DAY).date())
    (told,) = warned(workspace, order)
    assert told.startswith("“Decision of the court” lies before “Notice served”")
    take_step(workspace, order, step("heard", ISSUED + DAY))  # says it from now on
    (told,) = warned(workspace, order)
    assert told.startswith("“First hearing” lies before “Notice served”")


def test_a_notice_before_its_warning_is_recorded_with_a_warning(workspace: Workspace) -> None:
    place = add_place(workspace, "2 Mill Court")
    warning = record_intervention(
        workspace, NewIntervention("cpw", place_id=place, issued_on=ISSUED.date())
    )
    early = NewIntervention(
        "cpn", place_id=place, follows_id=warning, issued_on=(ISSUED - DAY).date()
    )
    cpn = record_intervention(workspace, early)
    assert check_limits(workspace, early) == get_intervention(workspace, cpn).warnings
    assert warned(workspace, cpn) == [
        "“notice issued” lies before “Community protection warning” (16 November 2026). By law "
        "“Community protection warning” comes first: Anti-social Behaviour, Crime and Policing Act "
        "2014, section 43."
    ]
    with pytest.raises(InputError):  # a cost of what was not yet issued
        take_step(workspace, cpn, step("cost_notice_issued", (ISSUED - 2 * DAY).date()))
    kept = {**asdict(early), "issued_on": ISSUED.date()}
    assert check_limits(workspace, NewIntervention(**kept), cpn) == ()


def test_every_order_that_is_only_unlawful_names_its_section() -> None:
    found = {
        (power.id, entry.id, one.name)
        for power in powers().values()
        for entry in power.happenings
        for one in entry.lawful_after
        if ", section " in law_name(power, one.source)
    }
    assert found == {
        ("closure_notice", "continued", "served"),
        ("closure_order", "heard", "served"),
        ("closure_order", "adjourned", "served"),
        ("cpn", "issued", "given"),
        ("dispersal", "direction_given", "authorised_from"),
        ("dvpn", "arrested", "served"),
    }
