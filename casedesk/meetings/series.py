"""A series of meetings: the days it is held on, planned in one go."""

from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec.structs import replace
from sqlalchemy import func, select

from casedesk.dates import LONDON, local_moment
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.meetings.model import NewMeeting, Rhythm, SeriesDay
from casedesk.meetings.rules import series_days
from casedesk.meetings.service import set_meeting
from casedesk.meetings.tables import MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

MOST = 60  # meetings of one series; more is a slip of the pen


def days_of_series(first: date, rhythm: Rhythm, until: date) -> list[SeriesDay]:
    """Return the days a series would be held on, the last one not after `until`.

    Raises:
        InputError: it ends before it begins, or would be too long.
    """
    if until < first:
        raise InputError({"until": _("The series ends before its first meeting.")})
    days = series_days(first, rhythm, until)
    if len(days) > MOST:
        text = _("These are more than {most} meetings. Choose an earlier last day.")
        raise InputError({"until": text.format(most=MOST)})
    return days


def plan_series(
    workspace: Workspace, new: NewMeeting, rhythm: Rhythm, until: date
) -> tuple[int, ...]:
    """Plan all meetings of a series and return their ids, the earliest first.

    Args:
        workspace: the open partnership file.
        new: the first of them; with a number, the others are numbered on.
        rhythm: how often.
        until: the last day on which one may be held.

    Raises:
        InputError: by field of `new`, or `until`.
    """
    days = days_of_series(new.held_on, rhythm, until)
    at = None if new.starts_at is None else new.starts_at.astimezone(LONDON).time()
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        made = []
        for place, one in enumerate(days):
            number = None if new.number is None else new.number + place
            starts = _starts(one.day, at)
            made.append(
                set_meeting(change, replace(new, held_on=one.day, starts_at=starts, number=number))
            )
        return tuple(made)


def following_number(workspace: Workspace, forum_id: str) -> int | None:
    """Return the number that the next meeting of a forum gets; None where none is numbered."""
    query = select(func.max(MeetingRow.number)).where(
        MeetingRow.forum_id == forum_id, MeetingRow.error_at.is_(None)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        last = session.scalar(query)
    return None if last is None else last + 1


def take_back_planning(workspace: Workspace, meeting_ids: Sequence[int]) -> None:
    """Mark meetings just planned as recorded in error.

    Raises:
        NotFoundError: one of them is gone.
    """
    reason = _("Entering it was taken back at once.")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.MEETINGS) as change:
        for meeting_id in meeting_ids:
            change.mark_in_error(change.find(MeetingRow, meeting_id), reason)
            change.audit("meeting.marked_in_error", f"meeting/{meeting_id}")


def _starts(day: date, at: time | None) -> datetime | None:
    return None if at is None else local_moment(datetime.combine(day, at))
