"""The work list of possible matches: recorded, decided once, followed through joinings."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.people.details import person_lines
from casedesk.people.matches import DIFFERENT, JOINED
from casedesk.people.model import FoundPair, MatchReason, OpenMatch
from casedesk.people.moving import put_back, stored_moment, stored_rows
from casedesk.people.records import found_person
from casedesk.people.tables import PersonRow, PossibleMatchRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_TABLE = "possible_match"


def open_matches(workspace: Workspace, limit: int = 200) -> list[OpenMatch]:
    """Return the pairs that wait for a decision, the likeliest first.

    Args:
        workspace: the open file.
        limit: how many at most.
    """
    query = (
        select(
            PossibleMatchRow.id,
            PossibleMatchRow.first_id,
            PossibleMatchRow.second_id,
            PossibleMatchRow.reasons,
            PossibleMatchRow.score,
            PossibleMatchRow.found_at,
        )
        .where(*_OPEN)
        .order_by(PossibleMatchRow.score.desc(), PossibleMatchRow.id)
        .limit(limit)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.execute(query).all()
        lines = person_lines(session, {i for row in rows for i in (row.first_id, row.second_id)})
        return [
            OpenMatch(
                id=row.id,
                first=lines[row.first_id],
                second=lines[row.second_id],
                reasons=tuple(MatchReason(reason) for reason in row.reasons.split()),
                score=row.score,
                found_at=row.found_at,
            )
            for row in rows
        ]


def count_open_matches(workspace: Workspace) -> int:
    """Return how many pairs wait for a decision."""
    query = select(text("count(*)")).select_from(PossibleMatchRow).where(*_OPEN)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return int(session.execute(query).scalar_one())


def _present(column: Any) -> Any:
    """Return the condition that a person is neither joined nor recorded in error."""
    return (
        select(PersonRow.id)
        .where(
            PersonRow.id == column,
            PersonRow.error_at.is_(None),
            PersonRow.joined_into_id.is_(None),
        )
        .exists()
    )


_OPEN = (
    PossibleMatchRow.decision.is_(None),
    _present(PossibleMatchRow.first_id),
    _present(PossibleMatchRow.second_id),
)


def record_matches(change: Change, pairs: Iterable[FoundPair]) -> int:
    """Put pairs on the work list; those that are on it, or were decided, stay as they are.

    Returns:
        How many are new.
    """
    known = {
        (row.first_id, row.second_id)
        for row in change.session.execute(
            select(PossibleMatchRow.first_id, PossibleMatchRow.second_id)
        )
    }
    new = {(p.first_id, p.second_id): p for p in pairs if (p.first_id, p.second_id) not in known}
    if new:
        change.session.execute(
            insert(PossibleMatchRow),
            [
                {
                    "first_id": pair.first_id,
                    "second_id": pair.second_id,
                    "reasons": " ".join(pair.reasons),
                    "score": pair.score,
                    "found_at": change.now,
                }
                for pair in new.values()
            ],
        )
    return len(new)


def mark_different(workspace: Workspace, one_id: int, other_id: int) -> None:
    """Record for good that two people are not one; they are never offered again.

    Raises:
        InputError: both are the same record.
        NotFoundError: one of them is gone.
    """
    with workspace.changing(Permission.JOIN_PEOPLE, Topic.PEOPLE) as change:
        record_different(change, one_id, other_id)
        first, second = sorted((one_id, other_id))
        change.audit("person.marked_different", f"person/{first}", f"person/{second}")


def take_back_different(workspace: Workspace, one_id: int, other_id: int) -> None:
    """Undo that two people were marked as different; they may be offered again."""
    with workspace.changing(Permission.JOIN_PEOPLE, Topic.PEOPLE) as change:
        forget_different(change, one_id, other_id)
        first, second = sorted((one_id, other_id))
        change.audit("person.different_taken_back", f"person/{first}", f"person/{second}")


def record_different(change: Change, one_id: int, other_id: int) -> None:
    """Record inside a larger change that two people are not one; see `mark_different`."""
    if one_id == other_id:
        raise InputError({"other": _("Choose two different records.")})
    first, second = sorted((one_id, other_id))
    found_person(change, first)
    found_person(change, second)
    row = change.session.scalar(
        select(PossibleMatchRow).where(
            PossibleMatchRow.first_id == first, PossibleMatchRow.second_id == second
        )
    )
    if row is None:
        row = PossibleMatchRow(
            first_id=first, second_id=second, reasons="", score=0, found_at=change.now
        )
        change.session.add(row)
    row.decision, row.decided_at, row.decided_by = DIFFERENT, change.now, change.user.id
    change.session.flush()


def forget_different(change: Change, one_id: int, other_id: int) -> None:
    """Take back `record_different`; the pair waits again if it had been found before."""
    first, second = sorted((one_id, other_id))
    row = change.session.scalar(
        select(PossibleMatchRow).where(
            PossibleMatchRow.first_id == first,
            PossibleMatchRow.second_id == second,
            PossibleMatchRow.decision == DIFFERENT,
        )
    )
    if row is None:
        return
    if row.reasons:
        row.decision = row.decided_at = row.decided_by = None
    else:
        change.session.delete(row)
    change.session.flush()


def follow_join(change: Change, kept_id: int, joined_id: int) -> list[list[Any]]:
    """Settle the pair, and let what was found or decided of the joined hold of the kept.

    Returns:
        Each changed row before and after, for `take_back`.
    """
    change.session.flush()
    where = "first_id = :person OR second_id = :person"
    theirs = stored_rows(change.session, _TABLE, where, person=joined_id)
    kept = {
        _other(row, kept_id): row
        for row in stored_rows(change.session, _TABLE, where, person=kept_id)
    }
    settled = {
        "decision": JOINED,
        "decided_at": stored_moment(change.now),
        "decided_by": change.user.id,
    }
    changes: list[list[Any]] = []
    for row in theirs:
        other = _other(row, joined_id)
        twin = kept.get(other)
        if other == kept_id:
            changes.append([row, row | settled])
        elif twin is None:
            first, second = sorted((kept_id, other))
            changes.append([row, row | {"first_id": first, "second_id": second}])
        else:
            if row["decision"] == DIFFERENT and twin["decision"] is None:
                taken = {name: row[name] for name in settled}
                changes.append([twin, twin | taken])
            if row["decision"] is None:
                changes.append([row, row | settled])
    for _before, after in changes:
        put_back(change.session, _TABLE, after)
    return changes


def take_back(session: Session, changes: list[list[Any]]) -> None:
    """Undo `follow_join`; what was decided since stays, beside what was there before."""
    for before, after in reversed(changes):
        now = stored_rows(session, _TABLE, "id = :id", id=before["id"])
        if now == [after]:
            put_back(session, _TABLE, before)
        elif not stored_rows(
            session,
            _TABLE,
            "first_id = :first AND second_id = :second",
            first=before["first_id"],
            second=before["second_id"],
        ):
            values = {name: value for name, value in before.items() if name != "id"}
            names = ", ".join(values)
            places = ", ".join(f":{name}" for name in values)
            session.execute(text(f"INSERT INTO {_TABLE} ({names}) VALUES ({places})"), values)


def _other(row: dict[str, Any], person_id: int) -> int:
    return int(row["second_id"] if row["first_id"] == person_id else row["first_id"])
