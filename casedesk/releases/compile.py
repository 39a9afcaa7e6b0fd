"""From a return and a period to the true counts of its cells, and the spec of its tables.

The measure and the period are dimensions without a total: figures of two measures or of two
periods are never added up. A measure that is a part of another (repeats of referrals) is no
leaf of its own but a cell of the other, so that both are protected as one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.dates import Period, days_between
from casedesk.disclosure.frame import Key
from casedesk.disclosure.policy import Policy
from casedesk.disclosure.published import PublishedRelease
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _
from casedesk.measures.catalogue import OUTSIDE, Disclosure, Kind, Measure, measures
from casedesk.measures.returns import Axis, Return
from casedesk.measures.service import cell_records, count_session, measure_of, measures_in_use
from casedesk.outside_figures.catalogue import SeriesUnit, series

MEASURE, PERIOD, TOTAL = "measure", "period", "Total"
COUNTED = (Kind.COUNT, Kind.SUM, Kind.OUTSIDE_FIGURE)
AGENCY, OTHER_AGENCY = "agency", "other"


class Compiled(Struct, frozen=True):
    """True counts by cell key (None: not collected), and the spec they belong to."""

    spec: Spec
    counts: Mapping[Key, int | None]
    measures: tuple[str, ...]
    periods: tuple[Period, Period]


def period_code(period: Period) -> str:
    """Return the code of a period in a release: its first and last day."""
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def period_of_code(code: str) -> Period:
    """Return the period that a code stands for."""
    first, last = code.split("..")
    return days_between(date.fromisoformat(first), date.fromisoformat(last))


def compile_scorecard(session: Session, wanted: Return, period: Period, policy: Policy) -> Compiled:
    """Count what a scorecard publishes.

    Raises:
        PublicationRefusedError: nothing was recorded that it could show.
    """
    periods = (period, period.same_days_a_year_before())
    found = [measure_of(one) for one in wanted.measures or measures_in_use(session, period)]
    chosen = [measure for measure in found if _is_published(measure, wanted)]
    if not chosen:
        raise PublicationRefusedError(
            _("Nothing was recorded in this period or a year before, so there is nothing to show.")
        )
    spec = _spec(chosen, periods, wanted, policy)
    counts: dict[Key, int | None] = {}
    for one in periods:
        _count_measures(session, counts, spec, chosen, one)
        _count_splits(session, counts, spec, chosen, wanted, period=one)
    return Compiled(spec, counts, tuple(m.id for m in chosen), periods)


def _is_published(measure: Measure, wanted: Return) -> bool:
    """Tell whether a measure has a row of its own, under one name only."""
    apart = {*wanted.leave_out, *(part.measure for part in wanted.parts)}
    if measure.kind not in COUNTED or measure.id in apart:
        return False
    if measure.id.startswith(OUTSIDE):
        # Rates and ranks do not add up over days, and one figure must not have two names.
        named = {one.series for one in measures().values()}
        counted = series()[measure.series].unit is SeriesUnit.COUNT
        return counted and measure.series not in named
    return bool(wanted.measures) or measure.group in wanted.groups


def refuse_overlaps(compiled: Compiled, earlier: Iterable[PublishedRelease]) -> None:
    """Refuse days that overlap an earlier publication without being the same days.

    Taking one from the other would give the figures of the days between, which nobody hid.

    Raises:
        PublicationRefusedError: names the days published before.
    """
    mine = {period_code(period): period for period in compiled.periods}
    protected = set(compiled.measures) - set(compiled.spec.open)
    for release in earlier:
        dims = {dimension.name: dimension for dimension in release.spec.dims}
        if PERIOD not in dims or not protected & set(dims[MEASURE].leaves):
            continue
        for code in dims[PERIOD].leaves:
            other = period_of_code(code)
            for own_code, own in mine.items():
                if own_code != code and own.first <= other.last and other.first <= own.last:
                    raise PublicationRefusedError(
                        _(
                            "Figures for {first} to {last} were published before and share days "
                            "with this period. Publish the same days, or days that share none."
                        ).format(first=other.first.isoformat(), last=other.last.isoformat())
                    )


def _spec(
    chosen: list[Measure], periods: tuple[Period, Period], wanted: Return, policy: Policy
) -> Spec:
    here = {measure.id for measure in chosen}
    axes = list(dict.fromkeys(axis for s in wanted.splits if s.measure in here for axis in s.by))
    published = axes_of_return(wanted)
    open_ones = tuple(m.id for m in chosen if m.disclosure is not Disclosure.PEOPLE)
    return Spec(
        k=policy.k,
        zeros=policy.zeros,
        dims=(
            Dimension(name=MEASURE, leaves=tuple(m.id for m in chosen)),
            Dimension(name=PERIOD, leaves=tuple(period_code(p) for p in periods)),
            *(_dimension(published[axis]) for axis in axes),
        ),
        tables=(
            (MEASURE, PERIOD),
            *(
                (MEASURE, PERIOD, *by)
                for by in dict.fromkeys(s.by for s in wanted.splits if s.measure in here)
            ),
        ),
        open=open_ones,
    )


def _dimension(axis: Axis) -> Dimension:
    return Dimension(
        name=axis.id,
        leaves=tuple(value.id for value in axis.values),
        groupings=tuple(dict.fromkeys(group.values, group.id) for group in axis.groups),
        total=TOTAL,
    )


def axes_of_return(wanted: Return) -> Mapping[str, Axis]:
    """Return what a return splits by; agencies are those with a column of their own.

    Every value is there, whether it occurs or not: absence would tell.
    """
    own = tuple(agency for agency in agencies().values() if _own_column(agency.id))
    return {
        axis.id: replace(axis, values=own, other=OTHER_AGENCY) if axis.id == AGENCY else axis
        for axis in wanted.axes
    }


def _own_column(agency_id: str) -> bool:
    agency = agencies()[agency_id]
    return (
        agency_id == OTHER_AGENCY
        or agency.safelives_column != agencies()[OTHER_AGENCY].safelives_column
    )


def _count_measures(
    session: Session,
    counts: dict[Key, int | None],
    spec: Spec,
    chosen: list[Measure],
    period: Period,
) -> None:
    blank = ("",) * (len(spec.dims) - 2)
    figures = count_session(session, period, [m.id for m in chosen])
    for figure in figures:
        value = None if figure.value is None else round(figure.value)
        counts[(figure.measure, period_code(period), *blank)] = value


def _count_splits(
    session: Session,
    counts: dict[Key, int | None],
    spec: Spec,
    chosen: list[Measure],
    wanted: Return,
    *,
    period: Period,
) -> None:
    """Count the split measures whole, by lead agency; others are not collected like that."""
    axes = [dimension.name for dimension in spec.dims[2:]]
    code = period_code(period)
    split = {(s.measure, s.by) for s in wanted.splits} - _not_collected(session, wanted, period)
    for table in spec.tables[1:]:
        (name,) = table[2:]
        axis, place = axes_of_return(wanted)[name], axes.index(name)
        for measure in chosen:
            found: Counter[str] = Counter()
            counted = (measure.id, (name,)) in split
            if counted:
                found.update(
                    _leaf(axis, key[0]) for key in cell_records(session, measure.id, period, [name])
                )
                blank = ("",) * len(axes)
                counts[(measure.id, code, *blank)] = found.total()
            for value in axis.values:
                key = tuple(value.id if n == place else "" for n in range(len(axes)))
                counts[(measure.id, code, *key)] = found[value.id] if counted else None


def _not_collected(
    session: Session, wanted: Return, period: Period
) -> set[tuple[str, tuple[str, ...]]]:
    """Return the splits of which a part was not collected: nobody could tell them apart."""
    ids = [part.measure for part in wanted.parts]
    blank = {f.measure for f in count_session(session, period, ids) if f.value is None}
    return {(part.of, (part.axis,)) for part in wanted.parts if part.measure in blank}


def _leaf(axis: Axis, value: str) -> str:
    """Return the published code of a value; what is not listed counts as the axis' other one."""
    return value if any(value == one.id for one in axis.values) else axis.other
