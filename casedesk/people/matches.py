"""Finds recorded people who may be the person somebody is typing.

Candidates come from indexes only (birth date, sound, beginnings of names, place,
telephone), each list cut off, so that the answer does not slow down with the file;
`likeness` then judges those few.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from casedesk.catalogue_names import plain_name
from casedesk.i18n import with_commas
from casedesk.people.likeness import WORTH_SHOWING, Traits, likeness, traits
from casedesk.people.model import Certainty, MatchReason, MatchSummary, PersonSought, shown_name
from casedesk.people.protected_addresses import address_hidden, leads_to_protected
from casedesk.people.rules import name_key, sound_key
from casedesk.people.short_names import other_forms
from casedesk.people.tables import PersonAddressRow, PersonNameRow, PersonRow, PossibleMatchRow
from casedesk.places.rules import postcode_key
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.full_text import SHORTEST, quoted, words_of
from casedesk.workspace.workspace import Workspace

MOST_CANDIDATES = 80  # of each kind: some 10 ms in all at 50,000 people
DIFFERENT, JOINED = "different", "joined"
# A protected address takes no part, whoever lives there: "same address" would give it away to
# whoever guesses it.
_OPEN = ~leads_to_protected("person_address.place_id")


def possible_matches(
    source: Workspace | Session, sought: PersonSought, limit: int = 5
) -> list[MatchSummary]:
    """Return who of the people recorded may be the person sought, the likeliest first.

    Joined records, records in error and people marked as different are never among them.

    Args:
        source: the open file, or the session of a larger piece of work.
        sought: what is typed so far.
        limit: how many at most.
    """
    if isinstance(source, Workspace):
        with source.reading(Permission.READ_RECORDS) as session:
            return _matches(session, sought, limit)
    return _matches(source, sought, limit)


def _matches(session: Session, sought: PersonSought, limit: int) -> list[MatchSummary]:
    candidates = _candidates(session, sought) - _left_out(session, sought.person_id)
    if not candidates:
        return []
    typed = traits(
        sought.surname,
        sought.forenames,
        sought.born_on,
        other_names=[sought.known_as, _with_surname(sought.known_as, sought.surname)],
        telephone=sought.telephone,
        places=[(sought.address, sought.postcode)],
    )
    rows = people_rows(session, candidates)
    known = known_traits(session, rows, with_places=bool(sought.address or sought.postcode))
    judged = [(row, *likeness(typed, known[row.id])) for row in rows]
    worth = [found for found in judged if found[1] >= WORTH_SHOWING]
    worth.sort(key=lambda found: (-found[1], found[0].id))
    best = worth[:limit]
    addresses = shown_addresses(session, [row.id for row, _points, _reasons in best])
    return [_summary(row, points, reasons, addresses.get(row.id)) for row, points, reasons in best]


def _candidates(session: Session, sought: PersonSought) -> set[int]:
    found: set[int] = set()
    if sought.born_on:
        found |= _born_near(session, sought.born_on)
    found |= _named(session, sought)
    for query in _name_queries(sought):
        found |= _in_index(session, query)
    sound = sound_key(sought.surname)
    if sound:
        found |= _sounding(session, sound, sought.forenames)
    if sought.postcode.strip() or len(sought.address.strip()) >= SHORTEST:
        found |= _living_at(session, sought.address, sought.postcode)
    digits = "".join(c for c in sought.telephone if c.isdigit())
    if len(digits) > SHORTEST:
        found |= _in_index(session, f'"{digits}"')
    return found


def _named(session: Session, sought: PersonSought) -> set[int]:
    """Return people of exactly this name, so that a frequent name cannot crowd them out."""
    query = select(PersonRow.id).where(
        PersonRow.surname_key == name_key(sought.surname),
        PersonRow.forenames_key == name_key(sought.forenames),
    )
    return set(session.scalars(query.limit(MOST_CANDIDATES)))


def _born_near(session: Session, born_on: date) -> set[int]:
    """Return people of the same birth date, or of one with day and month exchanged."""
    days = {born_on}
    if born_on.day <= 12:
        days.add(born_on.replace(month=born_on.day, day=born_on.month))
    query = select(PersonRow.id).where(PersonRow.born_on.in_(days)).limit(MOST_CANDIDATES)
    return set(session.scalars(query))


def _name_queries(sought: PersonSought) -> list[str]:
    """Return full-text queries: both names in any form of the forename, and known as."""
    surnames, forenames = words_of(sought.surname), words_of(sought.forenames)
    queries = []
    if sum(map(len, surnames + forenames)) >= SHORTEST:
        first = [quoted(form) for form in _forms(forenames[0])] if forenames else []
        either = [f"({' OR '.join(first)})"] if first else []
        queries.append(" AND ".join([*(quoted(word) for word in surnames), *either]))
    if len(sought.known_as.strip()) >= SHORTEST:
        queries.append(" AND ".join(quoted(word) for word in words_of(sought.known_as)))
    return [query for query in queries if query]


def _forms(forename: str) -> list[str]:
    plain = traits("", forename, None).forenames
    return sorted({forename, *other_forms(plain[0])}) if plain else [forename]


def _in_index(session: Session, query: str) -> set[int]:
    found = session.execute(
        text("SELECT rowid FROM person_index WHERE person_index MATCH :query LIMIT :most"),
        {"query": query, "most": MOST_CANDIDATES},
    )
    return set(found.scalars())


def _sounding(session: Session, sound: str, forenames: str) -> set[int]:
    """Return people whose surname sounds alike and whose forename begins alike."""
    query = select(PersonRow.id).where(PersonRow.sound_key == sound)
    plain = traits("", forenames, None).forenames
    if plain:
        letters = {form[0] for form in other_forms(plain[0])} | {""}
        query = query.where(func.substr(PersonRow.forenames_key, 1, 1).in_(letters))
    return set(session.scalars(query.limit(MOST_CANDIDATES)))


def sounding_alike(session: Session, surname: str, limit: int) -> list[int]:
    """Return people whose surname sounds like this one and is written in another way."""
    sound = sound_key(surname)
    if not sound:
        return []
    query = select(PersonRow.id).where(
        PersonRow.sound_key == sound,
        PersonRow.surname_key != name_key(surname),
        PersonRow.joined_into_id.is_(None),
        PersonRow.error_at.is_(None),
    )
    return list(session.scalars(query.limit(limit)))


def _living_at(session: Session, address: str, postcode: str) -> set[int]:
    """Return people of the same postcode, or of an address that holds every word."""
    code = postcode_key(postcode)
    if code:
        places = select(PlaceRow.id).where(PlaceRow.place_key.between(f"{code}|", f"{code}}}"))
    else:
        places = (
            select(PlaceRow.id)
            .where(
                text("place.id IN (SELECT rowid FROM place_index WHERE place_index MATCH :words)")
            )
            .params(words=" ".join(quoted(word) for word in words_of(address)) or '""')
        )
    query = (
        select(PersonAddressRow.person_id)
        .where(PersonAddressRow.place_id.in_(places.limit(MOST_CANDIDATES)), _OPEN)
        .limit(MOST_CANDIDATES)
    )
    return set(session.scalars(query))


def _left_out(session: Session, person_id: int | None) -> set[int]:
    if person_id is None:
        return set()
    pairs = session.execute(
        select(PossibleMatchRow.first_id, PossibleMatchRow.second_id).where(
            (PossibleMatchRow.first_id == person_id) | (PossibleMatchRow.second_id == person_id),
            PossibleMatchRow.decision == DIFFERENT,
        )
    )
    return {person_id}.union(*pairs)


def people_rows(session: Session, ids: Iterable[int]) -> list[Row[Any]]:
    """Return what is compared of people who are neither joined nor recorded in error."""
    query = (
        select(
            PersonRow.id,
            PersonRow.surname,
            PersonRow.forenames,
            PersonRow.known_as,
            PersonRow.sound_key,
            PersonRow.born_on,
            PersonRow.born_certainty,
            PersonRow.safe_contact_number,
        )
        .where(text("person.id IN (SELECT value FROM json_each(:ids))"))
        .where(PersonRow.joined_into_id.is_(None), PersonRow.error_at.is_(None))
        .params(ids=json.dumps(sorted(ids)))
    )
    return list(session.execute(query))


def known_traits(
    session: Session, rows: list[Row[Any]], *, with_places: bool = True
) -> dict[int, Traits]:
    """Return what is compared of each of `rows`, with other names and open addresses."""
    ids = json.dumps([row.id for row in rows])
    names = _other_names(session, ids)
    places = _places(session, ids) if with_places else defaultdict(list)
    plain = cache(plain_name)  # the same names come again and again; forgotten afterwards
    return {
        row.id: traits(
            row.surname,
            row.forenames,
            row.born_on,
            other_names=[
                row.known_as or "",
                _with_surname(row.known_as or "", row.surname),
                *names[row.id],
            ],
            born_certainty=row.born_certainty,
            telephone=row.safe_contact_number,
            places=places[row.id],
            sound=row.sound_key,
            plain=plain,
        )
        for row in rows
    }


def _with_surname(known_as: str, surname: str) -> str:
    return f"{known_as} {surname}" if known_as.strip() else ""


def _other_names(session: Session, ids: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    named = select(PersonNameRow.person_id, PersonNameRow.name).where(
        PersonNameRow.error_at.is_(None),
        text("person_name.person_id IN (SELECT value FROM json_each(:ids))"),
    )
    for person_id, name in session.execute(named, {"ids": ids}):
        found[person_id].append(name)
    joined = select(PersonRow.joined_into_id, PersonRow.forenames, PersonRow.surname).where(
        text("person.joined_into_id IN (SELECT value FROM json_each(:ids))")
    )
    for row in session.execute(joined, {"ids": ids}):
        found[row.joined_into_id].append(shown_name(row.forenames, row.surname))
    return found


def _places(session: Session, ids: str) -> defaultdict[int, list[tuple[str, str | None]]]:
    found: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
    query = (
        select(PersonAddressRow.person_id, PlaceRow.address, PlaceRow.postcode)
        .join(PlaceRow, PlaceRow.id == PersonAddressRow.place_id)
        .where(
            PersonAddressRow.error_at.is_(None),
            _OPEN,
            text("person_address.person_id IN (SELECT value FROM json_each(:ids))"),
        )
    )
    for person_id, address, postcode in session.execute(query, {"ids": ids}):
        found[person_id].append((address, postcode))
    return found


_SHOWN_ADDRESSES = (
    select(
        PersonAddressRow.person_id,
        PersonAddressRow.protected,
        PlaceRow.address,
        PlaceRow.postcode,
        leads_to_protected("person_address.place_id").label("leads"),
    )
    .join(PlaceRow, PlaceRow.id == PersonAddressRow.place_id)
    .where(
        text("person_address.person_id IN (SELECT value FROM json_each(:ids))"),
        PersonAddressRow.error_at.is_(None),
    )
    .order_by(
        PersonAddressRow.to_on.is_(None),
        PersonAddressRow.to_on,
        PersonAddressRow.from_on,
        PersonAddressRow.id,
    )
)


def shown_addresses(session: Session, ids: list[int]) -> dict[int, tuple[str, bool]]:
    """Return each person's latest address as it may be shown, and whether it is protected.

    One protected address hides every address of that person: an earlier one can lead
    to the family. So does the place: a child recorded where the mother's is protected.
    """
    found: dict[int, tuple[str, bool]] = {}
    for row in session.execute(_SHOWN_ADDRESSES, {"ids": json.dumps(ids)}):
        if row.leads:  # every address of somebody of whom one is protected does
            found[row.person_id] = (address_hidden(), True)
        else:
            shown = with_commas(row.address, row.postcode)
            found[row.person_id] = (shown, False)
    return found


def _summary(
    row: Row[Any],
    points: int,
    reasons: tuple[MatchReason, ...],
    address: tuple[str, bool] | None,
) -> MatchSummary:
    where, protected = address or ("", False)
    return MatchSummary(
        person_id=row.id,
        name=shown_name(row.forenames, row.surname, row.known_as),
        born_on=row.born_on,
        born_certainty=Certainty(row.born_certainty) if row.born_certainty else None,
        address=where,
        address_protected=protected,
        reasons=reasons,
        score=points,
    )
