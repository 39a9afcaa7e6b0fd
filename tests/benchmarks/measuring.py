"""How ratios are measured: ours and the bare thing in turn, the fastest quarter of each compared.

Whatever else the machine does only ever makes a run slower, and not both sides alike: where a
quarter of the runs went without it, the program's own time is seen. The slowest runs stand beside.
"""

import time
from collections.abc import Callable

from msgspec import Struct

DOES_NOT_COUNT_MS = 2.0  # smaller differences are noise


class Result(Struct, frozen=True):
    """One line of the table; times in milliseconds, 99th of 100 beside the fastest quarter."""

    what: str
    ours: float
    ours_99: float
    bare: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.limit or self.ours - self.bare <= DOES_NOT_COUNT_MS

    def line(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return (
            f"| {self.what} | {self.ours:.1f} ({self.ours_99:.1f}) | {self.bare:.1f} "
            f"| {self.ratio:.2f} | {self.limit:g} | {verdict} |"
        )


HEAD = "| what | ours, ms (99th) | bare, ms | ratio | at most | |\n|---|---|---|---|---|---|"


def milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def compare(
    what: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    limit: float,
    runs: int = 9,
) -> Result:
    """Time both in turn; whatever else the machine does hits both alike."""
    return of_times(
        what,
        [(milliseconds(ours), milliseconds(bare)) for _run in range(runs + 1)][1:],
        limit,
    )


def of_times(what: str, pairs: list[tuple[float, float]], limit: float) -> Result:
    """Make a line from pairs of times (ours, bare)."""
    mine, bare = sorted(pair[0] for pair in pairs), sorted(pair[1] for pair in pairs)
    return Result(
        what,
        mine[len(mine) // 4],
        mine[min(len(mine) - 1, round(0.99 * len(mine)))],
        bare[len(bare) // 4],
        limit,
    )
