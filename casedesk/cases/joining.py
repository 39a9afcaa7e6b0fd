"""Joining two people and its undoing, with what it means for their cases."""

from collections.abc import Mapping

from casedesk.cases.repeats import judge_person_again
from casedesk.people.joining import TOPICS
from casedesk.people.model import JoinSide, UndoneJoin
from casedesk.people.service import join_in, undo_in
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def join_people(
    workspace: Workspace,
    kept_id: int,
    joined_id: int,
    choices: Mapping[str, JoinSide] | None = None,
    *,
    kept_version: int | None = None,
    joined_version: int | None = None,
) -> int:
    """Join two records of one person and judge their referrals again.

    Two referrals that came in under two records of one person may be a repeat of each
    other; what was heard or denied stays as it is. The rest is `people.service`'s.

    Returns:
        The id of the joining, for its undo.

    Raises:
        InputError: both are the same record.
        NotFoundError: one of them is joined already, or recorded in error.
        ConflictError: somebody changed one of them meanwhile.
    """
    with workspace.changing(Permission.JOIN_PEOPLE, *TOPICS) as change:
        versions = (kept_version, joined_version)
        join_id = join_in(change, kept_id, joined_id, choices or {}, versions)
        judge_person_again(change.session, kept_id)
        return join_id


def undo_join(workspace: Workspace, join_id: int) -> UndoneJoin:
    """Part two records again, each with everything that was its own, and judge again.

    Raises:
        NotFoundError: there is no such joining, or it was undone.
        ConflictError: more than 30 days have passed, or the person was joined once more.
    """
    with workspace.changing(Permission.JOIN_PEOPLE, *TOPICS) as change:
        undone = undo_in(change, join_id)
        for person_id in (undone.kept_id, undone.joined_id):
            judge_person_again(change.session, person_id)
        return undone
