"""How a form of a meeting is taken back: each does what puts things as they were before it."""

from collections.abc import Callable
from functools import partial

from casedesk.i18n import _
from casedesk.meetings import agenda, attendance, service
from casedesk.meetings.model import (
    Attendance,
    DiscussionText,
    MeetingStatus,
    MeetingSummary,
    NewMeeting,
)
from casedesk.overviews.model import DiscussionPage
from casedesk.workspace.workspace import Workspace


def attendance_back(workspace: Workspace, made: int, held: Attendance | None) -> None:
    """Put somebody's line back, acceptance of the statement included; a new line goes."""
    why = _("Entering it was taken back at once.")
    if held is None:
        attendance.mark_attendance_in_error(workspace, made, why)
    else:
        attendance.put_back_attendance(workspace, held, why)


def meeting_back(workspace: Workspace, held: MeetingSummary) -> None:
    """Correct a meeting to what it was."""
    before = NewMeeting(
        forum_id=held.forum_id,
        held_on=held.held_on,
        starts_at=held.starts_at,
        place=held.place,
        number=held.number,
        note=held.note,
    )
    service.correct_meeting(workspace, held.id, before, _("The correction was taken back."))


def status_back(workspace: Workspace, held: MeetingSummary) -> None:
    """Let a meeting be held or cancelled again that was planned anew."""
    if held.status is MeetingStatus.CANCELLED:
        service.cancel_meeting(workspace, held.id, held.cancelled_reason or "")
    else:
        service.end_meeting(workspace, held.id)


def days_of_minutes_back(workspace: Workspace, held: MeetingSummary) -> None:
    """Let minutes be approved and sent as they were, or open again."""
    why = _("Entering it was taken back at once.")
    days = (held.minutes_approved_on, held.minutes_sent_on)
    service.put_back_minutes_days(workspace, held.id, *days, why)


def discussion_back(workspace: Workspace, page: DiscussionPage) -> Callable[[], object]:
    """Return what lets a case be heard, put off or listed again as it is on `page`."""
    why = _("Entering it was taken back at once.")
    return partial(agenda.put_back_discussion, workspace, page.discussion, why)


def minutes_back(workspace: Workspace, page: DiscussionPage) -> Callable[[], object]:
    """Return what corrects minutes and outcome to what they were."""
    held, why = page.discussion, _("The correction was taken back.")
    text = DiscussionText(held.minutes, held.item.outcome)
    return partial(agenda.record_discussion, workspace, held.item.id, text, None, why)
