"""Counting actions: on time by the day due, closed by the day closed, overdue as at the end."""

from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.cases.standing import case_stands
from casedesk.measures.subjects.subject import LAST, Event, Subject, is_one_of, is_so, on_day


def actions() -> Subject:
    """Return how actions are counted."""
    action = ActionRow.__table__.alias("action")
    open_at_end = and_(
        action.c.set_on <= LAST,
        or_(action.c.closed_on.is_(None), action.c.closed_on > LAST),
    )
    done_in_time = and_(
        action.c.status == ActionStatus.DONE.value, action.c.closed_on <= action.c.due_on
    )
    return Subject(
        table=action,
        holds=(action.c.error_at.is_(None), case_stands(action.c.case_id)),
        own_event="due_on",
        events={
            "due_on": on_day(action.c.due_on),
            "closed_on": on_day(action.c.closed_on),
            "set_on": on_day(action.c.set_on),
            "overdue_at_end": Event(_overdue_at_end(action), None),
            "open_at_end": Event(open_at_end, None),
        },
        filters={
            "forum": is_one_of(action.c.forum_id),
            "agency": is_one_of(action.c.agency_id),
            "status": is_one_of(action.c.status),
            "done_in_time": is_so(done_in_time),
        },
        axes={"forum": action.c.forum_id, "agency": action.c.agency_id, "status": action.c.status},
        kind="action",
        record_id=action.c.id,
        reference=action.c.reference,
    )


def _overdue_at_end(action: FromClause) -> ColumnElement[bool]:
    """Open still, or closed only after the period: each half is answered by an index."""
    now_open = and_(action.c.status == ActionStatus.OPEN.value, action.c.due_on < LAST)
    due = func.coalesce(action.c.due_on, LAST)  # hides the day due from the planner
    closed_later = and_(action.c.closed_on > LAST, due < LAST)
    return and_(action.c.set_on <= LAST, or_(now_open, closed_later))
