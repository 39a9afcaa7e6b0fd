"""Meetings: planned, held, cancelled, corrected; who attended; minutes approved and sent."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.meetings import agenda, attendance, listing, service
from casedesk.meetings.model import (
    DiscussionStatus,
    MeetingStatus,
    MeetingSummary,
    NewMeeting,
    Presence,
)
from casedesk.overviews.service import meeting_page
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral, the_meeting

TODAY = date(2026, 11, 20)
NEXT = date(2026, 11, 27)


def next_hearing(workspace: Workspace, case_id: int) -> date | None:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.scalar(select(CaseRow.next_hearing_on).where(CaseRow.id == case_id))


def test_a_meeting_of_a_past_day_is_held_and_one_of_today_is_planned(workspace: Workspace) -> None:
    past = service.plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 6)))
    today = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    assert the_meeting(workspace, past).status is MeetingStatus.HELD
    assert the_meeting(workspace, today).status is MeetingStatus.PLANNED


def test_two_meetings_of_one_forum_on_one_day_are_two_meetings(workspace: Workspace) -> None:
    for _ in range(2):
        service.plan_meeting(workspace, NewMeeting("case_conference", NEXT))
    assert len(service.list_meetings(workspace, forum_id="case_conference")) == 2


def test_wrong_entries_are_said_by_field(workspace: Workspace) -> None:
    new = NewMeeting("parish council", NEXT, datetime(2026, 11, 28, 10, tzinfo=UTC), number=0)
    with pytest.raises(InputError) as refused:
        service.plan_meeting(workspace, new)
    assert set(refused.value.problems) == {"forum_id", "starts_at", "number"}


def test_meetings_are_listed_by_forum_status_and_days(workspace: Workspace) -> None:
    past = service.plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 6)))
    ahead = service.plan_meeting(workspace, NewMeeting("marac", NEXT))
    service.plan_meeting(workspace, NewMeeting("jag", NEXT))

    def found(**which: object) -> list[int]:
        return [m.id for m in service.list_meetings(workspace, **which)]  # type: ignore[arg-type]

    assert found(forum_id="marac") == [ahead, past]
    assert found(status=MeetingStatus.HELD) == [past]
    assert found(forum_id="marac", from_on=TODAY, to_on=NEXT) == [ahead]
    upcoming = service.next_meeting(workspace, "marac")
    assert upcoming is not None
    assert upcoming.id == ahead


def test_a_cancelled_meeting_lets_its_cases_wait_for_another(workspace: Workspace) -> None:
    case = a_case(workspace)
    a_referral(workspace, case)
    meeting = service.plan_meeting(workspace, NewMeeting("marac", NEXT))
    agenda.list_cases(workspace, meeting, [case])
    assert next_hearing(workspace, case) == NEXT
    assert listing.cases_to_hear(workspace, "marac") == []
    with pytest.raises(InputError):
        service.cancel_meeting(workspace, meeting, "")

    service.cancel_meeting(workspace, meeting, "No chair.")

    assert next_hearing(workspace, case) is None
    assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.DEFERRED
    assert [c.case_id for c in listing.cases_to_hear(workspace, "marac")] == [case]
    with pytest.raises(ConflictError):
        service.end_meeting(workspace, meeting)

    service.plan_again(workspace, meeting, "Another chair was found.")
    assert the_meeting(workspace, meeting).status is MeetingStatus.PLANNED


def test_a_corrected_day_moves_the_hearing_days_of_its_cases(workspace: Workspace) -> None:
    case = a_case(workspace)
    meeting = service.plan_meeting(workspace, NewMeeting("marac", NEXT))
    agenda.list_cases(workspace, meeting, [case])
    read = the_meeting(workspace, meeting).version
    later = NewMeeting("marac", date(2026, 12, 4))
    with pytest.raises(InputError):
        service.correct_meeting(workspace, meeting, later, "", read)

    service.correct_meeting(workspace, meeting, later, "The room is taken.", read)

    assert next_hearing(workspace, case) == date(2026, 12, 4)
    (struck,) = meeting_page(workspace, meeting).corrections
    assert (struck.field, struck.old_value) == ("held_on", "2026-11-27")
    assert struck.reason == "The room is taken."
    with pytest.raises(ConflictError):
        service.correct_meeting(workspace, meeting, later, "From an old page.", read)


def test_a_meeting_cannot_be_held_before_its_day(workspace: Workspace) -> None:
    ahead = service.plan_meeting(workspace, NewMeeting("marac", NEXT))
    today = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    with pytest.raises(InputError):
        service.end_meeting(workspace, ahead)
    service.end_meeting(workspace, today)
    assert the_meeting(workspace, today).status is MeetingStatus.HELD


def test_minutes_are_approved_and_sent_after_the_meeting(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    with pytest.raises(InputError):
        service.approve_minutes(workspace, meeting, TODAY)
    service.end_meeting(workspace, meeting)
    for day in (date(2026, 11, 19), date(2026, 11, 21)):
        with pytest.raises(InputError):
            service.minutes_sent(workspace, meeting, day)

    service.approve_minutes(workspace, meeting, TODAY)
    service.minutes_sent(workspace, meeting, TODAY)

    for again in (service.approve_minutes, service.minutes_sent):
        with pytest.raises(ConflictError):
            again(workspace, meeting, TODAY)  # a day that was given is never written over

    found = the_meeting(workspace, meeting)
    assert (found.minutes_approved_on, found.minutes_sent_on) == (TODAY, TODAY)
    assert found.minutes_are_final
    with pytest.raises(InputError):
        service.minutes_not_final(workspace, meeting, "")
    service.minutes_not_final(workspace, meeting, "The wrong meeting.")
    assert not the_meeting(workspace, meeting).minutes_are_final
    assert len(meeting_page(workspace, meeting).corrections) == 2


def test_days_of_minutes_are_put_back_in_one_change(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    service.end_meeting(workspace, meeting)
    service.approve_minutes(workspace, meeting, TODAY)
    service.minutes_sent(workspace, meeting, TODAY)
    service.minutes_not_final(workspace, meeting, "The wrong meeting.")
    told: list[object] = []
    workspace.listeners.append(told.append)

    back = _days_back(workspace, meeting, TODAY, TODAY)
    assert (back.minutes_approved_on, back.minutes_sent_on) == (TODAY, TODAY)
    assert len(told) == 1
    back = _days_back(workspace, meeting, TODAY, None)
    assert (back.minutes_approved_on, back.minutes_sent_on) == (TODAY, None)
    assert not _days_back(workspace, meeting, None, None).minutes_are_final
    with pytest.raises(InputError):
        service.put_back_minutes_days(workspace, meeting, TODAY, None, "")


def _days_back(
    workspace: Workspace, meeting: int, approved_on: date | None, sent_on: date | None
) -> MeetingSummary:
    service.put_back_minutes_days(workspace, meeting, approved_on, sent_on, "At once.")
    return the_meeting(workspace, meeting)


def test_recorded_in_error_a_meeting_takes_its_agenda_and_attendance_with_it(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    item = agenda.list_cases(workspace, meeting, [case])[0]
    attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT)
    agenda.hear(workspace, item)
    with pytest.raises(InputError):
        service.mark_meeting_in_error(workspace, meeting, "Never took place.")
    agenda.not_heard(workspace, item, "Never took place.")

    service.mark_meeting_in_error(workspace, meeting, "Never took place.")

    assert service.list_meetings(workspace) == []
    assert agenda.hearings_of_case(workspace, case) == []
    assert attendance.attendance(workspace, meeting) == []
    with pytest.raises(NotFoundError):
        the_meeting(workspace, meeting)


def test_an_agency_that_came_after_all_replaces_its_apologies(workspace: Workspace) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY))
    police = attendance.record_attendance(workspace, meeting, "police", Presence.APOLOGIES)
    again = attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT)
    housing = attendance.record_attendance(
        workspace, meeting, "housing", Presence.DEPUTY, " Tom Hale "
    )
    assert again == police
    assert [(a.agency_id, a.status) for a in attendance.attendance(workspace, meeting)] == [
        ("police", Presence.PRESENT),
        ("housing", Presence.DEPUTY),
    ]
    with pytest.raises(InputError):
        attendance.record_attendance(workspace, meeting, "coastguard", Presence.PRESENT)

    attendance.mark_attendance_in_error(workspace, housing, "Another Tom Hale.")
    assert len(attendance.attendance(workspace, meeting)) == 1
    attendance.record_attendance(workspace, meeting, "housing", Presence.PRESENT, "Tom Hale")
    assert len(attendance.attendance(workspace, meeting)) == 2
