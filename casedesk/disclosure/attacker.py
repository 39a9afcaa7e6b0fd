"""What a careful reader can work out: the worlds that fit the published figures.

The attacker knows every shown figure, that figures add up, that counts are whole numbers and not
below zero, the method, and (where zeros are shown) that no hidden cell is zero.
"""

import random
from collections.abc import Mapping, Sequence

from casedesk.disclosure.frame import Frame, Sum
from casedesk.disclosure.ranges import Target
from casedesk.disclosure.solver import Model

SEED = 20_240_601
"""Fixed: the same published cells always give the same decoys."""

Published = int | None
"""A shown count, or None where the cell is hidden."""

World = tuple[int, ...]


class Reader:
    """Finds worlds that agree with everything published about cells that are tied together."""

    def __init__(
        self,
        frame: Frame,
        cells: Sequence[int],
        published: Mapping[int, Published],
        lowest: int,
    ) -> None:
        """Prepare the search.

        Args:
            frame: where the cells come from.
            cells: one component of the frame.
            published: what is known of them; cells left out were not published at all.
            lowest: the least value of a hidden cell.
        """
        self.cells = tuple(cells)
        self._at = {cell: place for place, cell in enumerate(self.cells)}
        self.equations = tuple(each for each in frame.equations if each.whole in self._at)
        self.low = [float(_least(published, cell, lowest)) for cell in self.cells]
        self.high = [_most(published, cell) for cell in self.cells]
        chance = random.Random(SEED)
        self._costs = [1.0 + chance.random() for _cell in self.cells]
        self._relaxed: Model | None = None
        self._whole: Model | None = None

    def relaxed(self) -> Model:
        """Return a fresh linear programme over the cells, without bounds or costs."""
        return Model(len(self.cells), adding_up(self.equations, self._at), whole=False)

    def world(self, wanted: Mapping[int, tuple[float, float]]) -> World | None:
        """Return a whole-number world with the `wanted` cells within bounds, or None if none is.

        The world depends on the published figures, `wanted` and a fixed seed alone.

        Raises:
            Undecided: the search reached its limit of work.
        """
        low, high = list(self.low), list(self.high)
        for cell, (least, most) in wanted.items():
            place = self._at[cell]
            low[place], high[place] = max(low[place], least), min(high[place], most)
            if low[place] > high[place]:
                return None
        if self._relaxed is None:
            self._relaxed = self.relaxed()
            self._relaxed.set_costs(self._costs)
        self._relaxed.set_bounds(low, high)
        found = self._relaxed.solve()
        if found is None:
            return None
        if not found.is_whole():
            if self._whole is None:
                rows = adding_up(self.equations, self._at)
                self._whole = Model(len(self.cells), rows, whole=True)
                self._whole.set_costs(self._costs)
            self._whole.set_bounds(low, high)
            found = self._whole.solve()
        return None if found is None else tuple(round(value) for value in found.values)

    def reach(self, target: Target) -> World | None:
        """Return a world that meets the target, or None if there is none."""
        infinity = float("inf")
        span = (0.0, target.edge) if target.at_most else (target.edge, infinity)
        return self.world({target.cell: span})


def adding_up(
    equations: Sequence[Sum], at: Mapping[int, int]
) -> list[tuple[float, dict[int, float], float]]:
    """Return the sums as rows for the solver; `at` gives each cell's column."""
    return [
        (0.0, {at[each.whole]: -1.0} | {at[part]: 1.0 for part in each.parts}, 0.0)
        for each in equations
    ]


def _least(published: Mapping[int, Published], cell: int, lowest: int) -> int:
    if cell not in published:
        return 0
    shown = published[cell]
    return lowest if shown is None else shown


def _most(published: Mapping[int, Published], cell: int) -> float:
    shown = published.get(cell)
    return float("inf") if shown is None else float(shown)
