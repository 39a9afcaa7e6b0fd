"""Joining two people and its undoing, with what it means for their cases."""

from collections.abc import Mapping

from casedesk.cases.gaps import gaps_of_person_again
from casedesk.cases.repeats import judge_person_again
from casedesk.people.model import JoinSide, UndoneJoin
from casedesk.people.service import join_in, undo_in
from casedesk.workspace.workspace import Change


def join_with_cases(
    change: Change,
    kept_id: int,
    joined_id: int,
    choices: Mapping[str, JoinSide],
    versions: tuple[int | None, int | None],
) -> int:
    """Join two records of one person and judge their referrals again; see `people.joining`.

    Two referrals that came in under two records of one person may be a repeat of each
    other; what was heard or denied stays as it is.
    """
    join_id = join_in(change, kept_id, joined_id, choices, versions)
    judge_person_again(change.session, kept_id)
    gaps_of_person_again(change, kept_id)
    return join_id


def undo_with_cases(change: Change, join_id: int) -> UndoneJoin:
    """Part two records again and judge the referrals of both; see `people.joining`."""
    undone = undo_in(change, join_id)
    for person_id in (undone.kept_id, undone.joined_id):
        judge_person_again(change.session, person_id)
        gaps_of_person_again(change, person_id)
    return undone
