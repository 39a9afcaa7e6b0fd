"""What is fixed once minutes were approved or sent: somebody relies on them.

How a case stands, its minutes and its outcome are then corrected with a reason that stays visible.
The rest of the meeting waits until the minutes are opened again, which asks for a reason too.
"""

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from casedesk.errors import ConflictError
from casedesk.i18n import _
from casedesk.meetings.tables import MeetingRow


def is_frozen(meeting: MeetingRow) -> bool:
    """Tell whether the minutes of a meeting were approved or sent."""
    return meeting.minutes_approved_on is not None or meeting.minutes_sent_on is not None


def frozen_rows() -> ColumnElement[bool]:
    """Return, for a query, which meetings are frozen."""
    return or_(MeetingRow.minutes_approved_on.is_not(None), MeetingRow.minutes_sent_on.is_not(None))


def refuse_when_frozen(session: Session, meeting_id: int) -> None:
    """Stop what is no correction.

    Raises:
        ConflictError: the minutes of the meeting were approved or sent.
    """
    if is_frozen(session.get_one(MeetingRow, meeting_id)):
        raise ConflictError(frozen_text())


def frozen_text() -> str:
    """Return why a meeting is not changed any more, and what to do."""
    return _(
        "The minutes of this meeting were approved or sent, so this is fixed. Choose Change, "
        "“Minutes not approved after all”, and say why; then change it and approve them again."
    )
