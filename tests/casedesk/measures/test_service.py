"""Counting, as a return means it: own event, boundary days, weights, null and 0, last year."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.errors import InputError, NotAllowedError
from casedesk.measures import service
from casedesk.measures.catalogue import measures
from casedesk.measures.model import LAST_YEAR
from casedesk.security.roles import Permission
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.casedesk.measures.counting import AFTER, BEFORE, DAY, FIRST, LAST, QUARTER, split, value


def test_both_ends_of_the_period_count_and_the_days_beside_them_do_not(book: Any) -> None:
    for day in (BEFORE, FIRST, LAST, AFTER):
        book.referral(day)
    assert value(book.workspace, "marac.referrals") == 2


def test_only_accepted_referrals_of_the_forum_count(book: Any) -> None:
    book.referral(DAY)
    book.referral(DAY, status="declined")
    book.referral(DAY, status="redirected")
    book.referral(DAY, forum_id="asbrac")
    book.referral(DAY, error_at=book.workspace.clock(), error_reason="twice")
    assert value(book.workspace, "marac.referrals") == 1
    assert value(book.workspace, "ops.referrals_declined") == 50.0


def test_by_agency_a_referral_counts_with_its_shares(book: Any) -> None:
    book.referral(DAY, "police idva")
    book.referral(DAY, "police")
    book.referral(DAY, "police housing education")
    found = split(book.workspace, "marac.referrals", "agency")
    assert found == {
        "police": 1.833333,
        "idva": 0.5,
        "housing": 0.333333,
        "education": 0.333333,
    }
    assert value(book.workspace, "marac.referrals") == 3
    assert value(book.workspace, "marac.agencies_referring") == 4


def test_a_repeat_that_somebody_denied_is_none(book: Any) -> None:
    book.referral(DAY, is_repeat=True)
    book.referral(DAY, is_repeat=True, repeat_denied_reason="another person")
    assert value(book.workspace, "marac.repeat_referrals") == 1


def test_orders_count_by_the_day_granted_and_notices_by_the_day_issued(book: Any) -> None:
    book.used("closure_order", issued_on=BEFORE, granted_on=FIRST, terms="full")
    book.used("closure_order", issued_on=LAST, granted_on=AFTER, terms="partial")
    book.used("closure_order", issued_on=DAY)
    book.used("closure_notice", issued_on=DAY)
    book.used("cpn", issued_on=DAY)
    book.used("cpn", issued_on=AFTER)
    assert value(book.workspace, "closure.orders") == 1
    assert split(book.workspace, "closure.orders", "terms") == {"full": 1}
    assert value(book.workspace, "cpn.issued") == 1
    assert value(book.workspace, "asb.civil_powers") == 3


def test_breaches_count_by_the_day_of_the_breach(book: Any) -> None:
    notice = book.used("cpn", issued_on=BEFORE)
    book.breach(notice, DAY)
    book.breach(notice, DAY)
    book.breach(notice, AFTER)
    assert value(book.workspace, "cpn.breached") == 2
    assert value(book.workspace, "asb.civil_breaches") == 2


def test_a_share_is_per_cent_of_what_is_below_the_line_and_null_of_nothing(book: Any) -> None:
    assert value(book.workspace, "closure.safeguarding_checklists") is None
    book.used("closure_order", granted_on=DAY, safeguarding_checklist_on=DAY)
    book.used("closure_order", granted_on=DAY)
    book.used("closure_order", granted_on=DAY)
    assert value(book.workspace, "closure.safeguarding_checklists") == 33.3


def test_a_consultation_counts_up_to_the_day_of_the_notice(book: Any) -> None:
    for held in (date(2026, 2, 9), DAY, date(2026, 2, 11), None):
        book.used(
            "closure_order",
            issued_on=DAY,
            granted_on=date(2026, 2, 12),
            consultation_held_on=held,
        )
    assert value(book.workspace, "closure.consultations") == 50.0


def test_an_exit_meeting_counts_up_to_the_last_day_of_the_order(book: Any) -> None:
    ends = date(2026, 5, 10)
    for met in (ends, date(2026, 5, 11), None):
        book.used("closure_order", granted_on=DAY, ends_on=ends, exit_meeting_on=met)
    assert value(book.workspace, "closure.exit_meetings") == 33.3


def test_registers_add_up_quantities(book: Any) -> None:
    book.entry("guardcam", FIRST, quantity=3, reason="asb", outcome="kept")
    book.entry("guardcam", LAST, reason="asb")
    book.entry("guardcam", AFTER, quantity=9)
    assert value(book.workspace, "guardcam.installed") == 4
    assert value(book.workspace, "guardcam.retained") == 50.0
    assert value(book.workspace, "sanctuary.referrals") == 0
    assert split(book.workspace, "guardcam.installed", "reason") == {"asb": 4}


def test_every_meeting_counts_also_on_one_day_but_only_held_ones(book: Any) -> None:
    book.meeting(DAY, "case_conference")
    book.meeting(DAY, "case_conference")
    book.meeting(DAY, "case_conference", status="planned")
    assert value(book.workspace, "case_conferences") == 2


def test_actions_on_time_by_the_day_due_and_not_possible_by_the_day_closed(book: Any) -> None:
    book.action(LAST, closed=LAST)
    book.action(DAY, closed=AFTER)
    book.action(FIRST)
    book.action(AFTER, closed=DAY, status="not_possible")
    assert value(book.workspace, "ops.actions_on_time") == 33.3
    assert value(book.workspace, "ops.actions_not_possible") == 50.0


def test_overdue_looks_back_to_the_end_of_the_period(book: Any) -> None:
    book.action(date(2026, 3, 30))
    book.action(DAY, closed=AFTER)
    book.action(DAY, closed=LAST)
    book.action(LAST)
    book.action(None)
    assert value(book.workspace, "ops.actions_overdue") == 2


def test_days_to_the_hearing_and_working_days_to_the_minutes(book: Any) -> None:
    meeting = book.meeting(date(2026, 2, 13), minutes_sent_on=date(2026, 2, 17))
    book.meeting(DAY)
    for day in (date(2026, 2, 3), date(2026, 2, 6), date(2026, 1, 1)):
        book.heard(meeting, book.referral(day))
    assert value(book.workspace, "ops.referral_to_hearing_days") == 10
    assert value(book.workspace, "ops.minutes_days") == 2  # Friday to Tuesday


def test_attendance_is_of_core_agencies_where_a_list_was_kept(book: Any) -> None:
    with_list = book.meeting(DAY)
    book.meeting(DAY)
    book.came(with_list, "police")
    book.came(with_list, "idva", "deputy")
    book.came(with_list, "housing", "apologies")
    book.came(with_list, "business")
    assert value(book.workspace, "ops.attendance") == 16.7  # 2 of the 12 core agencies
    assert split(book.workspace, "ops.attendance", "agency")["housing"] == 0.0


def test_blank_is_not_collected_and_none_is_none(book: Any) -> None:
    meeting = book.meeting(DAY)
    first, second = book.referral(DAY), book.referral(DAY)
    book.person(first, gender="male", born_on=date(2008, 2, 11))
    book.person(second, born_on=date(1961, 2, 10), lgbt="no")
    book.heard(meeting, first)
    book.heard(meeting, second)
    assert value(book.workspace, "marac.lgbtq") == 0
    assert value(book.workspace, "marac.disabled") is None
    assert value(book.workspace, "marac.children") is None
    assert value(book.workspace, "marac.harming_under_18") is None
    assert value(book.workspace, "marac.male_victims") == 1
    # The day before the eighteenth birthday, and the day of the sixty-fifth.
    assert value(book.workspace, "marac.victims_16_17") == 1
    assert value(book.workspace, "marac.victims_65_plus") == 1


def test_the_sources_of_cases_heard_add_up_to_the_cases(book: Any) -> None:
    meeting = book.meeting(DAY)
    for agencies in ("police idva", "police", "fire", ""):
        book.heard(meeting, book.referral(DAY, agencies))
    sources = [m for m in measures() if m.startswith("marac.source_")]
    found = {m: value(book.workspace, m) for m in sources}
    assert found["marac.source_police"] == 1.5
    assert found["marac.source_other"] == 2
    assert sum(found.values()) == value(book.workspace, "marac.cases_discussed") == 4  # type: ignore[arg-type]
    assert value(book.workspace, "marac.partner_referral_pct") == 62.5


def test_age_bands_are_those_of_the_day_received(book: Any) -> None:
    for born in (date(2008, 2, 11), date(2008, 2, 10), None):
        book.person(book.referral(DAY), born_on=born, gender="female")
    found = split(book.workspace, "marac.referrals", "age_band")
    assert found == {"16-17": 1, "18-24": 1, "not_collected": 1}


def test_outside_figures_lie_wholly_inside_or_do_not_count(book: Any) -> None:
    assert value(book.workspace, "outside:robbery") is None
    book.outside("robbery", FIRST, DAY, 20)
    book.outside("robbery", date(2026, 2, 11), LAST, 22)
    book.outside("robbery", date(2026, 3, 1), AFTER, 99)
    assert value(book.workspace, "outside:robbery") == 42


def test_last_year_is_the_same_days_and_changes_round_half_away_from_zero(book: Any) -> None:
    book.outside("robbery", FIRST, LAST, 1873)
    book.outside("robbery", date(2025, 1, 1), date(2025, 3, 31), 2000)
    (figure,) = service.count(book.workspace, QUARTER, ["outside:robbery"], compare=LAST_YEAR)
    assert (figure.value, figure.last_year) == (1873, 2000)
    assert figure.change_percent == -6.4  # -6.35 exactly
    book.referral(DAY)
    (figure,) = service.count(book.workspace, QUARTER, ["marac.referrals"], compare=LAST_YEAR)
    assert (figure.value, figure.last_year, figure.change_percent) == (1, 0, None)


def test_what_occurred_only_last_year_is_compared_as_well(book: Any) -> None:
    book.referral(date(2025, 2, 10), "idva")
    found = service.count(
        book.workspace, QUARTER, ["marac.referrals"], ("agency",), compare=LAST_YEAR
    )
    assert [(f.by["agency"], f.value, f.last_year, f.change_percent) for f in found] == [
        ("idva", 0, 1, -100.0)
    ]


def test_a_change_measure_compares_with_the_year_before(book: Any) -> None:
    for day, cases in ((DAY, 3), (date(2025, 2, 10), 2)):
        meeting = book.meeting(day)
        for _case in range(cases):
            book.heard(meeting, book.referral(day))
    assert value(book.workspace, "marac.yoy_change") == 50.0


def test_every_measure_can_be_counted_and_split_by_each_of_its_axes(book: Any) -> None:
    book.heard(book.meeting(DAY), book.referral(DAY))
    figures = service.count(book.workspace, QUARTER)
    assert {figure.measure for figure in figures} == set(measures())
    for measure in measures().values():
        for axis in service.axes_of_any(measure):
            service.count(book.workspace, QUARTER, [measure.id], (axis,))


def test_without_a_measure_an_axis_leaves_those_that_have_it(book: Any) -> None:
    book.referral(DAY)
    book.used("closure_order", granted_on=DAY, terms="full")
    found = {f.measure for f in service.count(book.workspace, QUARTER, None, ("terms",))}
    assert "closure.orders" in found
    assert "marac.referrals" not in found


def test_unknown_names_are_refused_with_the_nearest(workspace: Workspace) -> None:
    for measure, nearest in (
        ("marac.referals", "marac.referrals"),
        ("outside:robery", "outside:robbery"),
    ):
        with pytest.raises(InputError, match=nearest):
            service.count(workspace, QUARTER, [measure])
    with pytest.raises(InputError, match="agency"):
        service.count(workspace, QUARTER, ["marac.referrals"], ("terms",))


def test_counting_is_audited_without_the_figures(book: Any) -> None:
    book.referral(DAY)
    value(book.workspace, "marac.referrals")
    with book.workspace.reading(Permission.READ_AUDIT) as session:
        last = session.execute(text("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")).one()
    assert (last.action, last.detail) == ("figures.counted", "marac.referrals")


def test_a_reader_may_not_count(workspace: Workspace) -> None:
    workspace.user = User(1, "Reader", "reader")
    with pytest.raises(NotAllowedError):
        service.count(workspace, QUARTER)


def test_the_records_behind_a_figure_are_those_it_counts(book: Any) -> None:
    case = book.referral(DAY, "police idva")
    book.referral(AFTER, "police")
    by_idva = service.records_behind(book.workspace, "marac.referrals", QUARTER, {"agency": "idva"})
    assert [(r.kind, r.reference) for r in by_idva] == [("referral", "T-0002")]
    assert len(service.records_behind(book.workspace, "marac.referrals", QUARTER)) == 1
    book.heard(book.meeting(DAY), case)
    (heard,) = service.records_behind(book.workspace, "marac.cases_discussed", QUARTER)
    assert (heard.kind, heard.id) == ("case", case)


def test_releases_count_whole_referrals_under_the_lead_agency(book: Any) -> None:
    first = book.referral(DAY, "police idva", children_in_household=2)
    book.referral(DAY, "idva")
    book.person(first, gender="female")
    book.heard(book.meeting(DAY), first)
    with book.workspace.reading(Permission.COUNT) as session:
        cells = service.cell_records(session, "marac.referrals", QUARTER, ("agency", "gender"))
        assert sorted(cells) == [("idva", "not_collected"), ("police", "female")]
        children = service.cell_records(session, "marac.children", QUARTER, ())
        assert list(children) == [(), ()]


def test_the_quarters_of_a_chart(book: Any) -> None:
    for day in (date(2024, 4, 1), date(2025, 12, 31), FIRST, LAST, AFTER):
        book.referral(day)
        book.action(day)
    with book.workspace.reading(Permission.COUNT) as session:
        found = service.quarter_series(session, "marac.referrals", QUARTER)
        overdue = service.quarter_series(session, "ops.actions_overdue", QUARTER)
    assert [quarter.value for quarter in found] == [1, 0, 0, 0, 0, 0, 1, 2]
    assert found[0].first == date(2024, 4, 1)
    assert overdue[-1].value == 3


def test_measures_in_use_have_a_figure_now_or_a_year_before(book: Any) -> None:
    book.referral(date(2025, 1, 1))
    with book.workspace.reading(Permission.COUNT) as session:
        used = service.measures_in_use(session, QUARTER)
    assert used == ("marac.agencies_referring", "marac.referrals")
