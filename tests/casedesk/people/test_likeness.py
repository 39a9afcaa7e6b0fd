"""What makes two people alike, each reason by itself, and what must never count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.people.likeness import WORTH_RECORDING, WORTH_SHOWING, Traits, likeness, traits
from casedesk.people.model import MatchReason as R
from casedesk.people.model import reason_text

BORN = date(1988, 5, 3)


def reasons(one: Traits, other: Traits) -> tuple[R, ...]:
    return likeness(one, other)[1]


@pytest.mark.parametrize(
    ("typed", "recorded", "reason"),
    [
        (("Morgan", "Sian"), ("Morgan", "Siân"), R.NAME_SAME),
        (("Morgan", "Siân"), ("Morgan", "Siân Mair"), R.NAME_SAME),
        (("OBrien", "Ŵen"), ("O'Brien", "Wen"), R.NAME_SAME),
        (("Price", "Bill"), ("Price", "William"), R.FORENAME_SHORT),
        (("Price", "Dai"), ("Price", "Dafydd"), R.FORENAME_SHORT),
        (("Owen", "Morgan"), ("Morgan", "Owen"), R.NAMES_SWAPPED),
        (("Phillips", "Elin"), ("Philips", "Elin"), R.SOUNDS_ALIKE),
        (("Gryffiths", "Elin"), ("Grifiths", "Elin"), R.SOUNDS_ALIKE),
        (("Vaughan", "Elin"), ("Vaughen", "Elin"), R.SOUNDS_ALIKE),
        (("Blackwood", "Elin"), ("Blackwodd", "Elin"), R.SOUNDS_ALIKE),
        (("Hartley", "Elin"), ("Hartlep", "Elin"), R.NAME_LIKE),
        (("Mor", "Sian"), ("Morgan", "Siân"), R.NAME_BEGINS_SAME),
        (("Morgan", ""), ("Morgan", "Siân"), R.NAME_BEGINS_SAME),
        (("Bowen", "Elin"), ("Pugh", "Elin"), R.FORENAMES_SAME),
        (("Pugh", "Elin"), ("Pugh", "Rhodri"), R.SURNAME_SAME),
    ],
)
def test_names(typed: tuple[str, str], recorded: tuple[str, str], reason: R) -> None:
    assert reasons(traits(*typed, None), traits(*recorded, None)) == (reason,)


def test_a_name_somebody_goes_by_counts() -> None:
    recorded = traits("Morgan", "Siân", None, other_names=["Siân Bowen", "Shan"])
    assert reasons(traits("Bowen", "Sian", None), recorded) == (R.KNOWN_AS_SAME,)


def test_birth_dates() -> None:
    def born(day: date, certainty: str | None = None) -> tuple[R, ...]:
        other = traits("Morgan", "Siân", day, born_certainty=certainty)
        return reasons(traits("Morgan", "Siân", BORN), other)[1:]

    assert born(BORN) == (R.BORN_SAME,)
    assert born(date(1988, 3, 5)) == (R.BORN_CLOSE,)  # day and month exchanged
    assert born(date(1988, 5, 13)) == (R.BORN_CLOSE,)  # one part differs
    assert born(date(1989, 1, 1), "about") == (R.BORN_CLOSE,)
    assert born(date(1961, 9, 20)) == ()


def test_another_birth_date_speaks_against_the_same_name() -> None:
    one, other = traits("Jones", "John", BORN), traits("Jones", "John", date(1961, 9, 20))
    unknown = traits("Jones", "John", None)
    assert likeness(one, other)[0] < WORTH_SHOWING < WORTH_RECORDING <= likeness(one, unknown)[0]


def test_addresses() -> None:
    def living(address: str, postcode: str | None) -> tuple[R, ...]:
        one = traits("Morgan", "Siân", None, places=[("Flat 2, Mill Court", "QX1 1AA")])
        other = traits("Pugh", "Rhodri", None, places=[(address, postcode)])
        return reasons(one, other)

    assert living("flat 2 mill court", "qx11aa") == (R.ADDRESS_SAME,)
    assert living("Flat 2 Mill Court", None) == (R.ADDRESS_SAME,)
    assert living("Flat 2 Mill Court", "QX9 9ZZ") == ()
    assert living("9 Mill Court", "QX1 1AA") == (R.POSTCODE_SAME,)


def test_one_birth_date_one_postcode_or_one_forename_alone_is_no_match() -> None:
    one = traits("Morgan", "Siân", BORN, places=[("", "QX1 1AA")])
    for other in (
        traits("Pugh", "Rhodri", BORN),
        traits("Pugh", "Rhodri", None, places=[("", "QX1 1AA")]),
        traits("Pugh", "Siân", None),
    ):
        assert likeness(one, other)[0] < WORTH_SHOWING


def test_twins_are_not_put_on_the_work_list_but_a_new_surname_at_one_address_is() -> None:
    home = [("Flat 2 Mill Court", "QX1 1AA")]
    one = traits("Morgan", "Siân", BORN, places=home)
    assert likeness(one, traits("Morgan", "Rhodri", BORN, places=home))[0] < WORTH_RECORDING
    assert likeness(one, traits("Pugh", "Siân", BORN, places=home))[0] >= WORTH_RECORDING


def test_every_reason_is_said_in_words() -> None:
    assert len({reason_text(reason) for reason in R}) == len(R)


NAMES = st.text(alphabet="abcsiânŵ '-", max_size=8)
PEOPLE = st.builds(
    traits,
    NAMES,
    NAMES,
    st.none() | st.dates(date(1920, 1, 1), date(2020, 1, 1)),
    other_names=st.lists(NAMES, max_size=2),
    telephone=st.sampled_from([None, "01632 960001", "07700 900002"]),
    places=st.lists(st.tuples(NAMES, st.sampled_from([None, "QX1 1AA", "QX2 2BB"])), max_size=2),
)


@given(PEOPLE, PEOPLE)
def test_likeness_is_the_same_from_both_sides(one: Traits, other: Traits) -> None:
    assert likeness(one, other) == likeness(other, one)
