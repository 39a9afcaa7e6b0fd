"""The periods that a person is offered first; any other dates can be typed."""

from datetime import date, timedelta

from casedesk.dates import Period, financial_year_of, quarter_of

QUARTERS, YEARS = 9, 4


def offered_periods(today: date) -> list[Period]:
    """Return the last quarters, the last whole one first, then the last financial years."""
    quarters, day = [], quarter_of(today).first - timedelta(days=1)
    for _quarter in range(QUARTERS):
        quarters.append(quarter_of(day))
        day = quarters[-1].first - timedelta(days=1)
    present = quarter_of(today)
    years, day = [], today
    for _year in range(YEARS):
        years.append(financial_year_of(day))
        day = years[-1].first - timedelta(days=1)
    return [quarters[0], present, *quarters[1:], *years]
