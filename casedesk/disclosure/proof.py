"""Decoys: other whole-number tables that give exactly the published figures.

Made from the published cells, the spec and a fixed seed alone; the true table is nowhere near,
so decoys tell nothing that the figures do not tell.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from casedesk.disclosure.attacker import SEED, Reader, World
from casedesk.disclosure.bounds import Bound, bound_steps
from casedesk.disclosure.frame import Frame
from casedesk.disclosure.published import Figure, Marker
from casedesk.disclosure.ranges import Target, floors, targets
from casedesk.disclosure.task import Deadline


class Unprovable(Exception):  # noqa: N818 - an outcome, turned into advice by the caller
    """The figures as they stand cannot be proved safe."""


class ProofPart(Struct, frozen=True):
    """The proof for cells tied together: decoy values of each hidden cell, and bounds.

    `covered` are the cells whose decoys reach both ends of the range promised to small cells.
    """

    hidden: tuple[int, ...]
    decoys: tuple[tuple[int, ...], ...]
    bounds: tuple[Bound, ...]
    covered: frozenset[int]


def prove(
    frame: Frame, figures: Mapping[int, Figure], wanted: frozenset[int], deadline: Deadline
) -> tuple[ProofPart, ...]:
    """Make the decoys of every component that has hidden cells.

    Args:
        frame: the cells of the release and of the earlier ones it is proved with.
        figures: what is published of each cell.
        wanted: cells of the release itself; components without any of them are left out.
        deadline: when to give up.

    Raises:
        Unprovable: some hidden cell neither reaches its range nor can be shown not to.
        Undecided: the solver reached its limit of work.
    """
    spec = frame.spec
    zero = [c in figures and figures[c].value == 0 for c in range(len(frame.keys))]
    least = floors(frame.sums, zero, spec.lowest_hidden)
    parts = []
    for cells in frame.components():
        hidden = tuple(
            cell for cell in cells if cell in figures and figures[cell].marker is Marker.HIDDEN
        )
        if hidden and wanted.intersection(cells):
            known = {c: figures[c].value for c in cells if c in figures}
            reader = Reader(frame, cells, known, spec.lowest_hidden)
            parts.append(_Prover(reader, hidden, least, spec.k, deadline).part())
    return tuple(parts)


class _Prover:
    """Makes one component's decoys."""

    def __init__(
        self,
        reader: Reader,
        hidden: tuple[int, ...],
        least: Sequence[int],
        k: int,
        deadline: Deadline,
    ) -> None:
        self._reader, self._hidden, self._k, self._deadline = reader, hidden, k, deadline
        self._at = {cell: place for place, cell in enumerate(reader.cells)}
        self._ends = {cell: targets(cell, least[cell], k) for cell in hidden if least[cell] < k}

    def part(self) -> ProofPart:
        """Find which cells reach their range, bounds for the others, then the decoys."""
        reached, missed = self._try_all()
        covered = frozenset(self._ends) - {target.cell for target in missed}
        told = sorted(set(self._ends) - covered)
        bounds = bound_steps(self._reader, missed) if told else ()
        if bounds is None:
            raise Unprovable
        decoys = self._decoys(covered, told, reached)
        values = tuple(tuple(world[self._at[c]] for c in self._hidden) for world in decoys)
        return ProofPart(self._hidden, values, bounds, covered)

    def _try_all(self) -> tuple[dict[Target, World], list[Target]]:
        """Return a world for every end that can be reached, and one missed end per other cell."""
        reached: dict[Target, World] = {}
        missed: list[Target] = []
        worlds: list[World] = []
        for ends in self._ends.values():
            self._deadline.check()
            for end in ends:
                world = self._first(worlds, end) or self._reader.reach(end)
                if world is None:
                    missed.append(end)
                    break
                reached[end] = world
                if world not in worlds:
                    worlds.append(world)
        return reached, missed

    def _first(self, worlds: Sequence[World], end: Target) -> World | None:
        place = self._at[end.cell]
        return next((world for world in worlds if end.met_by(world[place])), None)

    def _decoys(
        self, covered: frozenset[int], told: Sequence[int], reached: Mapping[Target, World]
    ) -> list[World]:
        """Prefer decoys in which every cell that cannot be protected is k or more."""
        large = {cell: (float(self._k), float("inf")) for cell in told}
        witness = self._reader.world(large)
        if witness is None:
            raise Unprovable
        decoys = [witness]
        for cell in self._hidden:
            if cell not in covered:
                continue
            self._deadline.check()
            for end in self._ends[cell]:
                if self._first(decoys, end) is None:
                    span = (
                        (0.0, float(end.edge)) if end.at_most else (float(end.edge), float("inf"))
                    )
                    world = self._reader.world(large | {cell: span})
                    decoys.append(reached[end] if world is None else world)
        return decoys


def proof_bytes(
    frame: Frame,
    parts: Sequence[ProofPart],
    joint: tuple[Frame, Sequence[ProofPart]] | None = None,
) -> bytes:
    """Return `proof.json`: per set of tied cells the hidden ones, their decoys and the bounds.

    Args:
        frame: the cells of the release.
        parts: its proof by itself.
        joint: frame and proof of the release together with earlier ones, if there are any.
    """
    whole: dict[str, object] = {"version": 1, "seed": SEED, "parts": _written(frame, parts)}
    if joint is not None:
        whole["joint"] = _written(*joint)
    return msgspec.json.format(msgspec.json.encode(whole), indent=0) + b"\n"


def _written(frame: Frame, parts: Sequence[ProofPart]) -> list[dict[str, object]]:
    def name(cell: int) -> dict[str, str]:
        pairs = zip(frame.spec.dims, frame.keys[cell], strict=True)
        return {dimension.name: code for dimension, code in pairs if code}

    return [
        {
            "cells": [name(cell) for cell in part.hidden],
            "decoys": part.decoys,
            "bounds": [
                {
                    "cell": name(bound.cell),
                    "end": "least" if bound.least else "most",
                    "scale": bound.scale,
                    "sums": [[name(each.whole), each.along, weight] for each, weight in bound.sums],
                }
                for bound in part.bounds
            ],
        }
        for part in parts
    ]
