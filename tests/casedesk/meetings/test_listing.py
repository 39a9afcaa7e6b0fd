"""What comes onto an agenda: proposed from the cases that wait, by a reference, taken back."""

from datetime import date

import pytest

from casedesk.errors import ConflictError, InputError
from casedesk.meetings import agenda, listing, service
from casedesk.meetings.model import DiscussionStatus, NewMeeting
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral

TODAY = date(2026, 11, 20)


def test_children_first_then_who_was_put_off_then_the_longest_waiting(
    workspace: Workspace,
) -> None:
    given = {
        "M-1": (0, date(2026, 11, 3)),
        "M-2": (None, date(2026, 11, 2)),
        "M-3": (2, date(2026, 11, 9)),
        "M-4": (0, date(2026, 11, 12)),
    }
    made = {}
    for number, (reference, (children, received)) in enumerate(given.items()):
        made[reference] = a_case(workspace, reference=reference, children_in_household=children)
        a_referral(workspace, made[reference], reference=f"R-{number}", received_on=received)
    earlier = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    (item,) = agenda.list_cases(workspace, earlier, [made["M-4"]])
    agenda.defer(workspace, item, "Police not there.")

    found = listing.cases_to_hear(workspace, "marac")

    assert [one.reference for one in found] == ["M-3", "M-4", "M-2", "M-1"]
    here = listing.cases_to_hear(workspace, "marac", earlier)
    assert [one.reference for one in here] == ["M-3", "M-2", "M-1"]  # it put M-4 off itself
    assert [one.with_children for one in found] == [True, False, False, False]
    assert [one.was_put_off for one in found] == [False, True, False, False]


def test_a_case_is_listed_by_its_reference(workspace: Workspace) -> None:
    case = a_case(workspace)
    a_case(workspace, reference="J-2026-001", forum_id="jag")
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    for wrong in ("M-2026-999", "J-2026-001", ""):
        with pytest.raises(InputError):
            listing.list_case_by_reference(workspace, meeting, wrong)
    listing.list_case_by_reference(workspace, meeting, " m-2026-014 ")
    assert [one.case_id for one in agenda.agenda(workspace, meeting)] == [case]


def test_listing_is_taken_back_but_not_what_was_heard_meanwhile(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    cases = [a_case(workspace, reference=f"M-2026-{n:03}") for n in (1, 2)]
    items = agenda.list_cases(workspace, meeting, cases)
    agenda.hear(workspace, items[1])
    with pytest.raises(ConflictError):
        listing.take_back_listing(workspace, items)
    assert len(agenda.agenda(workspace, meeting)) == 2

    listing.take_back_listing(workspace, items[:1])
    assert [one.id for one in agenda.agenda(workspace, meeting)] == items[1:]


def test_a_case_put_off_is_listed_again(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    (item,) = agenda.list_cases(workspace, meeting, [a_case(workspace)])
    with pytest.raises(ConflictError):
        listing.list_again(workspace, item, "Slip.")
    agenda.defer(workspace, item, "Police not there.")
    with pytest.raises(InputError):
        listing.list_again(workspace, item, "")
    listing.list_again(workspace, item, "Slip.")
    found = agenda.get_discussion(workspace, item)
    assert (found.item.status, found.deferred_reason) == (DiscussionStatus.LISTED, None)
    assert {one.old_value for one in found.corrections} == {"deferred", "Police not there."}


def test_a_case_with_children_joins_those_that_stand_first(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    children = (2, None, 1, None, 3)
    cases = [
        a_case(workspace, reference=f"M-2026-10{place}", children_in_household=count)
        for place, count in enumerate(children)
    ]

    def order() -> str:
        shown = agenda.agenda(workspace, meeting)
        assert [one.position for one in shown] == list(range(1, len(shown) + 1))
        return "".join(one.case_reference[-1] for one in shown)

    agenda.list_cases(workspace, meeting, cases[:2])
    made = listing.list_case_by_reference(workspace, meeting, "M-2026-102")
    assert order() == "021"
    listing.take_back_listing(workspace, [made])
    assert order() == "01"
    for item in agenda.agenda(workspace, meeting):
        agenda.hear(workspace, item.id)
    agenda.list_cases(workspace, meeting, cases[2:4])
    assert order() == "0123"  # not before what was heard already
    listing.list_case_by_reference(workspace, meeting, "M-2026-104")
    assert order() == "01234"  # on an agenda that somebody mixed, last


def test_a_case_listed_at_another_planned_meeting_is_known(workspace: Workspace) -> None:
    case = a_case(workspace)
    days = (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11), TODAY)
    meetings = [service.plan_meeting(workspace, NewMeeting("marac", day)) for day in days]
    made = [agenda.list_cases(workspace, one, [case])[0] for one in meetings]
    agenda.defer(workspace, made[1], "The police were not there.")
    service.end_meeting(workspace, meetings[3])
    assert [one.held_on for one in listing.also_listed_at(workspace, made[0])] == [days[2]]
