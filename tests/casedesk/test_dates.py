"""Days and moments as people write them, periods, ages and working days."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.dates import (
    LONDON,
    DateTextError,
    WorkingDays,
    add_months,
    age_on,
    day_title,
    days_between,
    financial_year_of,
    local_day,
    parse_day,
    parse_day_or_moment,
    parse_moment,
    quarter_of,
)

# The first look at bank holidays loads them, which takes longer on a busy computer.
NO_HURRY = settings(deadline=None)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2018",
        " 31 Dec 2018 ",
        "31 December 2018",
        "2018-12-31",
        "31.12.2018",
        "31st dec 2018",
        "31 Rhagfyr 2018",
        "31ain rhag 2018",
    ],
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert parse_day(text) == date(2018, 12, 31)


def test_days_come_before_months() -> None:
    assert parse_day("01/09/2030") == date(2030, 9, 1)
    assert parse_day("1 Sept 2030") == date(2030, 9, 1)


@pytest.mark.parametrize("text", ["31/02/2012", "29 Feb 2019", "2018-13-01", "00/01/2018"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateTextError, match="no such day"):
        parse_day(text)


@pytest.mark.parametrize("text", ["", "soon", "31/12/18", "12 Foo 2018", "1 m 2018", "2018"])
def test_what_is_no_day_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(DateTextError) as refused:
        parse_day(text)
    assert "Foo" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["2026-11-20 16:30", "20/11/2026 16:30:00", "20 Nov 2026, 16:30", "2026-11-20T16:30Z"]
)
def test_a_moment_without_offset_is_local(text: str) -> None:
    assert parse_moment(text).isoformat() == "2026-11-20T16:30:00+00:00"


def test_an_offset_is_kept_as_a_moment_and_shown_as_local_time() -> None:
    assert parse_moment("2026-07-01T12:00:00+00:00").isoformat() == "2026-07-01T13:00:00+01:00"
    assert parse_day("2026-07-01T23:30:00+00:00") == date(2026, 7, 2)


def test_a_day_is_no_moment() -> None:
    assert parse_day_or_moment("20/11/2026") == date(2026, 11, 20)
    with pytest.raises(DateTextError, match="time of day"):
        parse_moment("20/11/2026")
    with pytest.raises(DateTextError, match="no such time of day"):
        parse_moment("20/11/2026 24:30")


def test_the_repeated_hour_of_october_is_refused_with_both_readings() -> None:
    with pytest.raises(DateTextError) as refused:
        parse_moment("2026-10-25 01:30")
    for reading in ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"):
        assert reading in str(refused.value)
        assert parse_moment(reading).isoformat() == reading


def test_the_missing_hour_of_march_is_refused() -> None:
    with pytest.raises(DateTextError, match="no such time"):
        parse_moment("2027-03-28 01:30")
    assert parse_moment("2027-03-28 02:00").isoformat() == "2027-03-28T02:00:00+01:00"


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(
    day: date, months: int, found: date
) -> None:
    assert add_months(day, months) == found


def test_an_age_is_reached_on_the_birthday() -> None:
    born = date(2008, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 3, 1)) == 18
    assert age_on(born, date(2024, 2, 29)) == 16


def test_quarters_are_those_of_the_financial_year() -> None:
    second = quarter_of(date(2026, 8, 9))
    assert (second.first, second.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert second.title == "Q2, July to September 2026"
    assert quarter_of(date(2027, 3, 31)).title == "Q4, January to March 2027"


def test_a_financial_year_runs_from_april_to_march() -> None:
    year = financial_year_of(date(2019, 3, 31))
    assert (year.first, year.last) == (date(2018, 4, 1), date(2019, 3, 31))
    assert year.title == "2018/19, April 2018 to March 2019"


def test_a_period_includes_both_its_ends() -> None:
    period = days_between(date(2019, 4, 1), date(2019, 12, 5))
    assert date(2019, 4, 1) in period
    assert date(2019, 12, 5) in period
    assert date(2019, 12, 6) not in period
    assert period.title == "1 April 2019 to 5 December 2019"
    before = period.same_days_a_year_before()
    assert (before.first, before.last) == (date(2018, 4, 1), date(2018, 12, 5))


def test_a_period_that_is_a_quarter_is_named_so_and_so_is_the_year_before() -> None:
    period = days_between(date(2026, 7, 1), date(2026, 9, 30))
    assert period == quarter_of(date(2026, 7, 1))
    assert period.same_days_a_year_before().title == "Q2, July to September 2025"
    with pytest.raises(DateTextError, match="Swap"):
        days_between(date(2026, 7, 2), date(2026, 7, 1))


def test_bank_holidays_load_one_country_of_three_hundred() -> None:
    script = (
        "import sys; from casedesk.dates import named_bank_holidays; named_bank_holidays(2026);"
        "print(*(name for name in sys.modules if name.startswith('holidays.countries.')))"
    )
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.split() == ["holidays.countries.united_kingdom"]


def test_working_days_leave_out_weekends_bank_holidays_and_days_of_the_partnership() -> None:
    christmas_week = WorkingDays(frozenset({date(2026, 12, 29)}))
    assert WorkingDays().add(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert christmas_week.add(date(2026, 12, 24), 1) == date(2026, 12, 30)
    assert christmas_week.add(date(2026, 12, 30), -1) == date(2026, 12, 24)
    assert not WorkingDays().is_working_day(date(2026, 11, 21))


def test_local_days_change_at_local_midnight() -> None:
    assert local_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


@NO_HURRY
@given(DAYS)
def test_every_day_reads_back_from_every_way_of_writing_it(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", day_title(day)):
        assert parse_day(text) == day


@NO_HURRY
@given(DAYS)
def test_quarters_and_years_cover_every_day_without_gaps(day: date) -> None:
    for whole in (quarter_of(day), financial_year_of(day)):
        assert day in whole
        following = quarter_of(whole.last + timedelta(days=1))
        assert following.first == whole.last + timedelta(days=1)


@NO_HURRY
@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)))  # noqa: DTZ001
def test_a_local_time_is_read_as_itself_or_refused(naive: datetime) -> None:
    naive = naive.replace(microsecond=0)
    try:
        moment = parse_moment(naive.isoformat(" "))
    except DateTextError:
        assert naive.month in (3, 10)
        assert naive.hour == 1
    else:
        assert moment.astimezone(LONDON).replace(tzinfo=None) == naive


@NO_HURRY
@given(DAYS, st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    days = WorkingDays()
    end = days.add(day, count)
    passed = [day + timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(map(days.is_working_day, passed)) == count
    assert days.is_working_day(end)


@pytest.mark.parametrize("language", ["cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_days_and_periods_have_their_welsh_names() -> None:
    assert day_title(date(2019, 2, 5)) == "5 Chwefror 2019"
    assert "Gorffennaf" in quarter_of(date(2026, 8, 1)).title
    assert "Ebrill 2026" in financial_year_of(date(2026, 8, 1)).title
    with pytest.raises(DateTextError, match="diwrnod"):
        parse_day("yfory")
