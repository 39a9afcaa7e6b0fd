"""The ledger: every publication, with its cells, kept from the first."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base


class ReleaseRow(Base):
    """One publication as it left; never changed, or later ones could not be protected."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    return_id: Mapped[str]
    recipient: Mapped[str]  # public, partners, or the recipient named in the return
    from_on: Mapped[date]
    to_on: Mapped[date]
    spec: Mapped[str]  # spec.json as published
    cells: Mapped[str]  # cells.csv as published
    counts: Mapped[str]  # true counts by cell (JSON), so that a period stays as first published
    folder_name: Mapped[str]
