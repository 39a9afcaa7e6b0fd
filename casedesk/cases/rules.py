"""What follows from the facts of a case, without the database."""

from collections.abc import Iterable
from datetime import date, timedelta

from casedesk.cases.model import ReviewTimes
from casedesk.dates import add_months, age_on

ADULT = 18


def review_day(
    forum_id: str, closed_on: date, born: Iterable[date | None], times: ReviewTimes
) -> date:
    """Return the day on which somebody is to look whether a closed case may be erased.

    Source: catalogues/retention.toml for the years: no national period was found. A child is a
    person under 18: Children Act 1989, section 105(1).

    Args:
        forum_id: the forum, which may have years of its own.
        closed_on: the day the case was closed.
        born: the birth dates of everybody in the case, None where one is not known.
        times: those in force.
    """
    days = [add_months(closed_on, 12 * times.years_for(forum_id))]
    for day in born:
        if day is not None and age_on(day, closed_on) < ADULT:
            days.append(_birthday(day, times.child_until_age))
    return max(days)


def _birthday(born_on: date, age: int) -> date:
    """Return the day on which a person reaches an age; see `age_on` for 29 February."""
    day = add_months(born_on, 12 * age)
    return day if age_on(born_on, day) == age else day + timedelta(days=1)
