"""Local days, moments and periods; everything is shown in Europe/London."""

import re
import sys
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from casedesk.i18n import _

if TYPE_CHECKING:
    from holidays.countries.united_kingdom import UnitedKingdom

LONDON = ZoneInfo("Europe/London")

_FIRST_MONTH_OF_YEAR = 4  # financial years of public bodies begin in April
_SATURDAY = 5
_SHORTEST_MONTH = 3  # letters: "Dec", and so "Sept" too

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_BRITISH = re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|af|ail|ydd|ed|fed|eg|ain)?[ -]+(?P<name>[A-Za-z]+)\.?,?[ -]+"
    r"(?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<day>.*\d)(?:T|,? +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r" *(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_WELSH_MONTHS = (
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
)
_WEEKDAYS = (
    ("monday", "llun"),
    ("tuesday", "mawrth"),
    ("wednesday", "mercher"),
    ("thursday", "iau"),
    ("friday", "gwener"),
    ("saturday", "sadwrn"),
    ("sunday", "sul"),
)


class DateTextError(ValueError):
    """What was typed is no day or moment; the text is a sentence for the user."""


def parse_day(text: str) -> date:
    """Read a day such as 31/12/2018, 31 Dec 2018 or 2018-12-31; of a moment, its local day.

    Raises:
        DateTextError: there is no such day, or it is written in another way.
    """
    read = parse_day_or_moment(text)
    return local_day(read) if isinstance(read, datetime) else read


def parse_moment(text: str) -> datetime:
    """Read a moment such as 31/12/2018 14:05 or 2018-12-31T14:05+00:00, local without offset.

    Raises:
        DateTextError: it is no moment, or its local hour happens twice or never.
    """
    read = parse_day_or_moment(text)
    if not isinstance(read, datetime):
        raise DateTextError(_("Give the time of day as well, such as 14:05."))
    return read


def parse_day_or_moment(text: str) -> date | datetime:
    """Read a day, or a moment in local time.

    Raises:
        DateTextError: it is neither, or its local hour happens twice or never.
    """
    text = " ".join(text.split())
    with_time = _TIME.fullmatch(text)
    if with_time is None:
        return _day_of(text)
    day = _day_of(with_time["day"])
    try:
        clock = time(
            int(with_time["hour"]), int(with_time["minute"]), int(with_time["second"] or 0)
        )
    except ValueError:
        raise DateTextError(_("There is no such time of day.")) from None
    naive = datetime.combine(day, clock)
    if with_time["zone"] is None:
        return local_moment(naive)
    return naive.replace(tzinfo=_zone_of(with_time["zone"])).astimezone(LONDON)


def local_moment(naive: datetime) -> datetime:
    """Return what the clock on the wall says as a moment.

    Raises:
        DateTextError: when the clocks change, that hour happens twice or never.
    """
    early = naive.replace(tzinfo=LONDON, fold=0)
    late = naive.replace(tzinfo=LONDON, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    if early.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise DateTextError(
            _("There is no such time: the clocks go forward that night. Check the hour.")
        )
    text = _("That hour happens twice, because the clocks go back. Write {first} or {second}.")
    raise DateTextError(text.format(first=early.isoformat(), second=late.isoformat()))


def local_day(moment: datetime) -> date:
    """Return the local calendar day of a moment that knows its zone."""
    return moment.astimezone(LONDON).date()


def add_months(day: date, months: int) -> date:
    """Return the corresponding day so many months on, or the last of that month.

    Source: the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years, reached at the start of the birthday.

    Who was born on 29 February reaches it on 1 March of a common year.
    Source: Family Law Reform Act 1969, section 9.
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@lru_cache(maxsize=256)
def named_bank_holidays(year: int) -> Mapping[date, str]:
    """Return the bank holidays of England and Wales with their names, substitutes included."""
    return MappingProxyType(dict(_british_holidays()(subdiv="ENG", years=year)))


def _british_holidays() -> "type[UnitedKingdom]":
    """Import the one country that is needed, and not before it is needed.

    `holidays.countries` would import three hundred modules, every country there is: 19 MB, and a
    third of a second in which the window stands still. What stands in its place knows only where
    its modules are.
    """
    import holidays  # noqa: PLC0415

    if "holidays.countries" not in sys.modules:
        countries = ModuleType("holidays.countries")
        countries.__path__ = [f"{folder}/countries" for folder in holidays.__path__]
        sys.modules["holidays.countries"] = countries
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415

    return UnitedKingdom


def is_good_friday(day: date) -> bool:
    """Say whether `day` is Good Friday."""
    return named_bank_holidays(day.year).get(day) == "Good Friday"


class WorkingDays(Struct, frozen=True):
    """Which days people work; `extra` are days off that the partnership adds."""

    extra: frozenset[date] = frozenset()

    def is_bank_holiday(self, day: date) -> bool:
        """Say whether `day` is a bank holiday or a day off of the partnership."""
        return day in self.extra or day in named_bank_holidays(day.year)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is neither at a weekend nor a bank holiday."""
        return day.weekday() < _SATURDAY and not self.is_bank_holiday(day)

    def add(self, day: date, count: int) -> date:
        """Return the working day that lies `count` working days after (or before) `day`."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day


class Period(Struct, frozen=True):
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    title: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def same_days_a_year_before(self) -> "Period":
        """Return the same days of the year before."""
        return days_between(add_months(self.first, -12), add_months(self.last, -12))


def days_between(first: date, last: date) -> Period:
    """Return a period of any days; one that is a quarter or financial year is named so.

    Raises:
        DateTextError: it ends before it begins.
    """
    if last < first:
        raise DateTextError(_("The period ends before it begins. Swap the two days."))
    for named in (quarter_of(first), financial_year_of(first)):
        if (named.first, named.last) == (first, last):
            return named
    title = _("{first} to {last}").format(first=day_title(first), last=day_title(last))
    return Period(first, last, title)


def short_title(period: Period) -> str:
    """Return a name for the head of a column: "Q2 26/27", "2026/27"; empty for any other days."""
    year = period.first.year - (period.first.month < _FIRST_MONTH_OF_YEAR)
    years = f"{year % 100:02}/{(year + 1) % 100:02}"
    if (period.first, period.last) == _days(quarter_of(period.first)):
        number = (period.first.month - _FIRST_MONTH_OF_YEAR) % 12 // 3 + 1
        return _("Q{number} {years}").format(number=number, years=years)
    if (period.first, period.last) == _days(financial_year_of(period.first)):
        return f"20{years}"
    return ""


def _days(period: Period) -> tuple[date, date]:
    return period.first, period.last


def quarter_of(day: date) -> Period:
    """Return the quarter of the financial year in which `day` lies."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    last = add_months(first, 3) - timedelta(days=1)
    title = _("Q{number}, {first_month} to {last_month} {year}").format(
        number=(first.month - _FIRST_MONTH_OF_YEAR) % 12 // 3 + 1,
        first_month=month_name(first.month),
        last_month=month_name(last.month),
        year=first.year,
    )
    return Period(first, last, title)


def financial_year_of(day: date) -> Period:
    """Return the financial year, April to March, in which `day` lies."""
    year = day.year - (day.month < _FIRST_MONTH_OF_YEAR)
    title = _("{year}/{next_year:02}, April {year} to March {last_year}").format(
        year=year, next_year=(year + 1) % 100, last_year=year + 1
    )
    return Period(date(year, 4, 1), date(year + 1, 3, 31), title)


def day_title(day: date) -> str:
    """Return a day in words, such as 5 December 2019."""
    return _("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year)


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    names = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return names[month - 1]


def month_number(text: str) -> int | None:
    """Return 1 to 12 for a number or the name of a month, or its first three letters or more.

    In English or Welsh.
    """
    word = text.strip().casefold().rstrip(".")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= len(_MONTHS) else None
    return _place_of(word, tuple(zip(_MONTHS, _WELSH_MONTHS, strict=True)), first=1)


def weekday_number(text: str) -> int | None:
    """Return 0 (Monday) to 6 for the name of a day in English or Welsh, or its first letters.

    At least three letters; Welsh names without "dydd".
    """
    return _place_of(text.strip().casefold().rstrip("."), _WEEKDAYS, first=0)


def _place_of(word: str, names: tuple[tuple[str, ...], ...], first: int) -> int | None:
    if len(word) < _SHORTEST_MONTH:
        return None
    pairs = enumerate(names, first)
    return next((place for place, both in pairs if any(n.startswith(word) for n in both)), None)


def _day_of(text: str) -> date:
    match = _ISO.fullmatch(text) or _BRITISH.fullmatch(text) or _NAMED.fullmatch(text)
    if match is None:
        raise DateTextError(_("Write a day as 31/12/2018, 31 Dec 2018 or 2018-12-31."))
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _month_of(parts["name"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        raise DateTextError(_("There is no such day.")) from None


def _month_of(name: str) -> int:
    found = month_number(name)
    if found is None:
        raise DateTextError(_("There is no such month."))
    return found


def _zone_of(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    try:
        return timezone(-offset if text[0] == "-" else offset)
    except ValueError:
        raise DateTextError(_("There is no such offset from universal time.")) from None
