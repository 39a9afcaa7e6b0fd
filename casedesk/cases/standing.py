"""What hangs on a case that was recorded in error is in no list, count or figure."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from casedesk.cases.tables import CaseRow

# Made once: 1 ms each time, and statements that are kept would each hold all its columns.
_CASE = CaseRow.__table__.alias("case_in_error")


def case_stands(case_id: Any) -> ColumnElement[bool]:
    """Say of a record whether its case stands, or whether it belongs to none.

    The record itself is left as it is: it is back once the case is.

    Args:
        case_id: the record's column that names its case.
    """
    in_error = exists().where(_CASE.c.id == case_id, _CASE.c.error_at.is_not(None))
    return or_(case_id.is_(None), ~in_error)
