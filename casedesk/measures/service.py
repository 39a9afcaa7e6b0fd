"""Counting: true figures for staff, audited; for releases; and the records behind a figure.

The window and the command line call `count`; a release, which keeps its own audit entry,
calls `count_session` and `cell_records` inside its session.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.dates import Period, days_between, quarter_of
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.measures.catalogue import (
    OUTSIDE,
    Kind,
    Measure,
    base_measure,
    measure_names,
    measures,
    outside_measure,
)
from casedesk.measures.kinds import AGGREGATES
from casedesk.measures.model import LAST_YEAR, Figure, QuarterValue, RecordBehind, Value
from casedesk.measures.rounding import change_percent
from casedesk.measures.statements import axes_of, axis_columns, event_of, records, subject_of
from casedesk.measures.values import Values, axis_key, value_if_none, values_of
from casedesk.outside_figures.catalogue import series, series_names
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

UNKNOWN_MEASURE, UNKNOWN_AXIS = "measure", "by"  # fields of the InputErrors raised here


def count(
    workspace: Workspace,
    period: Period,
    measure_ids: Sequence[str] | None = None,
    by: Sequence[str] = (),
    compare: str | None = None,
) -> list[Figure]:
    """Return true figures, for staff; the audit trail keeps which measures, never the figures.

    Args:
        workspace: the open file.
        period: the days that count, both ends included.
        measure_ids: ids, `outside:SERIES` for outside figures; all if None.
        by: axes to split by; only combinations that occur are returned, without totals.
        compare: `LAST_YEAR` for the same days a year before as well.

    Raises:
        InputError: a measure or axis is not known; the sentence names the nearest.
        NotAllowedError: the role may not count.
    """
    with workspace.reading(Permission.COUNT) as session:
        figures = count_session(session, period, measure_ids, by, compare)
    detail = " ".join(dict.fromkeys(figure.measure for figure in figures))
    with workspace.changing(Permission.COUNT) as change:
        change.audit("figures.counted", "figures", detail)
    return figures


def count_session(
    session: Session,
    period: Period,
    measure_ids: Sequence[str] | None = None,
    by: Sequence[str] = (),
    compare: str | None = None,
) -> list[Figure]:
    """Return the figures of `count` from a session that a release or return has open."""
    wanted = _wanted(session, measure_ids, by)
    now = values_of(session, wanted, period, by)
    if compare != LAST_YEAR:
        return [
            Figure(measure.id, period.first, period.last, dict(zip(by, key, strict=True)), value)
            for measure in wanted
            for key, value in now[measure.id].items()
        ]
    before = values_of(session, wanted, period.same_days_a_year_before(), by)
    return [
        figure
        for measure in wanted
        for figure in _compared(measure, period, by, now[measure.id], before[measure.id])
    ]


def measure_of(measure_id: str) -> Measure:
    """Return a measure by its id, or by `outside:` and the id of a series.

    Raises:
        InputError: there is none; the sentence names the nearest.
    """
    if measure_id.startswith(OUTSIDE):
        series_id = measure_id.removeprefix(OUTSIDE)
        if series_id in series():
            return outside_measure(series_id)
        near = series_names().nearest(series_id)
        nearest = OUTSIDE + near if near else None
    else:
        if measure_id in measures():
            return measures()[measure_id]
        nearest = measure_names().nearest(measure_id)
    raise InputError({UNKNOWN_MEASURE: _no_such(measure_id, nearest)})


def why_blank(measure_id: str) -> str:
    """Return in a few words what a blank figure of a measure means."""
    measure = measure_of(measure_id)
    if measure.kind is Kind.OUTSIDE_FIGURE:
        return _("no figure entered")
    if measure.bases:
        return _("nothing to compare")
    if measure.kind in {Kind.SHARE, Kind.MEDIAN_DAYS}:
        return _("none to count")
    return _("not collected")


def measures_in_use(session: Session, period: Period) -> tuple[str, ...]:
    """Return the measures with a figure other than none, in `period` or the year before."""
    wanted = _wanted(session, None, ())
    now = values_of(session, wanted, period)
    before = values_of(session, wanted, period.same_days_a_year_before())
    return tuple(m.id for m in wanted if now[m.id].get(()) or before[m.id].get(()))


def quarter_series(
    session: Session, measure_id: str, period: Period, quarters: int = 8
) -> list[QuarterValue]:
    """Return the figure of each of the last quarters, oldest first, in one statement.

    The last quarter is that of the last day of `period`. What stands at the end of a period
    (overdue actions) and outside figures are asked once for each.
    """
    measure = measure_of(measure_id)
    days = _quarters(period, quarters)
    if measure.kind in AGGREGATES and measure.of and event_of(measure).day is not None:
        whole = days_between(days[0].first, days[-1].last)
        found = values_of(session, [measure], whole, ("quarter",))[measure.id]
        by_day = [found.get((q.first.isoformat(),), value_if_none(measure)) for q in days]
    else:
        by_day = [values_of(session, [measure], q)[measure.id][()] for q in days]
    return [QuarterValue(q.first, q.last, value) for q, value in zip(days, by_day, strict=True)]


def series_of_quarters(
    workspace: Workspace, measure_id: str, period: Period, quarters: int = 8
) -> list[QuarterValue]:
    """Return `quarter_series` for the window, audited as a count."""
    with workspace.reading(Permission.COUNT) as session:
        found = quarter_series(session, measure_id, period, quarters)
    with workspace.changing(Permission.COUNT) as change:
        change.audit("figures.counted", "figures", measure_id)
    return found


def records_behind(
    workspace: Workspace,
    measure_id: str,
    period: Period,
    by: Mapping[str, str] | None = None,
) -> list[RecordBehind]:
    """Return the records that a figure counts; of a share those above the line.

    Args:
        workspace: the open file.
        measure_id: which measure; an outside figure has no records.
        period: the days that count.
        by: axis values that the records must have, as a `Figure` gives them.

    Raises:
        InputError: a measure or axis is not known.
    """
    measure, by = measure_of(measure_id), by or {}
    _check_axes(measure, tuple(by))
    measure = base_measure(measure.measure) if measure.bases else measure
    if not measure.of:
        return []
    subject = subject_of(measure)
    columns = [*axis_columns(measure, tuple(by)), subject.record_id, subject.reference]
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.execute(
            records(measure, columns), {"first": period.first, "last": period.last}
        ).all()
    found = {
        row[-2]: RecordBehind(subject.kind, row[-2], row[-1])
        for row in rows
        if axis_key(tuple(by), row) == tuple(by.values())
    }
    return list(found.values())


def cell_records(
    session: Session, measure_id: str, period: Period, axes: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """Return the axis values of each person or thing counted: the leaf cells of a release.

    Disclosure control needs whole numbers of people, so here a referral of two agencies
    counts once, under its lead agency; the weighted figures of `count` are for staff and
    for returns only. A sum gives its values as often as they add up to. Of a share these are
    the records above the line.

    Raises:
        InputError: a measure or axis is not known.
    """
    measure = measure_of(measure_id)
    _check_axes(measure, axes)
    subject = subject_of(measure)
    repeated = [subject.sums[measure.sum]] if measure.kind is Kind.SUM else []
    single = [subject.distinct[measure.distinct]] if measure.distinct else []
    columns = [*axis_columns(measure, axes), *repeated, *single, subject.record_id]
    seen = set()
    for row in session.execute(
        records(measure, columns, whole=True), {"first": period.first, "last": period.last}
    ):
        key = axis_key(axes, row)
        if single and (key, row[-2]) in seen:
            continue
        if single:
            seen.add((key, row[-2]))
        times = int(row[len(axes)] or 0) if repeated else 1
        for _time in range(times):
            yield key


def _wanted(
    session: Session, measure_ids: Sequence[str] | None, by: Sequence[str]
) -> list[Measure]:
    """Return the measures asked for; of all those that have every axis of `by`."""
    if measure_ids is not None:
        wanted = [measure_of(one) for one in dict.fromkeys(measure_ids)]
        for measure in wanted:
            _check_axes(measure, by)
        return wanted
    stored = session.scalars(
        select(OutsideFigureRow.series_id)
        .where(OutsideFigureRow.error_at.is_(None))
        .distinct()
        .order_by(OutsideFigureRow.series_id)
    )
    everything = [*measures().values(), *(outside_measure(s) for s in stored if s in series())]
    wanted = [measure for measure in everything if set(by) <= set(axes_of_any(measure))]
    if not wanted:
        raise InputError({UNKNOWN_AXIS: _("No measure can be split like that. Drop an axis.")})
    return wanted


def axes_of_any(measure: Measure) -> tuple[str, ...]:
    """Return the axes a measure can be split by; of one made from others, those they share."""
    if not measure.bases:
        return axes_of(measure)
    first, *others = (axes_of(base_measure(one)) for one in measure.bases)
    return tuple(axis for axis in first if all(axis in axes for axes in others))


def _check_axes(measure: Measure, by: Sequence[str]) -> None:
    axes = axes_of_any(measure)
    for name in by:
        if name not in axes:
            text = _('"{measure}" cannot be split by "{axis}". It can be split by {axes}.')
            none = _("nothing")
            sentence = text.format(
                measure=measure.id, axis=name, axes=", ".join(axes) if axes else none
            )
            raise InputError({UNKNOWN_AXIS: sentence})


def _no_such(measure_id: str, nearest: str | None) -> str:
    if nearest:
        text = _('There is no measure "{name}". The nearest is "{nearest}".')
        return text.format(name=measure_id, nearest=nearest)
    text = _('There is no measure "{name}". Count without naming one to see them all.')
    return text.format(name=measure_id)


def _compared(
    measure: Measure, period: Period, by: Sequence[str], now: Values, before: Values
) -> Iterator[Figure]:
    """Return figures with those of last year; what occurred in either of the two."""
    none = value_if_none(measure)
    for key in dict.fromkeys([*now, *before]):
        value: Value = now.get(key, none)
        last_year: Value = before.get(key, none)
        yield Figure(
            measure.id,
            period.first,
            period.last,
            dict(zip(by, key, strict=True)),
            value,
            compared=True,
            last_year=last_year,
            change_percent=change_percent(value, last_year),
        )


def _quarters(period: Period, count: int) -> list[Period]:
    last = quarter_of(period.last)
    found = [last]
    while len(found) < count:
        found.insert(0, quarter_of(found[0].first - timedelta(days=1)))
    return found
