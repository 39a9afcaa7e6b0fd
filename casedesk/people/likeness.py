"""How alike two people are, with every reason. Pure functions.

Points are added up to at most 100. They order the list that a person reads; nothing
is ever joined by them. The weights are CaseDesk's own, tried on practice data.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from casedesk.catalogue_names import plain_name
from casedesk.people.model import Certainty, MatchReason
from casedesk.people.rules import sound_key
from casedesk.people.short_names import name_groups
from casedesk.places.rules import address_key, postcode_key

# While somebody types, a wrong offer costs a glance; a birth date alone is not enough.
WORTH_SHOWING = 28
WORTH_RECORDING = 55  # points: for the work list, where each line costs a decision
SHORTEST_BEGINNING = 3  # letters
_ALIKE_SURNAME, _ALIKE_FORENAME = 0.9, 0.87  # Jaro-Winkler; "Morgan"/"Morgen" is 0.93
_SHORTEST_TELEPHONE = 6  # digits; fewer say nothing

POINTS = {
    MatchReason.NAME_SAME: 55,
    MatchReason.FORENAME_SHORT: 48,
    MatchReason.NAMES_SWAPPED: 45,
    MatchReason.KNOWN_AS_SAME: 45,
    MatchReason.SOUNDS_ALIKE: 40,
    MatchReason.NAME_LIKE: 38,
    MatchReason.NAME_BEGINS_SAME: 33,
    MatchReason.SURNAME_SAME: 12,
    MatchReason.FORENAMES_SAME: 15,
    MatchReason.BORN_SAME: 27,
    MatchReason.BORN_CLOSE: 15,
    MatchReason.ADDRESS_SAME: 13,
    MatchReason.POSTCODE_SAME: 6,
    MatchReason.TELEPHONE_SAME: 30,
}
_LESS_WHEN_HALF_A_NAME = 5
_LESS_WHEN_BORN_APART = 30
_ABOUT_DAYS, _FEW_YEARS = 366, 10


class Traits(Struct, frozen=True):
    """What of a person is compared: plain names without accents, keys of places."""

    surname: str
    forenames: tuple[str, ...]
    other_names: frozenset[str]
    sound: str
    born_on: date | None
    born_exactly: bool
    telephone: str = ""
    postcodes: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def traits(
    surname: str,
    forenames: str,
    born_on: date | None,
    *,
    other_names: Iterable[str] = (),
    born_certainty: str | None = None,
    telephone: str | None = None,
    places: Iterable[tuple[str, str | None]] = (),
    sound: str | None = None,
    plain: Callable[[str], str] = plain_name,
) -> Traits:
    """Return what is compared of a person.

    `places` are addresses with their postcodes; `sound` is given where it is stored;
    `plain` makes names plain, where thousands are compared with a memory.
    """
    known = list(places)
    return Traits(
        surname=plain(surname),
        forenames=_words(forenames, plain),
        other_names=frozenset(found for name in other_names if (found := plain(name))),
        sound=sound_key(surname) if sound is None else sound,
        born_on=born_on,
        born_exactly=born_certainty in {None, Certainty.EXACT},
        telephone="".join(c for c in telephone or "" if c.isdigit()),
        postcodes=frozenset(key for _, code in known if (key := postcode_key(code))),
        addresses=frozenset(key for address, _ in known if (key := address_key(address))),
    )


def likeness(one: Traits, other: Traits) -> tuple[int, tuple[MatchReason, ...]]:
    """Return the points and the reasons, the strongest first; the order of the two is free."""
    reasons, points = _name_likeness(one, other)
    born, of_birth = _birth_likeness(one, other)
    reasons, points = reasons + born, points + of_birth
    reasons += _place_and_telephone(one, other)
    points += sum(POINTS[r] for r in reasons if r in _OUTSIDE_NAMES)
    ordered = tuple(sorted(reasons, key=POINTS.__getitem__, reverse=True))
    return max(0, min(100, points)), ordered


_OUTSIDE_NAMES = frozenset(
    (MatchReason.ADDRESS_SAME, MatchReason.POSTCODE_SAME, MatchReason.TELEPHONE_SAME)
)


def _name_likeness(one: Traits, other: Traits) -> tuple[list[MatchReason], int]:
    reason = _by_names(one, other)
    aliased = _known_as(one, other)
    if aliased and (reason is None or POINTS[reason] < POINTS[MatchReason.KNOWN_AS_SAME]):
        reason = MatchReason.KNOWN_AS_SAME
    if reason is None:
        return [], 0
    half = reason is not MatchReason.KNOWN_AS_SAME and not (one.forenames and other.forenames)
    return [reason], POINTS[reason] - (_LESS_WHEN_HALF_A_NAME if half else 0)


def _by_names(one: Traits, other: Traits) -> MatchReason | None:
    """Return the strongest likeness of surname and forenames."""
    fore = _forename_likeness(one.forenames, other.forenames)
    if one.surname and one.surname == other.surname:
        return _SAME_SURNAME[fore]
    if _swapped(one, other):
        return MatchReason.NAMES_SWAPPED
    return None if fore == _DIFFERENT else _by_surname_like(one, other, fore)


def _by_surname_like(one: Traits, other: Traits, fore: int) -> MatchReason | None:
    """Return the strongest likeness of two surnames that differ, the forenames allowing it."""
    sounds = bool(one.sound) and one.sound == other.sound
    for holds, reason in (
        (sounds and fore != _UNKNOWN, MatchReason.SOUNDS_ALIKE),
        (_begins(one.surname, other.surname), MatchReason.NAME_BEGINS_SAME),
        (sounds, MatchReason.SOUNDS_ALIKE),
        (_alike(one.surname, other.surname, _ALIKE_SURNAME), MatchReason.NAME_LIKE),
        (fore == _SAME, MatchReason.FORENAMES_SAME),
    ):
        if holds:
            return reason
    return None


_SAME, _SHORT, _LIKE, _BEGINNING, _UNKNOWN, _DIFFERENT = range(6)
_SAME_SURNAME = {
    _SAME: MatchReason.NAME_SAME,
    _SHORT: MatchReason.FORENAME_SHORT,
    _LIKE: MatchReason.NAME_LIKE,
    _BEGINNING: MatchReason.NAME_BEGINS_SAME,
    _UNKNOWN: MatchReason.NAME_BEGINS_SAME,
    _DIFFERENT: MatchReason.SURNAME_SAME,
}


def _forename_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    if not one or not other:
        return _UNKNOWN
    if set(one) <= set(other) or set(other) <= set(one):
        return _SAME
    return _forename_alike(one[0], other[0])


def _forename_alike(first: str, second: str) -> int:
    if name_groups(first) & name_groups(second):
        return _SHORT
    if _alike(first, second, _ALIKE_FORENAME):
        return _LIKE
    return _BEGINNING if first.startswith(second) or second.startswith(first) else _DIFFERENT


def _swapped(one: Traits, other: Traits) -> bool:
    return (
        bool(one.forenames and other.forenames)
        and one.surname in other.forenames
        and other.surname in one.forenames
    )


def _known_as(one: Traits, other: Traits) -> bool:
    full_one, full_other = _full(one), _full(other)
    return bool(
        (full_one & other.other_names)
        or (full_other & one.other_names)
        or (one.other_names & other.other_names)
    )


def _full(person: Traits) -> frozenset[str]:
    """Return the whole name, and the name with the first forename alone."""
    if not person.forenames:
        return frozenset((person.surname,)) - {""}
    return frozenset(
        ("".join(person.forenames) + person.surname, person.forenames[0] + person.surname)
    )


def _begins(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter)


def _alike(one: str, other: str, least: float) -> bool:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - 2 MB; not before names are compared

    return bool(one and other) and JaroWinkler.similarity(one, other, score_cutoff=least) > 0


def _birth_likeness(one: Traits, other: Traits) -> tuple[list[MatchReason], int]:
    if one.born_on is None or other.born_on is None:
        return [], 0
    if one.born_on == other.born_on:
        return [MatchReason.BORN_SAME], POINTS[MatchReason.BORN_SAME]
    if born_close(one, other):
        return [MatchReason.BORN_CLOSE], POINTS[MatchReason.BORN_CLOSE]
    return [], -_LESS_WHEN_BORN_APART


def born_close(one: Traits, other: Traits) -> bool:
    """Tell whether two birth dates may be one, typed or remembered wrongly."""
    first, second = one.born_on, other.born_on
    if first is None or second is None:
        return False
    if not (one.born_exactly and other.born_exactly):
        return abs((first - second).days) <= _ABOUT_DAYS
    if first.year != second.year:
        same_day = first.day == second.day and first.month == second.month
        return same_day and abs(first.year - second.year) <= _FEW_YEARS
    one_part_same = first.day == second.day or first.month == second.month
    return one_part_same or (first.day == second.month and first.month == second.day)


def _place_and_telephone(one: Traits, other: Traits) -> list[MatchReason]:
    found = []
    same_postcode = bool(one.postcodes & other.postcodes)
    if one.addresses & other.addresses and (
        same_postcode or not (one.postcodes and other.postcodes)
    ):
        found.append(MatchReason.ADDRESS_SAME)
    elif same_postcode:
        found.append(MatchReason.POSTCODE_SAME)
    if len(one.telephone) >= _SHORTEST_TELEPHONE and one.telephone == other.telephone:
        found.append(MatchReason.TELEPHONE_SAME)
    return found


def _words(forenames: str, plain: Callable[[str], str]) -> tuple[str, ...]:
    words = re.split(r"[\s\-]+", forenames)
    return tuple(found for word in words if (found := plain(word)))
