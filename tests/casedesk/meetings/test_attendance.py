"""Who is at a meeting, and who accepted its statement of confidentiality."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.errors import InputError
from casedesk.meetings import attendance, service
from casedesk.meetings.model import Attendance, NewMeeting, Presence
from casedesk.workspace.workspace import Workspace
from tests.builders import the_meeting
from tests.conftest import NOW, Clock

TODAY = date(2026, 11, 20)


@pytest.fixture
def meeting(workspace: Workspace) -> int:
    return service.plan_meeting(workspace, NewMeeting("marac", TODAY))


def line(workspace: Workspace, meeting: int) -> Attendance:
    (found,) = attendance.attendance(workspace, meeting)
    return found


def test_who_comes_for_an_agency_gives_its_line_a_name(workspace: Workspace, meeting: int) -> None:
    nameless = attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT)
    named = attendance.record_attendance(
        workspace, meeting, "police", Presence.PRESENT, "Dev Marsh"
    )
    assert named == nameless
    other = attendance.record_attendance(workspace, meeting, "police", Presence.DEPUTY, "Eira Howe")
    assert other != named


def test_the_statement_is_accepted_by_each_person_at_each_meeting(
    workspace: Workspace, meeting: int
) -> None:
    nameless = attendance.record_attendance(workspace, meeting, "housing", Presence.PRESENT)
    police = attendance.record_attendance(
        workspace, meeting, "police", Presence.PRESENT, "Dev Marsh"
    )
    with pytest.raises(InputError):
        attendance.accept_statement(workspace, meeting, [police, nameless])
    assert all(one.accepted_at is None for one in attendance.attendance(workspace, meeting))
    attendance.mark_attendance_in_error(workspace, nameless, "Not there.")

    assert attendance.accept_statement(workspace, meeting, [police]) == [police]
    assert attendance.accept_statement(workspace, meeting, [police]) == []  # once is enough

    assert line(workspace, meeting).accepted_at == NOW
    entries = audit_entries(workspace, AuditFilter(record=f"attendance/{police}"))
    assert "confidentiality.accepted" in [one.action for one in entries]
    attendance.take_back_acceptance(workspace, [police], "Another person.")
    assert line(workspace, meeting).accepted_at is None


def test_a_line_is_put_back_in_one_change_with_the_moment_of_its_acceptance(
    workspace: Workspace, meeting: int, clock: Clock
) -> None:
    police = attendance.record_attendance(
        workspace, meeting, "police", Presence.PRESENT, "Dev Marsh"
    )
    fresh = line(workspace, meeting)
    attendance.accept_statement(workspace, meeting, [police])
    held = line(workspace, meeting)
    clock.moment += timedelta(days=2)
    attendance.correct_attendance(workspace, police, Presence.DEPUTY, "Eira Howe")
    told: list[object] = []
    workspace.listeners.append(told.append)

    attendance.put_back_attendance(workspace, held, "Taken back.")

    assert replace(line(workspace, meeting), version=held.version) == held
    assert len(told) == 1
    attendance.put_back_attendance(workspace, fresh, "Taken back.")
    assert line(workspace, meeting).accepted_at is None
    attendance.correct_attendance(workspace, police, Presence.PRESENT, "Eira Howe")
    attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    before = attendance.attendance(workspace, meeting)
    with pytest.raises(InputError):  # another line has the name by now: then nothing is put back
        attendance.put_back_attendance(workspace, held, "Taken back.")
    assert attendance.attendance(workspace, meeting) == before


def test_how_somebody_attends_and_accepts_is_said_in_one_change_or_not_at_all(
    workspace: Workspace, meeting: int
) -> None:
    record, correct = attendance.record_attendance, attendance.correct_attendance
    with pytest.raises(InputError):  # nobody is named who could accept
        record(workspace, meeting, "police", Presence.PRESENT, accepted=True)
    assert attendance.attendance(workspace, meeting) == []
    told: list[object] = []
    workspace.listeners.append(told.append)
    police = record(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh", accepted=True)
    held = line(workspace, meeting)
    assert held.accepted_at == NOW
    assert the_meeting(workspace, meeting).statement
    with pytest.raises(InputError):  # who was not there accepted nothing
        correct(workspace, police, Presence.APOLOGIES, "Dev Marsh", accepted=True)
    assert line(workspace, meeting) == held
    correct(workspace, police, Presence.PRESENT, "Dev Marsh", accepted=False)
    assert line(workspace, meeting).accepted_at is None
    assert len(told) == 2
    entries = audit_entries(workspace, AuditFilter(record=f"attendance/{police}"))
    acts = {one.action for one in entries}
    assert acts >= {"confidentiality.accepted", "confidentiality.taken_back"}


def test_a_line_taken_out_comes_back_with_who_accepted(workspace: Workspace, meeting: int) -> None:
    one = attendance.record_attendance(
        workspace, meeting, "police", Presence.PRESENT, "Dev Marsh", accepted=True
    )
    held = line(workspace, meeting)
    attendance.mark_attendance_in_error(workspace, one, "Taken out.")
    assert attendance.attendance(workspace, meeting) == []
    attendance.take_back_attendance_error(workspace, one)
    assert replace(line(workspace, meeting), version=held.version) == held
    attendance.mark_attendance_in_error(workspace, one, "Taken out.")
    attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    with pytest.raises(InputError):  # another line has the name by now
        attendance.take_back_attendance_error(workspace, one)


def test_a_meeting_keeps_the_words_that_were_accepted_there(
    workspace: Workspace, meeting: int
) -> None:
    ours = attendance.statement_text(workspace)
    assert ours.startswith("What is said at this meeting is confidential.")
    one = attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    attendance.accept_statement(workspace, meeting, [one])
    attendance.set_statement_text(workspace, "We keep what we hear to ourselves. ")
    assert attendance.statement_text(workspace) == "We keep what we hear to ourselves."
    late = attendance.record_attendance(workspace, meeting, "idva", Presence.PRESENT, "Nia Prosser")
    attendance.accept_statement(workspace, meeting, [late])
    assert the_meeting(workspace, meeting).statement == ours
    attendance.set_statement_text(workspace, "")
    assert attendance.statement_text(workspace) == ours


def test_another_person_or_one_who_left_has_accepted_nothing(
    workspace: Workspace, meeting: int
) -> None:
    one = attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    attendance.accept_statement(workspace, meeting, [one])
    attendance.correct_attendance(workspace, one, Presence.DEPUTY, "Dev Marsh")
    assert line(workspace, meeting).accepted_at is not None
    attendance.correct_attendance(workspace, one, Presence.PRESENT, "Eira Howe")
    assert line(workspace, meeting).accepted_at is None
    attendance.accept_statement(workspace, meeting, [one])
    attendance.correct_attendance(workspace, one, Presence.APOLOGIES, "Eira Howe")
    assert line(workspace, meeting).accepted_at is None
    with pytest.raises(InputError):
        attendance.accept_statement(workspace, meeting, [one])


def test_who_came_last_for_an_agency_is_offered(workspace: Workspace, meeting: int) -> None:
    earlier = service.plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 6)))
    other = service.plan_meeting(workspace, NewMeeting("jag", date(2026, 11, 13)))
    record = attendance.record_attendance
    record(workspace, earlier, "police", Presence.PRESENT, "Dev Marsh")
    record(workspace, earlier, "housing", Presence.APOLOGIES, "Ruth Amery")
    record(workspace, other, "police", Presence.PRESENT, "Eira Howe")
    assert attendance.usual_name(workspace, meeting, "police") == "Dev Marsh"
    assert attendance.usual_name(workspace, meeting, "housing") == ""
    record(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    assert attendance.usual_name(workspace, meeting, "police") == ""


def test_nobody_has_two_lines(workspace: Workspace, meeting: int) -> None:
    attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT, "Dev Marsh")
    other = attendance.record_attendance(
        workspace, meeting, "police", Presence.PRESENT, "Eira Howe"
    )
    with pytest.raises(InputError):
        attendance.correct_attendance(workspace, other, Presence.PRESENT, "Dev Marsh")
