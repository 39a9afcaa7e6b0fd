"""The next free reference of a kind of record, such as A-0001."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

DIGITS = 4
_NEWEST = 50  # records among which the last number given almost always is


def next_reference(
    session: Session, column: InstrumentedAttribute[str], prefix: str, digits: int = DIGITS
) -> str:
    """Return `prefix` and a number, at least `digits` long, above the highest in `column`.

    References of another shape, such as those of an imported workbook, are left alone.
    Call it inside the change that adds the record, so that no number is given twice.
    """
    highest = session.scalar(_highest(column, prefix))
    return _written(prefix, (highest or 0) + 1, digits)


def following_reference(session: Session, column: InstrumentedAttribute[str], prefix: str) -> str:
    """Return a free reference after those of the newest records, however many there are.

    Where none of the newest is of this shape, or the number is taken because an import brought
    in numbers of its own, it is that of `next_reference`.
    """
    newest_first: Any = column.class_.id.desc()
    newest = select(column).order_by(newest_first).limit(_NEWEST).subquery()
    last = session.scalar(_highest(newest.c[column.key], prefix))
    found = _written(prefix, (last or 0) + 1, DIGITS)
    taken = session.scalar(select(column).where(column == found)) is not None
    return next_reference(session, column, prefix) if taken or last is None else found


def _highest(column: ColumnElement[str] | InstrumentedAttribute[str], prefix: str) -> Any:
    number = func.substr(column, len(prefix) + 1)
    return select(func.max(cast(number, Integer))).where(
        column.op("GLOB")(f"{prefix}[0-9]*"),
        number.op("NOT GLOB")("*[^0-9]*"),
        func.length(number) <= DIGITS * 2,
    )


def _written(prefix: str, number: int, digits: int) -> str:
    return f"{prefix}{number:0{digits}}"
