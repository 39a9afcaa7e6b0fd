"""Which actions a list shows, and what it reads of them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from casedesk.actions.model import ActionFilter, ActionOrder, ActionStatus, ActionSummary
from casedesk.actions.tables import ActionRow, ChaseRow
from casedesk.cases.standing import case_stands
from casedesk.cases.tables import CaseRow

SHOWN = (
    ActionRow.id,
    ActionRow.reference,
    ActionRow.case_id,
    CaseRow.reference.label("case_reference"),
    ActionRow.meeting_id,
    ActionRow.forum_id,
    ActionRow.task,
    ActionRow.agency_id,
    ActionRow.owner,
    ActionRow.set_on,
    ActionRow.due_on,
    ActionRow.status,
    ActionRow.closed_on,
    ActionRow.outcome_note,
    ActionRow.urgent,
    ActionRow.version,
)
SORTED = {
    ActionOrder.DUE: ActionRow.due_on,
    ActionOrder.SET: ActionRow.set_on,
    ActionOrder.REFERENCE: ActionRow.reference,
    ActionOrder.AGENCY: ActionRow.agency_id,
    ActionOrder.OWNER: ActionRow.owner,
    ActionOrder.CLOSED: ActionRow.closed_on,
}
CHASED: ColumnElement[bool] = (
    select(ChaseRow.id)
    .where(ChaseRow.action_id == ActionRow.id, ChaseRow.error_at.is_(None))
    .exists()
)


def joined(which: ActionFilter, today: date) -> Select[*tuple[Any, ...]]:
    """Return the question for the lines of the actions asked for, with their cases' references."""
    return (
        select(*SHOWN)
        .outerjoin(CaseRow, CaseRow.id == ActionRow.case_id)
        .where(*conditions(which, today))
    )


def conditions(which: ActionFilter, today: date) -> list[ColumnElement[bool]]:
    """Return what narrows a list to the actions asked for; those in error are in none."""
    found: list[ColumnElement[bool]] = [
        ActionRow.error_at.is_(None),
        case_stands(ActionRow.case_id),
    ]
    for name in ("status", "agency_id", "owner", "case_id", "meeting_id", "forum_id"):
        value = getattr(which, name)
        if value is not None:
            found.append(getattr(ActionRow, name) == value)
    if which.due_from is not None:
        found.append(ActionRow.due_on >= which.due_from)
    if which.due_to is not None:
        found.append(ActionRow.due_on <= which.due_to)
    if which.closed_from is not None:
        found.append(ActionRow.closed_on >= which.closed_from)
    if which.overdue:
        found.append(and_(ActionRow.status == ActionStatus.OPEN, ActionRow.due_on < today))
    found += _marked(which)
    if which.words.strip():
        like = which.words.strip()
        columns = (ActionRow.reference, ActionRow.task, ActionRow.owner)
        found.append(or_(*(column.icontains(like, autoescape=True) for column in columns)))
    return found


def _marked(which: ActionFilter) -> list[ColumnElement[bool]]:
    asked: dict[str, ColumnElement[bool]] = {
        "urgent": ActionRow.urgent.is_(True),
        "unowned": ActionRow.owner.is_(None),
        "no_day": ActionRow.due_on.is_(None),
    }
    found = [condition for name, condition in asked.items() if getattr(which, name)]
    if which.chased is not None:
        found.append(CHASED if which.chased else ~CHASED)
    return found


def summary(row: Row[Any]) -> ActionSummary:
    """Return an answer of `joined` as a value."""
    values: tuple[Any, ...] = tuple(row)  # SHOWN stands in the order of the fields
    return ActionSummary(*values)
