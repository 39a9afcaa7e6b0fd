"""The places of cases on an agenda, counted from 1 without a gap."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.meetings.model import DiscussionStatus
from casedesk.meetings.rules import Standing, with_children_first
from casedesk.meetings.tables import DiscussionRow


def number_anew(session: Session, meeting_id: int) -> None:
    """Close the gaps that were left on an agenda."""
    set_order(session, meeting_id, [one.id for one in _standing(session, meeting_id)])


def let_last_join(session: Session, meeting_id: int) -> None:
    """Let the case that was just put at the end of an agenda stand with those it belongs to."""
    set_order(session, meeting_id, with_children_first(_standing(session, meeting_id)))


def set_order(session: Session, meeting_id: int, order: Sequence[int]) -> None:
    """Let the discussions of an agenda stand in this order."""
    on_agenda = select(DiscussionRow).where(
        DiscussionRow.meeting_id == meeting_id, DiscussionRow.error_at.is_(None)
    )
    items = {item.id: item for item in session.scalars(on_agenda)}
    for place, item_id in enumerate(order, start=1):
        items[item_id].position = place


def _standing(session: Session, meeting_id: int) -> list[Standing]:
    children = func.coalesce(CaseRow.children_in_household, 0) > 0
    query = (
        select(DiscussionRow.id, children, DiscussionRow.status)
        .join(CaseRow, CaseRow.id == DiscussionRow.case_id)
        .where(DiscussionRow.meeting_id == meeting_id, DiscussionRow.error_at.is_(None))
        .order_by(DiscussionRow.position, DiscussionRow.id)
    )
    session.flush()
    return [
        Standing(key, bool(has), status != DiscussionStatus.LISTED)
        for key, has, status in session.execute(query)
    ]
