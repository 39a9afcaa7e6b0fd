"""The cheapest safe pattern, proved: cutting planes over hide-or-show.

A master programme chooses what to hide; for each small cell an attacker's linear programme says
whether its range is reached, and if not, its dual gives a row that every safe pattern obeys
(the method of Fischetti and Salazar). The answer is then audited with whole numbers.
"""

from collections.abc import Sequence

from casedesk.disclosure.attacker import adding_up
from casedesk.disclosure.ranges import Target
from casedesk.disclosure.solver import Model, Solution, Undecided
from casedesk.disclosure.task import Deadline, Task
from casedesk.progress import Progress

ROUNDS = 60
"""After this many rounds of cuts the optimum counts as not found."""

MOST_WORK = 40_000
"""Steps of the solver after which the optimum counts as not found; ten seconds or so."""

NODES = 200
"""Branchings in one round."""

TINY = 1e-9
NOTICEABLE = 1e-6


class Optimum:
    """The search for one component's cheapest pattern."""

    def __init__(self, task: Task, deadline: Deadline) -> None:
        self._task = task
        self._deadline = deadline
        self._choices = tuple(task.costs)
        self._column = {cell: place for place, cell in enumerate(self._choices)}
        self._at = {cell: place for place, cell in enumerate(task.cells)}
        self._rooms = [task.room(cell) for cell in task.cells]
        self._open = tuple(t for t in task.targets if not t.met_by(task.base[t.cell]))
        inside = [each for each in task.frame.equations if each.whole in self._at]
        rows = adding_up(inside, self._at)
        self._attack = Model(len(task.cells), rows, whole=False)
        self._relaxed, self._master = self._choice(whole=False), self._choice(whole=True)

    def _choice(self, *, whole: bool) -> Model:
        model = Model(len(self._choices), [], whole=whole, nodes=NODES)
        model.set_bounds([0.0] * len(self._choices), [1.0] * len(self._choices))
        model.set_costs(list(self._task.costs.values()))
        return model

    def find(self, known: frozenset[int], progress: Progress) -> frozenset[int] | None:
        """Return all hidden cells of a cheapest safe pattern, or None if it is not found.

        Args:
            known: a safe pattern; it is the answer once nothing cheaper can be safe.
            progress: told about each round.
        """
        try:
            return self._find(known, progress)
        except Undecided:
            return None

    def _find(self, known: frozenset[int], progress: Progress) -> frozenset[int] | None:
        price = self._task.price(known)
        exact = False
        for turn in range(ROUNDS):
            self._deadline.check()
            progress.step(turn, ROUNDS)
            if self._master.work > MOST_WORK:
                return None
            if exact:
                self._master.start_from([float(cell in known) for cell in self._choices])
            chosen = (self._master if exact else self._relaxed).solve()
            if chosen is None:
                return None
            if chosen.objective > price - NOTICEABLE:
                return known
            if self._cut(chosen):
                continue
            if not exact:
                exact = True
                continue
            picked = (
                c for c, value in zip(self._choices, chosen.values, strict=True) if value > 0.5
            )
            hidden = self._task.hidden.union(picked)
            if self._whole_numbers_agree(hidden):
                return hidden
        return None

    def _whole_numbers_agree(self, hidden: frozenset[int]) -> bool:
        """Audit with whole numbers; forbid this pattern and all weaker ones if it fails."""
        reader = self._task.reader(hidden)
        if all(reader.reach(target) is not None for target in self._open):
            return True
        others = {self._column[c]: 1.0 for c in self._choices if c not in hidden}
        self._add(1.0, others)
        return False

    def _cut(self, chosen: Solution) -> bool:
        """Add a row for every target that `chosen` (which may be fractional) does not reach."""
        shares = dict.fromkeys(self._task.hidden, 1.0)
        shares |= {
            c: min(1.0, max(0.0, v)) for c, v in zip(self._choices, chosen.values, strict=True)
        }
        low, high = [], []
        for cell, (down, up) in zip(self._task.cells, self._rooms, strict=True):
            base, share = self._task.base[cell], shares.get(cell, 0.0)
            low.append(base - down * share)
            high.append(base + up * share)
        self._attack.set_bounds(low, high)
        found = [cut for target in self._open if (cut := self._missed(target)) is not None]
        for need, terms in found:
            self._add(need, terms)
        return bool(found)

    def _missed(self, target: Target) -> tuple[float, dict[int, float]] | None:
        costs = [0.0] * len(self._task.cells)
        place = self._at[target.cell]
        costs[place] = 1.0 if target.at_most else -1.0
        self._attack.set_costs(costs)
        reached = self._attack.solve()
        if reached is None:
            raise Undecided
        base = self._task.base[target.cell]
        need = float(abs(target.edge - base))
        if abs(reached.values[place] - base) > need - NOTICEABLE:
            return None
        return self._row(need, reached.reduced)

    def _row(self, need: float, reduced: Sequence[float]) -> tuple[float, dict[int, float]] | None:
        terms: dict[int, float] = {}
        for cell, weight, (down, up) in zip(self._task.cells, reduced, self._rooms, strict=True):
            pull = weight * down if weight > 0 else -weight * up
            if pull < TINY:
                continue
            if cell in self._column:
                terms[self._column[cell]] = pull
            else:
                need -= pull
        if need < NOTICEABLE:
            raise Undecided
        return need, {column: min(pull, need) for column, pull in terms.items()}

    def _add(self, need: float, terms: dict[int, float]) -> None:
        for model in (self._relaxed, self._master):
            model.add_row(need, terms, float("inf"))
