"""Whole-number tables that fit what is known: a thin layer over the HiGHS solver.

Everything is deterministic: one thread, fixed seeds, limits in work and not in seconds.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

MIP_NODES = 20_000
"""Branching stops after this many nodes; the answer is then "undecided"."""

NEAR = 1e-6


class Solution(Struct, frozen=True):
    """A point, its objective and, for a linear programme, the duals of columns and rows."""

    values: tuple[float, ...]
    objective: float
    reduced: tuple[float, ...]
    prices: tuple[float, ...]

    def is_whole(self) -> bool:
        """Tell whether all values are whole numbers."""
        return all(abs(value - round(value)) < NEAR for value in self.values)


class Undecided(Exception):  # noqa: N818 - an outcome of the search, not a failure
    """The solver reached its limit of work before it knew."""


class Model:
    """Columns with bounds, rows of the form low <= sum <= high, a linear objective.

    `work` counts the steps taken so far; unlike seconds it is the same on every computer.
    """

    def __init__(
        self,
        columns: int,
        rows: Sequence[tuple[float, Mapping[int, float], float]],
        *,
        whole: bool,
        nodes: int = MIP_NODES,
    ) -> None:
        import highspy  # noqa: PLC0415 - heavy; only a release needs it
        import numpy  # noqa: PLC0415

        new_solver: Any = highspy.Highs
        self._highs: Any = new_solver()
        self._numpy: Any = numpy
        self._status: Any = highspy.HighsModelStatus
        self._infinity: float = highspy.kHighsInf
        self._columns = columns
        self._new_solution: Any = highspy.HighsSolution
        self.work = 0
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 7),
            ("mip_max_nodes", nodes),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-6),
        ):
            self._highs.setOptionValue(name, value)
        self._every = numpy.arange(columns, dtype=numpy.int32)
        zeros = numpy.zeros(columns)
        self._highs.addVars(columns, zeros, numpy.full(columns, self._infinity))
        if whole:
            kinds = numpy.array([highspy.HighsVarType.kInteger] * columns)
            self._highs.changeColsIntegrality(columns, self._every, kinds)
        for low, terms, high in rows:
            self.add_row(low, terms, high)

    def add_row(self, low: float, terms: Mapping[int, float], high: float) -> None:
        """Add one row; infinite ends are allowed."""
        places = self._numpy.array(list(terms), dtype=self._numpy.int32)
        weights = self._numpy.array(list(terms.values()), dtype=float)
        self._highs.addRow(low, high, len(places), places, weights)

    def set_bounds(self, low: Sequence[float], high: Sequence[float]) -> None:
        """Set every column's bounds."""
        array = self._numpy.array
        self._highs.changeColsBounds(
            self._columns, self._every, array(low, dtype=float), array(high, dtype=float)
        )

    def set_costs(self, costs: Sequence[float]) -> None:
        """Set the objective, which is always made as small as possible."""
        array = self._numpy.array(costs, dtype=float)
        self._highs.changeColsCost(self._columns, self._every, array)

    def start_from(self, values: Sequence[float]) -> None:
        """Tell a whole-number programme of a point that is known to fit."""
        point = self._new_solution()
        point.col_value = list(values)
        self._highs.setSolution(point)

    def solve(self) -> Solution | None:
        """Return the best point, or None where there is none or where it lies at infinity.

        Raises:
            Undecided: the limit of work was reached.
        """
        self._highs.run()
        self.work += max(0, self._highs.getInfo().simplex_iteration_count)
        status = self._highs.getModelStatus()
        kind = self._status
        if status in (kind.kOptimal, kind.kModelEmpty):
            found = self._highs.getSolution()
            objective = self._highs.getInfo().objective_function_value
            duals = tuple(found.col_dual), tuple(found.row_dual)
            return Solution(tuple(found.col_value), objective, *duals)
        if status in (kind.kInfeasible, kind.kUnbounded, kind.kUnboundedOrInfeasible):
            return None
        raise Undecided(str(status))
