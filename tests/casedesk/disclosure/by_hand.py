"""An attacker who tries every table of two rows; shares no code with the program."""

import random
from collections.abc import Iterator, Sequence
from itertools import product

Lines = Sequence[dict[str, str]]
World = dict[tuple[str, str], int]

ROW, COLUMN = "agency", "answer"

CAP = 10
"""No world with a larger inner count is tried; it is enough for the ends asked of small tables."""


def worlds(lines: Lines, lowest: int) -> Iterator[World]:
    """Yield every two-way table of whole numbers that agrees with `lines` of `cells.csv`."""
    shown = {(line[ROW], line[COLUMN]): int(line["value"]) for line in lines if not line["marker"]}
    hidden = {(line[ROW], line[COLUMN]) for line in lines if line["marker"]}
    rows = list(dict.fromkeys(line[ROW] for line in lines if line[ROW] != "Total"))
    columns = list(dict.fromkeys(line[COLUMN] for line in lines if line[COLUMN] != "Total"))

    def fits(cell: tuple[str, str], count: int) -> bool:
        return count >= lowest if cell in hidden else count == shown[cell]

    def choices(name: str) -> list[tuple[int, ...]]:
        ranges = [
            range(lowest, CAP + 1) if (name, c) in hidden else (shown[name, c],) for c in columns
        ]
        fitting = [counts for counts in product(*ranges) if fits((name, "Total"), sum(counts))]
        random.Random(name).shuffle(fitting)
        return fitting

    for table in _pairs(*(choices(name) for name in rows)):
        sums = [sum(counts) for counts in zip(*table, strict=True)]
        whole = sum(sums)
        if not fits(("Total", "Total"), whole):
            continue
        if all(fits(("Total", c), s) for c, s in zip(columns, sums, strict=True)):
            world = {
                (r, c): n
                for r, ns in zip(rows, table, strict=True)
                for c, n in zip(columns, ns, strict=True)
            }
            world |= {(r, "Total"): sum(ns) for r, ns in zip(rows, table, strict=True)}
            world |= {("Total", c): s for c, s in zip(columns, sums, strict=True)}
            yield world | {("Total", "Total"): whole}


def _pairs(
    firsts: list[tuple[int, ...]], seconds: list[tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield every pair, changing both halves from one to the next."""
    for offset in range(len(seconds)):
        for place, first in enumerate(firsts):
            yield first, seconds[(place + offset) % len(seconds)]


def ends(lines: Lines, k: int, lowest: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Return floor and ceiling of every cell, counted from the zeros shown."""
    zero = {(line[ROW], line[COLUMN]) for line in lines if line["value"] == "0"}
    inner = [
        (line[ROW], line[COLUMN]) for line in lines if "Total" not in (line[ROW], line[COLUMN])
    ]
    found = {}
    for line in lines:
        here = line[ROW], line[COLUMN]
        floor = lowest * sum(
            cell not in zero and here[0] in (cell[0], "Total") and here[1] in (cell[1], "Total")
            for cell in inner
        )
        found[here] = floor, max(k - 1, floor + k - 2)
    return found


def narrowed(
    lines: Lines, k: int, lowest: int, cells: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return those of `cells` that miss an end of the range promised to them."""
    wanted = ends(lines, k, lowest)
    open_ends = {(cell, side) for cell in cells for side in (0, 1)}
    for world in worlds(lines, lowest):
        reached = {
            (cell, side)
            for cell, side in open_ends
            if (world[cell] <= wanted[cell][0] if side == 0 else world[cell] >= wanted[cell][1])
        }
        open_ends -= reached
        if not open_ends:
            break
    return {cell for cell, _side in open_ends}
