"""Writes a plan in one transaction; until its end nothing of it can be seen.

Rows go to the driver directly, as many at once as it takes: through the ORM the same
rows take ten times as long, through Core twice as long, all of it with the write lock held.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Dialect, select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.exchange.batch import Batch, shape_of
from casedesk.exchange.plan_repeats import NewAnswer
from casedesk.exchange.stage import Stage
from casedesk.exchange.stored import WRITTEN
from casedesk.interventions.catalogue import powers
from casedesk.interventions.deadlines import recompute
from casedesk.interventions.tables import InterventionRow
from casedesk.referrals.service import set_repeat
from casedesk.referrals.tables import ReferralRow
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Change

_CHUNK = 2000  # rows between two looks at whether the user wants to stop
_WORTH_BULK = 200  # below, the triggers cost less than taking them away

_Values = Sequence[Any]


def write_batch(change: Change, batch: Batch, stage: Stage) -> None:
    """Write every row of `batch`, parents before children.

    Raises:
        Cancelled: the user asked to stop; the caller's transaction undoes everything.
    """
    if batch.size < _WORTH_BULK:
        _write_all(change, batch, stage)
        return
    with change.in_bulk():
        _write_all(change, batch, stage)


def _write_all(change: Change, batch: Batch, stage: Stage) -> None:
    written = 0
    for kind in WRITTEN:
        rows = _in_order(kind, batch.rows.get(kind, []))
        for start in range(0, len(rows), _CHUNK):
            stage.reach(written / batch.size)
            some = rows[start : start + _CHUNK]
            _insert(change, kind, some)
            written += len(some)
    stage.reach(1.0)


def _in_order(kind: type[Base], rows: list[list[Any]]) -> list[list[Any]]:
    """Put a referral after the one it repeats; ids alone would not do, days decide."""
    if kind is not ReferralRow:
        return rows
    day = shape_of(kind).places["received_on"]

    def by_day(row: list[Any]) -> tuple[date, int]:
        return row[day], row[0]

    return sorted(rows, key=by_day)


def _insert(change: Change, kind: type[Base], rows: list[list[Any]]) -> None:
    connection = change.session.connection()
    shape = shape_of(kind)
    converters = _converters(kind, connection.dialect)
    columns: list[_Values] = list(zip(*rows, strict=True))
    for place, name in enumerate(shape.columns):
        convert = converters.get(name)
        if convert is not None:
            columns[place] = [None if v is None else convert(v) for v in columns[place]]
    names = list(shape.columns)
    if shape.is_recorded:
        for name, value in change.stamp.items():
            convert = converters.get(name)
            names.append(name)
            columns.append([convert(value) if convert else value] * len(rows))
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(
        f'INSERT INTO "{shape.table.name}" ({quoted}) VALUES ({marks})',  # our own names only
        list(zip(*columns, strict=True)),
    )


@cache
def _converters(kind: type[Base], dialect: Dialect) -> dict[str, Callable[[Any], Any]]:
    """Return by column how SQLAlchemy writes a value, where the driver would not."""
    found: dict[str, Callable[[Any], Any]] = {}
    for column in shape_of(kind).table.columns:
        convert = column.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            found[column.name] = convert
    return found


def write_repeats(session: Session, answers: Iterable[NewAnswer]) -> int:
    """Give stored referrals their new answers; return how many changed."""
    changed = 0
    for answer in answers:
        row = session.get(ReferralRow, answer.referral_id)
        if row is None or not set_repeat(row, answer.repeat):
            continue
        changed += 1
        case = session.get(CaseRow, row.case_id)
        if case is not None:
            case.is_repeat = row.is_repeat
    session.flush()
    return changed


def write_deadlines(change: Change, interventions: Sequence[int], stage: Stage) -> None:
    """Work out the deadlines of new interventions; those that have passed are history."""
    timed = [power.id for power in powers().values() if power.deadlines or power.limits]
    for number, intervention_id in enumerate(interventions):
        stage.reach(number / len(interventions))
        row = change.session.scalar(
            select(InterventionRow).where(
                InterventionRow.id == intervention_id, InterventionRow.power_id.in_(timed)
            )
        )
        if row is not None:
            recompute(change.session, row, answered_before=change.today)
    stage.reach(1.0)
