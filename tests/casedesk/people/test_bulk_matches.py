"""Comparing everybody of a large import stays possible, whatever stands for "not known" in it."""

from datetime import date, timedelta

import pytest

from casedesk.errors import Cancelled
from casedesk.people.bulk_matches import LARGEST_BLOCK, _pairs
from casedesk.people.likeness import Traits, traits

UNKNOWN = date(1900, 1, 1)  # what many a spreadsheet has where no birth date is known
MANY = 3_000


def person(number: int, born_on: date) -> Traits:
    """Return somebody whose names few others have."""
    letters = [chr(ord("a") + number // 26**place % 26) for place in range(3)]
    return traits("k".join(letters), "o".join(reversed(letters)), born_on)


def test_a_birth_date_of_thousands_is_compared_only_where_a_forename_agrees() -> None:
    people = {number: person(number, UNKNOWN) for number in range(MANY)}
    first, second = traits("Danvers", "Ana", UNKNOWN), traits("Thackray", "Ana", UNKNOWN)
    people |= {MANY: first, MANY + 1: second}
    pairs = list(_pairs(people, set(people)))
    assert (MANY, MANY + 1) in pairs
    assert len(pairs) < MANY * LARGEST_BLOCK / 10  # all with all would be 4,500,000


def test_a_name_of_thousands_is_compared_only_where_the_birth_date_agrees() -> None:
    born = [UNKNOWN + timedelta(days=number // 2 * 9) for number in range(MANY)]
    people = {number: traits("Not", "Known", day) for number, day in enumerate(born)}
    pairs = list(_pairs(people, set(people)))
    assert {(number, number + 1) for number in range(0, MANY, 2)} <= set(pairs)
    assert len(pairs) < MANY * LARGEST_BLOCK / 10


def test_one_name_with_one_birth_date_a_thousand_times_tells_nobody_apart() -> None:
    people = {number: traits("Not", "Known", UNKNOWN) for number in range(MANY)}
    assert list(_pairs(people, set(people))) == []


def test_it_says_how_far_it_is_and_can_be_stopped() -> None:
    born = [UNKNOWN + timedelta(days=number // 2 * 9) for number in range(MANY)]
    people = {number: person(number, day) for number, day in enumerate(born)}
    shares: list[float] = []
    list(_pairs(people, set(people), shares.append))
    assert shares == sorted(shares)
    assert len(shares) > 5

    def stop(share: float) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(_pairs(people, set(people), stop))
