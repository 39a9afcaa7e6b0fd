"""Figures as readers see them: shown, hidden or not collected. Nothing here holds a true count.

Protected values are made in this folder only; whoever holds one knows that it may leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casedesk.disclosure.frame import Key
from casedesk.disclosure.spec import Spec


class Marker(StrEnum):
    """What stands in a cell in place of a number (Analysis Function shorthand, 2022)."""

    SHOWN = ""
    HIDDEN = "[c]"
    NOT_COLLECTED = "[x]"


@dataclass(frozen=True, slots=True)
class Figure:
    """A published cell; `value` is None unless it is shown."""

    value: int | None
    marker: Marker = Marker.SHOWN


HIDDEN = Figure(None, Marker.HIDDEN)
NOT_COLLECTED = Figure(None, Marker.NOT_COLLECTED)


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """What a release told the world: its spec and every figure by its codes.

    A key has one code per dimension in the spec's order, empty where the figure is not split
    by it (or is the dimension's total).
    """

    spec: Spec
    figures: Mapping[Key, Figure]


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """One cell of a protected table; one code per dimension of that table."""

    codes: tuple[str, ...]
    figure: Figure


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """One table that may be published, totals and groups included."""

    name: str
    dims: tuple[str, ...]
    cells: tuple[ProtectedCell, ...]


@dataclass(frozen=True, slots=True)
class GroupWarning:
    """A row of `k` or more that is all one value of `dimension`: k does not see it, readers do.

    `where` is the row's key; for the office only, since it tells that the row is `k` or more.
    """

    where: Key
    dimension: str


@dataclass(frozen=True, slots=True)
class ProtectedRelease:
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
