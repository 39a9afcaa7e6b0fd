"""Deadlines worked out by hand from the Acts, and what must hold for every moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.dates import LONDON, WorkingDays
from casedesk.deadlines.hours import elapsed_hours
from casedesk.deadlines.model import (
    Caution,
    Counting,
    Deadline,
    DeadlineRule,
    LimitValue,
    Mode,
    Skip,
    Status,
    Unit,
    Use,
    value_on,
)
from casedesk.deadlines.rules import work_out
from casedesk.errors import InputError
from casedesk.interventions.catalogue import deadlines_of

POWERS_SKIPS = (Skip.SUNDAY, Skip.CHRISTMAS, Skip.GOOD_FRIDAY, Skip.BANK_HOLIDAY)


def the(rule: str, event: str, happened: str, begun: tuple[str, ...] = ()) -> Deadline:
    """Return the deadline `power.id` after one event."""
    power, _, key = rule.partition(".")
    moment = datetime.fromisoformat(happened) if "T" in happened else date.fromisoformat(happened)
    return next(d for d in deadlines_of(power, {event: moment}, begun=begun) if d.id == key)


HEARING = ("closure_notice.hearing", "served_first")
DVPN = ("dvpn.hearing", "served")


@pytest.mark.parametrize(
    ("rule", "served", "latest", "due"),
    [
        (HEARING, "2026-11-20T16:30:00+00:00", "2026-11-22T16:30:00+00:00", None),
        (HEARING, "2026-10-24T12:00:00+01:00", "2026-10-26T11:00:00+00:00", None),
        (
            HEARING,
            "2027-03-27T12:00:00+00:00",
            "2027-03-29T13:00:00+01:00",
            "2027-03-29T12:00:00+01:00",
        ),
        (HEARING, "2026-12-22T15:00:00+00:00", "2026-12-24T15:00:00+00:00", None),
        (HEARING, "2026-12-23T00:00:00+00:00", "2026-12-25T00:00:00+00:00", None),
        (HEARING, "2026-12-23T15:00:00+00:00", "2026-12-26T15:00:00+00:00", None),
        (HEARING, "2026-12-24T15:00:00+00:00", "2026-12-27T15:00:00+00:00", None),
        (HEARING, "2026-12-25T10:00:00+00:00", "2026-12-28T00:00:00+00:00", None),
        (
            ("closure_notice.notice_end_24", "notice_period_start"),
            "2026-12-24T15:00:00+00:00",
            "2026-12-25T15:00:00+00:00",
            None,
        ),
        (
            ("closure_notice.notice_end_48", "notice_period_start"),
            "2026-12-24T15:00:00+00:00",
            "2026-12-27T15:00:00+00:00",
            None,
        ),
        (DVPN, "2026-11-20T16:30:00+00:00", "2026-11-23T16:30:00+00:00", None),
        (DVPN, "2026-11-21T02:00:00+00:00", "2026-11-24T02:00:00+00:00", None),
        (DVPN, "2027-03-25T18:00:00+00:00", "2027-03-30T18:00:00+01:00", None),
        (
            DVPN,
            "2026-12-24T18:00:00+00:00",
            "2026-12-30T18:00:00+00:00",
            "2026-12-29T18:00:00+00:00",
        ),
    ],
    ids=["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C11", "48h", "D1", "D2", "D3", "D4"],
)
def test_hours(rule: tuple[str, str], served: str, latest: str, due: str | None) -> None:
    deadline = the(*rule, served)
    assert isinstance(deadline.latest, datetime)
    assert isinstance(deadline.due, datetime)
    assert deadline.latest.isoformat() == latest
    assert deadline.due.isoformat() == (due or latest)


@pytest.mark.parametrize(
    ("served", "due"),
    [
        ("2026-12-24T15:00:00+00:00", "2026-12-28T15:00:00+00:00"),
        ("2026-10-24T12:00:00+01:00", "2026-10-27T11:00:00+00:00"),
    ],
    ids=["C9", "C10"],
)
def test_72_hours_count_once_the_partnership_says_that_they_began(served: str, due: str) -> None:
    deadline = the(*HEARING, served, begun=("hearing",))
    assert isinstance(deadline.due, datetime)
    assert deadline.due.isoformat() == due
    assert deadline.status is Status.ENACTED
    assert "72" in deadline.rule


@pytest.mark.parametrize(
    ("rule", "event", "happened", "last_day"),
    [
        ("closure_order.appeal", "decision", "2026-11-20", "2026-12-10"),
        ("closure_order.appeal", "decision", "2026-12-15", "2027-01-04"),
        ("closure_order.adjournment", "first_hearing", "2026-11-23", "2026-12-07"),
        ("fpn_cpn.pay_by", "fpn_date", "2026-12-01", "2026-12-15"),
        ("pspo.challenge", "made", "2026-12-01", "2027-01-11"),
        ("pspo.challenge", "varied", "2026-12-01", "2027-01-11"),
        ("pspo.end_warn", "order_start", "2023-10-20", "2026-10-19"),
        ("pspo.end_warn", "order_start", "2024-02-29", "2027-02-28"),
        ("dvpo.max_end", "made", "2026-12-01", "2026-12-28"),
        ("dvpo.min_end", "made", "2026-12-01", "2026-12-14"),
        ("dapo.notify_police", "made", "2026-11-20", "2026-11-22"),
        ("closure_order.order_end_warn", "order_made", "2026-11-30", "2027-02-28"),
        ("closure_order.order_end_hard", "order_made", "2026-11-30", "2027-02-28"),
        ("closure_order.order_end_warn", "order_made", "2026-08-14", "2026-11-13"),
        ("closure_order.order_end_hard", "order_made", "2026-08-14", "2026-11-14"),
        ("closure_order.order_end_warn", "order_made", "2027-11-29", "2028-02-28"),
        ("closure_order.order_end_hard", "order_made", "2027-11-29", "2028-02-29"),
        ("closure_order.order_end_warn", "order_made", "2027-11-30", "2028-02-29"),
        ("closure_order.order_end_hard", "order_made", "2027-11-30", "2028-02-29"),
        ("closure_order.total_cap_warn", "order_made", "2026-11-30", "2027-05-29"),
        ("closure_order.total_cap_hard", "order_made", "2026-11-30", "2027-05-30"),
        ("closure_order.total_cap_warn", "order_made", "2026-08-31", "2027-02-28"),
        ("closure_order.total_cap_hard", "order_made", "2026-08-31", "2027-02-28"),
        ("closure_order.costs", "order_ceased", "2027-02-28", "2027-05-27"),
        ("closure_order.compensation", "refused", "2027-02-28", "2027-05-27"),
        ("closure_order.possession_notice", "order_made", "2026-11-20", "2027-02-19"),
        ("absolute_ground.notice_cond_4", "closure_order_made", "2026-11-20", "2027-02-19"),
        ("absolute_ground.review_request", "notice_served", "2026-11-20", "2026-11-26"),
        ("cbo.youth_review", "takes_effect", "2026-11-20", "2027-11-19"),
        ("asb_case_review.complaint_qualifies", "behaviour_date", "2026-01-31", "2026-02-28"),
        ("asb_case_review.complaint_qualifies", "behaviour_date", "2026-03-15", "2026-04-14"),
        ("asb_case_review.application_window", "complaint_date", "2026-03-20", "2026-09-19"),
        ("asb_case_review.application_window", "complaint_date", "2026-08-31", "2027-02-28"),
        ("closure_order.exit_meeting", "order_ends", "2027-02-19", "2027-02-05"),
    ],
)
def test_days(rule: str, event: str, happened: str, last_day: str) -> None:
    deadline = the(rule, event, happened)
    assert deadline.due == deadline.latest == date.fromisoformat(last_day)
    assert deadline.worked_out[-1].day == deadline.due


def test_how_it_was_worked_out_names_every_day_counted_or_skipped() -> None:
    lines = the(*HEARING, "2026-12-24T15:00:00+00:00").worked_out
    assert [(line.day.day, line.counting, line.hours, line.skipped_as) for line in lines] == [
        (24, Counting.COUNTED, timedelta(hours=9), None),
        (25, Counting.SKIPPED, timedelta(0), Skip.CHRISTMAS),
        (26, Counting.COUNTED, timedelta(hours=24), None),
        (27, Counting.COUNTED, timedelta(hours=15), None),
    ]


def test_the_careful_reading_says_why() -> None:
    assert the(*HEARING, "2027-03-27T12:00:00+00:00").caution is Caution.SAME_CLOCK
    assert the(*DVPN, "2026-12-24T18:00:00+00:00").caution is Caution.DOUBTFUL_HOLIDAY
    assert the(*DVPN, "2026-11-20T16:30:00+00:00").caution is None


def test_a_bank_holiday_that_only_the_partnership_knows_is_not_relied_on() -> None:
    served = datetime(2026, 11, 17, 16, 30, tzinfo=LONDON)
    days = WorkingDays(frozenset({date(2026, 11, 18)}))
    hearing = deadlines_of("dvpn", {"served": served}, days)[0]
    assert hearing.due == served + timedelta(hours=48)
    assert hearing.latest == served + timedelta(hours=72)


def test_for_a_rule_of_not_before_the_later_reading_is_the_careful_one() -> None:
    start = datetime(2026, 10, 24, 12, tzinfo=LONDON)
    careful, legal = moments(start, hour_rule(48, frozenset(), Use.AFTER))
    assert legal == datetime(2026, 10, 26, 11, tzinfo=UTC)
    assert careful == datetime(2026, 10, 26, 12, tzinfo=UTC)


def test_what_is_not_in_force_never_displaces_what_is() -> None:
    enacted = LimitValue(n=72, status=Status.ENACTED, source="an Act", starts=date(2026, 4, 29))
    old = LimitValue(n=48, status=Status.IN_FORCE, source="an older Act")
    assert value_on((enacted, old), date(2026, 11, 20)) is old


def test_a_limit_whose_pilot_ended_says_that_it_is_in_doubt() -> None:
    during = the("dapo.notify_police", "made", "2026-03-31")
    after = the("dapo.notify_police", "made", "2026-04-01")
    assert (during.status, after.status) == (Status.IN_FORCE, Status.ENACTED)


def test_of_several_events_the_last_one_counts() -> None:
    events = {"order_made": date(2026, 11, 20), "appeal_ended": date(2027, 1, 10)}
    found = {deadline.id: deadline.due for deadline in deadlines_of("closure_order", events)}
    assert found["possession_notice"] == date(2027, 4, 9)
    assert found["order_end_warn"] == date(2027, 2, 19)


def test_only_deadlines_whose_event_happened_are_given() -> None:
    found = deadlines_of("closure_order", {"decision": date(2026, 11, 20)})
    assert [deadline.id for deadline in found] == ["appeal"]


def test_as_soon_as_practicable_has_no_day() -> None:
    publish = the("asb_case_review.publish", "reporting_period_end", "2027-03-31")
    assert publish.due is None
    assert publish.latest is None


def test_hours_cannot_be_counted_from_a_day_alone() -> None:
    with pytest.raises(InputError) as refused:
        deadlines_of("closure_notice", {"served_first": date(2026, 11, 20)})
    assert set(refused.value.problems) == {"served_first"}


def test_an_unknown_event_offers_the_nearest() -> None:
    with pytest.raises(InputError, match="served_first"):
        deadlines_of("closure_notice", {"served_fist": date(2026, 11, 20)})


# The first look at bank holidays loads them, which takes longer on a busy computer.
NO_HURRY = settings(deadline=None)

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda naive: naive.replace(tzinfo=UTC))
HOURS = st.integers(min_value=1, max_value=96)
SKIPS = st.frozensets(st.sampled_from(POWERS_SKIPS))


def hour_rule(hours: int, skips: frozenset[Skip], use: Use = Use.MUST_BY) -> DeadlineRule:
    return DeadlineRule(
        id="made_up",
        title="Made up",
        rule="{n} hours",
        anchor=("start",),
        unit=Unit.HOUR,
        mode=Mode.ELAPSED,
        use=use,
        skip=tuple(skips),
        values=(LimitValue(n=hours, status=Status.IN_FORCE, source="made up"),),
    )


def moments(start: datetime, rule: DeadlineRule) -> tuple[datetime, datetime]:
    deadline = work_out([rule], {"start": start})[0]
    assert isinstance(deadline.due, datetime)
    assert isinstance(deadline.latest, datetime)
    return deadline.due.astimezone(UTC), deadline.latest.astimezone(UTC)


@NO_HURRY
@given(MOMENTS, HOURS, SKIPS)
def test_hours_are_never_short_and_the_careful_reading_is_never_late(
    start: datetime, hours: int, skips: frozenset[Skip]
) -> None:
    due, latest = moments(start, hour_rule(hours, skips))
    assert latest >= start + timedelta(hours=hours)
    assert due <= latest
    careful, legal = moments(start, hour_rule(hours, skips, Use.AFTER))
    assert careful >= legal == latest


@NO_HURRY
@given(MOMENTS, HOURS)
def test_with_nothing_skipped_exactly_so_many_hours_pass(start: datetime, hours: int) -> None:
    assert moments(start, hour_rule(hours, frozenset()))[1] == start + timedelta(hours=hours)


@NO_HURRY
@given(MOMENTS, HOURS, SKIPS, st.sampled_from(POWERS_SKIPS))
def test_skipping_more_days_never_shortens(
    start: datetime, hours: int, skips: frozenset[Skip], more: Skip
) -> None:
    assert (
        moments(start, hour_rule(hours, skips | {more}))[1]
        >= moments(start, hour_rule(hours, skips))[1]
    )


@NO_HURRY
@given(MOMENTS, HOURS, SKIPS)
def test_the_days_shown_add_up_to_the_hours(
    start: datetime, hours: int, skips: frozenset[Skip]
) -> None:
    lines = work_out([hour_rule(hours, skips)], {"start": start})[0].worked_out
    assert sum((line.hours or timedelta() for line in lines), timedelta()) == timedelta(hours=hours)


@NO_HURRY
@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_counting_the_first_day_never_ends_later(day: date, n: int) -> None:
    for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH):
        ends = []
        for mode in (Mode.INCLUSIVE, Mode.EXCLUSIVE):
            rule = DeadlineRule(
                id="made_up",
                title="Made up",
                rule="{n}",
                anchor=("start",),
                unit=unit,
                mode=mode,
                use=Use.MUST_BY,
                values=(LimitValue(n=n, status=Status.IN_FORCE, source="made up"),),
            )
            end = work_out([rule], {"start": day})[0].due
            assert isinstance(end, date)
            ends.append(end)
        assert day <= ends[0] <= ends[1]


@NO_HURRY
@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_cap_of_six_months_is_never_before_two_extended_terms(day: date) -> None:
    made = {d.id: d.due for d in deadlines_of("closure_order", {"order_made": day})}
    first_end, cap = made["order_end_warn"], made["total_cap_warn"]
    assert isinstance(first_end, date)
    assert isinstance(cap, date)
    again = deadlines_of("closure_order", {"order_made": first_end})
    chained = next(d.due for d in again if d.id == "order_end_warn")
    assert isinstance(chained, date)
    assert chained <= cap


def test_elapsed_hours_start_at_the_next_midnight_that_counts() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=LONDON)
    end, _ = elapsed_hours(
        christmas,
        timedelta(hours=1),
        lambda day: Skip.CHRISTMAS if (day.month, day.day) == (12, 25) else None,
    )
    assert end == datetime(2026, 12, 26, 1, tzinfo=LONDON)
