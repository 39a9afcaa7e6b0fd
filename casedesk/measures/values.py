"""Works figures out from the rows of one session: no permission, no audit, no rounding of dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.dates import Period, WorkingDays
from casedesk.measures.catalogue import Kind, Measure, base_measure
from casedesk.measures.kinds import AGGREGATES, median_days, occurs
from casedesk.measures.model import NOT_COLLECTED, Value
from casedesk.measures.rounding import change_percent, percent, plain_number
from casedesk.measures.statements import axis_columns, batches, records, subject_of
from casedesk.outside_figures.tables import OutsideFigureRow

Values: TypeAlias = dict[tuple[str, ...], Value]  # axis values -> figure


def values_of(
    session: Session, wanted: Sequence[Measure], period: Period, by: Sequence[str] = ()
) -> dict[str, Values]:
    """Return the figures of each measure; without axes one under the empty key.

    With axes, only combinations of values that occur.
    """
    found: dict[str, Values] = {measure.id: {} for measure in wanted}
    counted = [m for m in wanted if m.kind in AGGREGATES and not m.bases]
    _aggregates(counted, session, period, by, found)
    _outside([m for m in wanted if m.kind is Kind.OUTSIDE_FIGURE], session, period, by, found)
    for measure in wanted:
        if measure.kind is Kind.MEDIAN_DAYS:
            found[measure.id] = _medians(session, measure, period, by)
        elif measure.bases:
            found[measure.id] = _of_two(session, measure, period, by)
    return found


def value_if_none(measure: Measure) -> Value:
    """Return the figure of a combination without records: none were counted, or it has no sense."""
    return 0 if measure.kind in {Kind.COUNT, Kind.SUM} else None


def _aggregates(
    wanted: Iterable[Measure],
    session: Session,
    period: Period,
    by: Sequence[str],
    found: dict[str, Values],
) -> None:
    for batch in batches(tuple(measure.id for measure in wanted), tuple(by)):
        for row in session.execute(batch.statement, _days(period)):
            key = axis_key(by, row)
            for asking in batch.asking:
                columns = row[asking.columns]
                value = AGGREGATES[asking.measure.kind].answer(columns)
                if not by or occurs(asking.measure.kind, columns, value):
                    found[asking.measure.id][key] = value


def _outside(
    wanted: Sequence[Measure],
    session: Session,
    period: Period,
    by: Sequence[str],
    found: dict[str, Values],
) -> None:
    """Sum the rows of each series that lie wholly inside the period."""
    if not wanted:
        return
    figure = OutsideFigureRow
    areas = [figure.area] if by else []
    statement = (
        select(figure.series_id, func.sum(figure.value), *areas)
        .where(
            figure.series_id.in_([measure.series for measure in wanted]),
            figure.from_on >= period.first,
            figure.to_on <= period.last,
            figure.error_at.is_(None),
        )
        .group_by(figure.series_id, *areas)
    )
    sums: dict[str, Values] = defaultdict(dict)
    for series_id, total, *area in session.execute(statement):
        sums[series_id][axis_key(by, area)] = plain_number(total)
    for measure in wanted:
        found[measure.id] = sums[measure.series] or ({} if by else {(): None})


def _medians(session: Session, measure: Measure, period: Period, by: Sequence[str]) -> Values:
    span = subject_of(measure).spans[measure.days]
    statement = records(measure, [*axis_columns(measure, by), span.start, span.end])
    days: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for *axes, start, end in session.execute(statement, _days(period)):
        if start is not None and end is not None:
            count = working_days_after(start, end) if span.working else (end - start).days
            days[axis_key(by, axes)].append(count)
    if not by:
        return {(): median_days(days[()])}
    return {key: median_days(counted) for key, counted in days.items()}


def _of_two(session: Session, measure: Measure, period: Period, by: Sequence[str]) -> Values:
    """Hold one measure against another of the same days, or against itself a year before."""
    base = base_measure(measure.measure)
    other = base_measure(measure.against) if measure.against else base
    then = period if measure.against else period.same_days_a_year_before()
    now = values_of(session, [base], period, by)[base.id]
    before = values_of(session, [other], then, by)[other.id]
    keys = dict.fromkeys([*now, *before]) if by else [()]
    return {
        key: _held_against(
            measure.kind,
            now.get(key, value_if_none(base)),
            before.get(key, value_if_none(other)),
        )
        for key in keys
    }


def _held_against(kind: Kind, now: Value, before: Value) -> Value:
    if kind is Kind.CHANGE:
        return change_percent(now, before)
    return None if now is None or before is None else percent(now, before)


def axis_key(by: Sequence[str], row: Sequence[Any]) -> tuple[str, ...]:
    """Return the axis values at the beginning of `row` as they are shown and stored."""
    return tuple(NOT_COLLECTED if value is None else str(value) for value in row[: len(by)])


def working_days_after(start: date, end: date) -> int:
    """Return the working days after `start` up to `end`; 0 for the same day."""
    calendar = WorkingDays()
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _days(period: Period) -> Mapping[str, date]:
    return {"first": period.first, "last": period.last}
