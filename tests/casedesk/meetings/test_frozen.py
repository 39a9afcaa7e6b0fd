"""Approved or sent, a meeting is fixed: a case is corrected with a reason, the rest waits."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from casedesk.actions.service import list_actions
from casedesk.errors import ConflictError, InputError
from casedesk.meetings import agenda, agreed, attendance, listing, service
from casedesk.meetings.model import (
    DiscussionStatus,
    DiscussionText,
    MeetingAction,
    NewMeeting,
    Presence,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral

TODAY = date(2026, 11, 20)
ACTION = MeetingAction("Ring housing", "police")
Sign = Callable[[Workspace, int, date], None]


@pytest.fixture(params=[service.approve_minutes, service.minutes_sent])
def meeting(workspace: Workspace, request: pytest.FixtureRequest) -> int:
    """Return a meeting whose minutes are fixed: one case waits there, and the police came."""
    made = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    case = a_case(workspace)
    a_referral(workspace, case)
    agenda.list_cases(workspace, made, [case])
    attendance.record_attendance(workspace, made, "police", Presence.PRESENT, "Dev Marsh")
    service.end_meeting(workspace, made)
    sign: Sign = request.param
    sign(workspace, made, TODAY)
    return made


def test_what_is_no_correction_is_refused_and_says_what_to_do(
    workspace: Workspace, meeting: int
) -> None:
    (item,) = agenda.agenda(workspace, meeting)
    (line,) = attendance.attendance(workspace, meeting)
    case = a_case(workspace, reference="M-2026-015")
    service.minutes_not_final(workspace, meeting, "One was listed by mistake.")
    (taken_off,) = agenda.list_cases(workspace, meeting, [case])
    agenda.take_off_agenda(workspace, taken_off, "By mistake.")
    service.approve_minutes(workspace, meeting, TODAY)
    acts: list[Callable[[], object]] = [
        partial(agreed.agree_action, workspace, item.id, ACTION),
        partial(agreed.agree_action_of_meeting, workspace, meeting, ACTION),
        partial(agenda.list_cases, workspace, meeting, [case]),
        partial(listing.list_case_by_reference, workspace, meeting, "M-2026-015"),
        partial(listing.take_back_listing, workspace, [item.id]),
        partial(listing.put_back_on_agenda, workspace, taken_off),
        partial(agenda.move_on_agenda, workspace, item.id, 1),
        partial(agenda.take_off_agenda, workspace, item.id, "By mistake."),
        partial(attendance.record_attendance, workspace, meeting, "housing", Presence.PRESENT),
        partial(attendance.correct_attendance, workspace, line.id, Presence.DEPUTY, "Dev Marsh"),
        partial(attendance.mark_attendance_in_error, workspace, line.id, "Not there."),
        partial(attendance.accept_statement, workspace, meeting, [line.id]),
    ]
    for act in acts:
        with pytest.raises(ConflictError, match="Minutes not approved after all"):
            act()
    assert (agenda.agenda(workspace, meeting), list_actions(workspace)) == ([item], [])
    assert attendance.attendance(workspace, meeting) == [line]

    service.minutes_not_final(workspace, meeting, "The police gave another answer.")
    agreed.agree_action(workspace, item.id, ACTION)
    assert len(list_actions(workspace)) == 1


def test_how_a_case_stands_is_corrected_with_a_reason_that_stays(
    workspace: Workspace, meeting: int
) -> None:
    (item,) = agenda.agenda(workspace, meeting)
    with pytest.raises(InputError):
        agenda.hear(workspace, item.id)
    with pytest.raises(InputError):
        agenda.defer(workspace, item.id, " ")
    agenda.defer(workspace, item.id, "Nobody had read it.")
    listing.list_again(workspace, item.id, "They had.")
    agenda.hear(workspace, item.id, DiscussionText("Safe now."), reason="Left out by mistake.")
    agenda.not_heard(workspace, item.id, "It was the next meeting.")
    found = agenda.get_discussion(workspace, item.id)
    assert found.item.status is DiscussionStatus.LISTED
    changed = [(one.old_value, one.reason) for one in found.corrections if one.field == "status"]
    assert changed == [
        ("listed", "Nobody had read it."),
        ("deferred", "They had."),
        ("listed", "Left out by mistake."),
        ("heard", "It was the next meeting."),
    ]
