"""The joinings of two people that can still be undone."""

from datetime import timedelta

from sqlalchemy import select

from casedesk.dates import LONDON
from casedesk.people.details import person_lines
from casedesk.people.model import UNDO_DAYS, RecentJoin
from casedesk.people.tables import PersonJoinRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def recent_joins(workspace: Workspace, limit: int = 100) -> list[RecentJoin]:
    """Return the joinings of the last 30 days that stand, the latest first.

    Args:
        workspace: the open file.
        limit: how many at most.
    """
    first = workspace.clock() - timedelta(days=UNDO_DAYS + 1)  # the last day ends at midnight
    query = (
        select(PersonJoinRow.id, PersonJoinRow.kept_id, PersonJoinRow.joined_id, PersonJoinRow.at)
        .where(PersonJoinRow.undone_at.is_(None), PersonJoinRow.at >= first)
        .order_by(PersonJoinRow.id.desc())
        .limit(limit)
    )
    with workspace.reading(Permission.JOIN_PEOPLE) as session:
        rows = session.execute(query).all()
        lines = person_lines(session, {i for row in rows for i in (row.kept_id, row.joined_id)})
    joins = [
        RecentJoin(
            id=row.id,
            kept=lines[row.kept_id],
            joined=lines[row.joined_id],
            at=row.at,
            until=row.at.astimezone(LONDON).date() + timedelta(days=UNDO_DAYS),
        )
        for row in rows
    ]
    return [join for join in joins if join.until >= workspace.today()]
