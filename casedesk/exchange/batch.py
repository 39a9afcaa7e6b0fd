"""Rows that are ready to be written, with their ids; nothing here touches the file."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table

from casedesk.storage.base import Base, Recorded

Values = dict[str, Any]


class Batch:
    """New rows by table, each with the id it will have."""

    def __init__(self, last_ids: dict[str, int]) -> None:
        """Go on after the ids in use: name of the table -> highest id."""
        self._next = {name: last + 1 for name, last in last_ids.items()}
        self.rows: dict[type[Base], list[Values]] = {}

    def add(self, kind: type[Base], **values: Any) -> Values:
        """Add one row and return it; it may still be changed."""
        table, blank = _blank(kind)
        row = {**blank, **values}
        row["id"] = number = self._next.get(table, 1)
        self._next[table] = number + 1
        self.rows.setdefault(kind, []).append(row)
        return row

    @property
    def size(self) -> int:
        """Return how many rows there are."""
        return sum(len(rows) for rows in self.rows.values())


def table_of(kind: type[Base]) -> Table:
    """Return the table of a row class."""
    return cast("Table", kind.__table__)


@cache
def stamped(kind: type[Base]) -> bool:
    """Tell whether rows of this kind say who recorded them."""
    return issubclass(kind, Recorded)


@cache
def _blank(kind: type[Base]) -> tuple[str, Values]:
    """Return the table's name and a row in which every column has its default.

    All rows of one bulk insert must name the same columns.
    """
    table = table_of(kind)
    values: Values = {}
    for column in table.columns:
        if column.name in Recorded.__annotations__ and stamped(kind):
            continue
        default: Any = column.default
        values[column.name] = default.arg if default is not None and default.is_scalar else None
    return table.name, values
