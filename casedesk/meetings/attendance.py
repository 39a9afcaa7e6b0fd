"""Who is at a meeting, and who accepted its statement of confidentiality."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.meetings import queries
from casedesk.meetings.frozen import refuse_when_frozen
from casedesk.meetings.model import Attendance, Presence
from casedesk.meetings.tables import AttendanceRow, MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.partnership_settings import (
    partnership_setting,
    set_partnership_setting,
)
from casedesk.workspace.workspace import Change, Workspace

_STATEMENT = "confidentiality_statement"


def attendance(workspace: Workspace, meeting_id: int) -> list[Attendance]:
    """Return who was present and who sent apologies."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.attendance_of(session, meeting_id)


def record_attendance(
    workspace: Workspace,
    meeting_id: int,
    agency_id: str,
    status: Presence,
    practitioner_name: str = "",
    *,
    accepted: bool | None = None,
) -> int:
    """Record how an agency attends; said again, the new answer replaces the old. Return the id.

    Who comes for an agency that was noted without a name gives that line the name.

    Args:
        workspace: the open partnership file.
        meeting_id: the meeting.
        agency_id: the agency.
        status: how it attends.
        practitioner_name: who comes for it, if that is known.
        accepted: whether that person accepted the statement of confidentiality; None: as before.

    Raises:
        NotFoundError: there is no such meeting.
        InputError: the agency is not known, or nobody is named or there who could have accepted.
        ConflictError: the minutes were approved or sent.
    """
    words = statement_text(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        refuse_when_frozen(change.session, change.find(MeetingRow, meeting_id).id)
        if agency_id not in agencies():
            text = _("This agency is not known. Choose one from the list.")
            raise InputError({"agency_id": text})
        row = _line(change, meeting_id, agency_id, status, practitioner_name.strip())
        change.audit("attendance.recorded", f"attendance/{row.id}")
        _say_accepted(change, row, words, accepted=accepted)
        return row.id


def usual_name(workspace: Workspace, meeting_id: int, agency_id: str) -> str:
    """Return who came last for an agency to this forum and is not noted here yet; else nothing.

    Raises:
        NotFoundError: there is no such meeting.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        meeting = queries.one_meeting(session, meeting_id)
        here = {one.practitioner_name for one in queries.attendance_of(session, meeting_id)}
        last = session.scalar(
            select(AttendanceRow.practitioner_name)
            .join(MeetingRow, MeetingRow.id == AttendanceRow.meeting_id)
            .where(
                MeetingRow.forum_id == meeting.forum_id,
                MeetingRow.id != meeting_id,
                MeetingRow.error_at.is_(None),
                AttendanceRow.agency_id == agency_id,
                AttendanceRow.practitioner_name != "",
                AttendanceRow.status != Presence.APOLOGIES,
                AttendanceRow.error_at.is_(None),
            )
            .order_by(MeetingRow.held_on.desc(), AttendanceRow.id.desc())
            .limit(1)
        )
    return "" if last is None or last in here else str(last)


def correct_attendance(  # noqa: PLR0917
    workspace: Workspace,
    attendance_id: int,
    status: Presence,
    practitioner_name: str,
    reason: str = "",
    version: int | None = None,
    *,
    accepted: bool | None = None,
) -> None:
    """Correct how somebody attends; another person has accepted nothing yet.

    `accepted` says as well whether the statement of confidentiality was accepted; None: as before.

    Raises:
        NotFoundError, ConflictError: it is gone, somebody changed it meanwhile, or the minutes
            were approved or sent.
        InputError: the same person of this agency has a line already, or nobody is named or there
            who could have accepted.
    """
    words = statement_text(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(AttendanceRow, attendance_id, version)
        refuse_when_frozen(change.session, row.meeting_id)
        name = practitioner_name.strip()
        _refuse_second_line(change.session, row, name)
        _say_again(change, row, name, status, reason.strip() or _("Said again."))
        change.audit("attendance.recorded", f"attendance/{row.id}")
        _say_accepted(change, row, words, accepted=accepted)


def put_back_attendance(workspace: Workspace, held: Attendance, reason: str) -> None:
    """Put a line back as it was, with the moment at which the statement was accepted.

    Raises:
        NotFoundError: it is gone.
        InputError: the same person has another line by now, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(AttendanceRow, held.id)
        _refuse_second_line(change.session, row, held.practitioner_name)
        name, accepted = held.practitioner_name, held.accepted_at
        fields = {"practitioner_name": name, "status": held.status.value, "accepted_at": accepted}
        changed = change.correct(row, reason, **fields)
        change.audit("attendance.recorded", f"attendance/{row.id}")
        if "accepted_at" in changed:
            word = "taken_back" if accepted is None else "accepted"
            change.audit(f"confidentiality.{word}", f"attendance/{row.id}")


def mark_attendance_in_error(
    workspace: Workspace, attendance_id: int, reason: str, version: int | None = None
) -> None:
    """Take a line of attendance out of lists and counts.

    Raises:
        NotFoundError, ConflictError: it is gone, somebody changed it meanwhile, or the minutes
            were approved or sent.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(AttendanceRow, attendance_id, version)
        refuse_when_frozen(change.session, row.meeting_id)
        change.mark_in_error(row, reason)
        change.audit("attendance.marked_in_error", f"attendance/{row.id}")


def take_back_attendance_error(workspace: Workspace, attendance_id: int) -> None:
    """Put back a line that was taken out a moment ago, as it was.

    Raises:
        NotFoundError: it is there, or there is none.
        InputError: the same person has another line by now.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find_in_error(AttendanceRow, attendance_id)
        _refuse_second_line(change.session, row, row.practitioner_name)
        change.take_error_back(row)
        change.audit("attendance.error_taken_back", f"attendance/{row.id}")


def statement_text(workspace: Workspace) -> str:
    """Return the statement of confidentiality: the partnership's own, else ours."""
    return own_statement(workspace) or _(
        "What is said at this meeting is confidential. It is shared to keep people safe and to "
        "act on what is agreed here, and for nothing else. Nobody passes it on outside this "
        "meeting, nor to anybody it is about, unless the meeting agrees or the law requires it. "
        "Notes and papers are kept safe, and destroyed once they are no longer needed. Whoever "
        "knows somebody who is to be discussed, or has an interest of their own in a case, says "
        "so now."
    )


def own_statement(workspace: Workspace) -> str:
    """Return the partnership's own statement of confidentiality; empty where it has none."""
    return partnership_setting(workspace, _STATEMENT) or ""


def set_statement_text(workspace: Workspace, text: str) -> None:
    """Let the partnership's own statement be accepted from now on; an empty one: ours.

    Meetings where somebody accepted the earlier one keep it.
    """
    set_partnership_setting(workspace, _STATEMENT, text.strip())


def accept_statement(
    workspace: Workspace, meeting_id: int, attendance_ids: Sequence[int]
) -> list[int]:
    """Record that people accepted the statement of confidentiality; return who had not before.

    The meeting keeps the words that the first of them accepted.

    Raises:
        NotFoundError: the meeting or a line of its attendance is gone.
        InputError: somebody has no name, or sent apologies; then nobody's is recorded.
        ConflictError: the minutes were approved or sent.
    """
    text = statement_text(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        meeting = change.find(MeetingRow, meeting_id)
        refuse_when_frozen(change.session, meeting_id)
        rows = [change.find(AttendanceRow, one) for one in attendance_ids]
        new = [row for row in rows if row.accepted_at is None]
        for row in new:
            _accept(change, row)
        meeting.statement = meeting.statement or text
        change.audit("confidentiality.read_out", f"meeting/{meeting.id}")
        return [row.id for row in new]


def take_back_acceptance(workspace: Workspace, attendance_ids: Sequence[int], reason: str) -> None:
    """Take back that people accepted the statement; that it was recorded stays, struck.

    Raises:
        NotFoundError: a line is gone.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        for attendance_id in attendance_ids:
            row = change.find(AttendanceRow, attendance_id)
            change.correct(row, reason, accepted_at=None)
            change.audit("confidentiality.taken_back", f"attendance/{row.id}")


def _accept(change: Change, row: AttendanceRow) -> None:
    if not row.practitioner_name:
        raise InputError({"practitioner_name": _("Enter the name of who accepts it.")})
    if row.status == Presence.APOLOGIES:
        raise InputError({"status": _("Who sent apologies was not there to accept it.")})
    row.accepted_at = change.now
    change.audit("confidentiality.accepted", f"attendance/{row.id}")


def _say_accepted(change: Change, row: AttendanceRow, words: str, *, accepted: bool | None) -> None:
    """Let a line say whether the statement was accepted; the meeting keeps its words."""
    if accepted is None or accepted == (row.accepted_at is not None):
        return
    if accepted:
        meeting = change.find(MeetingRow, row.meeting_id)
        meeting.statement = meeting.statement or words
        _accept(change, row)
    else:
        change.correct(row, _("Said again."), accepted_at=None)
        change.audit("confidentiality.taken_back", f"attendance/{row.id}")


def _line(
    change: Change, meeting_id: int, agency_id: str, status: Presence, name: str
) -> AttendanceRow:
    """Return the line of somebody as said now: the one that is there, or a new one."""
    row = _attended(change.session, meeting_id, agency_id, name)
    row = row or _attended(change.session, meeting_id, agency_id, "")
    if row is not None:  # the old answer is kept, although nobody is asked why somebody came late
        _say_again(change, row, name, status, _("Said again."))
        return row
    new = AttendanceRow(meeting_id=meeting_id, agency_id=agency_id, practitioner_name=name)
    new.status = status.value
    return change.add(new)


def _refuse_second_line(session: Session, row: AttendanceRow, name: str) -> None:
    same = _attended(session, row.meeting_id, row.agency_id, name)
    if same is not None and same.id != row.id:
        text = _("This person has a line already. Correct that one.")
        raise InputError({"practitioner_name": text})


def _say_again(
    change: Change, row: AttendanceRow, name: str, status: Presence, reason: str
) -> None:
    another = bool(row.practitioner_name) and row.practitioner_name != name
    stays = not another and status is not Presence.APOLOGIES
    accepted = row.accepted_at if stays else None
    fields = {"practitioner_name": name, "status": status.value, "accepted_at": accepted}
    change.correct(row, reason, **fields)


def _attended(session: Session, meeting_id: int, agency_id: str, name: str) -> AttendanceRow | None:
    return session.scalar(
        select(AttendanceRow).where(
            AttendanceRow.meeting_id == meeting_id,
            AttendanceRow.agency_id == agency_id,
            AttendanceRow.practitioner_name == name,
            AttendanceRow.error_at.is_(None),
        )
    )
