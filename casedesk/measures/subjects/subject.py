"""What a subject of measures says of itself: where its records stand and what can be asked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct, field
from sqlalchemy import ColumnElement, Date, FromClause, and_, bindparam

Wanted: TypeAlias = bool | int | str | tuple[str, ...]
Filter: TypeAlias = Callable[[Wanted], ColumnElement[bool]]
Columns: TypeAlias = Mapping[str, ColumnElement[Any]]

FIRST: ColumnElement[date] = bindparam("first", type_=Date)
LAST: ColumnElement[date] = bindparam("last", type_=Date)


class Event(Struct, frozen=True):
    """By which day a record counts; `day` is None for what stands at the end of the period."""

    counts: ColumnElement[bool]
    day: ColumnElement[date] | None


class Join(Struct, frozen=True):
    """Another table, joined only where one of its columns is used.

    `fans_out`: one record may meet several rows there, so that sums need the weight.
    """

    table: FromClause
    on: ColumnElement[bool]
    outer: bool = True
    fans_out: bool = False


class Span(Struct, frozen=True):
    """The days between two events of a record; working days if `working`."""

    start: ColumnElement[date]
    end: ColumnElement[date]
    working: bool = False


class Subject(Struct, frozen=True):
    """One kind of record that can be counted.

    `holds` is true of every record counted, `key` the filter with an index of its own.
    `weight` is a record's share of one row of the join that fans out, `whole` keeps of
    these rows the one that stands for the record: releases count whole records.
    """

    table: FromClause
    holds: tuple[ColumnElement[bool], ...]
    own_event: str
    events: Mapping[str, Event]
    filters: Mapping[str, Filter]
    axes: Columns
    kind: str
    record_id: ColumnElement[int]
    reference: ColumnElement[str]
    joins: tuple[Join, ...] = ()
    sums: Columns = field(default_factory=dict)
    distinct: Columns = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    weight: ColumnElement[float] | None = None
    whole: ColumnElement[bool] | None = None
    key: str = ""


def on_day(day: ColumnElement[Any]) -> Event:
    """Count a record by `day`."""
    return Event(and_(day >= FIRST, day <= LAST), day)


def is_one_of(column: ColumnElement[Any]) -> Filter:
    """Return the filter for records whose `column` has one of the values wanted."""

    def wanted(value: Wanted) -> ColumnElement[bool]:
        return column.in_(value) if isinstance(value, tuple) else column == value

    return wanted


def is_so(condition: ColumnElement[bool]) -> Filter:
    """Return the filter for records of which `condition` is true, or false where that is wanted."""

    def wanted(value: Wanted) -> ColumnElement[bool]:
        return condition if value else ~condition

    return wanted
