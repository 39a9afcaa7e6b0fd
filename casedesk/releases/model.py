"""Publications as the rest of CaseDesk sees them; nothing here holds a true small count."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from casedesk.disclosure.published import Figure
from casedesk.measures.chart import ChartData


class Audience(StrEnum):
    """For whom a publication is made; the value is what the command line takes."""

    PUBLIC = "public"
    PARTNERS = "partners"
    RECIPIENT = "recipient"


class ScorecardRow(Struct, frozen=True):
    """One measure: this period and the year before, as published."""

    measure: str
    title: str
    now: Figure
    last_year: Figure
    change_percent: float | None  # one decimal; None where one of the two is not shown
    is_part: bool = False  # a part of the measure above it


class SplitTable(Struct, frozen=True):
    """One measure split by an axis: a row for each value and one for all."""

    measure: str
    title: str
    axis_title: str
    rows: tuple[tuple[str, Figure, Figure], ...]  # label, this period, the year before


class ReaderView(Struct, frozen=True):
    """What the documents of a publication show; made from the published cells alone."""

    title: str
    period: str
    last_year: str
    rows: tuple[ScorecardRow, ...]
    splits: tuple[SplitTable, ...]
    charts: tuple[ChartData, ...]


class Preview(Struct, frozen=True):
    """A publication before it leaves: what readers would see, and what was done for safety."""

    view: ReaderView
    audience: Audience
    hidden_small: int
    hidden_beyond: int
    earlier: int  # publications it was proved together with
    late: int  # figures of days published before that have changed since; they stay as they were
    group_warnings: int
    unfinished: bool  # the period is not over: what is published now stays as it is


class Published(Struct, frozen=True):
    """A publication that has left."""

    folder: Path
    release_id: int
    unfinished: bool = False  # the period is not over, and its figures stay as they are now


class LedgerLine(Struct, frozen=True):
    """One line of the list of publications."""

    id: int
    at: datetime
    return_id: str
    recipient: str
    first: date
    last: date
    folder_name: str
