"""Referrals with their agencies and criteria."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class ReferralRow(Recorded, Base):
    """One request to a forum to hear a case.

    Sharing lawfully is three separate facts: what the person was told and wants,
    whether it is safe to tell them, and the legal basis; refused consent blocks nothing.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_forum_received", "forum_id", "received_on"),
        Index("ix_referral_gaps", "gaps", sqlite_where=text("gaps IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    forum_id: Mapped[str]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    received_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default="accepted")  # accepted, declined, redirected
    status_reason: Mapped[str | None]
    referrer_name: Mapped[str | None]
    referrer_telephone: Mapped[str | None]
    practitioner_id: Mapped[int | None] = mapped_column(
        ForeignKey("practitioner.id", ondelete="RESTRICT")
    )
    reason: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date | None]
    place_id: Mapped[int | None] = mapped_column(
        ForeignKey("place.id", ondelete="RESTRICT"), index=True
    )
    children_in_household: Mapped[int | None]
    risk_tool_id: Mapped[str | None]  # as stated on the referral; assessments stand in `risk`
    risk_score: Mapped[int | None]
    professional_judgement: Mapped[str | None]
    told_and_wants: Mapped[str | None]
    told_note: Mapped[str | None]
    safe_to_tell: Mapped[str | None]
    safe_note: Mapped[str | None]
    lawful_basis_id: Mapped[str | None]
    outcome: Mapped[str | None]
    gaps: Mapped[str | None]  # ids of what is still missing, separated by blanks
    is_repeat: Mapped[bool] = mapped_column(default=False, index=True)
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id", ondelete="RESTRICT"))
    repeat_rule: Mapped[str | None]  # the rule in words, as it stood
    repeat_denied_reason: Mapped[str | None]  # somebody said it is no repeat
    repeat_frozen_at: Mapped[datetime | None]  # when heard; never recomputed afterwards


class ReferralAgencyRow(Base):
    """An agency that referred, with its share; the shares of a referral add up to 1."""

    __tablename__ = "referral_agency"
    __table_args__ = (UniqueConstraint("referral_id", "agency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(
        ForeignKey("referral.id", ondelete="RESTRICT"), index=True
    )
    agency_id: Mapped[str] = mapped_column(index=True)
    weight: Mapped[float]
    is_lead: Mapped[bool] = mapped_column(default=False)


class ReferralCriterionRow(Base):
    """A criterion that the referral meets, with the evidence for it."""

    __tablename__ = "referral_criterion"
    __table_args__ = (UniqueConstraint("referral_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(
        ForeignKey("referral.id", ondelete="RESTRICT"), index=True
    )
    criterion_id: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
