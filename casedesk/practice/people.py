"""Invents people with their homes, and records of them that are spelt otherwise."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from casedesk.people.model import MatchReason
from casedesk.people.rules import name_key, sound_key
from casedesk.people.tables import PersonAddressRow, PersonRow, PossibleMatchRow
from casedesk.places.rules import place_key
from casedesk.places.tables import PlaceRow
from casedesk.practice import rates
from casedesk.practice.book import Book, Values
from casedesk.practice.dice import Dice

_SPELLINGS = (("y", "i"), ("ll", "l"), ("ck", "k"), ("e", "a"), ("w", "v"), ("s", "z"))


class Household(Struct):
    """Somebody a case is about, with home and the person causing harm."""

    subject: Values
    place: Values
    harming: Values | None


class PeopleMaker:
    """Adds people to the book."""

    def __init__(self, book: Book, dice: Dice) -> None:
        """Add to `book`, decided by `dice`."""
        self.book, self.dice = book, dice

    def household(self, day: date, at: datetime) -> Household:
        """Add somebody at risk with a home, and who causes the harm."""
        dice = self.dice
        gender = dice.weighed(rates.GENDER)
        subject = self.person(at, day, gender, rates.AGES, details=True)
        place = self.home(subject, at)
        harming = self.person(at, day, dice.weighed(rates.GENDER_OF_HARM), rates.AGES_OF_HARM)
        return Household(subject, place, harming)

    def person(
        self,
        at: datetime,
        day: date,
        gender: str,
        ages: Mapping[tuple[int, int], float],
        *,
        surname: str | None = None,
        details: bool = False,
    ) -> Values:
        """Add one person; `details` are the answers that are asked of those at risk."""
        dice = self.dice
        surname, forenames = surname or dice.surname(), dice.forename(gender)
        known = not dice.chance(rates.BIRTH_UNKNOWN)
        group, detail = dice.weighed(rates.ETHNICITY) if details else (None, None)
        reachable = details and dice.chance(0.6)
        return self.book.add(
            PersonRow,
            at,
            surname=surname,
            forenames=forenames,
            surname_key=name_key(surname),
            forenames_key=name_key(forenames),
            sound_key=sound_key(surname),
            born_on=dice.birth(ages, day) if known else None,
            born_certainty="exact" if known else "not_known",
            gender=gender,
            ethnicity_group=group,
            ethnicity_detail=detail,
            disabled=dice.weighed(rates.DISABLED) if details else None,
            lgbt=dice.weighed(rates.LGBT) if details else None,
            language="Polish" if details and dice.chance(0.04) else None,
            interpreter="needed" if details and dice.chance(0.03) else None,
            safe_contact_how="text" if reachable and dice.chance(0.4) else None,
            safe_contact_when="9 to 11 in the morning" if reachable and dice.chance(0.4) else None,
            safe_contact_number=dice.telephone() if reachable else None,
            safe_contact_not="Anybody else at home" if reachable and dice.chance(0.2) else None,
        )

    def home(self, person: Values, at: datetime) -> Values:
        """Add a place where `person` lives."""
        dice = self.dice
        address, postcode = dice.address(), dice.postcode()
        place = self.book.add(
            PlaceRow,
            at,
            address=address,
            postcode=postcode,
            place_key=place_key(address, postcode),
            area=dice.pick(dice.words.areas),
        )
        self.book.add(
            PersonAddressRow,
            at,
            person_id=person["id"],
            place_id=place["id"],
            protected=dice.chance(0.06),
        )
        return place

    def spelt_otherwise(self, person: Values, at: datetime) -> Values:
        """Add a second record of `person`, spelt a little otherwise, as a possible match."""
        surname = person["surname"]
        for old, new in _SPELLINGS:
            if old in surname:
                surname = surname.replace(old, new, 1)
                break
        twin = dict(person)
        twin |= {
            "surname": surname,
            "surname_key": name_key(surname),
            "sound_key": sound_key(surname),
            "safe_contact_number": None,
        }
        added = self.book.add(PersonRow, at, **{k: v for k, v in twin.items() if k not in _OWN})
        settled = self.dice.chance(0.4) and at
        reasons = [MatchReason.NAME_LIKE, MatchReason.FORENAMES_SAME]
        reasons += [MatchReason.BORN_SAME] if person["born_on"] else []
        self.book.add(
            PossibleMatchRow,
            first_id=person["id"],
            second_id=added["id"],
            reasons=" ".join(reasons),
            score=88 if person["born_on"] else 61,
            found_at=at,
            decision="different" if settled else None,
            decided_at=at + timedelta(hours=20) if settled else None,
            decided_by=self.book.account_id if settled else None,
        )
        return added


_OWN = {"id", "recorded_at", "recorded_by", "error_at", "error_reason"}
