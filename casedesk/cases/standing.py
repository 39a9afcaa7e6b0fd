"""What hangs on a case that was recorded in error is in no list, count or figure."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from casedesk.cases.tables import CaseRow


def case_stands(case_id: Any) -> ColumnElement[bool]:
    """Say of a record whether its case stands, or whether it belongs to none.

    The record itself is left as it is: it is back once the case is.

    Args:
        case_id: the record's column that names its case.
    """
    case = CaseRow.__table__.alias("case_in_error")
    in_error = exists().where(case.c.id == case_id, case.c.error_at.is_not(None))
    return or_(case_id.is_(None), ~in_error)
