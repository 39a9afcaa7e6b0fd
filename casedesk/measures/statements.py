"""Turns measures into statements: one for all measures of a subject that count by one day."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnClause, ColumnElement, Integer, Select, String, cast, func, select
from sqlalchemy.sql import visitors

from casedesk.measures.catalogue import SPLITS, Measure, measures
from casedesk.measures.kinds import AGGREGATES, Terms, terms_of
from casedesk.measures.subjects.subject import Event, Join, Subject


class Asking(Struct, frozen=True):
    """One measure in a statement: where its columns stand in a row."""

    measure: Measure
    columns: slice


class Batch(Struct, frozen=True):
    """A statement that answers several measures; its rows begin with the axis values."""

    statement: Select[Any]
    asking: tuple[Asking, ...]


def subject_of(measure: Measure) -> Subject:
    """Return what `measure` counts."""
    from casedesk.measures.subjects.declared import subjects  # noqa: PLC0415 - 4 MB; see `measures`

    return subjects()[measure.of]


def event_of(measure: Measure) -> Event:
    """Return the event by which `measure` counts."""
    subject = subject_of(measure)
    return subject.events[measure.date or subject.own_event]


def axes_of(measure: Measure) -> tuple[str, ...]:
    """Return every axis that `measure` can be split by."""
    if not measure.of:
        return measure.axes
    return (*measure.axes, *(SPLITS if event_of(measure).day is not None else ()))


def axis_columns(measure: Measure, by: Sequence[str]) -> list[ColumnElement[Any]]:
    """Return the columns of the axes `by`."""
    subject, event = subject_of(measure), event_of(measure)
    return [_split(name, event) if name in SPLITS else subject.axes[name] for name in by]


@lru_cache(maxsize=128)
def batches(ids: tuple[str, ...], by: tuple[str, ...]) -> tuple[Batch, ...]:
    """Return the statements that answer the measures `ids` split by `by`, kept once made.

    Measures of one subject that count by one day are answered together.
    """
    groups: dict[tuple[str, str, bool], list[Measure]] = {}
    for measure in (measures()[one] for one in ids):
        fans_out = _fanning(measure, by)
        groups.setdefault((measure.of, measure.date, fans_out), []).append(measure)
    return tuple(_batch(group, by, fans_out=key[2]) for key, group in groups.items())


def records(
    measure: Measure, columns: Sequence[ColumnElement[Any]], *, whole: bool = False
) -> Select[Any]:
    """Return the statement for `columns` of every record that `measure` counts.

    `whole` keeps one row of a record that stands under several agencies: its lead's.
    """
    subject, terms = subject_of(measure), _terms(measure)
    counts = event_of(measure).counts
    used = [*columns, terms.above, counts, *subject.holds]
    keep = []
    if whole and subject.whole is not None and _fans_out(subject, used):
        keep = [subject.whole]
    return (
        select(*columns)
        .select_from(_source(subject, [*used, *keep]))
        .where(counts, terms.above, *subject.holds, *keep)
    )


def _batch(group: Sequence[Measure], by: Sequence[str], *, fans_out: bool) -> Batch:
    subject, event = subject_of(group[0]), event_of(group[0])
    axes = axis_columns(group[0], by)
    columns: list[ColumnElement[Any]] = list(axes)
    asking = []
    for measure in group:
        terms = _terms(measure)
        if fans_out:
            terms = replace(terms, weight=subject.weight)
        own = AGGREGATES[measure.kind].columns(terms)
        asking.append(Asking(measure, slice(len(columns), len(columns) + len(own))))
        columns += own
    conditions = [event.counts, *subject.holds, *_only_keys(group, subject)]
    labelled = [column.label(f"c{place}") for place, column in enumerate(columns)]
    statement = (
        select(*labelled)
        .select_from(_source(subject, [*columns, *conditions]))
        .where(*conditions)
        .group_by(*axes)
    )
    return Batch(statement, tuple(asking))


def _terms(measure: Measure) -> Terms:
    return terms_of(measure, subject_of(measure))


def _only_keys(group: Sequence[Measure], subject: Subject) -> list[ColumnElement[bool]]:
    """Narrow a statement to the forums, powers or registers its measures ask about."""
    if not subject.key or any(subject.key not in measure.where for measure in group):
        return []
    asked: dict[str, None] = {}
    for measure in group:
        value = measure.where[subject.key]
        asked |= dict.fromkeys(value if isinstance(value, tuple) else (str(value),))
    return [subject.filters[subject.key](tuple(asked))]


def _source(subject: Subject, used: Sequence[ColumnElement[Any]]) -> Any:
    source: Any = subject.table
    for join in _needed(subject, used):
        source = source.join(join.table, join.on, isouter=join.outer)
    return source


def _needed(subject: Subject, used: Sequence[ColumnElement[Any]]) -> list[Join]:
    """Return the joins whose columns are used, and those that these rest on."""
    tables = _tables(used)
    needed: list[Join] = []
    for join in reversed(subject.joins):
        if join.table in tables:
            needed.append(join)
            tables |= _tables([join.on])
    return needed[::-1]


def _fanning(measure: Measure, by: Sequence[str]) -> bool:
    terms = _terms(measure)
    parts = [terms.above, terms.needs, terms.distinct, terms.sum, *axis_columns(measure, by)]
    return _fans_out(subject_of(measure), [part for part in parts if part is not None])


def _fans_out(subject: Subject, used: Sequence[ColumnElement[Any]]) -> bool:
    return any(join.fans_out for join in _needed(subject, used))


def _tables(used: Iterable[ColumnElement[Any]]) -> set[Any]:
    parts = (part for expression in used for part in visitors.iterate(expression))
    return {part.table for part in parts if isinstance(part, ColumnClause)}


def _split(name: str, event: Event) -> ColumnElement[Any]:
    """Return the first day of the month or quarter, as text: 2026-10-01."""
    day = cast(event.day, String)
    if name == "month":
        return func.substr(day, 1, 7, type_=String) + "-01"
    quarter = (cast(func.substr(day, 6, 2), Integer) - 1) // 3
    begins = func.substr("-01-01-04-01-07-01-10-01", quarter * 6 + 1, 6, type_=String)
    return func.substr(day, 1, 4, type_=String) + begins
