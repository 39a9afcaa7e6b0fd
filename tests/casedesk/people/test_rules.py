"""When two records are one person: everything the sheet has must agree, and nothing be blank."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.people.rules import name_key, same_person_key, sound_key

BORN = date(1988, 5, 3)


def key(surname: str = "Morgan", forenames: str = "Siân Mair", postcode: str = "QX1 1AA") -> object:
    return same_person_key(surname, forenames, BORN, postcode, with_postcode=True)


def test_case_and_blanks_do_not_matter() -> None:
    assert key(" MORGAN", "siân  mair ", "qx11aa") == key()
    assert key(forenames="Sia\u0302n Mair") == key()  # the accent as a sign of its own


@pytest.mark.parametrize(
    "other", [{"surname": "Morgans"}, {"forenames": "Sian Mair"}, {"postcode": "QX1 1AB"}]
)
def test_anything_less_than_agreement_is_another_person(other: dict[str, str]) -> None:
    assert key(**other) != key()


@pytest.mark.parametrize("blank", ["surname", "forenames", "postcode"])
def test_a_blank_cell_never_agrees(blank: str) -> None:
    assert key(**{blank: "  "}) is None


def test_a_missing_birth_date_never_agrees() -> None:
    assert same_person_key("Morgan", "Siân", None, "QX1 1AA", with_postcode=True) is None


def test_without_a_postcode_column_the_postcode_is_not_asked_for() -> None:
    one = same_person_key("Morgan", "Siân", BORN, None, with_postcode=False)
    other = same_person_key("Morgan", "Siân", BORN, "QX9 9ZZ", with_postcode=False)
    assert one == other is not None


def test_names_that_sound_alike_share_a_key() -> None:
    assert sound_key("Siân") == sound_key("Sian")
    assert sound_key("Philips") == sound_key("Phillips")
    assert sound_key("—") == ""


@given(st.text(), st.text())
def test_two_names_are_alike_only_letter_by_letter(one: str, other: str) -> None:
    keys = [
        same_person_key(a, b, BORN, None, with_postcode=False)
        for a, b in ((one, other), (other, one))
    ]
    if keys[0] is not None and keys[0] == keys[1]:
        assert name_key(one) == name_key(other)
