"""The range that a hidden small count must keep: the rule of protection, in whole numbers."""

from collections.abc import Sequence

from msgspec import Struct

from casedesk.disclosure.frame import Sum


class Target(Struct, frozen=True):
    """A cell must be able to be `edge` or lower (`at_most`), or `edge` or higher."""

    cell: int
    edge: int
    at_most: bool

    def met_by(self, value: int) -> bool:
        """Tell whether a world with this value in the cell serves."""
        return value <= self.edge if self.at_most else value >= self.edge


def floors(sums: Sequence[Sum], zero: Sequence[bool], lowest: int) -> tuple[int, ...]:
    """Return what each cell would be at least if every cell not known to be zero were hidden.

    Args:
        sums: all sums of the cells.
        zero: whether the cell is known to be zero.
        lowest: 1 where zeros are shown, 0 where they are protected.
    """
    least = [0 if known else lowest for known in zero]
    changed = lowest > 0
    while changed:
        changed = False
        for each in sums:
            alive = [part for part in each.parts if not zero[part]]
            whole = sum(least[part] for part in alive)
            if whole > least[each.whole]:
                least[each.whole], changed = whole, True
            if len(alive) == 1 and least[each.whole] > least[alive[0]]:
                least[alive[0]], changed = least[each.whole], True
    return tuple(least)


def targets(cell: int, floor: int, k: int) -> tuple[Target, Target]:
    """Return the two ends that a small cell's range must reach ."""
    ceiling = max(k - 1, floor + k - 2)
    return Target(cell, floor, True), Target(cell, ceiling, False)
