"""Tables that belong to the file as a whole: the partnership, accounts, drafts, corrections."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base


class PartnershipRow(Base):
    """One row: whose file this is."""

    __tablename__ = "partnership"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str]
    kind: Mapped[str]  # real or practice; can never be changed
    organisation: Mapped[str]
    created_at: Mapped[datetime]


class AccountRow(Base):
    """Somebody who works with this file."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role_id: Mapped[str]
    created_at: Mapped[datetime]


class CorrectionRow(Base):
    """What a field held before somebody corrected it; shown struck, never lost."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_record", "table_name", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    record_id: Mapped[int]
    field: Mapped[str]
    old_value: Mapped[str | None]
    reason: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))


class DraftRow(Base):
    """A form that is not saved yet."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str]
    saved_at: Mapped[datetime]


class SettingRow(Base):
    """A choice of the partnership that travels with its file."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SavedViewRow(Base):
    """A view of a list that somebody named; the person's own."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "list_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    list_id: Mapped[str]
    name: Mapped[str]
    chosen: Mapped[str]  # what narrows the list, as JSON
    sort_key: Mapped[str]
    descending: Mapped[bool]
    place: Mapped[int]


class StoredBytesRow(Base):
    """A file's bytes; until they are kept, they belong to no record and may go."""

    __tablename__ = "stored_bytes"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept: Mapped[bool] = mapped_column(index=True)


class StoredPieceRow(Base):
    """One piece of stored bytes."""

    __tablename__ = "stored_piece"
    __table_args__ = (UniqueConstraint("content_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("stored_bytes.id", ondelete="RESTRICT"))
    place: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
