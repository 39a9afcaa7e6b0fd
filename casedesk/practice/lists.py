"""Invents registers, figures from elsewhere and the practitioners one rings up."""

from datetime import date, datetime, timedelta

from casedesk.agencies.tables import PractitionerRow
from casedesk.dates import Period, add_months
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.practice import rates
from casedesk.practice.book import Book
from casedesk.practice.dice import Dice
from casedesk.registers.tables import RegisterEntryRow

_REASONS = {"domestic_abuse": 35.0, "asb": 35.0, "burglary": 20.0, "criminal_damage": 10.0}
# Register: how many entries for a hundred cases, and the most that one entry stands for.
_REGISTERS = {
    "guardcam": (6, 2),
    "sanctuary": (5, 1),
    "target_hardening": (4, 1),
    "training": (2, 28),
    "operation": (2, 1),
    "safe_place": (1, 1),
    "engagement": (1, 60),
}
_ABOUT = {
    "training": ("domestic_abuse", "modern_slavery", "prevent", "hate", "violence"),
    "operation": ("test_purchase", "joint_patrol", "inspection"),
}
# Series: what an ordinary month has.
_SERIES = {
    "crime.all": 1090,
    "crime.violence_injury": 82,
    "burglary_residential": 74,
    "burglary_business_community": 21,
    "theft_of_vehicles": 30,
    "theft_from_vehicles": 84,
    "robbery": 8,
    "cycle_theft": 26,
    "crime.shoplifting": 71,
    "asb.incidents": 640,
}


def make_lists(book: Book, dice: Dice, cases: int, first: date, today: date) -> None:
    """Add register entries, outside figures and practitioners for the days up to `today`."""
    span = (today - first).days
    for register, (share, most) in _REGISTERS.items():
        for _entry in range(max(3, round(cases * share / 100))):
            _entry_of(book, dice, register, today - timedelta(days=dice.between(1, span)), most)
    _figures(book, dice, first, today)
    for name in dice.words.officers:
        book.add(
            PractitionerRow,
            dice.moment(first),
            name=name,
            agency_id=dice.weighed(rates.AGENCIES),
            job_title=None,
            telephone=dice.telephone(),
            email=None,
            left_on=None,
        )


def _entry_of(book: Book, dice: Dice, register: str, day: date, most: int) -> None:
    about = _ABOUT.get(register)
    outcome = None
    if register == "guardcam" and dice.chance(0.27):
        outcome = "kept"
    elif register == "operation":
        outcome = "failed" if dice.chance(0.25) else "passed"
    book.add(
        RegisterEntryRow,
        dice.moment(day),
        register_id=register,
        on_day=day,
        place=dice.pick(dice.words.guard_places),
        subject=dice.pick(about) if about else None,
        quantity=float(dice.between(1, most)),
        reason="professionals" if register == "training" else dice.weighed(_REASONS),
        ended_on=None,
        outcome=outcome,
        note=None,
    )


def _figures(book: Book, dice: Dice, first: date, today: date) -> None:
    """Add whole months; this month's figures have not come yet."""
    month = first.replace(day=1)
    while add_months(month, 1) <= today:
        period = Period(month, add_months(month, 1) - timedelta(days=1), "")
        for series, usual in _SERIES.items():
            _figure(book, dice, series, period, usual)
        month = add_months(month, 1)


def _figure(book: Book, dice: Dice, series: str, period: Period, usual: int) -> None:
    drawn = usual * rates.SEASON[period.first.month - 1] * dice.random.gauss(1, 0.08)
    at: datetime = dice.moment(period.last + timedelta(days=9))
    book.add(
        OutsideFigureRow,
        at,
        series_id=series,
        area="Riverside",
        from_on=period.first,
        to_on=period.last,
        value=float(round(drawn)),
        source="invented",
    )
