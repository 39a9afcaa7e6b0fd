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
