"""The hours of each day, as "How this was worked out" shows them, add up to the deadline."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from casedesk.dates import LONDON
from casedesk.deadlines.working import time_used, working_lines
from casedesk.interventions.catalogue import deadlines_of, law_name, powers

MINUTES = st.integers(0, 4 * 365 * 24 * 60)


@given(MINUTES)
@example(2010240)  # 28 October 2029, the hour that comes twice
def test_each_day_goes_on_where_the_day_before_ended(minutes: int) -> None:
    served = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    (hearing,) = deadlines_of("closure_notice", {"served_first": served})
    lines = [one for one in working_lines(hearing) if one.hours]
    begins = lines[0].begins
    assert begins is not None
    if served.astimezone(LONDON).strftime("%d %m") == "25 12":  # it counts from its end on
        assert (begins.strftime("%d %m %H:%M")) == "26 12 00:00"
        return
    assert begins.astimezone(UTC) == served  # in the hour that comes twice, zones are never equal
    assert lines[-1].ends == hearing.latest
    for before, after in pairwise(lines):
        assert before.ends is not None
        assert after.begins is not None
        skipped = (after.day - before.day).days - 1
        assert after.begins.date() - before.ends.date() == timedelta(days=skipped)
    assert time_used(hearing) == timedelta(hours=48)


def test_the_night_the_clocks_go_back_has_25_hours() -> None:
    served = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)
    (hearing,) = deadlines_of("closure_notice", {"served_first": served})
    sunday = working_lines(hearing)[1]
    assert sunday.hours == timedelta(hours=25)
    assert sunday.begins == datetime(2026, 10, 25, tzinfo=LONDON)
    assert sunday.ends == datetime(2026, 10, 26, tzinfo=LONDON)


def test_days_are_numbered_from_the_first_that_counts() -> None:
    issued = datetime(2026, 11, 3, tzinfo=UTC).date()
    (appeal,) = deadlines_of("cpn", {"issued": issued})
    lines = working_lines(appeal)
    assert [one.place for one in lines] == list(range(1, 22))
    assert time_used(appeal) is None


def test_a_section_of_the_powers_own_act_is_cited_as_people_do() -> None:
    notice = powers()["closure_notice"]
    act = "Anti-social Behaviour, Crime and Policing Act 2014"
    own = "https://www.legislation.gov.uk/ukpga/2014/12/section/80"
    other = "https://www.legislation.gov.uk/ukpga/1985/68/section/84A"
    assert law_name(notice, own) == f"{act}, section 80"
    assert law_name(notice, other) == other
    assert law_name(notice, "suggested practice, not law") == "suggested practice, not law"
