"""A good safe pattern where the optimum is out of reach: worlds near the truth, then pruning.

Each world found says which cells must be hidden to leave it possible; it serves every other cell
whose range it reaches. These worlds contain the truth and never leave memory.
"""

import random
from collections.abc import Sequence

from msgspec import Struct

from casedesk.disclosure.attacker import SEED
from casedesk.disclosure.ranges import Target
from casedesk.disclosure.solver import Model, Solution
from casedesk.disclosure.task import Deadline, Task
from casedesk.progress import Progress

REPAIR_NODES = 400
ROUND_CELLS = 14_000
"""Rounds of improvement times cells; a fixed amount of work keeps the answer repeatable."""

MOST_ROUNDS = 60

MOST_WORK = 1_500_000
"""Work after which improving ends, ten seconds or so; counted, not timed, for the same reason."""

STEP_WORK = 40
"""A step with whole numbers costs about as much as so many cells in a solved linear programme."""

TINY = 1e-6
SPARE = 1e-3


class _Witness(Struct, frozen=True):
    """A world as changes from the truth: the cells it changes as bits, and by how much."""

    mask: int
    changes: dict[int, int]


class PatternSearch:
    """Finds and improves one component's pattern."""

    def __init__(self, task: Task, deadline: Deadline) -> None:
        self._task, self._deadline = task, deadline
        self._bit = {cell: 1 << place for place, cell in enumerate(task.cells)}
        self._open = tuple(t for t in task.targets if not t.met_by(task.base[t.cell]))
        self._serving: dict[Target, list[_Witness]] = {target: [] for target in self._open}
        self._movable = [cell for cell in task.cells if any(task.room(cell))]
        self._at = {cell: place for place, cell in enumerate(self._movable)}
        self._moves = self._model(whole=False)
        self._whole_moves: Model | None = None
        self._work = 0
        self._chance = random.Random(SEED)

    def _model(self, *, whole: bool) -> Model:
        """Two columns a cell: how much higher, how much lower than the truth."""
        count = len(self._movable)
        rows = []
        for each in self._task.frame.equations:
            terms: dict[int, float] = {}
            for cell, sign in ((each.whole, -1.0), *((part, 1.0) for part in each.parts)):
                if cell in self._at:
                    terms |= {self._at[cell]: sign, count + self._at[cell]: -sign}
            if terms:
                rows.append((0.0, terms, 0.0))
        return Model(2 * count, rows, whole=whole, nodes=REPAIR_NODES)

    def find(self) -> frozenset[int] | None:
        """Return all hidden cells of a safe pattern, or None if none was found."""
        found = self._repaired(self._task.hidden)
        return None if found is None else self._pruned(found)

    def improved(
        self, best: frozenset[int], progress: Progress, *, share: float = 1.0
    ) -> frozenset[int]:
        """Drop some of the cells of a safe pattern, protect anew, and keep what is cheaper.

        Args:
            best: a safe pattern.
            progress: told about each round.
            share: the part of the work allowed that may have been done by the end.
        """
        rounds = round(share * min(MOST_ROUNDS, ROUND_CELLS / len(self._task.cells)))
        for turn in range(rounds):
            progress.step(turn, rounds)
            if self._work > share * MOST_WORK:
                break
            extra = sorted(best - self._task.hidden)
            chance = self._chance.choice((0.1, 0.2, 0.35))
            dropped = {cell for cell in extra if self._chance.random() < chance}
            other = self._repaired(best - dropped)
            if other is None:
                continue
            other = self._pruned(other)
            if self._task.price(other) <= self._task.price(best):
                best = other
        return best

    def _mask(self, cells: frozenset[int]) -> int:
        return sum(self._bit[cell] for cell in cells)

    def _served(self, target: Target, mask: int) -> bool:
        return any(witness.mask | mask == mask for witness in self._serving[target])

    def _repaired(self, hidden: frozenset[int]) -> frozenset[int] | None:
        """Hide more until every target is served."""
        mask = self._mask(hidden)
        for target in self._open:
            if self._served(target, mask):
                continue
            self._deadline.check()
            witness = self._nearest(target, hidden)
            if witness is None:
                return None
            self._keep(witness)
            hidden = hidden.union(witness.changes)
            mask |= witness.mask
        return hidden

    def _keep(self, witness: _Witness) -> None:
        base = self._task.base
        for target, serving in self._serving.items():
            if target.met_by(base[target.cell] + witness.changes.get(target.cell, 0)):
                serving.append(witness)

    def _nearest(self, target: Target, hidden: frozenset[int]) -> _Witness | None:
        """Find a world that meets the target and needs little more hidden."""
        costs = self._task.costs
        weights = {cell: SPARE if cell in hidden else costs[cell] for cell in self._movable}
        best: tuple[float, frozenset[int]] | None = None
        for _turn in range(3):
            found = self._moved(target, weights, whole=False)
            if found is None:
                return None
            moves = self._changes(found)
            used = frozenset(moves) - hidden
            price = sum(self._task.costs[cell] for cell in sorted(used))
            if best is None or price < best[0] - TINY:
                best = price, used
            for cell in self._movable:
                if cell not in hidden:
                    weights[cell] = self._task.costs[cell] / (abs(moves.get(cell, 0.0)) + 0.1)
        return None if best is None else self._settled(target, hidden | best[1])

    def _settled(self, target: Target, allowed: frozenset[int]) -> _Witness | None:
        """Find a whole-number world within `allowed`, or else anywhere."""
        for cells in (allowed, frozenset(self._movable)):
            weights = {c: SPARE if c in allowed else self._task.costs[c] for c in self._movable}
            limits = cells if cells is allowed else None
            found = self._moved(target, weights, whole=False, limits=limits)
            if found is not None and not found.is_whole():
                found = self._moved(target, weights, whole=True, limits=limits)
            if found is not None:
                changes = {cell: round(move) for cell, move in self._changes(found).items()}
                changes = {cell: move for cell, move in changes.items() if move}
                return _Witness(self._mask(frozenset(changes)), changes)
        return None

    def _moved(
        self,
        target: Target,
        weights: dict[int, float],
        *,
        whole: bool,
        limits: frozenset[int] | None = None,
    ) -> Solution | None:
        model = self._moves
        if whole:
            self._whole_moves = self._whole_moves or self._model(whole=True)
            model = self._whole_moves
        rooms = [
            self._task.room(cell) if limits is None or cell in limits else (0, 0)
            for cell in self._movable
        ]
        high = [float(up) for _down, up in rooms] + [float(down) for down, _up in rooms]
        low = [0.0] * len(high)
        place, base = self._at[target.cell], self._task.base[target.cell]
        up, down = place, place + len(self._movable)
        column, opposite = (down, up) if target.at_most else (up, down)
        low[column], high[opposite] = float(abs(target.edge - base)), 0.0
        if low[column] > high[column]:
            return None
        model.set_bounds(low, high)
        costs = [weights[cell] for cell in self._movable]
        model.set_costs(costs + costs)
        before = model.work
        try:
            return model.solve()
        finally:
            steps = model.work - before
            self._work += STEP_WORK * steps if whole else len(self._movable)

    def _changes(self, found: Solution) -> dict[int, float]:
        count = len(self._movable)
        ups, downs = found.values[:count], found.values[count:]
        moves: Sequence[float] = [up - down for up, down in zip(ups, downs, strict=True)]
        return {c: move for c, move in zip(self._movable, moves, strict=True) if abs(move) > TINY}

    def _pruned(self, hidden: frozenset[int]) -> frozenset[int]:
        """Show again whatever is not needed, the dearest first."""
        costs = self._task.costs
        for cell in sorted(hidden - self._task.hidden, key=lambda c: (-costs[c], c)):
            self._deadline.check()
            fewer = hidden - {cell}
            if self._still_safe(fewer):
                hidden = fewer
        return hidden

    def _still_safe(self, hidden: frozenset[int]) -> bool:
        mask = self._mask(hidden)
        for target in self._open:
            if self._served(target, mask):
                continue
            weights = dict.fromkeys(self._movable, 1.0)
            found = self._moved(target, weights, whole=False, limits=hidden)
            if found is None:
                return False
            if not found.is_whole():
                found = self._moved(target, weights, whole=True, limits=hidden)
                if found is None:
                    return False
            changes = {c: round(m) for c, m in self._changes(found).items() if round(m)}
            self._keep(_Witness(self._mask(frozenset(changes)), changes))
        return True
