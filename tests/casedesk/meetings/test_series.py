"""A series of meetings: weekly to monthly, off bank holidays, the clock on the wall the same."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.dates import LONDON, WorkingDays
from casedesk.errors import InputError
from casedesk.meetings import series, service
from casedesk.meetings.model import NewMeeting, Rhythm
from casedesk.meetings.rules import series_days
from casedesk.workspace.workspace import Workspace
from tests.builders import the_meeting


def days(first: date, rhythm: Rhythm, until: date) -> list[str]:
    return [f"{one.day:%d %b}" for one in series_days(first, rhythm, until)]


def test_monthly_keeps_the_weekday_of_the_month() -> None:
    second_tuesday, fifth_monday = date(2026, 12, 8), date(2026, 11, 30)
    assert days(second_tuesday, Rhythm.MONTHLY, date(2027, 3, 9)) == [
        "08 Dec", "12 Jan", "09 Feb", "09 Mar"
    ]  # fmt: skip
    assert days(fifth_monday, Rhythm.MONTHLY, date(2027, 3, 31)) == [
        "30 Nov", "29 Dec", "25 Jan", "22 Feb", "30 Mar"
    ]  # fmt: skip


def test_a_meeting_on_a_bank_holiday_is_held_on_the_next_working_day() -> None:
    found = series_days(date(2026, 12, 11), Rhythm.FORTNIGHTLY, date(2027, 1, 8))
    assert [(one.day, one.moved_from) for one in found] == [
        (date(2026, 12, 11), None),
        (date(2026, 12, 29), date(2026, 12, 25)),
        (date(2027, 1, 8), None),
    ]


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(list(Rhythm)),
    st.integers(0, 500),
)
def test_days_rise_and_none_is_a_bank_holiday(first: date, rhythm: Rhythm, ahead: int) -> None:
    found = [one.day for one in series_days(first, rhythm, first + timedelta(days=ahead))]
    assert found == sorted(set(found))
    assert not any(WorkingDays().is_bank_holiday(day) for day in found)
    assert first in found or WorkingDays().is_bank_holiday(first)


def test_a_series_is_planned_at_the_same_hour_and_numbered_on(workspace: Workspace) -> None:
    assert series.following_number(workspace, "marac") is None
    first = datetime(2027, 3, 23, 9, 30, tzinfo=LONDON)  # the clocks go forward on the 28th
    new = NewMeeting("marac", first.date(), first, "Civic Offices", number=30)
    made = series.plan_series(workspace, new, Rhythm.WEEKLY, date(2027, 4, 7))
    found = [the_meeting(workspace, one) for one in made]
    assert [one.number for one in found] == [30, 31, 32]
    starts = [one.starts_at for one in found if one.starts_at is not None]
    assert [f"{one.astimezone(LONDON):%H:%M}" for one in starts] == ["09:30"] * 3
    assert series.following_number(workspace, "marac") == 33

    series.take_back_planning(workspace, made)
    assert service.list_meetings(workspace) == []


def test_a_series_that_ends_early_or_never_is_refused(workspace: Workspace) -> None:
    new = NewMeeting("marac", date(2026, 12, 1))
    for until in (date(2026, 11, 30), date(2030, 1, 1)):
        with pytest.raises(InputError) as refused:
            series.plan_series(workspace, new, Rhythm.WEEKLY, until)
        assert set(refused.value.problems) == {"until"}
    assert service.list_meetings(workspace) == []
