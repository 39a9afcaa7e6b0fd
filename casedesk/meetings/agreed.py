"""Actions agreed at a meeting, for a case or beside the cases."""

from msgspec.structs import asdict

from casedesk.actions.model import NewAction
from casedesk.actions.service import set_action
from casedesk.meetings.frozen import refuse_when_frozen
from casedesk.meetings.model import MeetingAction
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_TOPICS = (Topic.ACTIONS, Topic.MEETINGS)


def agree_action(workspace: Workspace, discussion_id: int, new: MeetingAction) -> int:
    """Set an action agreed in a discussion and return its id.

    Raises:
        NotFoundError: the case is no longer on the agenda.
        InputError: by field of `new`.
        ConflictError: the minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        row = change.find(DiscussionRow, discussion_id)
        return _agree(change, row.meeting_id, row.case_id, new)


def agree_action_of_meeting(workspace: Workspace, meeting_id: int, new: MeetingAction) -> int:
    """Set an action agreed beside the cases and return its id.

    Raises:
        NotFoundError: there is no such meeting.
        InputError: by field of `new`.
        ConflictError: the minutes were approved or sent.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, *_TOPICS) as change:
        return _agree(change, meeting_id, None, new)


def _agree(change: Change, meeting_id: int, case_id: int | None, new: MeetingAction) -> int:
    meeting = change.find(MeetingRow, meeting_id)
    refuse_when_frozen(change.session, meeting_id)
    return set_action(
        change,
        NewAction(
            **asdict(new),
            set_on=min(meeting.held_on, change.today),
            case_id=case_id,
            meeting_id=meeting.id,
            forum_id=meeting.forum_id,
        ),
    )
