"""What a hearing ahead is: a case listed on the agenda of a meeting that is planned."""

from typing import Any

from sqlalchemy import ColumnElement, and_


def is_listed(discussion: Any, meeting: Any) -> ColumnElement[bool]:
    """Say of a discussion, in a query, whether its case is to be heard there.

    The day may have passed: a case stays on its agenda until the meeting is ended.

    Args:
        discussion: its rows, or another name for them, joined with
        meeting: those of its meeting.
    """
    return and_(
        discussion.status == "listed",
        discussion.error_at.is_(None),
        meeting.status == "planned",
        meeting.error_at.is_(None),
    )


def is_ahead(discussion: Any, meeting: Any, today: Any) -> ColumnElement[bool]:
    """Say the same, for meetings of this local day and later ones."""
    return and_(is_listed(discussion, meeting), meeting.held_on >= today)
