"""Everything that can be done with actions."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, nulls_last, or_, select

from casedesk.actions.model import (
    ActionFilter,
    ActionOrder,
    ActionStatus,
    ActionSummary,
    NewAction,
)
from casedesk.actions.rules import action_problems, closing_problems
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.references import following_reference
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200
PREFIX = "A-"

_SHOWN = (
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
_SORTED = {
    ActionOrder.DUE: ActionRow.due_on,
    ActionOrder.SET: ActionRow.set_on,
    ActionOrder.REFERENCE: ActionRow.reference,
    ActionOrder.AGENCY: ActionRow.agency_id,
    ActionOrder.CLOSED: ActionRow.closed_on,
}


def list_actions(
    workspace: Workspace,
    which: ActionFilter | None = None,
    *,
    order: ActionOrder = ActionOrder.DUE,
    descending: bool = False,
    limit: int = PAGE,
    offset: int = 0,
) -> list[ActionSummary]:
    """Return one page of the actions asked for, by default the longest overdue first."""
    column = _SORTED[order]
    query = (
        _joined(which or ActionFilter(), workspace.today())
        .order_by(nulls_last(column.desc() if descending else column), ActionRow.id)
        .limit(limit)
        .offset(offset)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [_summary(row) for row in session.execute(query)]


def count_actions(workspace: Workspace, which: ActionFilter | None = None) -> int:
    """Return how many actions a list would show without its page limit."""
    conditions = _conditions(which or ActionFilter(), workspace.today())
    query = select(func.count()).select_from(ActionRow).where(*conditions)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.execute(query).scalar_one()


def get_action(workspace: Workspace, action_id: int) -> ActionSummary:
    """Return one action.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    query = _joined(ActionFilter(), workspace.today()).where(ActionRow.id == action_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return _summary(row)


def action_corrections(workspace: Workspace, action_id: int) -> tuple[Correction, ...]:
    """Return what an action held before it was corrected, moved or opened again."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return corrections_in(session, ActionRow, action_id)


def add_action(workspace: Workspace, new: NewAction) -> int:
    """Record an action and return its id; its reference is the next free one.

    Raises:
        InputError: by field of `new`.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        return set_action(change, new)


def set_action(change: Change, new: NewAction) -> int:
    """Record an action as part of a larger change, such as a meeting, and return its id.

    Raises:
        InputError: by field of `new`.
    """
    _check(change, new)
    if new.case_id is not None:
        change.find(CaseRow, new.case_id)
    row = ActionRow(
        reference=following_reference(change.session, ActionRow.reference, PREFIX),
        status=ActionStatus.OPEN,
        **asdict(_tidy(new)),
    )
    change.add(row)
    change.audit("action.set", _record(row))
    return row.id


def complete_action(
    workspace: Workspace,
    action_id: int,
    closed_on: date,
    note: str | None = None,
    version: int | None = None,
) -> None:
    """Record that an action was carried out on `closed_on`, a local calendar day.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: it is no longer open, or somebody changed it meanwhile.
        InputError: the day lies before the day it was set, or in the future.
    """
    close_actions(workspace, [action_id], ActionStatus.DONE, closed_on, note, version)


def action_not_possible(
    workspace: Workspace,
    action_id: int,
    closed_on: date,
    reason: str,
    version: int | None = None,
) -> None:
    """Record that circumstances changed so that an action is no longer possible.

    Raises:
        NotFoundError, ConflictError, InputError: as `complete_action`; the reason is needed.
    """
    close_actions(workspace, [action_id], ActionStatus.NOT_POSSIBLE, closed_on, reason, version)


def action_not_done(
    workspace: Workspace,
    action_id: int,
    closed_on: date,
    reason: str,
    version: int | None = None,
) -> None:
    """Record that an action was not done although it was possible.

    Raises:
        NotFoundError, ConflictError, InputError: as `complete_action`; the reason is needed.
    """
    close_actions(workspace, [action_id], ActionStatus.NOT_DONE, closed_on, reason, version)


def close_actions(  # noqa: PLR0917
    workspace: Workspace,
    action_ids: Sequence[int],
    status: ActionStatus,
    closed_on: date,
    note: str | None = None,
    version: int | None = None,
) -> None:
    """Close several actions the same way: all of them or, if one cannot be closed, none.

    Raises:
        NotFoundError, ConflictError, InputError: as `complete_action`.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        for action_id in action_ids:
            row = change.find(ActionRow, action_id, version)
            if row.status is not ActionStatus.OPEN:
                raise ConflictError(_("This action is closed already. Look at the list again."))
            problems = closing_problems(
                status, set_on=row.set_on, closed_on=closed_on, note=note, today=change.today
            )
            if problems:
                raise InputError(problems)
            row.status, row.closed_on, row.outcome_note = status, closed_on, _words(note)
            change.audit(f"action.{_CLOSED_AS[status]}", _record(row))


def reopen_action(
    workspace: Workspace, action_id: int, reason: str, version: int | None = None
) -> None:
    """Open a closed action again; how it was closed stays visible, struck.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: it is open, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        row = change.find(ActionRow, action_id, version)
        if row.status is ActionStatus.OPEN:
            raise ConflictError(_("This action is open already. Look at the list again."))
        change.correct(row, reason, status=ActionStatus.OPEN, closed_on=None, outcome_note=None)
        change.audit("action.reopened", _record(row))


def move_due_day(
    workspace: Workspace, action_ids: Sequence[int], due_on: date | None, reason: str
) -> None:
    """Give open actions another day they are due; the earlier day stays visible, struck.

    Raises:
        NotFoundError, ConflictError: one of them is gone or closed; none was moved.
        InputError: the reason is missing, or a day lies before the action was set.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        for action_id in action_ids:
            row = change.find(ActionRow, action_id)
            if row.status is not ActionStatus.OPEN:
                raise ConflictError(_("This action is closed already. Look at the list again."))
            if due_on is not None and due_on < row.set_on:
                text = _("An action cannot be due before the day it was set.")
                raise InputError({"due_on": text})
            change.correct(row, reason, due_on=due_on)
            change.audit("action.due_day_moved", _record(row), "due_on")


def correct_action(
    workspace: Workspace, action_id: int, new: NewAction, reason: str, version: int | None = None
) -> None:
    """Correct what was written of an action; what stood there stays visible, struck.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        row = change.find(ActionRow, action_id, version)
        _check(change, new)
        if row.closed_on is not None and row.closed_on < new.set_on:
            text = _("The action was closed before this day. Correct the day it was closed first.")
            raise InputError({"set_on": text})
        changed = change.correct(row, reason, **asdict(_tidy(new)))
        change.audit("action.corrected", _record(row), " ".join(changed))


def mark_action_in_error(
    workspace: Workspace, action_id: int, reason: str, version: int | None = None
) -> None:
    """Take an action out of lists and counts; it stays in the file with the reason.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        row = change.find(ActionRow, action_id, version)
        change.mark_in_error(row, reason)
        change.audit("action.marked_in_error", _record(row))


_CLOSED_AS = {
    ActionStatus.DONE: "completed",
    ActionStatus.NOT_POSSIBLE: "not_possible",
    ActionStatus.NOT_DONE: "not_done",
}


def _check(change: Change, new: NewAction) -> None:
    problems = action_problems(new, agencies=agencies(), forums=forums(), today=change.today)
    if problems:
        raise InputError(problems)


def _tidy(new: NewAction) -> NewAction:
    return replace(new, task=new.task.strip(), owner=_words(new.owner))


def _words(text: str | None) -> str | None:
    return (text or "").strip() or None


def _record(row: ActionRow) -> str:
    return f"action/{row.id}"


def _joined(which: ActionFilter, today: date) -> Select[*tuple[Any, ...]]:
    return (
        select(*_SHOWN)
        .outerjoin(CaseRow, CaseRow.id == ActionRow.case_id)
        .where(*_conditions(which, today))
    )


def _conditions(which: ActionFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [ActionRow.error_at.is_(None)]
    for name in ("status", "agency_id", "owner", "case_id", "meeting_id", "forum_id"):
        value = getattr(which, name)
        if value is not None:
            found.append(getattr(ActionRow, name) == value)
    if which.due_from is not None:
        found.append(ActionRow.due_on >= which.due_from)
    if which.due_to is not None:
        found.append(ActionRow.due_on <= which.due_to)
    if which.overdue:
        found.append(and_(ActionRow.status == ActionStatus.OPEN, ActionRow.due_on < today))
    if which.urgent:
        found.append(ActionRow.urgent.is_(True))
    if which.words.strip():
        like = which.words.strip()
        columns = (ActionRow.reference, ActionRow.task, ActionRow.owner)
        found.append(or_(*(column.icontains(like, autoescape=True) for column in columns)))
    return found


def _summary(row: Row[Any]) -> ActionSummary:
    values: tuple[Any, ...] = tuple(row)  # _SHOWN stands in the order of the fields
    return ActionSummary(*values)
