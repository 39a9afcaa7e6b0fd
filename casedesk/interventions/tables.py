"""Interventions with their steps, breaches and deadlines."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class InterventionRow(Recorded, Base):
    """One use of a power on a person or a place; days and moments as the record has them."""

    __tablename__ = "intervention"
    __table_args__ = (
        Index("ix_intervention_power_granted", "power_id", "granted_on"),
        Index("ix_intervention_power_issued", "power_id", "issued_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    power_id: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    place_id: Mapped[int | None] = mapped_column(
        ForeignKey("place.id", ondelete="RESTRICT"), index=True
    )
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("intervention.id", ondelete="RESTRICT")
    )
    applicant: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open")  # open, ended, refused, withdrawn
    status_reason: Mapped[str | None]  # why it was refused, withdrawn or ended early
    ended_on: Mapped[date | None]  # the day it ended, was refused or withdrawn
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    served_at: Mapped[datetime | None]
    granted_on: Mapped[date | None]
    ends_on: Mapped[date | None]  # as the notice or order itself says
    length_id: Mapped[str | None]  # one of the lengths that the power offers
    terms: Mapped[str | None]  # full, partial, or words
    consultation_held_on: Mapped[date | None]
    safeguarding_checklist_on: Mapped[date | None]
    exit_meeting_on: Mapped[date | None]
    past_limit_reason: Mapped[str | None]  # why a limit of the law was passed
    note: Mapped[str | None]


class InterventionStepRow(Recorded, Base):
    """One step of the power's course that was taken."""

    __tablename__ = "intervention_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    intervention_id: Mapped[int] = mapped_column(
        ForeignKey("intervention.id", ondelete="RESTRICT"), index=True
    )
    step_id: Mapped[str]
    on_day: Mapped[date]
    at: Mapped[datetime | None]
    note: Mapped[str | None]
    filled: Mapped[str | None]  # columns of the intervention that it filled in


class ChecklistTickRow(Recorded, Base):
    """One point of a step's checklist that somebody ticked; who and when stand in `Recorded`."""

    __tablename__ = "checklist_tick"

    id: Mapped[int] = mapped_column(primary_key=True)
    intervention_id: Mapped[int] = mapped_column(
        ForeignKey("intervention.id", ondelete="RESTRICT"), index=True
    )
    checklist_id: Mapped[str]
    point_id: Mapped[str]


class BreachRow(Recorded, Base):
    """One breach of an intervention."""

    __tablename__ = "breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    intervention_id: Mapped[int] = mapped_column(
        ForeignKey("intervention.id", ondelete="RESTRICT"), index=True
    )
    breached_on: Mapped[date] = mapped_column(index=True)
    note: Mapped[str | None]


class DeadlineRow(Base):
    """A deadline worked out from the events so far; replaced whenever they change."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("intervention_id", "rule_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    intervention_id: Mapped[int] = mapped_column(
        ForeignKey("intervention.id", ondelete="RESTRICT"), index=True
    )
    rule_id: Mapped[str]
    due_at: Mapped[datetime | None] = mapped_column(index=True)  # the cautious reading
    latest_at: Mapped[datetime | None]  # the legal reading
    is_day: Mapped[bool] = mapped_column(default=False)  # due by the end of that day
    settled_on: Mapped[date | None]  # somebody said what happened
    settled_note: Mapped[str | None]
