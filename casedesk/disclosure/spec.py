"""What is to be published: the dimensions, their groups and totals, and the tables over them."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

LARGEST_K = 100
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheets would run such a cell of `cells.csv`."""

_OWN_COLUMNS = {"table", "value", "marker"}


class Dimension(msgspec.Struct, frozen=True, kw_only=True):
    """One way of splitting the counts; without `total` its codes are never added up."""

    name: str
    leaves: tuple[str, ...]
    groupings: tuple[dict[str, str], ...] = ()
    total: str | None = None

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Return every group's code with the leaves in it, in the order of the file."""
        found: dict[str, list[str]] = {}
        for grouping in self.groupings:
            for leaf in self.leaves:
                if leaf in grouping:
                    found.setdefault(grouping[leaf], []).append(leaf)
        return {code: tuple(leaves) for code, leaves in found.items()}


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """One release: counts from 1 to `k` - 1 are small, and 0 too where zeros are protected.

    `open` names codes of the first dimension (the measure) that count no people at risk:
    their cells are shown true.
    """

    k: int
    zeros: Literal["shown", "protected"]
    dims: tuple[Dimension, ...]
    tables: tuple[tuple[str, ...], ...]
    open: tuple[str, ...] = ()

    @property
    def lowest_hidden(self) -> int:
        """The smallest number that a reader must think possible behind `[c]`."""
        return 1 if self.zeros == "shown" else 0

    def is_small(self, count: int) -> bool:
        """Tell whether a count of people at risk is too small to be shown."""
        return self.lowest_hidden <= count < self.k


def read_spec(path: Path) -> Spec:
    """Read and check `SPEC.json`.

    Raises:
        PublicationRefusedError: one sentence about what is wrong in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        text = _("{file} cannot be read; check its name.").format(file=path.name)
        raise PublicationRefusedError(text) from error
    return spec_from_bytes(content, path.name)


def spec_from_bytes(content: bytes, file: str = "spec.json") -> Spec:
    """Read and check a spec that is already in memory; `file` is what messages call it."""
    try:
        spec = msgspec.json.decode(content, type=Spec)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        text = _("{file} does not describe tables: {reason}.").format(file=file, reason=error)
        raise PublicationRefusedError(text) from error
    check_spec(spec)
    return spec


def spec_bytes(spec: Spec) -> bytes:
    """Return the spec as it is written into a release."""
    return msgspec.json.format(msgspec.json.encode(spec), indent=1) + b"\n"


def check_spec(spec: Spec) -> None:
    """Refuse a spec that is ambiguous or cannot be protected.

    Raises:
        PublicationRefusedError: one sentence about the first fault found.
    """
    # A range needs two numbers: with zeros shown, 1 alone would be none.
    least = spec.lowest_hidden + 2
    if not least <= spec.k <= LARGEST_K:
        text = _("The threshold k must lie between {least} and {most}.")
        raise PublicationRefusedError(text.format(least=least, most=LARGEST_K))
    names = [dimension.name for dimension in spec.dims]
    if not names or len(set(names)) < len(names) or _OWN_COLUMNS & set(names):
        text = _("The dimensions need different names, and none may be table, value or marker.")
        raise PublicationRefusedError(text)
    for dimension in spec.dims:
        _check_dimension(dimension)
    _check_tables(spec)
    if set(spec.open) - set(spec.dims[0].leaves) or (spec.open and spec.dims[0].total is not None):
        text = _("Open codes must be codes of the first dimension, which then has no total.")
        raise PublicationRefusedError(text)


def _check_dimension(dimension: Dimension) -> None:
    groups = dimension.groups()
    totals = [] if dimension.total is None else [dimension.total]
    codes = [*dimension.leaves, *groups, *totals]
    known = set(dimension.leaves)
    stray = any(set(grouping) - known for grouping in dimension.groupings)
    if not dimension.leaves or "" in codes or "*" in dimension.name or stray:
        text = _("The dimension {name} needs codes, none of them empty, and groups made of them.")
        raise PublicationRefusedError(text.format(name=dimension.name))
    if any(code.startswith(_LIKE_A_FORMULA) for code in (dimension.name, *codes)):
        text = _("A code of the dimension {name} begins like a formula; spell it differently.")
        raise PublicationRefusedError(text.format(name=dimension.name))
    if len({_plain(code) for code in codes}) < len(codes) or _clashing(dimension):
        text = _("The dimension {name} uses one code for two things.")
        raise PublicationRefusedError(text.format(name=dimension.name))


def _clashing(dimension: Dimension) -> bool:
    """Tell whether two groupings use one group code for different leaves."""
    seen: dict[str, int] = {}
    for number, grouping in enumerate(dimension.groupings):
        for code in grouping.values():
            if seen.setdefault(code, number) != number:
                return True
    return False


def _plain(code: str) -> str:
    """Codes that a reader would take for the same must not be counted apart."""
    return unicodedata.normalize("NFKC", code).casefold().strip()


def _check_tables(spec: Spec) -> None:
    names = {dimension.name for dimension in spec.dims}
    without_total = {dimension.name for dimension in spec.dims if dimension.total is None}
    sets = [frozenset(table) for table in spec.tables]
    wrong = any(set(table) - names or len(set(table)) < len(table) for table in spec.tables)
    if wrong or not all(spec.tables) or not sets or len(set(sets)) < len(sets):
        text = _("Each table must name different dimensions, and no two tables the same ones.")
        raise PublicationRefusedError(text)
    if any(without_total - table for table in sets):
        text = _("A dimension without a total must stand in every table.")
        raise PublicationRefusedError(text)
    unused = names - frozenset[str]().union(*sets)
    if unused:
        text = _("The dimension {name} stands in no table; take it out.")
        raise PublicationRefusedError(text.format(name=min(unused)))


def has_cycle(tables: Iterable[Iterable[str]]) -> bool:
    """Tell whether tables are linked in a ring, so that cells alone prove nothing.

    Graham's reduction: take out dimensions that stand in one table only and tables
    that lie within another; what is left over forms a ring.
    """
    edges = [set(table) for table in tables]
    while True:
        lonely = {name for edge in edges for name in edge if sum(name in e for e in edges) == 1}
        reduced = [edge - lonely for edge in edges]
        kept = [
            edge
            for place, edge in enumerate(reduced)
            if not any(
                edge <= other and (edge < other or place > where)
                for where, other in enumerate(reduced)
                if where != place
            )
        ]
        if len(kept) <= 1:
            return False
        if kept == edges:
            return True
        edges = kept


def joined(specs: Iterable[Spec]) -> Spec:
    """Join a release with earlier ones into one spec over all their tables.

    Raises:
        PublicationRefusedError: they use a name or a code for different things.
    """
    first, *others = specs
    dims = {dimension.name: dimension for dimension in first.dims}
    tables = {frozenset(table): table for table in first.tables}
    for other in others:
        if (other.k, other.zeros) != (first.k, first.zeros):
            text = _(
                "An earlier publication used another threshold or treated zeros otherwise; keep it."
            )
            raise PublicationRefusedError(text)
        for dimension in other.dims:
            mine = dims.setdefault(dimension.name, dimension)
            dims[dimension.name] = _joined_dimension(mine, dimension)
        for table in other.tables:
            tables.setdefault(frozenset(table), table)
    everything = tuple(dict.fromkeys(code for spec in (first, *others) for code in spec.open))
    both = Spec(
        k=first.k,
        zeros=first.zeros,
        dims=tuple(dims.values()),
        tables=tuple(tables.values()),
        open=everything,
    )
    check_spec(both)
    return both


def _joined_dimension(mine: Dimension, other: Dimension) -> Dimension:
    same_leaves = set(mine.leaves) == set(other.leaves)
    if mine.total != other.total or (mine.total is not None and not same_leaves):
        raise PublicationRefusedError(_other_meaning(mine.name))
    groups, others = mine.groups(), other.groups()
    if any(set(groups[code]) != set(others[code]) for code in groups.keys() & others.keys()):
        raise PublicationRefusedError(_other_meaning(mine.name))
    leaves = tuple(dict.fromkeys((*mine.leaves, *other.leaves)))
    new = [_without(grouping, groups) for grouping in other.groupings]
    groupings = (*mine.groupings, *(grouping for grouping in new if grouping))
    return Dimension(name=mine.name, leaves=leaves, groupings=groupings, total=mine.total)


def _without(grouping: Mapping[str, str], known: Mapping[str, object]) -> dict[str, str]:
    return {leaf: code for leaf, code in grouping.items() if code not in known}


def _other_meaning(name: str) -> str:
    text = _("The dimension {name} has other codes than in an earlier publication; keep its codes.")
    return text.format(name=name)
