"""Moves what hangs on one person to another, and back exactly as it was.

Works on stored values, not on row objects: what is moved may belong to any subject.
Only the columns found by `references` are touched, and of rows that the other person
has already, the error mark.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from casedesk.people.references import Reference, all_references, moved_references

Stored = dict[str, Any]


def counted(
    session: Session, kept_id: int, joined_id: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many rows would move and how many would be set aside, by table."""
    moves: dict[str, int] = {}
    aside: dict[str, int] = {}
    for reference in moved_references():
        staying = _staying(session, reference, kept_id, joined_id)
        table = reference.table.name
        if table == "person":  # records joined earlier follow without being mentioned
            continue
        moving = len(_ids(session, reference, joined_id) - staying.keys())
        if moving:
            moves[table] = moves.get(table, 0) + moving
        if staying:
            aside[table] = aside.get(table, 0) + len(staying)
    return moves, aside


def move(
    session: Session, kept_id: int, joined_id: int, *, at: datetime, reason: str
) -> dict[str, Any]:
    """Give everything that names the joined person to the kept one.

    Where the kept person has the same already (the same role in a case), and where both
    stand in one row (a relation to each other), the row stays and is marked in error.

    Returns:
        What `move_back` needs, ready for JSON.
    """
    rows: dict[str, list[int]] = {}
    aside: list[list[Any]] = []
    for reference in moved_references():
        staying = _staying(session, reference, kept_id, joined_id)
        for row_id, twin_id in staying.items():
            aside += _set_aside(session, reference, row_id, twin_id, at, reason)
        moving = sorted(_ids(session, reference, joined_id) - staying.keys())
        if moving:
            _point(session, reference, moving, kept_id)
            rows[reference.name] = moving
    return {"rows": rows, "aside": aside}


def move_back(session: Session, kept_id: int, joined_id: int, moved: dict[str, Any]) -> None:
    """Undo `move`: rows that were given to somebody else since then stay there."""
    known = {reference.name: reference for reference in all_references()}
    for name, ids in moved["rows"].items():
        reference = known[name]
        still = _ids(session, reference, kept_id) & set(ids)
        _point(session, reference, sorted(still), joined_id)
    for table, before, after in moved["aside"]:
        if _stored(session, table, before["id"]) == after:
            put_back(session, table, before)


def put_back(session: Session, table: str, values: Stored) -> None:
    """Give a row the stored values it had."""
    columns = ", ".join(f'"{name}" = :{name}' for name in values if name != "id")
    session.execute(text(f'UPDATE "{table}" SET {columns} WHERE id = :id'), values)


def stored_rows(session: Session, table: str, where: str, **values: Any) -> list[Stored]:
    """Return rows as they are stored, days and moments as text."""
    found = session.execute(text(f'SELECT * FROM "{table}" WHERE {where} ORDER BY id'), values)
    return [dict(row) for row in found.mappings()]


def stored_moment(at: datetime) -> str:
    """Return a moment as the tables store it, in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _stored(session: Session, table: str, row_id: int) -> Stored | None:
    found = stored_rows(session, table, "id = :id", id=row_id)
    return found[0] if found else None


def _ids(session: Session, reference: Reference, person_id: int) -> set[int]:
    return set(
        session.execute(
            text(
                f'SELECT id FROM "{reference.table.name}" WHERE "{reference.column.name}" = :person'
            ),
            {"person": person_id},
        ).scalars()
    )


def _point(session: Session, reference: Reference, ids: Iterable[int], person_id: int) -> None:
    session.execute(
        text(
            f'UPDATE "{reference.table.name}" SET "{reference.column.name}" = :person '
            "WHERE id IN (SELECT value FROM json_each(:ids))"
        ),
        {"person": person_id, "ids": json.dumps(list(ids))},
    )


def _staying(
    session: Session, reference: Reference, kept_id: int, joined_id: int
) -> dict[int, int | None]:
    """Return the rows that cannot move, each with the kept person's row it would repeat."""
    table, column = reference.table.name, reference.column.name
    values = {"kept": kept_id, "joined": joined_id}
    found: dict[int, int | None] = {}
    for other in (r.column.name for r in moved_references() if r.table is reference.table):
        if other != column:
            found |= dict.fromkeys(
                session.execute(
                    text(
                        f'SELECT id FROM "{table}" WHERE "{column}" = :joined AND "{other}" = :kept'
                    ),
                    values,
                ).scalars()
            )
    for unique in reference.unique_with:
        same = " AND ".join(f'one."{c.name}" = two."{c.name}"' for c in unique)
        twins = session.execute(
            text(
                f'SELECT one.id, two.id FROM "{table}" one JOIN "{table}" two ON {same} '
                f'WHERE one."{column}" = :joined AND two."{column}" = :kept'
            ),
            values,
        )
        found |= {row[0]: row[1] for row in twins}
    return found


def _set_aside(  # noqa: PLR0917
    session: Session,
    reference: Reference,
    row_id: int,
    twin_id: int | None,
    at: datetime,
    reason: str,
) -> list[list[Any]]:
    """Mark a row that stays in error; return table, before and after of what changed.

    If it was its twin that was recorded in error, the twin takes over what this row says.
    """
    table = reference.table.name
    row = _stored(session, table, row_id)
    if row is None or row.get("error_at", "") is not None:
        return []  # it counts for nothing already, or cannot be marked
    changed = []
    twin = None if twin_id is None else _stored(session, table, twin_id)
    if twin is not None and twin["error_at"] is not None:
        fixed = {c.name for unique in reference.unique_with for c in unique}
        fixed |= {"id", reference.column.name}
        taken = twin | {name: value for name, value in row.items() if name not in fixed}
        put_back(session, table, taken)
        changed.append([table, twin, taken])
    marked = row | {"error_at": stored_moment(at), "error_reason": reason}
    put_back(session, table, marked)
    changed.append([table, row, marked])
    return changed
