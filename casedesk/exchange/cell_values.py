"""Turns what stands in a cell into a typed value, or says why it cannot be."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import NamedTuple

from casedesk.catalogue_names import NameIndex
from casedesk.dates import LONDON, DateTextError, parse_day, parse_moment
from casedesk.exchange.layout import Kind
from casedesk.i18n import _
from casedesk.people.catalogue import lists, names_in

Cell = str | int | float | bool | datetime | date | time | None
"""What a workbook or a CSV gives for one cell."""

# Days outside these years are slips of the pen; they would also break the arithmetic of months.
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_CLOCK = r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?"
_WITH_TIME = re.compile(
    rf"(?P<day>.*\d)(?:T|,?\s+){_CLOCK}\s*(?P<zone>Z|[+-]\d{{2}}:?\d{{2}})?", re.ASCII
)


_CONTROL = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_UNSEEN = dict.fromkeys((*_CONTROL, *_TURNING))


class CellError(ValueError):
    """The cell cannot be taken; the text is the reason for the list of faults."""


class Moment(NamedTuple):
    """A local day, and the moment in it where the cell says one."""

    day: date
    at: datetime | None


def blank(value: Cell) -> bool:
    """Tell whether nothing stands in the cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Cell) -> str:
    """Return a value as it stood in its cell; a real date as `2031-06-01`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return f"{day} {value:%H:%M:%S}" if value.time() != time() else day
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value if isinstance(value, str) else str(value)


def plain_text(value: Cell) -> str:
    """Return a value as text without blanks around it, and without signs nobody can see.

    Control signs end lists and files early; those that turn the direction of writing let a
    name look like another one. Tabs and ends of lines stay.
    """
    words = text_of(value)
    return (words if words.isprintable() else words.translate(_UNSEEN)).strip()


def day(value: Cell) -> date:
    """Return the local day that a cell means.

    Raises:
        CellError: it is no day.
    """
    return moment(value).day


def moment(value: Cell) -> Moment:
    """Return the day, and the moment if a time is given; without a zone it is local.

    A real date at midnight is taken for a day: spreadsheets keep days so.

    Raises:
        CellError: it is no day.
    """
    if isinstance(value, datetime):
        _check_year(value.year)
        at = value.replace(tzinfo=LONDON) if value.time() != time() else None
        return Moment(value.date(), at)
    if isinstance(value, date):
        _check_year(value.year)
        return Moment(value, None)
    if isinstance(value, str):
        return _moment_in_words(value.strip())
    raise CellError(_not_a_day())


@lru_cache(maxsize=4096)
def _moment_in_words(words: str) -> Moment:
    try:
        found = _WITH_TIME.fullmatch(words)
        if found is None:
            on = parse_day(words)
            _check_year(on.year)
            return Moment(on, None)
        if found["zone"]:
            at = parse_moment(words)
        else:
            # A clock that was put back says an hour twice: the earlier one is the cautious reading.
            at = datetime.combine(parse_day(found["day"]), _time(*found.group(2, 3, 4)), LONDON)
    except DateTextError as error:
        raise CellError(str(error)) from None
    _check_year(at.year)
    return Moment(at.date(), at)


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CellError(_("The year cannot be right."))


def _time(hour: str, minute: str, second: str | None) -> time:
    try:
        return time(int(hour), int(minute), int(second or 0))
    except ValueError:
        raise CellError(_("There is no such time of day.")) from None


def clock(value: Cell) -> time:
    """Return a time of day; of a whole moment only its time.

    Raises:
        CellError: it is no time.
    """
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if isinstance(value, str):
        found = re.fullmatch(_CLOCK, value.strip())
        if found:
            return _time(*found.group(1, 2, 3))
        at = _moment_in_words(value.strip()).at
        if at is not None:
            return at.time()
    raise CellError(_("This is not a time of day. Write it as 14:05."))


def number(value: Cell) -> float:
    """Return a number.

    Raises:
        CellError: it is none.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        result = float(value)
    elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        result = float(value.strip().replace(",", ""))
    else:
        raise CellError(_("This is not a number."))
    if not math.isfinite(result) or abs(result) > 1e15:
        raise CellError(_("This number cannot be right."))
    return result


def whole_number(value: Cell) -> int | None:
    """Return a whole number; None where the cell says why it is not known.

    Raises:
        CellError: it is neither.
    """
    if isinstance(value, str) and unknowns().find(value):
        return None
    result = number(value)
    if not result.is_integer():
        raise CellError(_("This is not a whole number."))
    return int(result)


def yes_no(value: Cell) -> str:
    """Return `yes`, `no` or one of the four answers that say why it is not known.

    Raises:
        CellError: it is none of them.
    """
    found = _answers().find(text_of(value))
    if found is None:
        raise CellError(
            _("Write yes, no, not known, not asked, declined, not applicable, or leave it blank.")
        )
    return found


def yes_no_word(words: str) -> str | None:
    """Return `yes`, `no` or why it is not known; None where the words say something else."""
    return _answers().find(words)


def gender(value: Cell) -> str:
    """Return the id of a gender, or the word as written where the list has none."""
    return _genders().find(text_of(value)) or plain_text(value)


def several(value: Cell) -> tuple[str, ...]:
    """Return the words of a list separated by `;`."""
    return tuple(word for part in text_of(value).split(";") if (word := part.strip()))


@cache
def unknowns() -> NameIndex:
    """Return the index of the answers that say why something is not known."""
    return names_in(lists().unknown)


@cache
def _answers() -> NameIndex:
    return names_in(lists().yes_no, lists().unknown)


@cache
def _genders() -> NameIndex:
    return names_in(lists().gender, lists().unknown)


def _not_a_day() -> str:
    return _("This is not a day. Write it as 31/12/2018, 31 Dec 2018 or 2018-12-31.")


PARSERS: dict[Kind, Callable[[Cell], object]] = {
    Kind.TEXT: plain_text,
    Kind.DAY: day,
    Kind.BIRTH: day,
    Kind.MOMENT: moment,
    Kind.CLOCK: clock,
    Kind.WHOLE: whole_number,
    Kind.NUMBER: number,
    Kind.YES_NO: yes_no,
    Kind.GENDER: gender,
}
"""For the kinds that need no names of the partnership."""
