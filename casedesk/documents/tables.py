"""Tables of documents: the partnership's own letters and its letterhead."""

from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base


class OwnLetterRow(Base):
    """A template that the partnership put into its file; taken out, it is gone."""

    __tablename__ = "own_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str]  # the file as it was read: TOML


class LetterheadRow(Base):
    """What stands at the head of every letter: at most one row."""

    __tablename__ = "letterhead"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    logo: Mapped[bytes | None]  # PNG
