"""Measures that rest on more than one record: figures from elsewhere, overlaps, last outcomes."""

from typing import Any

import pytest

from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule
from casedesk.forums.service import set_repeat_rule
from casedesk.measures import service
from tests.casedesk.measures.counting import BEFORE, DAY, FIRST, LAST, split, value


def test_a_change_may_hold_one_figure_from_elsewhere_against_another(book: Any) -> None:
    assert value(book.workspace, "iom.offending_change") is None
    book.outside("iom.charges_before", FIRST, LAST, 80)
    assert value(book.workspace, "iom.offending_change") is None
    book.outside("iom.charges_latest", FIRST, LAST, 30)
    book.outside("iom.charges_latest", BEFORE, LAST, 999)
    assert value(book.workspace, "iom.offending_change") == -62.5
    assert value(book.workspace, "iom.offending_change_first") is None


def test_a_share_may_divide_figures_from_elsewhere_area_by_area(book: Any) -> None:
    assert value(book.workspace, "education.understanding") is None
    for area, positive in (("Click", 96), ("Choices", 92)):
        book.outside("education.answers", FIRST, LAST, 100, area)
        book.outside("education.answers_positive", FIRST, LAST, positive, area)
    assert value(book.workspace, "education.understanding") == 94.0
    found = split(book.workspace, "education.understanding", "area")
    assert found == {"Click": 96.0, "Choices": 92.0}


def test_dependencies_on_the_scheme_overlap(book: Any) -> None:
    for criteria in ("alcohol_dependency", "drug_dependency alcohol_dependency", "", ""):
        case = book.referral(DAY, forum_id="iom")
        for criterion in criteria.split():
            book.criterion(case, criterion)
    assert value(book.workspace, "iom.cohort") == 4
    assert value(book.workspace, "iom.dependency") == 2
    assert value(book.workspace, "iom.dependency_alcohol") == 2
    assert value(book.workspace, "iom.dependency_drugs") == 1
    found = split(book.workspace, "iom.cohort", "dependency")
    assert found == {"none": 2, "both": 1, "alcohol_only": 1}


def test_channel_s_outcome_is_that_of_the_last_meeting_else_as_the_referral_came(book: Any) -> None:
    book.referral(DAY, forum_id="channel", outcome="Taken to the panel")
    book.referral(DAY, forum_id="channel", outcome="we shall see")
    heard = book.referral(DAY, forum_id="channel", outcome="panel")
    for day, outcome in ((DAY, "panel"), (LAST, "adopted"), (FIRST, "closed")):
        meeting = book.meeting(day, "channel")
        book.heard(meeting, heard, referral_id=book.referral_of(heard), outcome=outcome)
    found = split(book.workspace, "channel.referrals", "outcome")
    assert found == {"panel": 1, "we shall see": 1, "adopted": 1}
    assert value(book.workspace, "channel.outcomes") == 2


def test_repeats_are_not_collected_where_nobody_says_what_a_repeat_is(book: Any) -> None:
    book.referral(DAY, forum_id="asbrac")
    assert value(book.workspace, "asbrac.repeat_referrals") is None
    rule = RepeatRule(months=12, anchor=RepeatAnchor.REFERRAL, parties=RepeatParties.ALL)
    set_repeat_rule(book.workspace, "asbrac", rule)
    assert value(book.workspace, "asbrac.repeat_referrals") == 0
    book.referral(DAY, forum_id="asbrac", is_repeat=True)
    assert value(book.workspace, "asbrac.repeat_referrals") == 1
    set_repeat_rule(book.workspace, "asbrac", None, "no longer agreed")
    assert value(book.workspace, "asbrac.repeat_referrals") is None


@pytest.mark.parametrize(
    ("measure", "meaning"),
    [
        ("marac.disabled", "not collected"),
        ("closure.consultations", "none to count"),
        ("ops.minutes_days", "none to count"),
        ("marac.yoy_change", "nothing to compare"),
        ("education.understanding", "nothing to compare"),
        ("outside:robbery", "no figure entered"),
        ("encampments", "no figure entered"),
    ],
)
def test_a_blank_figure_says_what_it_means(measure: str, meaning: str) -> None:
    assert service.why_blank(measure) == meaning
