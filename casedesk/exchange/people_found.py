"""Decides which rows speak of the same person, stored or new; the rule is in `people.rules`."""

from typing import Any

from casedesk.exchange.batch import Batch, Entry
from casedesk.exchange.rows import ParsedRow
from casedesk.exchange.stored import Stored
from casedesk.people.rules import name_key, same_person_key, sound_key
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.rules import place_key, postcode_key
from casedesk.places.tables import PlaceRow


class PeopleFound:
    """Finds or adds the people and places of a workbook."""

    def __init__(self, stored: Stored, batch: Batch) -> None:
        """Know everybody who is stored; a record joined into another stands for that one."""
        self._batch = batch
        self._places = dict(stored.places)
        self._named: dict[str, int] = {}  # surname, forenames, birth date
        self._placed: dict[str, int] = {}  # and postcode
        self._homes: dict[int, set[tuple[int, str]]] = {}
        self._new: dict[int, Entry] = {}
        self._remember_stored(stored)

    @property
    def new_ids(self) -> list[int]:
        """Return the ids of the people added."""
        return list(self._new)

    def victim(self, row: ParsedRow, answers: dict[str, Any]) -> int:
        """Return the person of the victim's columns; the postcode counts where there is one."""
        names = row.get("victim_surname"), row.get("victim_forenames")
        born, postcode = row.get("victim_date_of_birth"), row.get("victim_postcode")
        with_postcode = "victim_postcode" not in row.lacking
        known = self._placed if with_postcode else self._named
        key = same_person_key(*names, born, postcode, with_postcode=with_postcode)
        person = known.get(key) if key else None
        if person is None:
            person = self._add(*names, born)
            if key:
                known[key] = person
            named = same_person_key(*names, born, None, with_postcode=False)
            if named:
                self._named.setdefault(named, person)
        self._fill(person, answers)
        self._live_at(person, row.get("victim_address"), postcode)
        return person

    def somebody(self, row: ParsedRow, columns: str) -> int | None:
        """Return the person whose columns begin with `columns` and have no postcode.

        A row without surname and forenames names nobody.
        """
        surname, forenames = row.get(f"{columns}_surname"), row.get(f"{columns}_forenames")
        if surname is None and forenames is None:
            return None
        born = row.get(f"{columns}_date_of_birth")
        key = same_person_key(surname, forenames, born, None, with_postcode=False)
        person = self._named.get(key) if key else None
        if person is None:
            person = self._add(surname, forenames, born)
            if key:
                self._named[key] = person
        return person

    def place(self, address: str | None, postcode: str | None) -> int | None:
        """Return the place at an address, or None where neither is given."""
        if address is None and postcode is None:
            return None
        key = place_key(address or "", postcode)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._batch.add(
                PlaceRow, address=address or "", postcode=postcode, place_key=key
            )
        return found

    def _add(self, surname: str | None, forenames: str | None, born: Any) -> int:
        new = self._batch.entry(
            PersonRow,
            surname=surname or "",
            forenames=forenames or "",
            surname_key=name_key(surname or ""),
            forenames_key=name_key(forenames or ""),
            sound_key=sound_key(surname or ""),
            born_on=born,
            born_certainty=None if born is None else "exact",
        )
        self._new[new["id"]] = new
        return int(new["id"])

    def _fill(self, person: int, answers: dict[str, Any]) -> None:
        """Keep the first answer that is given of a new person; stored people stay as they are."""
        new = self._new.get(person)
        if new is not None:
            for name, value in answers.items():
                if new[name] is None:
                    new[name] = value

    def _live_at(self, person: int, address: str | None, postcode: str | None) -> None:
        homes = self._homes.setdefault(person, set())
        code = postcode_key(postcode)
        if address is None and any(code == known for _place, known in homes):
            return
        place = self.place(address, postcode)
        if place is not None and (place, code) not in homes:
            homes.add((place, code))
            self._batch.add(PersonAddressRow, person_id=person, place_id=place)

    def _remember_stored(self, stored: Stored) -> None:
        into = {row[0]: row[4] for row in stored.people if row[4] is not None}
        details = {}
        for number, surname, forenames, born, _joined in stored.people:
            person = _kept(number, into)
            details[number] = person, surname, forenames, born
            key = same_person_key(surname, forenames, born, None, with_postcode=False)
            if key:
                self._named.setdefault(key, person)
        for number, place, postcode in stored.postcodes:
            if number not in details:
                continue
            person, surname, forenames, born = details[number]
            self._homes.setdefault(person, set()).add((place, postcode_key(postcode)))
            key = same_person_key(surname, forenames, born, postcode, with_postcode=True)
            if key:
                self._placed.setdefault(key, person)


def _kept(person: int, into: dict[int, int]) -> int:
    """Return the record that a person's was joined into, in the end."""
    while person in into:
        person = into[person]
    return person
