"""Rows that are ready to be written, with their ids; nothing here touches the file.

A row is a plain list in the order of its table's columns: 200,000 referrals make two and
a half million rows, which must fit into the memory of an office laptop.
"""

from functools import cache
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import Table

from casedesk.storage.base import Base, Recorded

_BY_THE_CHANGE = frozenset(Recorded.__annotations__) - {"review_on"}


class Shape(Struct, frozen=True):
    """The columns of a table that an import fills in; who and when come with the change."""

    table: Table
    columns: tuple[str, ...]
    places: dict[str, int]
    defaults: tuple[Any, ...]
    is_recorded: bool


class Entry:
    """A planned row that is still read and changed, by the names of its columns."""

    __slots__ = ("_places", "_row")

    def __init__(self, row: list[Any], places: dict[str, int]) -> None:
        """Show one row of a batch."""
        self._row, self._places = row, places

    def __getitem__(self, column: str) -> Any:
        return self._row[self._places[column]]

    def __setitem__(self, column: str, value: Any) -> None:
        self._row[self._places[column]] = value


class Batch:
    """New rows by table, each with the id it will have."""

    def __init__(self, last_ids: dict[str, int]) -> None:
        """Go on after the ids in use: name of the table -> highest id."""
        self._next = {name: last + 1 for name, last in last_ids.items()}
        self.rows: dict[type[Base], list[list[Any]]] = {}

    def add(self, kind: type[Base], **values: Any) -> int:
        """Add one row and return its id."""
        return int(self._append(kind, values)[0])

    def entry(self, kind: type[Base], **values: Any) -> Entry:
        """Add one row and return it, to be read and changed."""
        return Entry(self._append(kind, values), shape_of(kind).places)

    @property
    def size(self) -> int:
        """Return how many rows there are."""
        return sum(len(rows) for rows in self.rows.values())

    def _append(self, kind: type[Base], values: dict[str, Any]) -> list[Any]:
        shape = shape_of(kind)
        row = list(shape.defaults)
        places = shape.places
        for name, value in values.items():
            row[places[name]] = value
        table = shape.table.name
        row[0] = number = self._next.get(table, 1)
        self._next[table] = number + 1
        rows = self.rows.get(kind)
        if rows is None:
            rows = self.rows[kind] = []
        rows.append(row)
        return row


@cache
def shape_of(kind: type[Base]) -> Shape:
    """Return the columns of a row class, its id first, with their defaults."""
    table = cast("Table", kind.__table__)
    is_recorded = issubclass(kind, Recorded)
    columns = [c for c in table.columns if not (is_recorded and c.name in _BY_THE_CHANGE)]
    columns.sort(key=lambda column: column.name != "id")
    names = tuple(column.name for column in columns)
    return Shape(
        table,
        names,
        {name: place for place, name in enumerate(names)},
        tuple(_default(column) for column in columns),
        is_recorded,
    )


def _default(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None
