"""Invents uses of powers: a long tail that is over, and a few with deadlines around today."""

from datetime import UTC, date, datetime, time, timedelta

from casedesk.cases.tables import CasePersonRow
from casedesk.dates import LONDON, WorkingDays, add_months
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import PREFIX, set_intervention
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.places.rules import place_key
from casedesk.places.tables import PlaceRow
from casedesk.practice.book import Book, Values
from casedesk.practice.cases import Made
from casedesk.practice.dice import Dice
from casedesk.workspace.workspace import Change

# Power: how many for a thousand cases.
_POWERS = {
    "cpw": 12.0,
    "cpn": 6.0,
    "closure_order": 4.0,
    "warning_letter": 10.0,
    "abc": 7.0,
    "asb_injunction": 2.0,
    "cbo": 2.0,
    "mediation": 4.0,
    "tenancy_warning": 4.0,
    "nrm_referral": 2.0,
    "asb_case_review": 1.0,
}
_ORDERS = frozenset({"closure_order", "asb_injunction", "cbo"})
_PLACES = frozenset({"closure_order", "closure_notice"})
_OVER = timedelta(days=220)  # what is older than this has run its course


class InterventionMaker:
    """Adds to the book uses of powers that are over."""

    def __init__(self, book: Book, dice: Dice, today: date) -> None:
        """Add to `book`, decided by `dice`."""
        self.book, self.dice, self.today = book, dice, today

    def make(self, made: list[Made], first: date) -> None:
        """Add a share of the cases' powers, from `first` on."""
        span = (self.today - first - _OVER).days
        if span < 1:
            return
        people = [one for one in made if one.home.harming is not None]
        for power, share in _POWERS.items():
            for _use in range(max(2, round(len(made) * share / 1000))):
                day = first + timedelta(days=self.dice.between(0, span))
                self._use(power, day, self.dice.pick(people))

    def _use(self, power: str, day: date, made: Made) -> None:
        dice = self.dice
        at = dice.moment(day)
        order = power in _ORDERS
        granted = day + timedelta(days=dice.between(1, 2) if power in _PLACES else 20)
        place = self._premises(at) if power in _PLACES else None
        row = self.book.add(
            InterventionRow,
            at,
            reference=f"{PREFIX}{len(self.book.rows[InterventionRow]) + 1:04}",
            power_id=power,
            case_id=None,
            person_id=None if place or made.home.harming is None else made.home.harming["id"],
            place_id=place["id"] if place else None,
            applicant=dice.pick(("council", "police")),
            status="ended",
            ended_on=add_months(granted, 3),
            issued_on=day,
            issued_at=at,
            served_at=at + timedelta(hours=2) if place else None,
            granted_on=granted if order else None,
            ends_on=add_months(granted, 3) if order else None,
            terms=dice.pick(("full", "partial", "partial")) if place else None,
            consultation_held_on=day - timedelta(days=2) if place and dice.chance(0.8) else None,
            safeguarding_checklist_on=day - timedelta(days=1)
            if place and dice.chance(0.7)
            else None,
            exit_meeting_on=add_months(granted, 2) if place and dice.chance(0.5) else None,
            note=None,
        )
        if power in {"cpn", "abc", "asb_injunction"} and dice.chance(0.2):
            breached = day + timedelta(days=dice.between(5, 80))
            self.book.add(
                BreachRow,
                dice.moment(breached),
                intervention_id=row["id"],
                breached_on=breached,
                note=None,
            )

    def _premises(self, at: datetime) -> Values:
        address, postcode = self.dice.address(), self.dice.postcode()
        return self.book.add(
            PlaceRow,
            at,
            address=address,
            postcode=postcode,
            place_key=place_key(address, postcode),
            area=self.dice.pick(self.dice.words.areas),
        )


def add_current(change: Change, book: Book, dice: Dice, today: date) -> None:
    """Record uses of powers that are under way, with their deadlines, as an officer would.

    Two closure notices are before the court this week and one order ends soon, so that the
    first screen has something to say.
    """
    places = [row["id"] for row in book.rows[PlaceRow][-60:]]
    people = [row["person_id"] for row in _harming(book)]
    for back, hour, length in ((0, 8, "hours_48"), (1, 15, "hours_24")):
        day = today - timedelta(days=back)
        set_intervention(change, _notice(day, hour, length, dice.pick(places)))
    set_intervention(change, _order(today, dice.pick(places)), imported=True)
    for power, back in (("cpw", 9), ("cpn", 15), ("abc", 40), ("cpw", 32)):
        day = today - timedelta(days=back)
        new = NewIntervention(
            power_id=power, person_id=dice.pick(people), applicant="council", issued_on=day
        )
        set_intervention(change, new)


def _notice(day: date, hour: int, length: str, place_id: int) -> NewIntervention:
    """Return a closure notice of that hour and length, served an hour later."""
    calendar = WorkingDays()
    issued = datetime.combine(day, time(hour), LONDON).astimezone(UTC)
    return NewIntervention(
        power_id="closure_notice",
        place_id=place_id,
        length_id=length,
        applicant="council",
        issued_on=day,
        issued_at=issued,
        served_at=issued + timedelta(hours=1),
        consultation_held_on=calendar.add(day, -2),
        safeguarding_checklist_on=calendar.add(day, -1),
    )


def _order(today: date, place_id: int) -> NewIntervention:
    """Return a closure order that ends a week or so after `today`."""
    calendar = WorkingDays()
    granted = calendar.add(add_months(today, -3), 6)
    return NewIntervention(
        power_id="closure_order",
        place_id=place_id,
        applicant="council",
        issued_on=calendar.add(granted, -1),
        granted_on=granted,
        ends_on=add_months(granted, 3),
        terms="partial",
        consultation_held_on=calendar.add(granted, -4),
        safeguarding_checklist_on=calendar.add(granted, -3),
    )


def _harming(book: Book) -> list[Values]:
    return [row for row in book.rows[CasePersonRow][-400:] if row["role"] == "harming"]
