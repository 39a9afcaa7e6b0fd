"""Asks for a case by the name of its table: subjects that hang on a case lie below it."""

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from casedesk.errors import NotFoundError
from casedesk.i18n import _

CASE = table("case", column("id"), column("error_at"))  # by name, as foreign keys do


def check_case_stands(session: Session, case_id: int) -> None:
    """Let nothing be recorded of a case that is not there.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    there = select(CASE.c.id).where(CASE.c.id == case_id, CASE.c.error_at.is_(None))
    if session.scalar(there) is None:
        raise NotFoundError(_("This case is no longer there. Look at the list again."))
