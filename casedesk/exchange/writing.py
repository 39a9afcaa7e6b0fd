"""Writes a plan in one transaction; until its end nothing of it can be seen."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.exchange.batch import Batch, Values, stamped, table_of
from casedesk.exchange.plan_repeats import NewAnswer
from casedesk.exchange.stage import Stage
from casedesk.exchange.stored import WRITTEN
from casedesk.referrals.service import set_repeat
from casedesk.referrals.tables import ReferralRow
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Change

_CHUNK = 2000  # rows between two looks at whether the user wants to stop
_WORTH_BULK = 200  # below, the triggers cost less than taking them away


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


def _in_order(kind: type[Base], rows: list[Values]) -> list[Values]:
    """Put a referral after the one it repeats; ids alone would not do, days decide."""
    if kind is not ReferralRow:
        return rows

    def by_day(row: Values) -> tuple[date, int]:
        return row["received_on"], row["id"]

    return sorted(rows, key=by_day)


def _insert(change: Change, kind: type[Base], rows: list[Values]) -> None:
    stamp: dict[str, Any] = change.stamp if stamped(kind) else {}
    change.session.execute(insert(table_of(kind)), [{**row, **stamp} for row in rows])


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
