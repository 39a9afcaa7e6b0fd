"""Dates, deadlines and ages as people read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk.i18n import use_language
from ui import text_format
from ui.widgets.state_mark import State

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


@pytest.fixture
def welsh() -> Iterator[None]:
    use_language("cy")
    yield
    use_language("en")


def test_dates_are_written_in_full_and_short_for_tables() -> None:
    assert text_format.long_date(DAY) == "20 November 2026"
    assert text_format.weekday_date(DAY) == "Friday 20 November 2026"
    assert text_format.short_date(DAY) == "20 Nov 2026"
    assert text_format.short_weekday(DAY) == "Fri 20 Nov"


@pytest.mark.usefixtures("welsh")
def test_dates_have_their_welsh_names() -> None:
    assert text_format.long_date(DAY) == "20 Tachwedd 2026"


def test_moments_are_shown_in_local_time_on_both_sides_of_the_clock_change() -> None:
    assert text_format.clock_time(datetime(2026, 10, 24, 23, 30, tzinfo=UTC)) == "00:30"
    assert text_format.short_moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == (
        "Sun 25 Oct, 01:30"
    )


@pytest.mark.parametrize(
    ("days", "state", "word"),
    [
        (-2, State.STOP, "2 days late"),
        (-1, State.STOP, "1 day late"),
        (0, State.WARN, "due today"),
        (1, State.OPEN, "tomorrow"),
        (3, State.OPEN, "in 3 days"),
    ],
)
def test_a_due_day_says_how_it_stands(days: int, state: State, word: str) -> None:
    assert text_format.due_text(DAY + timedelta(days=days), DAY) == (state, word)


@pytest.mark.parametrize(
    ("left", "state", "word"),
    [
        (timedelta(hours=46, minutes=38), State.STOP, "46 h 38 min left"),
        (timedelta(hours=48), State.WARN, "2 days left"),
        (timedelta(days=15), State.OPEN, "15 days left"),
        (timedelta(minutes=-1), State.STOP, "passed"),
    ],
)
def test_a_clock_under_48_hours_counts_hours_and_minutes(
    left: timedelta, state: State, word: str
) -> None:
    assert text_format.time_left(NOW + left, NOW) == (state, word)


def test_a_very_long_word_may_be_broken_and_others_stay() -> None:
    assert text_format.breakable("Found in the flat") == "Found in the flat"
    assert text_format.breakable("x" * 70).split("\u200b") == ["x" * 30, "x" * 30, "x" * 10]
