"""The choice to be made for cells that are tied together: which further ones to hide."""

from collections.abc import Mapping
from math import log2
from time import thread_time

from msgspec import Struct

from casedesk.disclosure.attacker import Reader
from casedesk.disclosure.frame import Frame
from casedesk.disclosure.policy import policy
from casedesk.disclosure.ranges import Target

REACH = 10
"""The search lets a cell differ from the truth by at most k plus this much."""


class Task(Struct, frozen=True):
    """One component: what is hidden anyway, what may be hidden at what cost, what to reach."""

    frame: Frame
    cells: tuple[int, ...]
    base: Mapping[int, int]
    """The true count of every cell; for cells known only from an earlier release, one that fits."""
    hidden: frozenset[int]
    """Small cells, and those hidden before."""
    costs: Mapping[int, float]
    """The cells that may also be hidden, with the cost of hiding each."""
    targets: tuple[Target, ...]
    k: int
    lowest: int

    def reader(self, hidden: frozenset[int]) -> Reader:
        """Return what a reader knows when these cells are hidden."""
        published = {cell: None if cell in hidden else self.base[cell] for cell in self.cells}
        return Reader(self.frame, self.cells, published, self.lowest)

    def room(self, cell: int) -> tuple[int, int]:
        """Return by how much the cell may be lower and higher when it is hidden."""
        if cell not in self.hidden and cell not in self.costs:
            return 0, 0
        reach = self.k + REACH
        return min(reach, self.base[cell] - self.lowest), reach

    def price(self, hidden: frozenset[int]) -> float:
        """Return the summed cost of what is hidden beyond need."""
        return sum(self.costs[cell] for cell in sorted(hidden - self.hidden))


class TimeUp(Exception):  # noqa: N818 - an outcome, turned into advice by the caller
    """The time for one release is up."""


class Deadline:
    """The time that one release may take in all.

    It is this thread's own time: other work on the computer does not make a release unsafe.
    """

    def __init__(self, seconds: float | None = None) -> None:
        """Begin now; without `seconds` with the time that the catalogue allows."""
        allowed = policy().time_cap_seconds if seconds is None else seconds
        self._end = thread_time() + allowed

    def check(self) -> None:
        """Stop the work once the time is up.

        Raises:
            TimeUp: it is.
        """
        if thread_time() > self._end:
            raise TimeUp


def hiding_cost(count: int, levels: int = 0) -> float:
    """Return what hiding a count costs its readers; doubled for each level above the finest.

    Args:
        count: the true count.
        levels: at how many levels of total the cell stands; 0 for the plain cost.
    """
    return float((1.0 + log2(1 + count)) * 2**levels)
