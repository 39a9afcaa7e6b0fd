"""The assessment table."""

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class AssessmentRow(Recorded, Base):
    """One filled-in risk tool; `tool_version` says with which questions."""

    __tablename__ = "assessment"
    __table_args__ = (Index("ix_assessment_no_band", "case_id", sqlite_where=text("band IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    tool_id: Mapped[str]
    tool_version: Mapped[str]
    assessed_on: Mapped[date] = mapped_column(index=True)
    agency_id: Mapped[str | None]
    answers: Mapped[str]  # JSON: question id -> answer id
    notes: Mapped[str]  # JSON: question id -> words
    score: Mapped[int | None]
    score_band: Mapped[str | None]
    band: Mapped[str | None]  # after professional judgement
    judgement_reason: Mapped[str | None]
