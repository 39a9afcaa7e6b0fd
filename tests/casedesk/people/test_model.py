"""How a name typed in one box is read."""

import pytest

from casedesk.people.model import split_name


@pytest.mark.parametrize(
    ("typed", "forenames", "surname"),
    [
        ("Siân Morgan", "Siân", "Morgan"),
        ("  Mary  Ann   Lloyd ", "Mary Ann", "Lloyd"),
        ("Morgan, Siân Elin", "Siân Elin", "Morgan"),
        ("Rhys ap Dafydd", "Rhys", "ap Dafydd"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("van Dyke", "van", "Dyke"),  # somebody must have a forename
        ("Siân", "Siân", ""),
        ("", "", ""),
    ],
)
def test_the_last_word_is_the_surname_with_the_small_words_before_it(
    typed: str, forenames: str, surname: str
) -> None:
    assert split_name(typed) == (forenames, surname)
