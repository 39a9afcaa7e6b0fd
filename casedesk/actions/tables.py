"""Actions, and how often each was chased."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.actions.model import ActionStatus
from casedesk.storage.base import Base, Recorded
from casedesk.storage.column_types import choice


class ActionRow(Recorded, Base):
    """A task that one agency owes."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("status <> 'open' OR closed_on IS NULL", name="open_is_not_closed"),
        Index("ix_action_status_due", "status", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id", ondelete="RESTRICT"), index=True
    )
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), index=True
    )
    forum_id: Mapped[str | None]
    agency_id: Mapped[str]
    owner: Mapped[str | None]
    task: Mapped[str]
    urgent: Mapped[bool] = mapped_column(default=False)
    set_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(index=True)
    status: Mapped[ActionStatus] = mapped_column(choice(ActionStatus), default=ActionStatus.OPEN)
    closed_on: Mapped[date | None] = mapped_column(index=True)
    outcome_note: Mapped[str | None]


class ChaseRow(Recorded, Base):
    """One time that the owner of an action was asked how it stands; the message is not kept."""

    __tablename__ = "chase"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="RESTRICT"), index=True)
    agency_id: Mapped[str]  # whom the action was of at that time
    owner: Mapped[str | None]
