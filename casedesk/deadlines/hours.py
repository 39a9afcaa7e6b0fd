"""Counts hours from a moment, leaving out days that consume none.

No authority says whether hours are real ones or those of the clock where the clocks change, so
both readings are worked out: the real hours are the legal answer, the earlier is the careful one.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from casedesk.dates import LONDON, WorkingDays, is_good_friday, named_bank_holidays
from casedesk.deadlines.model import Caution, CountedDay, Counting, Skip

_CHRISTMAS = (12, 25)
_SATURDAY, _SUNDAY = 5, 6

SkipTest: TypeAlias = Callable[[date], Skip | None]


def elapsed_hours(
    start: datetime, hours: timedelta, skipped: SkipTest
) -> tuple[datetime, tuple[CountedDay, ...]]:
    """Return the moment at which so many real hours are used up, and how.

    A local day that is skipped uses no hours; if `start` lies on one, the clock starts at
    the next midnight that is not.
    """
    moment, day, left = start.astimezone(UTC), start.astimezone(LONDON).date(), hours
    lines = []
    while left:
        midnight = _midnight(day + timedelta(days=1)).astimezone(UTC)
        reason = skipped(day)
        if reason is None:
            used = min(left, midnight - moment)
            lines.append(CountedDay(day, Counting.COUNTED, used))
            moment, left = moment + used, left - used
        else:
            lines.append(CountedDay(day, Counting.SKIPPED, timedelta(), reason))
            moment = midnight
        day += timedelta(days=1)
    return moment.astimezone(LONDON), tuple(lines)


def hours_by_the_clock(start: datetime, hours: timedelta, skipped: SkipTest) -> datetime:
    """Return the moment when the clock on the wall has gone on by so many hours.

    Where the clocks change at that very time, the earlier reading counts.
    """
    wall, left = start.astimezone(LONDON).replace(tzinfo=None), hours
    while left:
        midnight = datetime.combine(wall.date() + timedelta(days=1), time())
        if skipped(wall.date()) is None:
            used = min(left, midnight - wall)
            wall, left = wall + used, left - used
        else:
            wall = midnight
    readings = (wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(readings).astimezone(LONDON)


def cautious_end(
    start: datetime, hours: timedelta, skips: Collection[Skip], days: WorkingDays, *, latest: bool
) -> tuple[datetime, Caution | None]:
    """Return the careful reading of the end, and why it is not the legal one.

    Args:
        start: when the clock starts.
        hours: how many.
        skips: kinds of day that consume no hours.
        days: bank holidays, with what the partnership added.
        latest: take the latest reading instead of the earliest ("not before" rules).
    """
    sure, legal = _sure_skips(skips), legal_skips(skips, days)
    readings: list[tuple[datetime, Caution | None]] = [
        (elapsed_hours(start, hours, legal)[0], None),
        (hours_by_the_clock(start, hours, legal), Caution.SAME_CLOCK),
        (elapsed_hours(start, hours, sure)[0], Caution.DOUBTFUL_HOLIDAY),
        (hours_by_the_clock(start, hours, sure), Caution.DOUBTFUL_HOLIDAY),
    ]
    choose = max if latest else min
    return choose(readings, key=lambda reading: reading[0].astimezone(UTC))


def legal_skips(skips: Collection[Skip], days: WorkingDays) -> SkipTest:
    """Return a test of days that says why a day consumes no hours, if it does not."""
    return lambda day: _skip_of(day, skips, days.is_bank_holiday)


def _sure_skips(skips: Collection[Skip]) -> SkipTest:
    """Leave out bank holidays at a weekend and those that only the partnership knows of.

    Source: Banking and Financial Dealings Act 1971, Schedule 1: 26 December is a bank holiday
    also on a Saturday, with another day as substitute. To count such a day is the careful reading.
    """
    return lambda day: _skip_of(day, skips, _is_sure_bank_holiday)


def _skip_of(
    day: date, skips: Collection[Skip], is_bank_holiday: Callable[[date], bool]
) -> Skip | None:
    applies: dict[Skip, Callable[[date], bool]] = {
        Skip.CHRISTMAS: _is_christmas,
        Skip.GOOD_FRIDAY: is_good_friday,
        Skip.SUNDAY: _is_sunday,
        Skip.BANK_HOLIDAY: is_bank_holiday,
    }
    return next((skip for skip, holds in applies.items() if skip in skips and holds(day)), None)


def _is_christmas(day: date) -> bool:
    return (day.month, day.day) == _CHRISTMAS


def _is_sunday(day: date) -> bool:
    return day.weekday() == _SUNDAY


def _is_sure_bank_holiday(day: date) -> bool:
    return day.weekday() < _SATURDAY and day in named_bank_holidays(day.year)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
