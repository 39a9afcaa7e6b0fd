"""What belongs to a case and to nothing else, found from the tables themselves.

The foreign keys say what there is, so that no table added later can be forgotten.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from casedesk.storage.base import Base, load_all_tables

Rows = dict[str, set[int]]
"""Ids of rows by the name of their table."""

# What hangs on one of these, and on no case of its own, goes with it.
_OWNERS = ("case", "referral", "intervention", "action")
# A referral that repeats one, an order after a notice, a file that came with an email: each is a
# record of its own, which only forgets the other.
_FORGETS = frozenset((("referral", "repeat_of_id"), ("intervention", "follows_id")))
_OF_PERSON = ("person_name", "person_address", "relation", "person_join", "possible_match")


def belongings(session: Session, case_id: int) -> tuple[Rows, int]:
    """Return every row that goes with a case, and how many people of it stay.

    A person goes if nothing else names them, in error or not, with every record that was joined
    to theirs; a place likewise.
    """
    found: Rows = {"case": {case_id}}
    _add_owned(session, found)
    named = _named(session, found, "person")
    kept = 0
    for group in _groups(session, named):
        if _is_named_elsewhere(session, "person", group, {**found, "person": group}, _OF_PERSON):
            kept += len(group & named)
            continue
        found.setdefault("person", set()).update(group)
        for name in _OF_PERSON:
            for column in references(name, "person"):
                _take(session, found, column, group)
    for place_id in sorted(_named(session, found, "place")):
        if not _is_named_elsewhere(session, "place", {place_id}, found, ()):
            found.setdefault("place", set()).add(place_id)
    return found, kept


def pointing_at(name: str) -> Iterator[Column[int]]:
    """Give every column of any table that points at the rows of a table."""
    for table in tables().values():
        yield from references(table.name, name)


@cache
def references(name: str, target: str) -> tuple[Column[int], ...]:
    """Return the columns of a table that point at another."""
    goal = tables()[target]
    return tuple(
        column
        for column in tables()[name].columns
        if any(key.column.table is goal for key in column.foreign_keys)
    )


@cache
def tables() -> dict[str, Table]:
    """Return every table by its name."""
    load_all_tables()
    return dict(Base.metadata.tables)


def _add_owned(session: Session, found: Rows) -> None:
    for owner in _OWNERS:  # each after what it hangs on
        for column in pointing_at(owner):
            has_case = owner != "case" and "case_id" in column.table.c
            if has_case or (column.table.name, column.name) in _FORGETS:
                continue
            _take(session, found, column, found.get(owner, set()))


def _take(session: Session, found: Rows, column: Column[int], ids: Iterable[int]) -> None:
    rows = session.scalars(select(column.table.c.id).where(column.in_(ids))).all()
    if rows:
        found.setdefault(column.table.name, set()).update(rows)


def _named(session: Session, found: Rows, target: str) -> set[int]:
    """Return the people or places that the rows name."""
    named: set[int] = set()
    for name, ids in found.items():
        for column in references(name, target):
            named.update(
                one
                for one in session.scalars(select(column).where(column.table.c.id.in_(ids)))
                if one is not None
            )
    return named


def _groups(session: Session, people: Iterable[int]) -> Iterator[set[int]]:
    """Give these people, each with all records that are one person with theirs."""
    person, join = tables()["person"].c, tables()["person_join"].c
    pairs = [(person.id, person.joined_into_id), (join.kept_id, join.joined_id)]
    seen: set[int] = set()
    for one in sorted(people):
        if one in seen:
            continue
        group, new = set[int](), {one}
        while new:
            group |= new
            near: set[int] = set()
            for first, second in pairs:
                for here, there in ((first, second), (second, first)):
                    near.update(
                        other
                        for other in session.scalars(select(there).where(here.in_(new)))
                        if other is not None
                    )
            new = near - group
        seen |= group
        yield group


def _is_named_elsewhere(
    session: Session, target: str, ids: set[int], going: Rows, but: tuple[str, ...]
) -> bool:
    """Tell whether a row that stays points at one of these."""
    for column in pointing_at(target):
        table = column.table
        if table.name in but:
            continue
        rows = session.scalars(select(table.c.id).where(column.in_(ids)))
        if set(rows) - going.get(table.name, set()):
            return True
    return False
