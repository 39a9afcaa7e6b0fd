"""Everything that can be done with a meeting; cases are in `agenda`, people in `attendance`."""

from datetime import date

from msgspec.structs import asdict, replace
from sqlalchemy import select

from casedesk.errors import ConflictError, InputError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.meetings import queries
from casedesk.meetings.agenda import write_hearing_days
from casedesk.meetings.model import (
    DiscussionStatus,
    MeetingStatus,
    MeetingSummary,
    NewMeeting,
)
from casedesk.meetings.rules import first_status, hearing_problem, meeting_problems
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200


def list_meetings(
    workspace: Workspace,
    *,
    forum_id: str | None = None,
    status: MeetingStatus | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> list[MeetingSummary]:
    """Return one page of meetings, the latest first; both days inclusive."""
    query = queries.meetings_shown()
    if forum_id is not None:
        query = query.where(MeetingRow.forum_id == forum_id)
    if status is not None:
        query = query.where(MeetingRow.status == status)
    if from_on is not None:
        query = query.where(MeetingRow.held_on >= from_on)
    if to_on is not None:
        query = query.where(MeetingRow.held_on <= to_on)
    query = query.order_by(*queries.as_they_come(latest_first=True))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.meeting_summaries(session, query.limit(limit).offset(offset))


def next_meeting(workspace: Workspace, forum_id: str) -> MeetingSummary | None:
    """Return the next planned meeting of a forum from today on, if there is one."""
    query = (
        queries.meetings_shown()
        .where(
            MeetingRow.forum_id == forum_id,
            MeetingRow.status == MeetingStatus.PLANNED,
            MeetingRow.held_on >= workspace.today(),
        )
        .order_by(*queries.as_they_come())
        .limit(1)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = queries.meeting_summaries(session, query)
    return found[0] if found else None


def plan_meeting(workspace: Workspace, new: NewMeeting) -> int:
    """Record a meeting and return its id; one of a past day counts as held.

    Raises:
        InputError: by field of `new`.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        return set_meeting(change, new)


def set_meeting(change: Change, new: NewMeeting) -> int:
    """Record a meeting as part of a larger change and return its id.

    Raises:
        InputError: by field of `new`.
    """
    _check(new)
    status = first_status(new.held_on, change.today)
    row = change.add(MeetingRow(status=status.value, **asdict(_tidy(new))))
    change.audit("meeting.planned", _record(row))
    return row.id


def correct_meeting(
    workspace: Workspace, meeting_id: int, new: NewMeeting, reason: str, version: int | None = None
) -> None:
    """Correct day, place or other facts of a meeting; its cases' hearing days follow.

    Raises:
        NotFoundError: there is no such meeting.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(MeetingRow, meeting_id, version)
        _check(new)
        heard = any(item.status == DiscussionStatus.HEARD for item in _discussions(change, row))
        if heard and new.held_on > change.today:
            text = _("Cases were heard at this meeting, so its day cannot lie in the future.")
            raise InputError({"held_on": text})
        changed = change.correct(row, reason, **asdict(_tidy(new)))
        _cases_follow(change, row)
        change.audit("meeting.corrected", _record(row), " ".join(changed))


def end_meeting(workspace: Workspace, meeting_id: int, version: int | None = None) -> None:
    """Record that a planned meeting was held; cases still listed there can be heard or deferred.

    Raises:
        NotFoundError: there is no such meeting.
        ConflictError: it is not planned any more, or somebody changed it meanwhile.
        InputError: its day lies in the future.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = _planned(change, meeting_id, version)
        problem = hearing_problem(row.status, row.held_on, change.today)
        if problem:
            raise InputError({"held_on": problem})
        row.status = MeetingStatus.HELD
        _cases_follow(change, row)
        change.audit("meeting.held", _record(row))


def cancel_meeting(
    workspace: Workspace, meeting_id: int, reason: str, version: int | None = None
) -> None:
    """Cancel a planned meeting; its cases wait for another one.

    Raises:
        NotFoundError: there is no such meeting.
        ConflictError: it is not planned any more, or a case was heard already.
        InputError: the reason is missing.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = _planned(change, meeting_id, version)
        if not reason.strip():
            raise InputError({"reason": _("Say why the meeting is cancelled.")})
        for item in _discussions(change, row):
            if item.status == DiscussionStatus.HEARD:
                text = _("A case was heard at this meeting already. End the meeting instead.")
                raise ConflictError(text)
            item.status = DiscussionStatus.DEFERRED
            item.deferred_reason = item.deferred_reason or reason.strip()
        row.status, row.cancelled_reason = MeetingStatus.CANCELLED, reason.strip()
        _cases_follow(change, row)
        change.audit("meeting.cancelled", _record(row))


def plan_again(
    workspace: Workspace, meeting_id: int, reason: str, version: int | None = None
) -> None:
    """Take back that a meeting was held or cancelled; cases deferred stay deferred.

    Raises:
        NotFoundError: there is no such meeting.
        ConflictError: it is planned, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(MeetingRow, meeting_id, version)
        if row.status == MeetingStatus.PLANNED:
            raise ConflictError(_("This meeting is planned already. Look at the list again."))
        change.correct(row, reason, status=MeetingStatus.PLANNED.value, cancelled_reason=None)
        _cases_follow(change, row)
        change.audit("meeting.planned_again", _record(row))


def take_back_cancelling(workspace: Workspace, meeting_id: int, reason: str) -> None:
    """Undo a cancelling: the meeting is planned, and the cases it put off wait there again.

    Raises:
        NotFoundError: there is no such meeting.
        ConflictError: it is not cancelled any more.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(MeetingRow, meeting_id)
        if row.status != MeetingStatus.CANCELLED:
            raise ConflictError(_("This meeting is planned already. Look at the list again."))
        for item in _discussions(change, row):
            if item.deferred_reason == row.cancelled_reason:
                item.status, item.deferred_reason = DiscussionStatus.LISTED, None
        change.correct(row, reason, status=MeetingStatus.PLANNED.value, cancelled_reason=None)
        _cases_follow(change, row)
        change.audit("meeting.planned_again", _record(row))


def approve_minutes(
    workspace: Workspace, meeting_id: int, on_day: date, version: int | None = None
) -> None:
    """Record that the minutes were approved; from then on they can only be corrected.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the meeting is not held yet, or the day does not fit.
    """
    _sign_minutes(workspace, meeting_id, on_day, version, "minutes_approved_on")


def minutes_sent(
    workspace: Workspace, meeting_id: int, on_day: date, version: int | None = None
) -> None:
    """Record that the minutes were sent out; from then on they can only be corrected.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the meeting is not held yet, or the day does not fit.
    """
    _sign_minutes(workspace, meeting_id, on_day, version, "minutes_sent_on")


def minutes_not_final(workspace: Workspace, meeting_id: int, reason: str) -> None:
    """Take back that minutes were approved or sent: they are written again, not corrected.

    Raises:
        NotFoundError: it is gone.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(MeetingRow, meeting_id)
        fields = {"minutes_approved_on": None, "minutes_sent_on": None}
        changed = change.correct(row, reason, **fields)
        change.audit("meeting.minutes_not_final", _record(row), " ".join(changed))


def put_back_minutes_days(
    workspace: Workspace,
    meeting_id: int,
    approved_on: date | None,
    sent_on: date | None,
    reason: str,
) -> None:
    """Put back on which days the minutes were approved and sent; None: they were not.

    Raises:
        NotFoundError: it is gone.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(MeetingRow, meeting_id)
        fields = {"minutes_approved_on": approved_on, "minutes_sent_on": sent_on}
        change.correct(row, reason, **fields)
        signed = " ".join(name for name, day in fields.items() if day is not None)
        act = "minutes_signed" if signed else "minutes_not_final"
        change.audit(f"meeting.{act}", _record(row), signed)


def mark_meeting_in_error(
    workspace: Workspace, meeting_id: int, reason: str, version: int | None = None
) -> None:
    """Take a meeting out of lists and counts, with its agenda and attendance.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing, or a case was heard there.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(MeetingRow, meeting_id, version)
        items = _discussions(change, row)
        if any(item.status == DiscussionStatus.HEARD for item in items):
            text = _("Cases were heard at this meeting. Take back each hearing first.")
            raise InputError({"reason": text})
        attended = change.session.scalars(
            select(AttendanceRow).where(
                AttendanceRow.meeting_id == row.id, AttendanceRow.error_at.is_(None)
            )
        ).all()
        change.mark_in_error(row, reason)
        for item in items:
            change.mark_in_error(item, reason)
        for line in attended:
            change.mark_in_error(line, reason)
        write_hearing_days(change.session, [item.case_id for item in items])
        change.audit("meeting.marked_in_error", _record(row))


def take_back_meeting_error(workspace: Workspace, meeting_id: int) -> None:
    """Bring back a meeting marked as recorded in error, with its agenda and attendance.

    Raises:
        NotFoundError: it is not marked.
    """
    topics = (Topic.MEETINGS, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find_in_error(MeetingRow, meeting_id)
        items = list(
            change.session.scalars(
                select(DiscussionRow).where(DiscussionRow.meeting_id == meeting_id)
            )
        )
        lines = change.session.scalars(
            select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id)
        )
        change.take_error_back(row, *items, *lines)
        change.session.flush()
        write_hearing_days(change.session, [item.case_id for item in items])
        change.audit("meeting.error_taken_back", _record(row))


def _sign_minutes(
    workspace: Workspace, meeting_id: int, on_day: date, version: int | None, field: str
) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        row = change.find(MeetingRow, meeting_id, version)
        if row.status != MeetingStatus.HELD:
            raise InputError({"on_day": _("End the meeting first: it is not recorded as held.")})
        if not row.held_on <= on_day <= change.today:
            text = _("This day must lie between the day of the meeting and today.")
            raise InputError({"on_day": text})
        if getattr(row, field) is not None:  # a day that was given is never written over
            text = _("This was recorded already. Take it back with a reason, then record it anew.")
            raise ConflictError(text)
        setattr(row, field, on_day)
        change.audit("meeting.minutes_signed", _record(row), field)


def _check(new: NewMeeting) -> None:
    problems = meeting_problems(new, forums())
    if problems:
        raise InputError(problems)


def _tidy(new: NewMeeting) -> NewMeeting:
    return replace(
        new, place=(new.place or "").strip() or None, note=(new.note or "").strip() or None
    )


def _planned(change: Change, meeting_id: int, version: int | None) -> MeetingRow:
    row = change.find(MeetingRow, meeting_id, version)
    if row.status != MeetingStatus.PLANNED:
        text = _("This meeting is not planned any more. Look at the list again.")
        raise ConflictError(text)
    return row


def _discussions(change: Change, meeting: MeetingRow) -> list[DiscussionRow]:
    query = select(DiscussionRow).where(
        DiscussionRow.meeting_id == meeting.id, DiscussionRow.error_at.is_(None)
    )
    return list(change.session.scalars(query))


def _cases_follow(change: Change, meeting: MeetingRow) -> None:
    write_hearing_days(change.session, [item.case_id for item in _discussions(change, meeting)])


def _record(row: MeetingRow) -> str:
    return f"meeting/{row.id}"
