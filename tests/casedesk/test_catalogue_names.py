"""Names are found however people spell them; a wrong one gets the nearest offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.catalogue_names import NameIndex, plain_name
from casedesk.errors import CatalogueError

INDEX = NameIndex(
    {
        "marac": ("MARAC", "Multi-Agency Risk Assessment Conference"),
        "emrac": ("EMRAC",),
        "secondary_care": ("Hospital (A&E)",),
        "closure_order": ("Closure order",),
    }
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" Marac ", "marac"),
        ("multi agency RISK assessment conference", "marac"),
        ("Hospital A & E", "secondary_care"),
        ("Secondary-Care", "secondary_care"),
    ],
)
def test_case_blanks_and_punctuation_do_not_matter(typed: str, meant: str) -> None:
    assert INDEX.find(typed) == meant


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("MORAC", "marac"), ("closure_ordre", "closure_order"), ("Dept of Silly Walks", None)],
)
def test_an_unknown_name_offers_the_nearest_or_nothing(typed: str, offered: str | None) -> None:
    assert INDEX.find(typed) is None
    assert INDEX.nearest(typed) == offered


def test_nothing_typed_names_nothing() -> None:
    assert INDEX.find(" - ") is None
    assert INDEX.nearest("") is None


def test_one_name_for_two_entries_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"review.*other"):
        NameIndex({"review": ("Community trigger",), "other": ("community  TRIGGER",)})


@given(st.text())
def test_making_a_name_plain_twice_changes_nothing(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)
