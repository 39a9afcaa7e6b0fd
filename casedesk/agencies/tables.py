"""Practitioners, and the partnership's own names for agencies."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class AgencyNameRow(Recorded, Base):
    """A name the partnership uses for an agency of the catalogue."""

    __tablename__ = "agency_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)  # without case, blanks, punctuation
    agency_id: Mapped[str]


class PractitionerRow(Recorded, Base):
    """Somebody who works for an agency."""

    __tablename__ = "practitioner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    agency_id: Mapped[str] = mapped_column(index=True)
    job_title: Mapped[str | None]
    telephone: Mapped[str | None]
    email: Mapped[str | None]
    left_on: Mapped[date | None]
