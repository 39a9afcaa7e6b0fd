"""The list of meetings: ids in order, and the lines of those in sight."""

from collections.abc import Sequence

from sqlalchemy import func, select

from casedesk.meetings import queries
from casedesk.meetings.model import MeetingStatus, MeetingSummary
from casedesk.meetings.tables import MeetingRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def meeting_ids(
    workspace: Workspace, status: MeetingStatus, forum_id: str | None = None
) -> list[int]:
    """Return the meetings of a state: planned ones as they come, others the latest first."""
    query = select(MeetingRow.id).where(MeetingRow.status == status, MeetingRow.error_at.is_(None))
    if forum_id is not None:
        query = query.where(MeetingRow.forum_id == forum_id)
    order = queries.as_they_come(latest_first=status is not MeetingStatus.PLANNED)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(session.scalars(query.order_by(*order)))


def meetings_by_id(workspace: Workspace, ids: Sequence[int]) -> list[MeetingSummary]:
    """Return meetings in the order of `ids`; one that is gone is left out."""
    query = queries.meetings_shown().where(MeetingRow.id.in_(ids))
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = {one.id: one for one in queries.meeting_summaries(session, query)}
    return [found[one] for one in ids if one in found]


def count_meetings(workspace: Workspace, forum_id: str | None = None) -> dict[MeetingStatus, int]:
    """Return how many meetings there are of each state."""
    query = select(MeetingRow.status, func.count()).where(MeetingRow.error_at.is_(None))
    if forum_id is not None:
        query = query.where(MeetingRow.forum_id == forum_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.execute(query.group_by(MeetingRow.status))
        counted = {MeetingStatus(row[0]): int(row[1]) for row in rows}
    return {status: counted.get(status, 0) for status in MeetingStatus}
