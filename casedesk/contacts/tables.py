"""The contact note table."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class ContactNoteRow(Recorded, Base):
    """A call, visit, letter or text, and whether it was safe."""

    __tablename__ = "contact_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[str]  # call, visit, letter, text
    at: Mapped[datetime] = mapped_column(index=True)
    number_used: Mapped[str | None]
    was_safe: Mapped[str | None]  # yes, no, not_known
    said_by: Mapped[str | None]
    note: Mapped[str]
    next_contact_on: Mapped[date | None] = mapped_column(index=True)
