"""The cells of a release and how they add up; cells that two tables share are one."""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import product
from math import prod

from msgspec import Struct
from msgspec.structs import replace

from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

MOST_CELLS = 20_000
"""Beyond this a spec is refused before its cells are listed."""

Key = tuple[str, ...]
"""One code per dimension in the spec's order; empty where the cell is not split by it."""


class Place(Struct, frozen=True):
    """A line of `cells.csv`: the table, the codes as written, and which cell it shows."""

    table: str
    codes: Key
    cell: int


class Sum(Struct, frozen=True):
    """`whole` is the sum of `parts` along one dimension; `defining` ones imply all others."""

    whole: int
    along: str
    parts: tuple[int, ...]
    defining: bool


class Frame(Struct, frozen=True, dict=True):
    """All cells of a spec by number, their places in the tables and their sums."""

    spec: Spec
    keys: tuple[Key, ...]
    places: tuple[Place, ...]
    sums: tuple[Sum, ...]

    @cached_property
    def index(self) -> dict[Key, int]:
        """Return each key's number."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def equations(self) -> tuple[Sum, ...]:
        """Return the sums that define every total and group from finer cells, finest first."""
        return tuple(each for each in self.sums if each.defining)

    def is_open(self, cell: int) -> bool:
        """Tell whether the cell's measure counts no people at risk."""
        return self.keys[cell][0] in self.spec.open

    def collected(self, missing: Set[int]) -> "Frame":
        """Return this frame without the sums over cells that were not collected.

        A figure may be collected without a way of splitting it: then no part of that split
        is known to anybody, and its total stands by itself.
        """
        if not missing:
            return self
        # Those left must say everything by themselves, so none is left out as implied.
        left = (s for s in self.sums if missing.isdisjoint(s.parts))
        return replace(self, sums=tuple(replace(s, defining=True) for s in left))

    def components(self) -> list[tuple[int, ...]]:
        """Return the sets of cells that no sum ties to one another, in order."""
        leader = list(range(len(self.keys)))

        def lead(cell: int) -> int:
            while leader[cell] != cell:
                leader[cell] = leader[leader[cell]]
                cell = leader[cell]
            return cell

        for each in self.sums:
            for part in each.parts:
                low, high = sorted((lead(each.whole), lead(part)))
                leader[high] = low
        found: dict[int, list[int]] = {}
        for cell in range(len(self.keys)):
            found.setdefault(lead(cell), []).append(cell)
        return [tuple(cells) for cells in found.values()]


def frame_of(spec: Spec) -> Frame:
    """List the cells and sums of `spec`.

    Raises:
        PublicationRefusedError: far too many cells.
    """
    by_name = {dimension.name: dimension for dimension in spec.dims}
    sizes = [prod(len(_codes(by_name[name])) for name in table) for table in spec.tables]
    if sum(sizes) > MOST_CELLS:
        raise PublicationRefusedError(
            _(
                "The tables have more than {most} cells; drop a dimension or use coarser groups."
            ).format(most=MOST_CELLS)
        )
    numbers: dict[Key, int] = {}
    places: list[Place] = []
    for table in spec.tables:
        for codes in _lines(spec, frozenset(table)):
            cell = numbers.setdefault(canonical(spec, codes), len(numbers))
            places.append(Place("*".join(table), codes, cell))
    sums = _ordered(_sums(spec, places, numbers))
    return Frame(spec, tuple(numbers), tuple(places), sums)


def _ordered(sums: Iterator[tuple[int, Sum]]) -> tuple[Sum, ...]:
    """Keep each sum once and sort by depth, so that parts stand before their wholes."""
    once: dict[tuple[int, str], tuple[int, Sum]] = {}
    for depth, each in sums:
        known_depth, known = once.get((each.whole, each.along), (depth, each))
        kept = each if each.defining else known
        once[each.whole, each.along] = max(depth, known_depth), kept
    return tuple(each for _depth, each in sorted(once.values(), key=lambda pair: pair[0]))


def canonical(spec: Spec, codes: Sequence[str]) -> Key:
    """Return the codes with every dimension's total left empty."""
    return tuple(
        "" if code == dimension.total else code
        for code, dimension in zip(codes, spec.dims, strict=True)
    )


def _codes(dimension: Dimension) -> tuple[str, ...]:
    total = () if dimension.total is None else (dimension.total,)
    return (*dimension.leaves, *dimension.groups(), *total)


def _lines(spec: Spec, table: frozenset[str]) -> Iterator[Key]:
    choices = [_codes(d) if d.name in table else ("",) for d in spec.dims]
    yield from product(*choices)


def _sums(
    spec: Spec, places: Sequence[Place], numbers: dict[Key, int]
) -> Iterator[tuple[int, Sum]]:
    """Yield every sum along one dimension with the number of dimensions not at a leaf."""
    parts_of: list[dict[str, tuple[str, ...]]] = []
    for dimension in spec.dims:
        parts = dict(dimension.groups())
        if dimension.total is not None:
            parts[dimension.total] = dimension.leaves
        parts_of.append(parts)
    for place in places:
        coarse = [at for at, code in enumerate(place.codes) if code in parts_of[at]]
        for at in coarse:
            finer = (
                canonical(spec, (*place.codes[:at], leaf, *place.codes[at + 1 :]))
                for leaf in parts_of[at][place.codes[at]]
            )
            parts_here = tuple(numbers[key] for key in finer)
            along = spec.dims[at].name
            yield len(coarse), Sum(place.cell, along, parts_here, at == coarse[0])
