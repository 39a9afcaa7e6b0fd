"""Figures as readers see them: shown, hidden or not collected. Nothing here holds a true count.

Protected values are made in this folder only; whoever holds one knows that it may leave.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from casedesk.disclosure.frame import Key
from casedesk.disclosure.spec import Spec


class Marker(StrEnum):
    """What stands in a cell in place of a number (Analysis Function shorthand, 2022)."""

    SHOWN = ""
    HIDDEN = "[c]"
    NOT_COLLECTED = "[x]"


class Figure(Struct, frozen=True):
    """A published cell; `value` is None unless it is shown."""

    value: int | None
    marker: Marker = Marker.SHOWN


HIDDEN = Figure(None, Marker.HIDDEN)
NOT_COLLECTED = Figure(None, Marker.NOT_COLLECTED)


class PublishedRelease(Struct, frozen=True):
    """What a release told the world: its spec and every figure by its codes.

    A key has one code per dimension in the spec's order, empty where the figure is not split
    by it (or is the dimension's total).
    """

    spec: Spec
    figures: Mapping[Key, Figure]


class ProtectedCell(Struct, frozen=True):
    """One cell of a protected table; one code per dimension of that table."""

    codes: tuple[str, ...]
    figure: Figure


class ProtectedTable(Struct, frozen=True):
    """One table that may be published, totals and groups included."""

    name: str
    dims: tuple[str, ...]
    cells: tuple[ProtectedCell, ...]


class GroupWarning(Struct, frozen=True):
    """A row of `k` or more that is all one value of `dimension`: k does not see it, readers do.

    `where` is the row's key; for the office only, since it tells that the row is `k` or more.
    """

    where: Key
    dimension: str


class ProtectedRelease(Struct, frozen=True):
    """Tables that were proved safe together, with the proof.

    `hidden_beyond_need` counts the cells hidden only to protect others, `cost` is what hiding
    them costs; both are for the office and stand in no file.
    """

    published: PublishedRelease
    tables: tuple[ProtectedTable, ...]
    proof: bytes
    warnings: tuple[GroupWarning, ...]
    hidden_beyond_need: int
    cost: float
