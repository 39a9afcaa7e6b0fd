"""How long a notice lasts: one clock for the length recorded, and another once it is extended.

Source: Anti-social Behaviour, Crime and Policing Act 2014, section 77: 24 hours; 48 hours, of which
Christmas Day uses none, at a higher level of signature; 24 hours once extended by up to 24 hours.
"""

from datetime import datetime, timedelta

import pytest

from casedesk.dates import LONDON
from casedesk.errors import InputError
from casedesk.interventions.catalogue import powers
from casedesk.interventions.course import mark_step_in_error, take_step
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.interventions.service import (
    correct_intervention,
    get_intervention,
    record_intervention,
)
from casedesk.interventions.whole_course import whole_course
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place

ISSUED = datetime(2026, 11, 19, 9, 0, tzinfo=LONDON)
DAY = timedelta(days=1)


def a_notice(workspace: Workspace, length: str | None, issued: datetime = ISSUED) -> int:
    place = add_place(workspace, "2 Mill Court")
    new = NewIntervention("closure_notice", place_id=place, issued_at=issued, length_id=length)
    return record_intervention(workspace, new)


def ends(workspace: Workspace, notice: int) -> dict[str, datetime]:
    found = get_intervention(workspace, notice, opening=False).deadlines
    return {
        one.deadline.id: one.deadline.due.astimezone(LONDON)
        for one in found
        if one.deadline.id.startswith("notice_end") and isinstance(one.deadline.due, datetime)
    }


@pytest.mark.parametrize(
    ("length", "rule", "days"),
    [
        (None, "notice_end_24", 1),
        ("hours_24", "notice_end_24", 1),
        ("hours_48", "notice_end_48", 2),
    ],
)
def test_a_notice_has_one_end(
    workspace: Workspace, length: str | None, rule: str, days: int
) -> None:
    assert ends(workspace, a_notice(workspace, length)) == {rule: ISSUED + days * DAY}


def test_a_record_says_the_length_whose_end_is_counted(workspace: Workspace) -> None:
    short, long = "24 hours", "48 hours: signed by a superintendent"
    step = NewStep("notice_extended", ISSUED.date(), ISSUED)
    for recorded, before, after in (
        (None, (short, False), (f"{short}, extended by up to 24 hours", False)),
        ("hours_24", (short, True), (f"{short}, extended by up to 24 hours", True)),
        ("hours_48", (long, True), (long, True)),
    ):
        notice = a_notice(workspace, recorded)
        for said, is_recorded in (before, after):
            held = get_intervention(workspace, notice, opening=False).length
            assert held is not None
            assert held.title.startswith(said)
            assert held.is_recorded is is_recorded
            can_be_extended = not (held.title.startswith("48") or "extended" in held.title)
            assert ("notice_extended" in held.past_extending) is not can_be_extended
            take_step(workspace, notice, step)
    place = add_place(workspace, "2 Mill Court")
    cpn = record_intervention(workspace, NewIntervention("cpn", place_id=place))
    assert get_intervention(workspace, cpn, opening=False).length is None


def test_a_notice_of_24_hours_is_extended_once_and_one_of_48_is_not(workspace: Workspace) -> None:
    extended = ISSUED + timedelta(hours=20)
    step = NewStep("notice_extended", extended.date(), extended)
    short, unknown = a_notice(workspace, "hours_24"), a_notice(workspace, None)
    for notice in (short, unknown):
        made = take_step(workspace, notice, step)
        assert ends(workspace, notice) == {"notice_end_extended": ISSUED + 2 * DAY}
        mark_step_in_error(workspace, made, "Another notice.")
        assert ends(workspace, notice) == {"notice_end_24": ISSUED + DAY}
    long = a_notice(workspace, "hours_48")
    take_step(workspace, long, step)
    assert ends(workspace, long) == {"notice_end_48": ISSUED + 2 * DAY}


def test_christmas_day_is_left_out_of_48_hours_alone(workspace: Workspace) -> None:
    eve = datetime(2025, 12, 24, 9, 0, tzinfo=LONDON)
    assert ends(workspace, a_notice(workspace, "hours_48", eve)) == {"notice_end_48": eve + 3 * DAY}
    extended = a_notice(workspace, "hours_24", eve)
    take_step(workspace, extended, NewStep("notice_extended", eve.date(), eve))
    assert ends(workspace, extended) == {"notice_end_extended": eve + 2 * DAY}


def test_another_length_gives_the_record_another_clock(workspace: Workspace) -> None:
    notice = a_notice(workspace, "hours_24")
    held = get_intervention(workspace, notice, opening=False)
    kept = {name: getattr(held.facts, name) for name in NewIntervention.__struct_fields__}
    new = NewIntervention(**{**kept, "length_id": "hours_48"})
    correct_intervention(workspace, notice, new, "Signed by the chief executive.")
    assert ends(workspace, notice) == {"notice_end_48": ISSUED + 2 * DAY}
    waiting = [one.stated.deadline.id for one in whole_course(workspace, notice).deadlines]
    assert waiting == ["notice_end_48"]


def test_a_length_the_power_does_not_have_is_refused(workspace: Workspace) -> None:
    place = add_place(workspace, "2 Mill Court")
    for power, length in (("closure_notice", "hours_24_and_24"), ("cpn", "hours_24")):
        with pytest.raises(InputError) as refused:
            record_intervention(workspace, NewIntervention(power, place_id=place, length_id=length))
        assert set(refused.value.problems) == {"length_id"}
    assert [one.id for one in powers()["closure_notice"].first_lengths] == ["hours_24", "hours_48"]
