"""A release seen together with those before it: what was shown stays shown, hidden stays hidden."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from casedesk.disclosure.attacker import Reader
from casedesk.disclosure.counts import Count
from casedesk.disclosure.frame import Frame, Key, Sum, frame_of
from casedesk.disclosure.published import Figure, Marker, PublishedRelease
from casedesk.disclosure.ranges import floors, targets
from casedesk.disclosure.spec import Spec, joined
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

Named = frozenset[tuple[str, str]]


class Together(Struct, frozen=True):
    """One frame over the new release and the earlier ones that concern it.

    `number` gives the joint cell of each cell of the new frame; `before` what was published.
    """

    frame: Frame
    number: tuple[int, ...]
    before: Mapping[int, Figure]

    def not_collected(self, counts: Sequence[Count]) -> set[int]:
        """Return the joint cells marked so before, or, where new, without a count now."""
        missing = {c for c, f in self.before.items() if f.marker is Marker.NOT_COLLECTED}
        for cell, count in zip(self.number, counts, strict=True):
            if count is None and cell not in self.before:
                missing.add(cell)
        return missing


def put_together(new: Frame, earlier: Sequence[PublishedRelease]) -> Together:
    """Join a new release with the earlier ones that share a cell with it.

    Raises:
        PublicationRefusedError: they contradict each other or cannot be joined.
    """
    own = {_named(new.spec, key) for key in new.keys}
    related = [
        release
        for release in earlier
        if any(_named(release.spec, key) in own for key in release.figures)
    ]
    frame = new if not related else _merged([new, *(frame_of(each.spec) for each in related)])
    places = {_named(frame.spec, key): number for number, key in enumerate(frame.keys)}
    before: dict[int, Figure] = {}
    for release in related:
        for key, figure in release.figures.items():
            cell = places[_named(release.spec, key)]
            if before.setdefault(cell, figure) != figure:
                text = _(
                    "Two earlier publications give one figure differently; nothing can be added."
                )
                raise PublicationRefusedError(text)
    number = tuple(places[_named(new.spec, key)] for key in new.keys)
    return Together(frame, number, before)


def _merged(frames: Sequence[Frame]) -> Frame:
    """Put the cells and sums of several frames side by side; equal cells become one."""
    spec = joined([frame.spec for frame in frames])
    names = [dimension.name for dimension in spec.dims]
    numbers: dict[Key, int] = {}
    sums: dict[tuple[int, str, tuple[int, ...]], Sum] = {}
    for frame in frames:
        own: list[int] = []
        for key in frame.keys:
            codes = dict(_named(frame.spec, key))
            joint = tuple(codes.get(name, "") for name in names)
            own.append(numbers.setdefault(joint, len(numbers)))
        for each in frame.sums:
            parts = tuple(own[part] for part in each.parts)
            moved = Sum(own[each.whole], each.along, parts, each.defining)
            sums.setdefault((moved.whole, moved.along, tuple(sorted(parts))), moved)
    return Frame(spec, tuple(numbers), (), tuple(sums.values()))


def _named(spec: Spec, key: Key) -> Named:
    return frozenset((d.name, code) for d, code in zip(spec.dims, key, strict=True) if code)


def refuse_contradictions(
    together: Together, known: Mapping[int, Count], cells: Sequence[int]
) -> None:
    """Hold true counts against what was published of them before.

    Raises:
        PublicationRefusedError: a figure published before would now be another, or be open.
    """
    for cell in cells:
        figure = together.before.get(cell)
        if figure is None or cell not in known:
            continue
        if figure.marker is Marker.HIDDEN and together.frame.is_open(cell):
            text = _(
                "A measure was protected in an earlier publication; it cannot be open in this one."
            )
            raise PublicationRefusedError(text)
        collected = figure.marker is not Marker.NOT_COLLECTED
        differs = figure.marker is Marker.SHOWN and figure.value != known[cell]
        if differs or collected != (known[cell] is not None):
            text = _("A figure published earlier would now be another; publish it as it was.")
            raise PublicationRefusedError(text)


def promised_before(together: Together, cells: Sequence[int]) -> frozenset[int]:
    """Return hidden cells of these, known from earlier releases only, that were protected there."""
    spec, before = together.frame.spec, together.before
    published = {cell: before[cell].value for cell in cells if cell in before}
    zero = [cell in before and before[cell].value == 0 for cell in range(len(together.frame.keys))]
    least = floors(together.frame.sums, zero, spec.lowest_hidden)
    reader = Reader(together.frame, cells, published, spec.lowest_hidden)
    hidden = [c for c in cells if c in before and before[c].marker is Marker.HIDDEN]
    return frozenset(
        cell
        for cell in hidden
        if cell not in together.number
        and least[cell] < spec.k
        and all(reader.reach(end) is not None for end in targets(cell, least[cell], spec.k))
    )
