"""Dates as people type them: in parts, as month names, whole, in English or Welsh."""

import re
from datetime import date

from msgspec import Struct

from casedesk.dates import month_number
from casedesk.i18n import _

_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$")
_WHOLE = re.compile(r"^\s*(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([^\W_]+)[\s./,-]+(\d{4})\s*$")
_YEAR = re.compile(r"^\d{4}$", re.ASCII)
EARLIEST_YEAR = 1850


class TypedDate(Struct, frozen=True):
    """A date, or as much of one as is known; all None with `unknown` means "not known"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    about: bool = False
    unknown: bool = False

    def exact(self) -> date | None:
        """Return the calendar day, if all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def whole_date(text: str) -> date | None:
    """Return the day that `text` holds, as in 5/11/2026, 2026-11-05 or 5 Tachwedd 2026."""
    found = _ISO.match(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _WHOLE.match(text)
    month = month_number(found[2]) if found else None
    return _day(int(found[3]), month, int(found[1])) if found and month else None


def read_parts(
    day: str, month: str, year: str, *, partial: bool = False
) -> tuple[TypedDate | None, str]:
    """Read three boxes.

    Returns:
        The date and an empty text; None and an empty text if all boxes are empty; or None and
        a sentence that says what to do.
    """
    day, month, year = day.strip(), month.strip(), year.strip()
    problem, read = "", None
    number = month_number(month)
    if not (day or month or year):
        return None, ""
    if not _YEAR.match(year) or int(year) < EARLIEST_YEAR:
        problem = _("Enter the year with four figures, such as 2026")
    elif partial and not day and not month:
        read = TypedDate(year=int(year))
    elif number is None:
        problem = _("Enter the month as a number from 1 to 12 or by its name")
    elif partial and not day:
        read = TypedDate(year=int(year), month=number)
    elif not day.isdecimal():
        problem = _("Enter the day as a number")
    elif _day(int(year), number, int(day)) is None:
        problem = _("Enter a day that this month has")
    else:
        read = TypedDate(int(year), number, int(day))
    return read, problem


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
