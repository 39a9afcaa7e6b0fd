"""What comes onto an agenda: proposed from the cases that wait, by a reference, taken back."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from casedesk.cases.hearings_ahead import is_listed
from casedesk.cases.subject_shown import named_as_seen
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _
from casedesk.meetings import queries
from casedesk.meetings.agenda import put_in_its_place, write_hearing_days
from casedesk.meetings.frozen import refuse_when_frozen
from casedesk.meetings.model import CaseToHear, DiscussionStatus, MeetingSummary
from casedesk.meetings.places import number_anew
from casedesk.meetings.rules import proposed
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

_TOPICS = (Topic.MEETINGS, Topic.CASES)


def cases_to_hear(
    workspace: Workspace, forum_id: str, meeting_id: int | None = None
) -> list[CaseToHear]:
    """Return open cases that wait for a meeting of a forum, in the order proposed for it.

    With `meeting_id` without those that were put off by that very meeting.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = queries.waiting(session, forum_id, meeting_id)
        return proposed(named_as_seen(workspace, session, found))


def list_case_by_reference(workspace: Workspace, meeting_id: int, reference: str) -> int:
    """Put a case of the meeting's forum on its agenda; return the discussion's id.

    It stands at the end, or at the end of the cases with children; see `also_listed_at`.

    Raises:
        NotFoundError: the meeting is gone.
        InputError: no case of this forum has the reference, or it cannot be put there.
        ConflictError: the minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        meeting = change.find(MeetingRow, meeting_id)
        case_id = change.session.scalar(
            select(CaseRow.id).where(
                func.lower(CaseRow.reference) == reference.strip().lower(),
                CaseRow.forum_id == meeting.forum_id,
                CaseRow.error_at.is_(None),
            )
        )
        if case_id is None:
            text = _("No case of this forum has this reference. Write it as M-2026-014.")
            raise InputError({"reference": text})
        return put_in_its_place(change, meeting_id, case_id)


def also_listed_at(workspace: Workspace, discussion_id: int) -> list[MeetingSummary]:
    """Return the other planned meetings on whose agenda the case of a discussion stands as well.

    Nothing stops that, for a case may need two meetings; whoever lists it is to know.
    """
    this, other = aliased(DiscussionRow), aliased(DiscussionRow)
    elsewhere = (
        select(other.meeting_id)
        .join(this, this.case_id == other.case_id)
        .join(MeetingRow, MeetingRow.id == other.meeting_id)
        .where(
            this.id == discussion_id,
            other.meeting_id != this.meeting_id,
            is_listed(other, MeetingRow),
        )
    )
    query = queries.meetings_shown().where(MeetingRow.id.in_(elsewhere))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.meeting_summaries(session, query.order_by(*queries.as_they_come()))


def take_back_listing(workspace: Workspace, discussion_ids: Sequence[int]) -> None:
    """Take cases just put on an agenda off it again; they wait as before.

    Raises:
        NotFoundError: one of them is gone.
        ConflictError: one was heard or put off meanwhile, or the minutes approved or sent.
    """
    reason = _("Entering it was taken back at once.")
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        for discussion_id in discussion_ids:
            row = change.find(DiscussionRow, discussion_id)
            if row.status != DiscussionStatus.LISTED:
                text = _("This case is not waiting here. Look at the agenda again.")
                raise ConflictError(text)
            refuse_when_frozen(change.session, row.meeting_id)
            change.mark_in_error(row, reason)
            number_anew(change.session, row.meeting_id)
            write_hearing_days(change.session, [row.case_id])
            change.audit("discussion.taken_off", f"discussion/{row.id}")


def put_back_on_agenda(workspace: Workspace, discussion_id: int) -> None:
    """Take back that a case was taken off an agenda: it stands where it stood.

    Raises:
        NotFoundError: it was not taken off.
        ConflictError: the minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find_in_error(DiscussionRow, discussion_id)
        refuse_when_frozen(change.session, row.meeting_id)
        change.take_error_back(row)
        change.session.flush()
        order = select(DiscussionRow).where(
            DiscussionRow.meeting_id == row.meeting_id, DiscussionRow.error_at.is_(None)
        )
        items = list(change.session.scalars(order))
        items.sort(key=lambda one: (one.position, one.id != row.id))  # it stood there before
        for place, item in enumerate(items, start=1):
            item.position = place
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.put_back", f"discussion/{row.id}")


def list_again(workspace: Workspace, discussion_id: int, reason: str) -> None:
    """Take back that a case was put off: it waits here again.

    Raises:
        NotFoundError: it is no longer on the agenda.
        ConflictError: it was not put off.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(DiscussionRow, discussion_id)
        if row.status != DiscussionStatus.DEFERRED:
            raise ConflictError(_("This case was not put off. Look at the agenda again."))
        fields = {"status": DiscussionStatus.LISTED.value, "deferred_reason": None}
        change.correct(row, reason, **fields)
        write_hearing_days(change.session, [row.case_id])
        change.audit("discussion.listed_again", f"discussion/{row.id}")
