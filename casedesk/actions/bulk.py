"""The same change for several actions at once, and how it is taken back as one."""

from collections.abc import Iterable, Sequence
from datetime import date

from casedesk.actions.model import ActionBefore, ActionStatus
from casedesk.actions.rules import closing_problems
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace, changed_meanwhile

_CLOSED_AS = {
    ActionStatus.DONE: "completed",
    ActionStatus.NOT_POSSIBLE: "not_possible",
    ActionStatus.NOT_DONE: "not_done",
}
CLOSING = ("status", "closed_on", "outcome_note")


def close_actions(  # noqa: PLR0917
    workspace: Workspace,
    action_ids: Sequence[int],
    status: ActionStatus,
    closed_on: date,
    note: str | None = None,
    version: int | None = None,
) -> tuple[ActionBefore, ...]:
    """Close several actions the same way: all of them or, if one cannot be closed, none.

    Returns:
        What `put_back_actions` needs.

    Raises:
        NotFoundError: one of them is gone.
        ConflictError: one is no longer open, or somebody changed it meanwhile.
        InputError: the day lies before an action was set, or in the future; a reason is missing.
    """
    before = []
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        for action_id in action_ids:
            row = _open_row(change, action_id, version)
            problems = closing_problems(
                status, set_on=row.set_on, closed_on=closed_on, note=note, today=change.today
            )
            if problems:
                raise InputError(_of_one(problems, row, action_ids))
            before_it = held(row, CLOSING)
            row.status, row.closed_on = status, closed_on
            row.outcome_note = (note or "").strip() or None
            change.audit(f"action.{_CLOSED_AS[status]}", _record(row))
            before.append(ActionBefore(row.id, row.version, before_it))
    return tuple(before)


def move_due_day(
    workspace: Workspace, action_ids: Sequence[int], due_on: date | None, reason: str
) -> tuple[ActionBefore, ...]:
    """Give open actions another day they are due; the earlier day stays visible, struck.

    Returns:
        What `put_back_actions` needs.

    Raises:
        NotFoundError, ConflictError: one of them is gone or closed; none was moved.
        InputError: the reason is missing, or a day lies before the action was set.
    """
    before = []
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        for action_id in action_ids:
            row = _open_row(change, action_id)
            if due_on is not None and due_on < row.set_on:
                text = _("An action cannot be due before the day it was set.")
                raise InputError(_of_one({"due_on": text}, row, action_ids))
            before_it = held(row, ("due_on",))
            change.correct(row, reason, due_on=due_on)
            change.audit("action.due_day_moved", _record(row), "due_on")
            before.append(ActionBefore(row.id, row.version, before_it))
    return tuple(before)


def hand_over_actions(
    workspace: Workspace,
    action_ids: Sequence[int],
    agency_id: str | None,
    owner: str | None,
    reason: str,
) -> tuple[ActionBefore, ...]:
    """Give open actions another owner; the earlier one stays visible, struck.

    Args:
        workspace: the open partnership file.
        action_ids: which.
        agency_id: the agency that owes them from now on; None leaves each with its own.
        owner: who carries them out; None: nobody is named.
        reason: why.

    Returns:
        What `put_back_actions` needs.

    Raises:
        NotFoundError, ConflictError: one of them is gone or closed; none was changed.
        InputError: the reason is missing, or the agency is not known.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        return hand_over_in(change, action_ids, agency_id, owner, reason)


def hand_over_in(
    change: Change,
    action_ids: Sequence[int],
    agency_id: str | None,
    owner: str | None,
    reason: str,
) -> tuple[ActionBefore, ...]:
    """Give open actions another owner inside a larger change; see `hand_over_actions`."""
    if agency_id is not None and agency_id not in agencies():
        text = _("This agency is not known. Choose one from the list.")
        raise InputError({"agency_id": text})
    before = []
    for action_id in action_ids:
        row = _open_row(change, action_id)
        before_it = held(row, ("agency_id", "owner"))
        name = (owner or "").strip() or None
        changed = change.correct(row, reason, agency_id=agency_id or row.agency_id, owner=name)
        change.audit("action.handed_over", _record(row), " ".join(changed))
        before.append(ActionBefore(row.id, row.version, before_it))
    return tuple(before)


def put_back_actions(workspace: Workspace, before: Sequence[ActionBefore], reason: str) -> None:
    """Take a change of several actions back: all of them or, if one was changed since, none.

    What they held in between stays visible, struck, with the reason. What was marked as recorded
    in error stands in the lists again.

    Raises:
        ConflictError: somebody changed one of them meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.ACTIONS) as change:
        put_back_in(change, before, reason)


def put_back_in(change: Change, before: Sequence[ActionBefore], reason: str) -> None:
    """Take a change of several actions back inside a larger one; see `put_back_actions`."""
    for one in before:
        row = change.session.get(ActionRow, one.id)  # it may be in error: that is taken back
        if row is None or row.version != one.version:
            raise ConflictError(changed_meanwhile())
        row.error_at = row.error_reason = None
        changed = change.correct(row, reason, **dict(one.fields))
        change.audit("action.change_taken_back", _record(row), " ".join(changed))


def _open_row(change: Change, action_id: int, version: int | None = None) -> ActionRow:
    row = change.find(ActionRow, action_id, version)
    if row.status is not ActionStatus.OPEN:
        raise ConflictError(_("This action is closed already. Look at the list again."))
    return row


def held(row: ActionRow, names: Iterable[str]) -> tuple[tuple[str, object], ...]:
    """Return what fields of an action hold before they are changed."""
    return tuple((name, getattr(row, name)) for name in names)


def _of_one(problems: dict[str, str], row: ActionRow, action_ids: Sequence[int]) -> dict[str, str]:
    """Say which of several actions the problems are about."""
    if len(action_ids) == 1:
        return problems
    text = _("{reference}: {problem}")
    return {
        field: text.format(reference=row.reference, problem=problem)
        for field, problem in problems.items()
    }


def _record(row: ActionRow) -> str:
    return f"action/{row.id}"
