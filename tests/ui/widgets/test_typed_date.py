"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.dates import month_number
from ui.widgets.typed_date import TypedDate, read_parts, whole_date

DAYS = st.dates(min_value=date(1850, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "month"),
    [("5", 5), ("05", 5), ("may", 5), ("mai", 5), ("Tachwedd", 11), ("sept", 9), ("Maw.", 3)],
)
def test_a_month_may_be_a_number_or_a_name_in_english_or_welsh(typed: str, month: int) -> None:
    assert month_number(typed) == month


@pytest.mark.parametrize("typed", ["0", "13", "m", "ma", "xyz", ""])
def test_what_is_no_month_or_more_than_one_is_refused(typed: str) -> None:
    assert month_number(typed) is None


@given(DAYS)
def test_a_whole_date_is_understood_however_it_is_written(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"):
        written = day.strftime(pattern).replace(day.strftime("%Y"), f"{day.year:04}")
        assert whole_date(written) == day


@given(DAYS)
def test_three_boxes_give_back_the_day_that_was_typed(day: date) -> None:
    typed, problem = read_parts(str(day.day), str(day.month), str(day.year))
    assert problem == ""
    assert typed is not None
    assert typed.exact() == day


@given(st.text(max_size=6), st.text(max_size=10), st.text(max_size=6))
def test_whatever_is_typed_gives_a_date_or_a_sentence_or_was_nothing(
    day: str, month: str, year: str
) -> None:
    typed, problem = read_parts(day, month, year)
    empty = not (day + month + year).strip()
    assert empty == (typed is None and not problem)
    assert typed is None or typed.exact() is not None


def test_a_day_the_month_does_not_have_is_refused() -> None:
    assert read_parts("29", "2", "2025") == (None, "Enter a day that this month has")
    assert read_parts("29", "2", "2024")[0] == TypedDate(2024, 2, 29)


def test_the_year_must_have_four_figures() -> None:
    assert read_parts("1", "1", "88")[1] == "Enter the year with four figures, such as 2026"


def test_a_year_alone_is_enough_only_where_parts_are_allowed() -> None:
    assert read_parts("", "", "1988", partial=True) == (TypedDate(year=1988), "")
    assert read_parts("", "may", "1988", partial=True) == (TypedDate(year=1988, month=5), "")
    assert read_parts("", "", "1988")[0] is None
    assert read_parts("3", "", "1988", partial=True)[0] is None
