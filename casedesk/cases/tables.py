"""Cases and the people in them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


def _listed(name: str, *columns: str) -> Index:
    """Return an index that answers a list alone: in order, equal ones by their id.

    Cases in error are left out by it, and the state is filtered, without reading a row.
    """
    return Index(f"ix_case_{name}", *columns, "id", "error_at", "status")


class CaseRow(Recorded, Base):
    """What a forum works on. The facts from "risk_band" on are written by higher subjects."""

    __tablename__ = "case"
    __table_args__ = (
        Index("ix_case_status_opened", "status", "opened_on", "id", "error_at"),
        _listed("forum_opened", "forum_id", "opened_on"),
        _listed("opened", "opened_on"),
        _listed("repeat", "is_repeat", "opened_on"),
        Index("ix_case_risk", "status", "risk_band", "opened_on", "id", "error_at"),
        _listed("name", "subject_name"),
        _listed("reference", "reference"),
        Index("ix_case_unfinished", "opened_on", "error_at", sqlite_where=text("unfinished = 1")),
        Index(
            "ix_case_not_heard",
            "status",
            "error_at",
            "next_hearing_on",
            sqlite_where=text("last_heard_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    forum_id: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")  # open, closed
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None]
    subject_name: Mapped[str] = mapped_column(default="")  # follows the person by a trigger
    place_id: Mapped[int | None] = mapped_column(
        ForeignKey("place.id", ondelete="RESTRICT"), index=True
    )
    lead_agency_id: Mapped[str | None] = mapped_column(index=True)
    children_in_household: Mapped[int | None]
    is_repeat: Mapped[bool] = mapped_column(default=False)
    unfinished: Mapped[bool] = mapped_column(default=False)  # its referral has gaps
    risk_band: Mapped[str | None]
    risk_tool_id: Mapped[str | None]
    risk_score: Mapped[int | None]
    last_heard_on: Mapped[date | None]
    next_hearing_on: Mapped[date | None]


class CasePersonRow(Recorded, Base):
    """A person in a case, with the role the forum gives them."""

    __tablename__ = "case_person"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    role: Mapped[str]  # subject, harming, child, other: what the person is in every forum
    forum_role_id: Mapped[str | None]  # the forum's own role, for its word
    relationship_kind: Mapped[str | None]  # to the subject
    note: Mapped[str | None]
    ended_on: Mapped[date | None]  # no longer part of the case from this day


class MustNotReceiveRow(Recorded, Base):
    """An agency or a person who may never get a case, or one part of it."""

    __tablename__ = "must_not_receive"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    agency_id: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    part: Mapped[str]  # everything, addresses, discussion, risk
    reason: Mapped[str]
    ended_on: Mapped[date | None]  # from this day it may be sent again


class ReviewTimeRow(Recorded, Base):
    """When closed cases of one kind are looked at, where the partnership has set its own time."""

    __tablename__ = "review_time"

    id: Mapped[int] = mapped_column(primary_key=True)
    applies_to: Mapped[str] = mapped_column(unique=True)  # "usual", "child" or a forum
    period: Mapped[int | None]  # years, for "child" an age; null: the catalogue's
    reason: Mapped[str | None]
