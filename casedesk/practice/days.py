"""Which days things happen on in practice data: the seasons, and when a forum meets."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from casedesk.dates import WorkingDays
from casedesk.practice.dice import Dice
from casedesk.practice.rates import CASES_A_MEETING, GROWTH_A_YEAR, SEASON, WEEKDAY

# A partnership of each size has records of so many days; larger ones are a force's hub.
_SPANS = ((600, 470), (2_000, 3 * 365), (8_000, 5 * 365))
_LONGEST = 10 * 365
_THURSDAY = 3
_LAST_DAYS = 12  # are filled up, so that the next meeting is full


def days_received(cases: int, today: date, dice: Dice) -> list[date]:
    """Return the day on which each case was received, oldest first, none after `today`."""
    span = next((days for most, days in _SPANS if cases <= most), _LONGEST)
    days = [today - timedelta(days=back) for back in range(span, -1, -1)]
    weights = [
        SEASON[day.month - 1] * WEEKDAY[day.weekday()] * GROWTH_A_YEAR ** (place / 365)
        for place, day in enumerate(days)
    ]
    sums = list(accumulate(weights))
    usual = cases * _LAST_DAYS // span
    late = min(max(CASES_A_MEETING + 4 - usual, 0), cases // 2)
    early = [
        days[bisect_right(sums, dice.random.random() * sums[-1])] for _case in range(cases - late)
    ]
    recent = [today - timedelta(days=dice.between(1, _LAST_DAYS)) for _case in range(late)]
    return sorted(early + recent)


def meeting_days(first: date, today: date, per_day: float) -> Iterator[date]:
    """Return the days on which a forum meets, oldest first.

    Args:
        first: the day of its first case.
        today: meetings are planned to four weeks from here.
        per_day: cases received a day.
    """
    calendar = WorkingDays()
    every = next((days for days in (28, 14, 7) if per_day * days <= CASES_A_MEETING + 2), 1)
    day = first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7)
    # The next meeting falls on the Thursday after next at the latest.
    offset = (today + timedelta(days=(_THURSDAY - today.weekday()) % 7 or 7) - day).days % every
    day += timedelta(days=offset)
    while day <= today + timedelta(days=29):
        if calendar.is_working_day(day):
            yield day
        elif every > 1:
            yield calendar.add(day, 1)
        day += timedelta(days=every)


def chunks(count: int, size: int) -> Sequence[int]:
    """Return how to spread `count` cases over meetings of about `size`."""
    if not count:
        return ()
    meetings = max(1, round(count / size))
    return [count // meetings + (place < count % meetings) for place in range(meetings)]
