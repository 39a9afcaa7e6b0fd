"""Measures as the rest of CaseDesk sees them: figures, and the records behind one."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct

Value: TypeAlias = float | int | None  # None: not collected; 0: there were none

NOT_COLLECTED = "not_collected"  # the axis value of records that do not have it
LAST_YEAR = "last-year"  # compare with the same days a year before


class Figure(Struct, frozen=True):
    """One number: of which measure, which days and which combination of axis values.

    Shares and changes are per cent with one decimal. `compared` tells whether last year was
    asked for; without it `last_year` and `change_percent` say nothing.
    """

    measure: str
    first: date
    last: date
    by: Mapping[str, str]
    value: Value
    compared: bool = False
    last_year: Value = None
    change_percent: float | None = None


class RecordBehind(Struct, frozen=True):
    """A record that a figure counts. `kind` names the table: case, referral, action."""

    kind: str
    id: int
    reference: str


class QuarterValue(Struct, frozen=True):
    """The figure of one quarter of a chart."""

    first: date
    last: date
    value: Value
