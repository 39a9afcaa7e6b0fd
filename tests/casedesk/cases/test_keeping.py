"""A closed case gets the day on which somebody looks if it is still needed; a hold keeps it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.cases import case_life, service
from casedesk.cases.catalogue import retention
from casedesk.cases.keeping import hold_case, lift_hold
from casedesk.cases.rules import review_day
from casedesk.cases.taking_back import accept_again
from casedesk.dates import age_on
from casedesk.errors import ConflictError, InputError
from casedesk.overviews.service import timeline
from casedesk.people.model import NewPerson
from casedesk.referrals.model import Involved
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral

CLOSED = date(2026, 11, 20)


def taken_in(workspace: Workspace, **given: object) -> int:
    return service.take_in_referral(workspace, new_referral(**given)).case_id


def review_of(workspace: Workspace, case_id: int) -> date | None:
    return case_life.case_details(workspace, case_id).review_on


def test_a_case_is_looked_at_seven_years_after_it_was_closed(workspace: Workspace) -> None:
    case_id = taken_in(workspace)
    assert review_of(workspace, case_id) is None
    case_life.close_case(workspace, case_id, "Safe and settled.")
    assert review_of(workspace, case_id) == date(2033, 11, 20)
    case_life.reopen_case(workspace, case_id, "Threats again.")
    assert review_of(workspace, case_id) is None


def test_a_declined_referral_gives_its_case_a_day_too(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    service.decline_referral(workspace, taken.referral_id, "Below the level of this forum.")
    assert review_of(workspace, taken.case_id) == date(2033, 11, 20)
    accept_again(workspace, taken.referral_id, "The level was read wrongly.")
    assert review_of(workspace, taken.case_id) is None


def test_a_case_with_a_child_waits_until_the_child_is_twenty_five(workspace: Workspace) -> None:
    child = Involved(NewPerson("Morgan", "Efa", born_on=date(2021, 3, 4)), "child")
    case_id = taken_in(workspace, others=(child,))
    case_life.close_case(workspace, case_id, "Safe and settled.")
    assert review_of(workspace, case_id) == date(2046, 3, 4)


def test_a_review_of_a_death_is_kept_longer() -> None:
    assert review_day("dhr", CLOSED, (), retention().times()) == date(2056, 11, 20)


@given(st.lists(st.dates(date(1930, 1, 1), CLOSED) | st.none()), st.sampled_from(["marac", "dhr"]))
def test_nobody_who_was_a_child_is_younger_than_the_catalogue_says(
    born: list[date | None], forum_id: str
) -> None:
    times = retention().times()
    day = review_day(forum_id, CLOSED, born, times)
    assert day.year - CLOSED.year >= times.years_for(forum_id)
    children = [one for one in born if one is not None and age_on(one, CLOSED) < 18]
    assert all(age_on(child, day) >= retention().child_until_age for child in children)


def test_a_hold_needs_a_reason_and_stays_in_the_timeline_when_lifted(workspace: Workspace) -> None:
    case_id = taken_in(workspace)
    with pytest.raises(InputError):
        hold_case(workspace, case_id, " ")
    hold_case(workspace, case_id, "Inquest opened.")
    assert case_life.case_details(workspace, case_id).on_hold
    with pytest.raises(ConflictError):
        hold_case(workspace, case_id, "Once more.")
    lift_hold(workspace, case_id, "Inquest over.")
    assert not case_life.case_details(workspace, case_id).on_hold
    with pytest.raises(ConflictError):
        lift_hold(workspace, case_id, "Once more.")
    told = [(e.mark, e.struck, e.text) for e in timeline(workspace, case_id) if e.is_correction]
    assert sorted(told) == [("Inquest opened.", "no", "yes"), ("Inquest over.", "yes", "no")]
