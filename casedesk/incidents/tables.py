"""The report table: what somebody told us of an incident."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class ReportRow(Recorded, Base):
    """Who told whom, how and when, and what is said to have happened; may stand without a case."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id", ondelete="RESTRICT"), index=True
    )
    told_by: Mapped[str]
    told_to: Mapped[str]
    agency_id: Mapped[str | None]
    how: Mapped[str]  # call, visit, letter, text, email, online, in_person
    told_at: Mapped[datetime] = mapped_column(index=True)
    happened_at: Mapped[datetime | None]
    happened_when: Mapped[str | None]  # in words, where no moment is known
    place_id: Mapped[int | None] = mapped_column(
        ForeignKey("place.id", ondelete="RESTRICT"), index=True
    )
    what: Mapped[str]
