"""Whether anything was saved since something was worked out."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def state_of(session: Session) -> int:
    """Return a number that grows with every saved change: the end of the audit trail."""
    return int(session.execute(text("SELECT coalesce(max(seq), 0) FROM audit")).scalar_one())
