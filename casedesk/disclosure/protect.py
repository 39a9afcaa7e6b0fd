"""Protects a release: hides small counts and what would give them away, and proves it."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casedesk.disclosure.attacker import Reader
from casedesk.disclosure.checker import check_published
from casedesk.disclosure.counts import Count, counts_of, tabulate
from casedesk.disclosure.earlier import (
    Together,
    promised_before,
    put_together,
    refuse_contradictions,
)
from casedesk.disclosure.frame import Frame, Key, frame_of
from casedesk.disclosure.group_disclosure import group_warnings
from casedesk.disclosure.proof import ProofPart, Unprovable, proof_bytes, prove
from casedesk.disclosure.published import (
    HIDDEN,
    NOT_COLLECTED,
    Figure,
    Marker,
    ProtectedCell,
    ProtectedRelease,
    ProtectedTable,
    PublishedRelease,
)
from casedesk.disclosure.ranges import floors, targets
from casedesk.disclosure.release_files import lines_of
from casedesk.disclosure.solver import Undecided
from casedesk.disclosure.spec import Spec, check_spec, has_cycle
from casedesk.disclosure.suppression import choose_hidden
from casedesk.disclosure.task import Deadline, Task, TimeUp, hiding_cost
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _
from casedesk.progress import Progress, Unwatched

MOST_TIED_CELLS = 1_500
"""So many cells tied to one another can be protected within a minute."""

Records = Iterable[Mapping[str, str]]


def protect(
    spec: Spec,
    counted: Mapping[Key, Count] | Records,
    earlier: Sequence[PublishedRelease] = (),
    progress: Progress | None = None,
    *,
    doubled_totals: bool = False,
    keep_published: bool = False,
    seconds: float | None = None,
) -> ProtectedRelease:
    """Hide what must be hidden in one release and prove that the rest gives nothing away.

    Args:
        spec: the tables wanted.
        counted: records (one mapping of dimension to code each), or true counts by key (see
            `counts_of`; None is "not collected").
        earlier: what was published before, oldest first; shared figures stay as they were.
        progress: told how far the work is, and may stop it.
        doubled_totals: hide totals last (for exports); otherwise every cell has the plain cost.
        keep_published: where a set of figures was published before as a whole, show it as it was
            even if records came in since (frozen periods); otherwise such a change is refused.
        seconds: the time it may take; None: what the catalogue `disclosure.toml` allows.

    Raises:
        PublicationRefusedError: it cannot be proved in that time; says what to drop.
        Cancelled: the user asked to stop.
    """
    check_spec(spec)
    frame = frame_of(spec)
    counts = counts_of(frame, counted) if isinstance(counted, Mapping) else tabulate(frame, counted)
    together = put_together(frame, earlier)
    missing = together.not_collected(counts)
    frame = frame.collected({n for n, cell in enumerate(together.number) if cell in missing})
    together = replace(together, frame=together.frame.collected(missing))
    _refuse_what_is_out_of_reach(frame, together)
    protection = _Protection(
        frame, counts, together, Deadline(seconds), doubled=doubled_totals, frozen=keep_published
    )
    return protection.release(earlier, progress or Unwatched())


class _Chosen(Struct, frozen=True):
    figures: dict[int, Figure]
    small: frozenset[int]
    beyond: int
    cost: float


class _Protection:
    """One release on its way from true counts to protected tables."""

    def __init__(
        self,
        frame: Frame,
        counts: Sequence[Count],
        together: Together,
        deadline: Deadline,
        *,
        doubled: bool,
        frozen: bool,
    ) -> None:
        self._frame, self._together = frame, together
        self._doubled, self._frozen = doubled, frozen
        self._joint = together.frame
        self._known = dict(zip(together.number, counts, strict=True))
        self._at: tuple[int, ...] = ()  # the cells being protected
        self._deadline = deadline

    def release(self, earlier: Sequence[PublishedRelease], progress: Progress) -> ProtectedRelease:
        """Choose, prove, check; what cannot be proved in time is refused."""
        try:
            made = self._made(progress)
        except (Unprovable, Undecided, TimeUp) as error:
            raise self._refused() from error
        for before in ((), earlier):
            if not check_published(made.published, made.proof, before).ok:
                raise self._refused()
        return made

    def _made(self, progress: Progress) -> ProtectedRelease:
        chosen = self._choose(progress)
        wanted = frozenset(self._together.number)
        joint = prove(self._joint, chosen.figures, wanted, self._deadline)
        if chosen.small - frozenset[int]().union(*(part.covered for part in joint)):
            raise Unprovable
        own = {place: chosen.figures[cell] for place, cell in enumerate(self._together.number)}
        true = {place: self._known[cell] for place, cell in enumerate(self._together.number)}
        return ProtectedRelease(
            PublishedRelease(
                self._frame.spec, {key: own[cell] for cell, key in enumerate(self._frame.keys)}
            ),
            _tables(self._frame, own),
            self._proof(joint, own),
            group_warnings(self._frame, own, true),
            chosen.beyond,
            chosen.cost,
        )

    def _choose(self, progress: Progress) -> _Chosen:
        """Decide for every joint cell what is shown."""
        figures = dict(self._together.before)
        small: set[int] = set()
        beyond, cost = 0, 0.0
        for cells in self._joint.components():
            new = [c for c in cells if c in self._known and c not in self._together.before]
            if not any(cell in self._known for cell in cells) or (self._frozen and not new):
                continue
            refuse_contradictions(self._together, self._known, cells)
            if self._joint.is_open(cells[0]) or any(self._known.get(c, 0) is None for c in cells):
                figures |= {c: self._plain(self._known[c]) for c in cells if c in self._known}
                continue
            self._at = cells
            task = self._task(cells)
            hidden = choose_hidden(task, self._deadline, progress)
            if hidden is None:
                raise Unprovable
            small |= {target.cell for target in task.targets}
            beyond += len(hidden - task.hidden)
            cost += task.price(hidden)
            figures |= {c: HIDDEN if c in hidden else Figure(task.base[c]) for c in cells}
        self._at = ()
        return _Chosen(figures, frozenset(small), beyond, cost)

    def _plain(self, count: Count) -> Figure:
        return NOT_COLLECTED if count is None else Figure(count)

    def _task(self, cells: tuple[int, ...]) -> Task:
        """Say what is hidden anyway and what each small cell must be able to be."""
        spec, before = self._joint.spec, self._together.before
        base = self._base(cells)
        was_hidden = {c for c in cells if c in before and before[c].marker is Marker.HIDDEN}
        free = [c for c in cells if c not in before]
        small = {c for c in free if spec.is_small(base[c])}
        promised = promised_before(self._together, cells)
        guarded = (
            small
            | promised
            | {c for c in was_hidden if c in self._known and spec.is_small(base[c])}
        )
        zero = [base.get(c) == 0 and spec.zeros == "shown" for c in range(len(self._joint.keys))]
        least = floors(self._joint.sums, zero, spec.lowest_hidden)
        costs = {
            c: hiding_cost(base[c], self._levels(c) if self._doubled else 0)
            for c in free
            if c not in small and not zero[c]
        }
        ends = tuple(t for c in sorted(guarded) for t in targets(c, least[c], spec.k))
        hidden = frozenset(small | was_hidden)
        return Task(self._joint, cells, base, hidden, costs, ends, spec.k, spec.lowest_hidden)

    def _base(self, cells: tuple[int, ...]) -> dict[int, int]:
        """Return the true counts; where only an earlier release knows a cell, one that fits."""
        known = {c: self._known[c] for c in cells if c in self._known}
        if len(known) < len(cells):
            before = {c: self._together.before[c].value for c in cells if c not in known}
            lowest = self._joint.spec.lowest_hidden
            world = Reader(self._joint, cells, before | known, lowest).world({})
            if world is None:
                raise PublicationRefusedError(
                    _("These figures contradict what was published earlier; count them again.")
                )
            return dict(zip(cells, world, strict=True))
        return {cell: count or 0 for cell, count in known.items()}

    def _levels(self, cell: int) -> int:
        """Count at how many levels above the finest the cell stands."""
        spec = self._joint.spec
        levels = 0
        for dimension, code in zip(spec.dims, self._joint.keys[cell], strict=True):
            if code not in dimension.leaves and dimension.total is not None:
                levels += 2 if dimension.groupings and not code else 1
        return levels

    def _proof(self, joint: Sequence[ProofPart], own: Mapping[int, Figure]) -> bytes:
        """Write the proof for readers of this release alone, and for those of all releases."""
        if not self._together.before:
            return proof_bytes(self._joint, joint)
        every = frozenset(range(len(self._frame.keys)))
        alone = prove(self._frame, own, every, self._deadline)
        return proof_bytes(self._frame, alone, (self._joint, joint))

    def _refused(self) -> PublicationRefusedError:
        """Name the detail to drop."""
        if self._together.before:
            text = _(
                "These tables could not be proved safe together with what is published already; "
                "drop {name} or use coarser groups of it, then try again."
            )
        else:
            text = _(
                "These tables could not be proved safe together; drop {name} or use coarser "
                "groups of it, then try again."
            )
        return PublicationRefusedError(
            text.format(name=_finest(self._frame, self._together, self._at))
        )


def _finest(new: Frame, together: Together, cells: Sequence[int] = ()) -> str:
    """Return the name of the dimension with most codes; rather one not published before.

    `cells` are those that could not be protected: what they are not split by is no help.
    """
    joint = together.frame
    concerned = {
        dimension.name
        for at, dimension in enumerate(joint.spec.dims)
        if not cells or any(joint.keys[cell][at] for cell in cells)
    }
    published = {joint.keys[cell] for cell in together.before}
    used = {
        dimension.name
        for at, dimension in enumerate(joint.spec.dims)
        if any(key[at] for key in published)
    }
    split = [d for d in new.spec.dims if d.total is not None]
    may_go = [d for d in split if d.name in concerned] or split or list(new.spec.dims)
    fresh = [dimension for dimension in may_go if dimension.name not in used]
    return max(fresh or may_go, key=lambda dimension: len(dimension.leaves)).name


def _refuse_what_is_out_of_reach(new: Frame, together: Together) -> None:
    """Refuse rings of tables and too many cells at once, before any work.

    Raises:
        PublicationRefusedError: naming what to drop.
    """
    spec = together.frame.spec
    if has_cycle(spec.tables):
        text = _(
            "The tables are linked in a ring; leave out one of them, for example {table}, or the "
            "dimension {name}."
        )
        linked = "*".join(spec.tables[-1])
        raise PublicationRefusedError(
            text.format(table=linked, name=_ring_dimension(spec, _finest(new, together)))
        )
    if max(len(cells) for cells in together.frame.components()) > MOST_TIED_CELLS:
        text = _(
            "More than {most} counts depend on one another; drop {name} or use coarser "
            "groups of it."
        )
        raise PublicationRefusedError(
            text.format(most=MOST_TIED_CELLS, name=_finest(new, together))
        )


def _ring_dimension(spec: Spec, otherwise: str) -> str:
    """Return the first dimension without which the tables form no ring."""
    for dimension in spec.dims:
        if not has_cycle([set(table) - {dimension.name} for table in spec.tables]):
            return dimension.name
    return otherwise


def _tables(frame: Frame, figures: Mapping[int, Figure]) -> tuple[ProtectedTable, ...]:
    made = []
    for table in frame.spec.tables:
        name = "*".join(table)
        cells = tuple(ProtectedCell(codes, figures[cell]) for codes, cell in lines_of(frame, name))
        made.append(ProtectedTable(name, tuple(table), cells))
    return tuple(made)
