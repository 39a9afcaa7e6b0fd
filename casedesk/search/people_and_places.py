"""The search of the page "People and places": who and what is found, and by what.

People are found by every name, by telephone number and birth date, by names that sound or are
spelt alike, and by where they live. Everything comes from indexes, each list cut off. A protected
address finds nobody: it would be given away to whoever guesses it.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from typing import Any

from msgspec import Struct
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casedesk.dates import DateTextError, parse_day
from casedesk.i18n import _, catalogue_text
from casedesk.people.catalogue import lists
from casedesk.people.model import (
    MatchReason,
    PersonLine,
    PersonSought,
    reason_text,
    shown_name,
    split_name,
)
from casedesk.people.protected_addresses import leads_to_protected
from casedesk.people.service import person_lines, possible_matches, sounding_alike
from casedesk.people.tables import PersonNameRow, PersonRow
from casedesk.places.model import PlaceLine
from casedesk.search.service import SHORTEST, cases_of_people, search
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

MOST = 50  # of each kind; whoever has more types another word
_ALIKE, _LIVING = 10, 20
_SHORTEST_TELEPHONE = 6  # digits
_WORDS_OF_A_DAY = 3


class FoundPerson(Struct, frozen=True):
    """Somebody found; `why` says by what: "known as Shan", "name sounds alike"."""

    person: PersonLine
    cases: int
    why: str


class FoundPlace(Struct, frozen=True):
    """A place found, by its address or by its postcode."""

    place: PlaceLine
    why: str


class FoundHere(Struct, frozen=True):
    """Everything found, the best first; `more` tells of which kind there may be further ones."""

    people: tuple[FoundPerson, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    more: bool = False


class _Names(Struct, frozen=True):
    """What a person is called, told apart by what it is."""

    name: str
    known_as: str
    telephone: str
    born_on: date | None
    others: tuple[tuple[str, str], ...]  # kind, name
    joined: tuple[str, ...]


def find_people_and_places(workspace: Workspace, typed: str, limit: int = MOST) -> FoundHere:
    """Return people and places for what is typed, with the reason of each; a list, not audited.

    Args:
        workspace: the open file.
        typed: names, an address, a postcode, a telephone number or a birth date.
        limit: how many of each kind at most.
    """
    hits = search(workspace, typed, limit)
    by_words = [hit.person.id for hit in hits.people]
    alike = _alike(workspace, typed)
    with workspace.reading(Permission.READ_RECORDS) as session:
        living = _living_at(session, [one.id for one in hits.places])
        ids = list(dict.fromkeys(chain(by_words, alike, living)))[:limit]
        lines, names = person_lines(session, ids), _names(session, ids)
        cases = cases_of_people(session, ids)
    people = tuple(
        FoundPerson(lines[i], cases[i], _why(typed, names[i], alike.get(i, ""),
                    living.get(i, "") if i not in by_words else ""))
        for i in ids
        if i in lines
    )  # fmt: skip
    places = tuple(FoundPlace(one, _why_place(typed, one)) for one in hits.places)
    more = limit in {len(by_words), len(places)} or len(living) == _LIVING
    return FoundHere(people, places, more)


def _alike(workspace: Workspace, typed: str) -> dict[int, str]:
    """Return who is named nearly so, or was born on the day that is typed, with the reasons."""
    born, rest = _birth_date(typed)
    letters = " ".join(word for word in rest if not any(sign.isdigit() for sign in word))
    digits = "".join(sign for word in rest for sign in word if sign.isdigit())
    forenames, surname = split_name(letters)
    few = sum(map(str.isalpha, letters)) < SHORTEST
    if few and len(digits) < _SHORTEST_TELEPHONE:
        return {} if born is None else dict.fromkeys(_born_on(workspace, born), "")
    if not surname and not digits and born is None:  # one name alone: it may be the surname
        with workspace.reading(Permission.READ_RECORDS) as session:
            ids = sounding_alike(session, forenames, _ALIKE)
        return dict.fromkeys(ids, reason_text(MatchReason.SOUNDS_ALIKE))
    sought = PersonSought(surname or forenames, forenames if surname else "", born_on=born,
                          telephone=digits)  # fmt: skip
    return {
        one.person_id: " · ".join(map(reason_text, one.reasons))
        for one in possible_matches(workspace, sought, _ALIKE)
    }


def _birth_date(typed: str) -> tuple[date | None, list[str]]:
    """Return the day among the words, such as 3/5/1988 or 3 May 1988, and the other words."""
    words = typed.split()
    for length in (_WORDS_OF_A_DAY, 1):
        for start in range(len(words) - length + 1):
            with suppress(DateTextError):
                born = parse_day(" ".join(words[start : start + length]))
                return born, words[:start] + words[start + length :]
    return None, words


def _born_on(workspace: Workspace, born: date) -> list[int]:
    query = (
        select(PersonRow.id)
        .where(
            PersonRow.born_on == born,
            PersonRow.joined_into_id.is_(None),
            PersonRow.error_at.is_(None),
        )
        .order_by(PersonRow.id)
        .limit(MOST)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(session.scalars(query))


# CROSS JOIN keeps this order: left to itself, SQLite begins with all people not joined (80 ms).
_LIVING_AT = text(
    "SELECT a.person_id, p.address, a.to_on FROM json_each(:places) w"
    " CROSS JOIN person_address a ON a.place_id = w.value AND a.error_at IS NULL"
    " CROSS JOIN place p ON p.id = a.place_id CROSS JOIN person o ON o.id = a.person_id"
    " WHERE o.joined_into_id IS NULL AND o.error_at IS NULL"
    f" AND NOT {leads_to_protected('a.place_id')}"
    " ORDER BY a.to_on IS NOT NULL, a.id LIMIT :most"
)


def _living_at(session: Session, places: Sequence[int]) -> dict[int, str]:
    """Return who lives or lived at these places, and the words that say so."""
    asked = {"places": json.dumps(list(places)), "most": _LIVING}
    found: dict[int, str] = {}
    for person_id, address, to_on in session.execute(_LIVING_AT, asked) if places else ():
        words = _("lives at {address}") if to_on is None else _("lived at {address}")
        found.setdefault(person_id, words.format(address=address))
    return found


def _names(session: Session, ids: Sequence[int]) -> dict[int, _Names]:
    asked = {"ids": json.dumps(list(ids))}
    others: dict[int, list[tuple[str, str]]] = {}
    joined: dict[int, list[str]] = {}
    named = select(PersonNameRow.person_id, PersonNameRow.kind, PersonNameRow.name).where(
        PersonNameRow.error_at.is_(None),
        text("person_name.person_id IN (SELECT value FROM json_each(:ids))"),
    )
    for person_id, kind, name in session.execute(named, asked):
        others.setdefault(person_id, []).append((kind, name))
    earlier = select(PersonRow.joined_into_id, PersonRow.forenames, PersonRow.surname).where(
        text("person.joined_into_id IN (SELECT value FROM json_each(:ids))")
    )
    for into, forenames, surname in session.execute(earlier, asked):
        joined.setdefault(into or 0, []).append(shown_name(forenames, surname))
    return {
        row.id: _named(row, tuple(others.get(row.id, ())), tuple(joined.get(row.id, ())))
        for row in session.execute(_OWN, asked)
    }


_OWN = select(
    PersonRow.id,
    PersonRow.forenames,
    PersonRow.surname,
    PersonRow.known_as,
    PersonRow.safe_contact_number,
    PersonRow.born_on,
).where(text("person.id IN (SELECT value FROM json_each(:ids))"))


def _named(row: Any, others: tuple[tuple[str, str], ...], joined: tuple[str, ...]) -> _Names:
    return _Names(
        name=shown_name(row.forenames, row.surname),
        known_as=row.known_as or "",
        telephone="".join(sign for sign in row.safe_contact_number or "" if sign.isdigit()),
        born_on=row.born_on,
        others=others,
        joined=joined,
    )


def _why(typed: str, names: _Names, alike: str, living: str) -> str:
    """Return by what somebody was found, the plainest reason first."""
    born, rest = _birth_date(typed)
    wanted = _words(" ".join(rest))
    reasons = [_by_name(wanted, names)] if wanted and not living else []
    if born is not None and names.born_on == born:
        reasons.append(_("same birth date"))
    reasons = [one for one in reasons if one]
    if not reasons and alike:
        reasons = [alike]
    return " · ".join([*reasons, living] if living else reasons)


def _by_name(wanted: Sequence[str], names: _Names) -> str:
    """Return which of the names, or the telephone number, begins with every word wanted."""
    kinds = {one.id: catalogue_text(one.title) for one in lists().name_kind}
    known = _("{kind} {name}")
    called: list[tuple[str, str]] = [(_("by name"), names.name)]
    if names.known_as:
        called.append((_("known as {name}").format(name=names.known_as), names.known_as))
    called += [(known.format(kind=kinds.get(kind, kind), name=n), n) for kind, n in names.others]
    before = _("recorded before as {name}")
    called += [(before.format(name=name), name) for name in names.joined]
    for why, name in called:
        if _begins(wanted, _words(f"{name} {names.name}")):
            return why
    if _begins(["".join(wanted)], [names.telephone]):
        return _("by telephone number")
    every = " ".join((names.telephone, *(name for _why, name in called)))
    return _("by several of their names") if _begins(wanted, _words(every)) else ""


def _why_place(typed: str, place: PlaceLine) -> str:
    postcode = _words(place.postcode or "")
    joined = ["".join(postcode)] if postcode else []
    if _begins(_words(typed), [*postcode, *joined]):
        return _("by postcode")
    return (
        _("by address")
        if _begins(_words(typed), _words(place.address))
        else _("by address and postcode")
    )


def _words(given: str) -> list[str]:
    """Return the words as the index has them: without case and accents."""
    plain = unicodedata.normalize("NFKD", given.casefold())
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain)
    return kept.split()


def _begins(wanted: Iterable[str], words: Sequence[str]) -> bool:
    """Tell whether every word wanted begins one of `words`."""
    return all(any(word.startswith(one) for word in words) for one in wanted)
