"""Verifies a release by adding whole numbers: no solver, no partnership file, no true table.

The checker does not know which hidden cells are small. It asks for every hidden cell that could
be (its floor f is below k; f is its least value if all cells but the zeros shown were hidden):
either decoys in which it is f or less and max(k-1, f+k-2) or more; or bounds that prove that one
of these ends is out of reach. A cell of the second kind may not have been small when the pattern
was made, so one decoy must show all of these as k or more. Each decoy adds up, keeps every shown
figure, and no hidden cell is below 1 (0 where zeros are protected). Hence a release passes if and
only if some table of counts exists that was safe to publish like this; a pattern unsafe for every
table that fits it fails. Whether the true table is one of those only its holder can say: the maker
asks before writing, and `audit-pattern --records` asks again. Taking decoys or bounds away, or
raising k, never makes a release pass. Tables linked in a ring fail: cells prove nothing there.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from casedesk.disclosure.earlier import Together, put_together
from casedesk.disclosure.frame import Sum, frame_of
from casedesk.disclosure.published import Figure, Marker, PublishedRelease
from casedesk.disclosure.ranges import floors, targets
from casedesk.disclosure.release_files import PROOF, read_release
from casedesk.disclosure.spec import has_cycle
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _


class CheckResult(Struct, frozen=True):
    """Whether a release holds; `problem` is one sentence when it does not."""

    ok: bool
    problem: str = ""
    hidden: int = 0
    decoys: int = 0


def check_release(folder: Path, after: Sequence[Path] = ()) -> CheckResult:
    """Check the release in `folder` together with earlier ones, oldest first."""
    try:
        own, earlier = read_release(folder), [read_release(each) for each in after]
        return check_published(own, (folder / PROOF).read_bytes(), earlier)
    except PublicationRefusedError as wrong:
        return CheckResult(False, str(wrong))
    except OSError:
        return CheckResult(False, _("The release has no proof.json."))


def check_published(
    own: PublishedRelease, proof: bytes, earlier: Sequence[PublishedRelease] = ()
) -> CheckResult:
    """Check what was published against its proof."""
    try:
        frame = frame_of(own.spec)
        together = put_together(frame, earlier)
        figures = {n: own.figures[key] for n, key in zip(together.number, frame.keys, strict=True)}
        written = json.loads(proof)
        joint = together.before and "joint" in written
        parts = written["joint" if joint else "parts"]
        return _Check(figures, together).result(parts)
    except PublicationRefusedError as wrong:
        return CheckResult(False, str(wrong))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return CheckResult(False, _("The proof is damaged or not of this format."))


class _Check:
    def __init__(self, own: Mapping[int, Figure], together: Together) -> None:
        self._own, self._before = own, together.before
        self._figures: dict[int, Figure] = {**together.before, **self._own}
        self._missing = {c for c, f in self._figures.items() if f.marker is Marker.NOT_COLLECTED}
        self._all_sums = together.frame.sums
        self._frame = together.frame.collected(self._missing)
        self._spec = self._frame.spec
        self._shown = {c: f.value for c, f in self._figures.items() if f.value is not None}
        self._hidden = {c for c, f in self._figures.items() if f.marker is Marker.HIDDEN}
        zero = [self._shown.get(cell) == 0 for cell in range(len(self._frame.keys))]
        self._floors = floors(self._frame.sums, zero, self._spec.lowest_hidden)

    def result(self, parts: Any) -> CheckResult:
        """Run every check; the first that fails raises its sentence."""
        self._check_shown()
        if has_cycle(self._spec.tables):
            _fail(_("The tables are linked in a ring, which this proof does not cover."))
        proved: set[int] = set()
        for part in parts:
            proved |= self._check_part(part, proved)
        if self._hidden.intersection(self._own) - proved:
            _fail(_("The proof leaves out a hidden cell."))
        hidden = len(self._hidden.intersection(self._own))
        return CheckResult(True, "", hidden, sum(len(part["decoys"]) for part in parts))

    def _check_shown(self) -> None:
        for cell, figure in self._own.items():
            if self._before.get(cell, figure) != figure:
                _fail(_("A figure was published differently before."))
            if figure.marker is Marker.HIDDEN and self._frame.is_open(cell):
                _fail(_("A figure is hidden although its measure is open."))
            public = self._frame.is_open(cell) or cell in self._before
            if figure.value is not None and self._spec.is_small(figure.value) and not public:
                _fail(_("A small count is shown."))
        for each in self._all_sums:
            missing = self._missing.intersection(each.parts)
            if (missing or each.whole in self._missing) and len(missing) < len(each.parts):
                _fail(_("A measure is collected only in part."))
        for each in self._frame.sums:
            markers = {self._figures[cell].marker for cell in (each.whole, *each.parts)}
            if markers == {Marker.SHOWN} and not self._adds_up(each, {}):
                _fail(_("The figures shown do not add up."))

    def _adds_up(self, each: Sum, decoy: Mapping[int, int]) -> bool:
        values = [decoy[c] if c in decoy else self._shown[c] for c in (each.whole, *each.parts)]
        return values[0] == sum(values[1:])

    def _check_part(self, part: Any, proved: set[int]) -> set[int]:
        """Check one set of tied cells; return the hidden cells that it settles."""
        cells = [self._named(name) for name in part["cells"]]
        if len(set(cells)) < len(cells) or proved.intersection(cells):
            _fail(_("The proof names a cell twice."))
        if set(cells) - self._hidden:
            _fail(_("The proof speaks of a cell that is not hidden."))
        decoys = [dict(zip(cells, values, strict=True)) for values in part["decoys"]]
        touching = [s for s in self._frame.sums if not {s.whole, *s.parts}.isdisjoint(cells)]
        for each in touching:
            if ({each.whole, *each.parts} & self._hidden) - set(cells):
                _fail(_("The proof leaves out a hidden cell."))
        for decoy in decoys:
            if any(type(v) is not int or v < self._spec.lowest_hidden for v in decoy.values()):
                _fail(_("A decoy holds a value that no count can have."))
            if not all(self._adds_up(each, decoy) for each in touching):
                _fail(_("A decoy does not give the published figures."))
        self._check_ranges(cells, decoys, part["bounds"])
        return set(cells)

    def _check_ranges(
        self, cells: Sequence[int], decoys: Sequence[Mapping[int, int]], bounds: Any
    ) -> None:
        least, most = self._follow(bounds)
        told = []
        for cell in (cell for cell in cells if self._floors[cell] < self._spec.k):
            ends = targets(cell, self._floors[cell], self._spec.k)
            if all(any(end.met_by(decoy[cell]) for decoy in decoys) for end in ends):
                continue
            if least[cell] <= ends[0].edge and most.get(cell, ends[1].edge) >= ends[1].edge:
                _fail(_("The decoys leave a hidden cell too narrow a range."))
            told.append(cell)
        if not any(all(decoy[cell] >= self._spec.k for cell in told) for decoy in decoys):
            _fail(_("A hidden cell that must be small is not protected."))

    def _follow(self, bounds: Any) -> tuple[dict[int, int], dict[int, int]]:
        """Follow the bounds one after another; return the least and the most they prove."""
        sums = {(each.whole, each.along): each for each in self._frame.sums}
        least = dict.fromkeys(self._hidden, self._spec.lowest_hidden) | self._shown
        most = dict(self._shown)
        for step in bounds:
            cell, scale, low = self._named(step["cell"]), step["scale"], step["end"] == "least"
            terms = {cell: scale}
            for name, along, weight in step["sums"]:
                each = sums[self._named(name), along]
                for part, times in ((each.whole, -1), *((part, 1) for part in each.parts)):
                    terms[part] = terms.get(part, 0) + times * weight
            if any(type(weight) is not int for weight in terms.values()) or scale < 1:
                _fail(_("A bound in the proof is not made of whole numbers."))
            total = sum(w * (least if (w > 0) == low else most)[c] for c, w in terms.items() if w)
            if low:
                least[cell] = max(least[cell], -(-total // scale))
            else:
                most[cell] = min(most.get(cell, total // scale), total // scale)
        return least, most

    def _named(self, name: Mapping[str, str]) -> int:
        key = tuple(name.get(dimension.name, "") for dimension in self._spec.dims)
        if len([code for code in key if code]) < len(name) or key not in self._frame.index:
            _fail(_("The proof names an unknown cell; give all earlier releases with --after."))
        return self._frame.index[key]


def _fail(sentence: str) -> None:
    raise PublicationRefusedError(sentence)
