"""A practitioner leaves: the last day, and who takes over what is still to do, in one act."""

from datetime import date

from msgspec import Struct

from casedesk.actions.bulk import hand_over_in, put_back_in
from casedesk.actions.model import ActionBefore, ActionFilter, ActionStatus, ActionSummary
from casedesk.actions.queries import joined, summary
from casedesk.actions.tables import ActionRow
from casedesk.agencies.model import Practitioner
from casedesk.agencies.service import leave_in
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace


class Left(Struct, frozen=True):
    """What a leaving changed, so that it can be taken back."""

    practitioner_id: int
    version: int
    before: tuple[ActionBefore, ...]


def open_actions_of(workspace: Workspace, who: Practitioner) -> list[ActionSummary]:
    """Return what a practitioner still has to do, the earliest due first.

    An action names its owner as it was typed: the name and the agency must both agree.
    """
    which = ActionFilter(
        status=ActionStatus.OPEN, agency_id=who.fields.agency_id, owner=who.fields.name
    )
    query = joined(which, workspace.today()).order_by(ActionRow.due_on, ActionRow.id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [summary(row) for row in session.execute(query)]


def open_elsewhere(workspace: Workspace, who: Practitioner) -> int:
    """Return how many open actions of the same name stand under other agencies.

    They may be those of a namesake: nothing is handed over, but nobody should think there are none.
    """
    which = ActionFilter(status=ActionStatus.OPEN, owner=who.fields.name)
    query = joined(which, workspace.today()).where(ActionRow.agency_id != who.fields.agency_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return len(session.execute(query).all())


def practitioner_leaves(
    workspace: Workspace,
    who: Practitioner,
    left_on: date | None,
    agency_id: str | None = None,
    owner: str | None = None,
) -> Left:
    """Record the last day and give all open actions to another owner: both, or neither.

    Args:
        workspace: the open partnership file.
        who: the practitioner as last read.
        left_on: the last day.
        agency_id: who owes the actions from now on; None: the same agency.
        owner: who carries them out; None: nobody is named yet.

    Returns:
        What `take_back_leaving` needs.

    Raises:
        InputError: the day is missing, the agency unknown, or the new owner is who leaves.
        ConflictError: somebody changed the practitioner or an action meanwhile.
    """
    if left_on is None:
        raise InputError({"left_on": _("Enter the last day.")})
    name = (owner or "").strip()
    if name == who.fields.name and agency_id in {None, who.fields.agency_id}:
        raise InputError({"owner": _("Name somebody who stays, or leave it empty.")})
    actions = [one.id for one in open_actions_of(workspace, who)]
    reason = _("The owner left.")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES, Topic.ACTIONS) as change:
        version = leave_in(change, who.id, who.version, left_on)
        before = hand_over_in(change, actions, agency_id, name, reason)
    return Left(who.id, version, before)


def take_back_leaving(workspace: Workspace, left: Left) -> None:
    """Undo a leaving: the practitioner works on, and each action has its owner again.

    Raises:
        ConflictError: somebody changed the practitioner or an action meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES, Topic.ACTIONS) as change:
        leave_in(change, left.practitioner_id, left.version, None)
        put_back_in(change, left.before, _("The leaving of the owner was taken back."))
