"""The place table."""

from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class PlaceRow(Recorded, Base):
    """An address or other place; two records of one place share `place_key`."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    postcode: Mapped[str | None]
    place_key: Mapped[str] = mapped_column(index=True)  # address and postcode, case and blanks gone
    area: Mapped[str | None]
    note: Mapped[str | None]
