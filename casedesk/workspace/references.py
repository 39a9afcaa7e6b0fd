"""The next free reference of a kind of record, such as A-0001."""

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

DIGITS = 4


def next_reference(
    session: Session, column: InstrumentedAttribute[str], prefix: str, digits: int = DIGITS
) -> str:
    """Return `prefix` and a number, at least `digits` long, above the highest in `column`.

    References of another shape, such as those of an imported workbook, are left alone.
    Call it inside the change that adds the record, so that no number is given twice.
    """
    number = func.substr(column, len(prefix) + 1)
    highest = session.execute(
        select(func.max(cast(number, Integer))).where(
            column.op("GLOB")(f"{prefix}[0-9]*"),
            number.op("NOT GLOB")("*[^0-9]*"),
            func.length(number) <= DIGITS * 2,
        )
    ).scalar()
    return f"{prefix}{(highest or 0) + 1:0{digits}}"
