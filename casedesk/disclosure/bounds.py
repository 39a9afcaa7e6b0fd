"""Proofs that a hidden cell cannot reach an end of its range, checkable with whole numbers.

A bound adds published sums, each times a whole number, to a multiple of one cell: what is left
over is at least (or at most) what the limits of the other cells allow. Bounds are rounded to
whole counts and may use those before them.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from casedesk.disclosure.frame import Sum
from casedesk.disclosure.ranges import Target
from casedesk.disclosure.solver import Model

LARGEST_SCALE = 12
PASSES = 4


class Bound(Struct, frozen=True):
    """`scale` times the cell plus the weighted sums proves its least or most value."""

    cell: int
    least: bool
    scale: int
    sums: tuple[tuple[Sum, int], ...]


class Known(Protocol):
    """What a reader knows of tied cells."""

    cells: tuple[int, ...]
    equations: tuple[Sum, ...]
    low: list[float]
    high: list[float]

    def relaxed(self) -> Model:
        """Return a fresh linear programme over the cells."""


def bound_steps(known: Known, missed: Sequence[Target]) -> tuple[Bound, ...] | None:
    """Return bounds that together prove every missed end out of reach, or None."""
    work = _Bounds(known)
    steps = [work.step(target.cell, least=target.at_most) for target in missed]
    if all(work.settled(target) for target in missed):
        return tuple(step for step in steps if step is not None)
    for _pass in range(PASSES):
        for cell in known.cells:
            for least in (True, False):
                steps.append(work.step(cell, least=least))
        if all(work.settled(target) for target in missed):
            return tuple(step for step in steps if step is not None)
    return None


class _Bounds:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._at = {cell: place for place, cell in enumerate(known.cells)}
        self._low, self._high = list(known.low), list(known.high)
        self._model = known.relaxed()

    def settled(self, target: Target) -> bool:
        """Tell whether the target is proved out of reach."""
        place = self._at[target.cell]
        if target.at_most:
            return self._low[place] > target.edge
        return self._high[place] < target.edge

    def step(self, cell: int, *, least: bool) -> Bound | None:
        """Tighten one cell's limit; None where nothing is gained."""
        place = self._at[cell]
        if self._low[place] == self._high[place]:
            return None
        costs = [0.0] * len(self._known.cells)
        costs[place] = 1.0 if least else -1.0
        self._model.set_costs(costs)
        self._model.set_bounds(self._low, self._high)
        found = self._model.solve()
        if found is None:
            return None
        best: tuple[int, Bound] | None = None
        for scale in range(1, LARGEST_SCALE + 1):
            sign = -scale if least else scale
            weights = [round(price * sign) for price in found.prices]
            limit = self._limit(place, weights, scale, least=least)
            if limit is None or (best and (limit <= best[0] if least else limit >= best[0])):
                continue
            pairs = zip(self._known.equations, weights, strict=True)
            sums = tuple((each, weight) for each, weight in pairs if weight)
            best = limit, Bound(cell, least, scale, sums)
        if best is None:
            return None
        limits = self._low if least else self._high
        gained = best[0] > limits[place] if least else best[0] < limits[place]
        if not gained:
            return None
        limits[place] = float(best[0])
        return best[1]

    def _limit(self, place: int, weights: Sequence[int], scale: int, *, least: bool) -> int | None:
        """Return the bound that these weights prove, by whole numbers; None where none."""
        terms: dict[int, int] = {place: scale}
        for each, weight in zip(self._known.equations, weights, strict=True):
            if weight:
                whole = self._at[each.whole]
                terms[whole] = terms.get(whole, 0) - weight
                for part in each.parts:
                    at = self._at[part]
                    terms[at] = terms.get(at, 0) + weight
        total = 0
        for at, weight in terms.items():
            if weight:
                limit = self._low[at] if (weight > 0) == least else self._high[at]
                if limit == float("inf"):
                    return None
                total += weight * int(limit)
        return -(-total // scale) if least else total // scale
