"""The register entry table."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class RegisterEntryRow(Recorded, Base):
    """One line of a register."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_register_day", "register_id", "on_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[str]
    on_day: Mapped[date]
    place: Mapped[str | None]
    subject: Mapped[str | None]
    quantity: Mapped[float] = mapped_column(default=1)
    reason: Mapped[str | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None]
    note: Mapped[str | None]
