"""The closed list of kinds of measure: what each asks of the records, and what it makes of it.

A kind gives the columns of one row of sums and turns their values into the figure, so that
many measures of one subject are answered by one statement.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, case, distinct, func

from casedesk.measures.catalogue import Kind, Measure
from casedesk.measures.model import Value
from casedesk.measures.rounding import percent, plain_number
from casedesk.measures.subjects.subject import Subject

Asked: TypeAlias = list[ColumnElement[Any]]
Answer: TypeAlias = Callable[[Sequence[Any]], Value]


class Terms(Struct, frozen=True):
    """A measure in terms of its subject's columns; `weight` is None where each record is one."""

    below: ColumnElement[bool]
    above: ColumnElement[bool]
    needs: ColumnElement[Any] | None
    distinct: ColumnElement[Any] | None
    sum: ColumnElement[Any] | None
    weight: ColumnElement[Any] | None = None

    def amount(self, condition: ColumnElement[bool]) -> ColumnElement[Any]:
        """Return how many records meet `condition`."""
        if self.distinct is not None:
            return func.count(distinct(case((condition, self.distinct))))
        if self.weight is not None:
            return func.coalesce(func.sum(case((condition, self.weight))), 0)
        return func.count(case((condition, 1)))


def terms_of(measure: Measure, subject: Subject) -> Terms:
    """Return `measure` in terms of the columns of its subject."""
    below = [subject.filters[name](value) for name, value in measure.where.items()]
    above = [subject.filters[name](value) for name, value in measure.numerator.items()]
    return Terms(
        below=and_(True, *below),
        above=and_(True, *below, *above),
        needs=subject.axes[measure.needs] if measure.needs else None,
        distinct=subject.distinct[measure.distinct] if measure.distinct else None,
        sum=subject.sums[measure.sum] if measure.sum else None,
    )


def _count_columns(terms: Terms) -> Asked:
    if terms.needs is None:
        return [terms.amount(terms.above)]
    asked, noted = terms.amount(terms.below), func.count(case((terms.below, terms.needs)))
    return [terms.amount(terms.above), asked, noted]


def _count(values: Sequence[Any]) -> Value:
    counted, *collection = values
    if collection:
        asked, noted = collection
        if asked and not noted:
            return None  # nobody noted it for anybody
    return plain_number(counted)


def _share_columns(terms: Terms) -> Asked:
    return [terms.amount(terms.below), terms.amount(terms.above)]


def _share(values: Sequence[Any]) -> Value:
    return percent(values[1], values[0])


def _sum_columns(terms: Terms) -> Asked:
    value = terms.sum if terms.weight is None else terms.sum * terms.weight
    return [terms.amount(terms.above), func.sum(case((terms.above, value)))]


def _sum(values: Sequence[Any]) -> Value:
    asked, total = values
    return plain_number(total) if asked else 0


class Aggregate(Struct, frozen=True):
    """A kind that is answered by sums: what it asks for, and the figure they make."""

    columns: Callable[[Terms], Asked]
    answer: Answer


AGGREGATES: Mapping[Kind, Aggregate] = {
    Kind.COUNT: Aggregate(_count_columns, _count),
    Kind.SHARE: Aggregate(_share_columns, _share),
    Kind.SUM: Aggregate(_sum_columns, _sum),
}


def occurs(kind: Kind, values: Sequence[Any], value: Value) -> bool:
    """Tell whether a combination of axis values occurs for a measure.

    The first column is how many records there are. A count also says where there were
    records, but nobody noted what it counts: that is not collected, and not none.
    """
    return bool(values[0]) or (kind is Kind.COUNT and value is None)


def median_days(days: Sequence[int]) -> Value:
    """Return the middle of `days`, the mean of the two middle ones of an even number."""
    from statistics import median  # noqa: PLC0415 - 1 MB; not before something is counted

    return plain_number(median(days)) if days else None
