"""Outside figures as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date

from msgspec import Struct


class NewFigure(Struct, frozen=True):
    """A number from elsewhere for an area and the days from `from_on` to `to_on` inclusive."""

    series_id: str
    from_on: date
    to_on: date
    value: float
    area: str | None = None
    source: str | None = None


class OutsideFigure(Struct, frozen=True):
    """An outside figure as recorded."""

    id: int
    series_id: str
    area: str | None
    from_on: date
    to_on: date
    value: float
    source: str | None
    version: int
