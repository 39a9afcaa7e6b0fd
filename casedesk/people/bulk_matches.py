"""Finds possible matches of many people at once, as after an import.

People are put into blocks that share a birth date, a name, a sound, a home or a
telephone; only those of one block are compared. Two people of a frequent name are not
offered for the name alone, so that the list stays one that somebody can work through. What a
great many share, as 1 January 1900 where no birth date is known, tells nobody apart: such a
block is taken in parts, and no part has more pairs than can be judged at once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from heapq import nlargest

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.people.likeness import WORTH_RECORDING, Traits, born_close, likeness
from casedesk.people.matches import known_traits, people_rows
from casedesk.people.model import FoundPair
from casedesk.people.short_names import name_groups
from casedesk.people.tables import PersonRow, PossibleMatchRow

LARGEST_BLOCK = 60  # people; of a larger one only those who share more are compared
COMMON_NAME = 8  # people: a name shared by more says nothing without a birth date
BLOCKS_A_LOOK = 200  # after so many it says how far it is
MOST_PAIRS = 5  # of one person: more are no help to whoever decides

_BORN, _NAME, _SOUND, _HOME, _OTHER, _TELEPHONE = (
    "born",
    "name",
    "sound",
    "home",
    "other",
    "telephone",
)
_BY_NAME = frozenset((_NAME, _SOUND, _OTHER))


def find_matches_among(
    session: Session, person_ids: Collection[int], reach: Callable[[float], None] | None = None
) -> list[FoundPair]:
    """Return pairs that may be one person, at least one of them among `person_ids`.

    Pairs that were decided or wait for a decision already are left out.

    Args:
        session: of the change that recorded these people, or a reading one.
        person_ids: the new people.
        reach: told from time to time what share (0 to 1) is done; may raise `Cancelled`.
    """
    new = set(person_ids)
    if not new:
        return []
    everybody = people_rows(session, session.scalars(select(PersonRow.id)))
    people = known_traits(session, everybody)
    known = set(session.execute(select(PossibleMatchRow.first_id, PossibleMatchRow.second_id)))
    best: defaultdict[int, list[FoundPair]] = defaultdict(list)
    for first, second in _pairs(people, new, reach):
        if (first, second) not in known:
            points, reasons = likeness(people[first], people[second])
            if points >= WORTH_RECORDING:
                pair = FoundPair(first, second, reasons, points)
                best[first].append(pair)
                best[second].append(pair)
    chosen = {
        (pair.first_id, pair.second_id): pair
        for found in best.values()
        for pair in nlargest(MOST_PAIRS, found, key=lambda p: (p.score, -p.first_id, -p.second_id))
    }
    return sorted(chosen.values(), key=lambda p: (-p.score, p.first_id, p.second_id))


def _pairs(
    people: dict[int, Traits], new: set[int], reach: Callable[[float], None] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield each pair worth judging once, the smaller id first, with somebody new in it."""
    seen: set[tuple[int, int]] = set()
    blocks = list(_blocks(people))
    for place, (kind, members) in enumerate(blocks):
        if reach is not None and place % BLOCKS_A_LOOK == 0:
            reach(place / len(blocks))
        for block in _split(kind, members, people):
            undated = kind not in _BY_NAME or (kind == _NAME and len(members) <= COMMON_NAME)
            for one, other in _with_new(block, new):
                pair = (one, other) if one < other else (other, one)
                if pair not in seen and (
                    kind not in _BY_NAME or _may_be_one(people[one], people[other], undated)
                ):
                    seen.add(pair)
                    yield pair


def _blocks(people: dict[int, Traits]) -> Iterator[tuple[str, list[int]]]:
    """Yield the people who share something, with the kind of what they share."""
    blocks: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for person_id, person in people.items():
        for key in _keys(person):
            blocks[key].append(person_id)
    for key, members in blocks.items():
        if len(members) > 1:
            yield str(key[0]), members


def _keys(person: Traits) -> Iterator[tuple[Hashable, ...]]:
    """Yield what blocks a person belongs to; the first part is the kind."""
    if person.born_on is not None:
        yield _BORN, person.born_on
    for forename in person.forenames:
        yield _NAME, person.surname, forename
    for first in _first_names(person):
        if person.sound:
            yield _SOUND, person.sound, first
        for address in person.addresses:
            yield _HOME, address, first
    for name in person.other_names:
        yield _OTHER, name
    if person.forenames:
        yield _OTHER, person.forenames[0] + person.surname
    if person.telephone:
        yield _TELEPHONE, person.telephone


def _first_names(person: Traits) -> Iterable[Hashable]:
    if not person.forenames:
        return ()
    return (person.forenames[0], *name_groups(person.forenames[0]))


def _with_new(block: list[int], new: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block in which somebody is new."""
    for place, one in enumerate(block):
        for other in block[:place]:
            if one in new or other in new:
                yield one, other


def _may_be_one(one: Traits, other: Traits, undated: bool) -> bool:
    """Tell whether nothing but a name could still be worth recording for these two."""
    if one.born_on is None or other.born_on is None:
        return undated
    return one.born_on == other.born_on or born_close(one, other)


def _split(kind: str, members: list[int], people: dict[int, Traits]) -> Iterator[list[int]]:
    """Yield a block as it is, or in parts if it is large: names by birth, all else by forename."""
    if len(members) <= LARGEST_BLOCK:
        yield members
    elif kind in _BY_NAME:
        for born_in_one_year in _parted(members, lambda one: _born(people[one], year_only=True)):
            if len(born_in_one_year) <= LARGEST_BLOCK:
                yield born_in_one_year
            else:
                yield from _small(_parted(born_in_one_year, lambda one: _born(people[one])))
    else:
        yield from _small(_parted(members, lambda one: _first_names(people[one])))


def _parted(
    members: Iterable[int], keys: Callable[[int], Iterable[Hashable]]
) -> Iterable[list[int]]:
    parts: defaultdict[Hashable, list[int]] = defaultdict(list)
    for person_id in members:
        for key in keys(person_id):
            parts[key].append(person_id)
    return parts.values()


def _born(person: Traits, *, year_only: bool = False) -> Iterable[Hashable]:
    if person.born_on is None:
        return ()
    return (person.born_on.year if year_only else person.born_on,)


def _small(parts: Iterable[list[int]]) -> Iterator[list[int]]:
    return (part for part in parts if len(part) <= LARGEST_BLOCK)
