"""Everything that can be done with actions."""

from datetime import date

from msgspec.structs import asdict, replace
from sqlalchemy import func, nulls_last, select

from casedesk.actions.bulk import CLOSING, close_actions, held
from casedesk.actions.model import (
    ActionBefore,
    ActionFilter,
    ActionOrder,
    ActionStatus,
    ActionSummary,
    NewAction,
)
from casedesk.actions.queries import SORTED, conditions, joined, summary
from casedesk.actions.rules import action_problems
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.references import following_reference
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200
PREFIX = "A-"


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
    column = SORTED[order]
    query = (
        joined(which or ActionFilter(), workspace.today())
        .order_by(nulls_last(column.desc() if descending else column), ActionRow.id)
        .limit(limit)
        .offset(offset)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [summary(row) for row in session.execute(query)]


def count_actions(workspace: Workspace, which: ActionFilter | None = None) -> int:
    """Return how many actions a list would show without its page limit."""
    narrowing = conditions(which or ActionFilter(), workspace.today())
    query = select(func.count()).select_from(ActionRow).where(*narrowing)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.execute(query).scalar_one()


def get_action(workspace: Workspace, action_id: int) -> ActionSummary:
    """Return one action.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    query = joined(ActionFilter(), workspace.today()).where(ActionRow.id == action_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return summary(row)


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


def reopen_action(
    workspace: Workspace, action_id: int, reason: str, version: int | None = None
) -> ActionBefore:
    """Open a closed action again; how it was closed stays visible, struck.

    Returns:
        What `put_back_actions` needs.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: it is open, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        row = change.find(ActionRow, action_id, version)
        if row.status is ActionStatus.OPEN:
            raise ConflictError(_("This action is open already. Look at the list again."))
        before = held(row, CLOSING)
        change.correct(row, reason, status=ActionStatus.OPEN, closed_on=None, outcome_note=None)
        change.audit("action.reopened", _record(row))
        return ActionBefore(row.id, row.version, before)


def correct_action(
    workspace: Workspace, action_id: int, new: NewAction, reason: str, version: int | None = None
) -> ActionBefore:
    """Correct what was written of an action; what stood there stays visible, struck.

    Returns:
        What `put_back_actions` needs.

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
        now = asdict(_tidy(new))
        before = held(row, now)
        changed = change.correct(row, reason, **now)
        change.audit("action.corrected", _record(row), " ".join(changed))
        return ActionBefore(row.id, row.version, before)


def mark_action_in_error(
    workspace: Workspace, action_id: int, reason: str, version: int | None = None
) -> ActionBefore:
    """Take an action out of lists and counts; it stays in the file with the reason.

    Returns:
        What `put_back_actions` needs.

    Raises:
        NotFoundError: there is no such action.
        ConflictError: somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        row = change.find(ActionRow, action_id, version)
        change.mark_in_error(row, reason)
        change.audit("action.marked_in_error", _record(row))
        return ActionBefore(row.id, row.version, ())


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
