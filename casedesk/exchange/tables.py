"""What imports leave behind: which row of which sheet became which record."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base


class ImportRunRow(Base):
    """One import of one file."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    file_name: Mapped[str]
    taken: Mapped[int]
    refused: Mapped[int]


class ImportedRowRow(Base):
    """One imported row: found again by its reference, else by its content and occurrence."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("sheet", "row_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(
        ForeignKey("import_run.id", ondelete="RESTRICT"), index=True
    )
    sheet: Mapped[str]
    row_key: Mapped[str]  # the reference, or a hash of the content and its occurrence
    content_hash: Mapped[str]
    record_id: Mapped[int | None]
