"""The outside figure table."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class OutsideFigureRow(Recorded, Base):
    """A number from elsewhere for an area and the days from `from_on` to `to_on` inclusive."""

    __tablename__ = "outside_figure"
    __table_args__ = (Index("ix_outside_figure_series", "series_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[str]
    area: Mapped[str | None]
    from_on: Mapped[date]
    to_on: Mapped[date]
    value: Mapped[float]
    source: Mapped[str | None]
