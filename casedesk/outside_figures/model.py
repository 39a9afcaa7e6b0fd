"""Outside figures as the rest of CaseDesk sees them: plain values, no database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A number from elsewhere for an area and the days from `from_on` to `to_on` inclusive."""

    series_id: str
    from_on: date
    to_on: date
    value: float
    area: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class OutsideFigure:
    """An outside figure as recorded."""

    id: int
    series_id: str
    area: str | None
    from_on: date
    to_on: date
    value: float
    source: str | None
    version: int
