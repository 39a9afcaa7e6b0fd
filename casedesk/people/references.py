"""Every column of every subject that points at a person, found from the tables themselves.

People stand below most subjects and may not import them; the foreign keys say what
there is, so that no table added later can be forgotten.
"""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from sqlalchemy import Column, Table, UniqueConstraint, exists, select
from sqlalchemy.orm import Session

from casedesk.people.tables import PersonJoinRow, PersonRow, PossibleMatchRow
from casedesk.storage.base import Base, load_all_tables

# What a join says happened stays as it was; possible matches are decided, not moved.
_NOT_MOVED = frozenset((PersonJoinRow.__tablename__, PossibleMatchRow.__tablename__))


class Reference(Struct, frozen=True):
    """One column that points at a person."""

    table: Table
    column: Column[int]

    @property
    def name(self) -> str:
        """Return `table.column`."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def unique_with(self) -> tuple[tuple[Column[object], ...], ...]:
        """Return, for each unique constraint of the column, its other columns."""
        found = []
        for constraint in self.table.constraints:
            if isinstance(constraint, UniqueConstraint) and self.column.name in constraint.columns:
                found.append(tuple(c for c in constraint.columns if c is not self.column))
        return tuple(found)


@cache
def all_references() -> tuple[Reference, ...]:
    """Return every column of every table that points at a person."""
    load_all_tables()
    person = PersonRow.__table__
    return tuple(
        Reference(table, column)
        for name, table in sorted(Base.metadata.tables.items())
        for column in table.columns
        if any(key.column.table is person for key in column.foreign_keys)
    )


@cache
def moved_references() -> tuple[Reference, ...]:
    """Return the columns that follow when one person is joined into another."""
    return tuple(found for found in all_references() if found.table.name not in _NOT_MOVED)


def is_used(session: Session, person_id: int) -> bool:
    """Tell whether a record of a case, meeting or other subject above names the person."""
    own: Sequence[str] = ("person", "person_name", "person_address", "relation")
    for reference in moved_references():
        if reference.table.name in own:
            continue
        query = select(reference.table.c.id).where(reference.column == person_id)
        if "error_at" in reference.table.c:
            query = query.where(reference.table.c.error_at.is_(None))
        if session.scalar(select(exists(query))):
            return True
    return False
