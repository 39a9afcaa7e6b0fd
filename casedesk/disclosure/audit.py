"""Judges any pattern of hidden cells, whoever made it: which small cells does it give away?"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from casedesk.disclosure.attacker import Reader, World
from casedesk.disclosure.counts import Count, tabulate
from casedesk.disclosure.frame import Frame, canonical, frame_of
from casedesk.disclosure.published import Figure, Marker
from casedesk.disclosure.ranges import Target, floors, targets
from casedesk.disclosure.release_files import figure_of
from casedesk.disclosure.solver import Undecided
from casedesk.disclosure.spec import Spec, has_cycle
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

Named = dict[str, str]
"""A cell by dimension and code, totals left out."""


class AuditResult(Struct, frozen=True):
    """Cells by verdict, each cell once per list however many tables show it.

    `unsafe` do not keep the range promised to small counts; `pinned`, all of them unsafe too,
    are known exactly; for `undecided` ones the search gave up.
    """

    unsafe: tuple[Named, ...]
    pinned: tuple[Named, ...]
    undecided: tuple[Named, ...]


def audit_pattern(
    spec: Spec,
    cells: Iterable[Mapping[str, str]],
    records: Iterable[Mapping[str, str]] | None = None,
) -> AuditResult:
    """Say which small cells a reader can narrow down.

    Args:
        spec: the tables that the pattern is of.
        cells: lines as in `cells.csv`; the columns `table` and `marker` may be absent, and so
            may lines (what is not listed was not published).
        records: where given, the cells that are small in them are judged, hidden or not;
            otherwise every hidden cell, as if it were small.

    Raises:
        PublicationRefusedError: there is no line, one lacks a column or does not fit the spec,
            or tables form a ring.
    """
    frame = frame_of(spec)
    if has_cycle(spec.tables):
        text = _("Tables linked in a ring cannot be audited cell by cell; leave one of them out.")
        raise PublicationRefusedError(text)
    figures = _figures(frame, cells)
    counts = None if records is None else tabulate(frame, records)
    return _Audit(frame, figures, counts).result()


def _figures(frame: Frame, cells: Iterable[Mapping[str, str]]) -> dict[int, Figure]:
    figures: dict[int, Figure] = {}
    names = [dimension.name for dimension in frame.spec.dims]
    for row in cells:
        for column in (*names, "value"):
            if column not in row:  # read as a total or as hidden, it would be called safe
                text = _("The cells have no column {column}; add it.").format(column=column)
                raise PublicationRefusedError(text)
        codes = tuple(row[name] for name in names)
        cell = frame.index.get(canonical(frame.spec, codes))
        if cell is None:
            raise PublicationRefusedError(_("A line of the cells has a code not in the spec."))
        figure = _figure(row)
        if figures.setdefault(cell, figure) != figure:
            raise PublicationRefusedError(_("The cells give one figure in two different ways."))
    if not figures:
        raise PublicationRefusedError(_("The file of cells has no line; nothing can be audited."))
    return figures


def _figure(row: Mapping[str, str]) -> Figure:
    value, marker = row.get("value", ""), row.get("marker", "")
    if not value and not marker:
        marker = Marker.HIDDEN
    return figure_of("" if marker else value, marker)


class _Audit:
    def __init__(
        self, frame: Frame, figures: Mapping[int, Figure], counts: Sequence[Count] | None
    ) -> None:
        self._frame, self._figures, self._counts = frame, figures, counts
        self._worlds: list[dict[int, int]] = []

    def result(self) -> AuditResult:
        """Judge every component."""
        found: dict[str, list[int]] = {"unsafe": [], "pinned": [], "undecided": []}
        for cells in self._frame.components():
            judged = [cell for cell in cells if self._is_judged(cell)]
            if judged:
                self._judge(cells, judged, found)
        return AuditResult(*(tuple(map(self._named, found[name])) for name in found))

    def _is_judged(self, cell: int) -> bool:
        if self._frame.is_open(cell):
            return False
        if self._counts is None:
            figure = self._figures.get(cell)
            return figure is not None and figure.marker is Marker.HIDDEN
        count = self._counts[cell]
        return count is not None and self._frame.spec.is_small(count)

    def _judge(
        self, cells: Sequence[int], judged: Sequence[int], found: dict[str, list[int]]
    ) -> None:
        reader, lowest = self._reader(cells)
        zero = [lowest > 0 and self._is_zero(cell) for cell in range(len(self._frame.keys))]
        least = floors(self._frame.sums, zero, lowest)
        for cell in judged:
            ends = targets(cell, least[cell], self._frame.spec.k)
            try:
                worlds = [self._reach(reader, end) for end in ends]
                if None in worlds:
                    found["unsafe"].append(cell)
                    if self._is_pinned(reader, cell):
                        found["pinned"].append(cell)
            except Undecided:
                if cell not in found["unsafe"]:
                    found["undecided"].append(cell)

    def _reader(self, cells: Sequence[int]) -> tuple[Reader, int]:
        """Model the reader; one who finds that hidden zeros must exist reckons with them."""
        published = {cell: self._figures[cell].value for cell in cells if cell in self._figures}
        lowest = self._frame.spec.lowest_hidden
        for least in range(lowest, -1, -1):
            reader = Reader(self._frame, cells, published, least)
            self._worlds = []
            if self._remembered(reader, reader.world({})) is not None:
                return reader, least
        raise PublicationRefusedError(_("The figures shown do not add up."))

    def _is_zero(self, cell: int) -> bool:
        if cell in self._figures:
            return self._figures[cell].value == 0
        return self._counts is not None and self._counts[cell] == 0

    def _reach(self, reader: Reader, end: Target) -> dict[int, int] | None:
        for world in self._worlds:
            if end.met_by(world[end.cell]):
                return world
        return self._remembered(reader, reader.reach(end))

    def _remembered(self, reader: Reader, world: World | None) -> dict[int, int] | None:
        if world is None:
            return None
        named = dict(zip(reader.cells, world, strict=True))
        self._worlds.append(named)
        return named

    def _is_pinned(self, reader: Reader, cell: int) -> bool:
        """Tell whether the cell has one value in all worlds."""
        value = self._worlds[0][cell]
        others = (Target(cell, value - 1, True), Target(cell, value + 1, False))
        return all(self._reach(reader, other) is None for other in others)

    def _named(self, cell: int) -> Named:
        pairs = zip(self._frame.spec.dims, self._frame.keys[cell], strict=True)
        return {dimension.name: code or (dimension.total or "") for dimension, code in pairs}
