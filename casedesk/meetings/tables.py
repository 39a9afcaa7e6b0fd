"""Meetings, attendance and discussions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class MeetingRow(Recorded, Base):
    """One meeting of a forum."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_forum_held", "forum_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[str]
    number: Mapped[int | None]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime | None]
    place: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="planned")  # planned, held, cancelled
    cancelled_reason: Mapped[str | None]
    minutes_approved_on: Mapped[date | None]
    minutes_sent_on: Mapped[date | None]
    note: Mapped[str | None]
    statement: Mapped[str | None]  # of confidentiality, as the first person accepted it here


class AttendanceRow(Recorded, Base):
    """Whether an agency was present or sent apologies, and what was accepted there."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "ix_attendance_once",
            "meeting_id",
            "agency_id",
            "practitioner_name",
            unique=True,
            sqlite_where=text("error_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), index=True
    )
    agency_id: Mapped[str]
    practitioner_name: Mapped[str] = mapped_column(default="")
    status: Mapped[str]  # present, deputy, apologies
    accepted_at: Mapped[datetime | None]  # the statement of confidentiality


class DiscussionRow(Recorded, Base):
    """A case on one meeting's agenda; it is heard there. The repeat flag is frozen then."""

    __tablename__ = "discussion"
    __table_args__ = (
        Index(
            "ix_discussion_once",
            "meeting_id",
            "case_id",
            unique=True,
            sqlite_where=text("error_at IS NULL"),
        ),
        Index(
            "ix_discussion_no_outcome",
            "case_id",
            sqlite_where=text("status = 'heard' AND outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="RESTRICT"), index=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    referral_id: Mapped[int | None] = mapped_column(
        ForeignKey("referral.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int]
    status: Mapped[str] = mapped_column(default="listed")  # listed, heard, deferred
    deferred_reason: Mapped[str | None]
    is_repeat: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
