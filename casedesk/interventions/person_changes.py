"""People corrected, joined and parted, with what follows for their referrals and powers.

Whether somebody was under 18 decides about deadlines of a power, and a referral lacks
something while nobody asked for the birth date of its subject; a closed case of somebody who was a
child is reviewed later.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from casedesk.cases.gaps import gaps_of_person_again
from casedesk.cases.joining import join_with_cases, undo_with_cases
from casedesk.cases.keeping import review_days_of_person_again
from casedesk.interventions.deadlines import recompute
from casedesk.interventions.tables import InterventionRow
from casedesk.people.joining import TOPICS
from casedesk.people.model import JoinSide, UndoneJoin
from casedesk.people.service import correct_person_in
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_BORN = frozenset(("born_on", "born_certainty"))


def correct_person(
    workspace: Workspace, person_id: int, version: int, reason: str = "", **fields: Any
) -> None:
    """Correct a person, or fill in what was not known; see `people.records`.

    Raises:
        InputError: an answer is impossible or the reason is missing; by field.
        ConflictError: somebody changed the record meanwhile.
        NotFoundError: it was joined to another, or recorded in error.
    """
    with workspace.changing(
        Permission.CHANGE_RECORDS, Topic.PEOPLE, Topic.CASES, Topic.REFERRALS, Topic.INTERVENTIONS
    ) as change:
        changed = correct_person_in(change, person_id, version, reason, **fields)
        follow_birth_date(change, person_id, changed)


def join_people(
    workspace: Workspace,
    kept_id: int,
    joined_id: int,
    choices: Mapping[str, JoinSide] | None = None,
    *,
    kept_version: int | None = None,
    joined_version: int | None = None,
) -> int:
    """Join two records of one person; their referrals and deadlines are judged again.

    Returns:
        The id of the joining, for its undo.

    Raises:
        InputError: both are the same record.
        NotFoundError: one of them is joined already, or recorded in error.
        ConflictError: somebody changed one of them meanwhile.
    """
    with workspace.changing(Permission.JOIN_PEOPLE, *TOPICS) as change:
        versions = (kept_version, joined_version)
        join_id = join_with_cases(change, kept_id, joined_id, choices or {}, versions)
        _days_again(change, kept_id)
        return join_id


def undo_join(workspace: Workspace, join_id: int) -> UndoneJoin:
    """Part two records again, each with everything that was its own, and judge again.

    Raises:
        NotFoundError: there is no such joining, or it was undone.
        ConflictError: more than 30 days have passed, or the person was joined once more.
    """
    with workspace.changing(Permission.JOIN_PEOPLE, *TOPICS) as change:
        undone = undo_with_cases(change, join_id)
        for person_id in (undone.kept_id, undone.joined_id):
            _days_again(change, person_id)
        return undone


def follow_birth_date(change: Change, person_id: int, changed: list[str]) -> None:
    """Work out again what rests on a birth date, if it is among the fields that changed."""
    if _BORN.isdisjoint(changed):
        return
    change.session.flush()
    gaps_of_person_again(change, person_id)
    _days_again(change, person_id)


def _days_again(change: Change, person_id: int) -> None:
    """Work out again the deadlines of every power used on a person and when cases are reviewed.

    Also of what was recorded in error, which may be taken back.
    """
    change.session.flush()
    review_days_of_person_again(change, person_id)
    query = select(InterventionRow).where(InterventionRow.person_id == person_id)
    for row in change.session.scalars(query.execution_options(populate_existing=True)).all():
        recompute(change.session, row)
