"""Invents what stands around cases: calls, reports, corrections, slips, second records."""

from datetime import date, timedelta

from casedesk.contacts.tables import ContactNoteRow
from casedesk.incidents.tables import ReportRow
from casedesk.practice import rates
from casedesk.practice.book import Book
from casedesk.practice.cases import Made
from casedesk.practice.dice import Dice
from casedesk.practice.people import PeopleMaker
from casedesk.workspace.tables import CorrectionRow

_KINDS = {"call": 70.0, "visit": 15.0, "text": 10.0, "letter": 5.0}
_SAFE = {"yes": 80.0, "no": 8.0, "not_known": 12.0}
_RECENT = timedelta(days=45)


class AroundMaker:
    """Adds to the book what belongs to a case but is no part of its course."""

    def __init__(self, book: Book, dice: Dice, today: date) -> None:
        """Add to `book`, decided by `dice`, as it stands on `today`."""
        self.book, self.dice, self.today = book, dice, today
        self.people = PeopleMaker(book, dice)

    def make(self, made: Made) -> None:
        """Add what happened around one case."""
        dice = self.dice
        recent = self.today - made.received < _RECENT
        while dice.chance(0.6 if recent else rates.CONTACTS / (1 + rates.CONTACTS)):
            self._contact(made)
        if dice.chance(rates.REPORTED):
            self._report(made)
        if dice.chance(rates.CORRECTED):
            self._correction(made)
        if not made.referral["is_repeat"] and dice.chance(rates.SPELT_OTHERWISE):
            self.people.spelt_otherwise(made.home.subject, made.at)
        if dice.chance(rates.IN_ERROR):
            for row in (made.case, made.referral):
                row["error_at"] = made.at + timedelta(hours=1)
                row["error_reason"] = "Entered twice."

    def _contact(self, made: Made) -> None:
        dice = self.dice
        last = min((self.today - made.received).days - 1, 120)
        day = made.received + timedelta(days=dice.between(0, max(last, 0)))
        at = dice.moment(day)
        kind = dice.weighed(_KINDS)
        number = made.home.subject["safe_contact_number"] or dice.telephone()
        soon = self.today - day < timedelta(days=14) and dice.chance(0.5)
        self.book.add(
            ContactNoteRow,
            at,
            case_id=made.case["id"],
            person_id=made.home.subject["id"],
            kind=kind,
            at=at,
            number_used=number if kind in {"call", "text"} else None,
            was_safe=dice.weighed(_SAFE),
            said_by=None,
            note=dice.pick(dice.words.contact_notes),
            next_contact_on=day + timedelta(days=dice.between(7, 16)) if soon else None,
        )

    def _report(self, made: Made) -> None:
        dice = self.dice
        told = made.at - timedelta(days=dice.between(0, 4), hours=2)
        self.book.add(
            ReportRow,
            told,
            case_id=made.case["id"],
            told_by="a neighbour",
            told_to=dice.pick(dice.words.officers),
            agency_id=made.agency,
            how="call",
            told_at=told,
            happened_at=told - timedelta(hours=dice.between(1, 30)) if dice.chance(0.7) else None,
            happened_when=None if dice.chance(0.7) else "in the evening",
            place_id=made.case["place_id"],
            what=dice.pick(dice.words.reports),
        )

    def _correction(self, made: Made) -> None:
        born = made.home.subject["born_on"]
        if born is None:
            return
        self.book.add(
            CorrectionRow,
            table_name="person",
            record_id=made.home.subject["id"],
            field="born_on",
            old_value=(born + timedelta(days=27)).isoformat(),
            reason="Day and month were exchanged.",
            at=made.at + timedelta(days=1),
            account_id=self.book.account_id,
        )
