"""The partnership sets after which time closed cases are looked at; nothing is erased by it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casedesk.audit.service import audit_entries
from casedesk.cases import case_life, service
from casedesk.cases import review_times as module
from casedesk.cases.catalogue import retention
from casedesk.cases.model import CHILD, USUAL, ReviewTime
from casedesk.cases.review_times import (
    review_times,
    set_review_time,
    take_back_review_time,
)
from casedesk.cases.tables import ReviewTimeRow
from casedesk.errors import ConflictError, InputError, NotAllowedError
from casedesk.forums.service import set_in_use
from casedesk.people.model import NewPerson
from casedesk.referrals.model import Involved
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import corrections_of, new_referral

WHY = "Agreed with the records board."


def time_of(workspace: Workspace, kind: str) -> ReviewTime:
    return next(one for one in review_times(workspace) if one.id == kind)


def closed(workspace: Workspace, **given: object) -> int:
    case_id = service.take_in_referral(workspace, new_referral(**given)).case_id
    case_life.close_case(workspace, case_id, "Safe and settled.")
    return case_id


def review_of(workspace: Workspace, case_id: int) -> date | None:
    return case_life.case_details(workspace, case_id).review_on


def problems_of(workspace: Workspace, kind: str, years: int, reason: str = "") -> dict[str, str]:
    with pytest.raises(InputError) as refused:
        set_review_time(workspace, time_of(workspace, kind), years, reason)
    return dict(refused.value.problems)


def test_closed_cases_get_their_new_day_at_once_and_later_ones_too(workspace: Workspace) -> None:
    before, still_open = closed(workspace), service.take_in_referral(workspace, new_referral())
    version = case_life.case_details(workspace, before).version
    assert review_of(workspace, before) == date(2033, 11, 20)
    assert set_review_time(workspace, time_of(workspace, USUAL), 10, WHY) == 1
    assert review_of(workspace, before) == date(2036, 11, 20)
    assert review_of(workspace, still_open.case_id) is None
    assert case_life.case_details(workspace, before).version == version
    assert review_of(workspace, closed(workspace)) == date(2036, 11, 20)
    last = [one for one in audit_entries(workspace, limit=9) if one.action == "retention.set"]
    assert [(one.record, one.detail) for one in last] == [
        ("setting/retention_usual", "period reason")
    ]


def test_a_forum_has_a_time_of_its_own_beside_the_usual_one(workspace: Workspace) -> None:
    case_id = closed(workspace)
    set_review_time(workspace, time_of(workspace, "marac"), 3)
    set_review_time(workspace, time_of(workspace, USUAL), 12, WHY)
    assert review_of(workspace, case_id) == date(2029, 11, 20)
    marac, jag = time_of(workspace, "marac"), time_of(workspace, "jag")
    assert (marac.shipped, marac.own, marac.in_force) == (7, 3, 3)
    assert (jag.shipped, jag.own, jag.in_force, jag.is_of_usual) == (7, None, 12, True)
    assert time_of(workspace, "dhr").in_force == 30


def test_who_was_a_child_is_as_old_as_the_partnership_says(workspace: Workspace) -> None:
    child = Involved(NewPerson("Morgan", "Efa", born_on=date(2020, 2, 29)), "child")
    case_id = closed(workspace, others=(child,))
    assert review_of(workspace, case_id) == date(2045, 3, 1)
    set_review_time(workspace, time_of(workspace, CHILD), 32, WHY)
    assert review_of(workspace, case_id) == date(2052, 2, 29)
    set_review_time(workspace, time_of(workspace, CHILD), 18, "Back to the birthday.")
    assert review_of(workspace, case_id) == date(2038, 3, 1)


def test_longer_needs_a_reason_and_all_has_limits(workspace: Workspace) -> None:
    assert set(problems_of(workspace, USUAL, 8)) == {"reason"}
    assert set(problems_of(workspace, USUAL, 8, " ")) == {"reason"}
    assert problems_of(workspace, USUAL, 0, WHY) == {
        "period": "Enter a number of years from 1 to 100."
    }
    assert set(problems_of(workspace, "marac", 101, WHY)) == {"period"}
    assert problems_of(workspace, CHILD, 17) == {"period": "Enter an age from 18 to 100."}
    set_review_time(workspace, time_of(workspace, USUAL), 5)
    assert problems_of(workspace, USUAL, 4) == {"reason": "Say why the time is changed again."}
    assert time_of(workspace, USUAL).own == 5


def test_back_to_the_catalogue_keeps_what_was_set_struck(workspace: Workspace) -> None:
    case_id = closed(workspace)
    set_review_time(workspace, time_of(workspace, USUAL), 10, WHY)
    set_review_time(workspace, time_of(workspace, USUAL), None, "The board has gone.")
    assert review_of(workspace, case_id) == date(2033, 11, 20)
    assert time_of(workspace, USUAL).own is None
    struck = corrections_of(workspace, ReviewTimeRow, 1)
    assert [(one.field, one.old_value, one.reason) for one in struck] == [
        ("period", "10", "The board has gone."),
        ("reason", WHY, "The board has gone."),
    ]


def test_a_time_is_taken_back_with_all_that_followed(workspace: Workspace) -> None:
    case_id, before = closed(workspace), time_of(workspace, USUAL)
    set_review_time(workspace, before, 10, WHY)
    assert take_back_review_time(workspace, before) == 1
    assert review_of(workspace, case_id) == date(2033, 11, 20)
    assert time_of(workspace, USUAL) == before
    set_review_time(workspace, time_of(workspace, USUAL), 6)  # as for the first time: no reason
    assert review_of(workspace, case_id) == date(2032, 11, 20)
    set_review_time(workspace, time_of(workspace, USUAL), 12, WHY)
    longer = time_of(workspace, USUAL)
    set_review_time(workspace, longer, 2, "A slip.")
    take_back_review_time(workspace, longer)
    again = time_of(workspace, USUAL)
    assert (again.own, again.reason) == (12, WHY)


def test_of_two_who_decide_at_once_the_second_looks_again(workspace: Workspace) -> None:
    seen = time_of(workspace, "marac")
    set_review_time(workspace, seen, 5)
    with pytest.raises(ConflictError):
        set_review_time(workspace, seen, 6)
    assert time_of(workspace, "marac").own == 5


@pytest.mark.parametrize("role", ["officer", "analyst", "reader"])
def test_who_does_not_look_after_lists_may_not_set_it(workspace: Workspace, role: str) -> None:
    seen = time_of(workspace, USUAL)
    workspace.user = replace(workspace.user, role_id=role)
    with pytest.raises(NotAllowedError):
        set_review_time(workspace, seen, 5)
    with pytest.raises(NotAllowedError):
        take_back_review_time(workspace, seen)


def test_a_forum_out_of_use_is_listed_while_it_has_a_time(workspace: Workspace) -> None:
    set_in_use(workspace, "jag", in_use=False)
    assert "jag" not in {one.id for one in review_times(workspace)}
    set_in_use(workspace, "jag", in_use=True)
    set_review_time(workspace, time_of(workspace, "jag"), 3)
    set_in_use(workspace, "jag", in_use=False)
    assert time_of(workspace, "jag").own == 3


@given(st.dictionaries(st.sampled_from([USUAL, CHILD, "marac", "dhr"]), st.integers(18, 100)))
def test_what_the_partnership_set_counts_before_the_catalogue(own: dict[str, int]) -> None:
    times, shipped = retention().times(own), retention().times()
    assert times.child_until_age == own.get(CHILD, shipped.child_until_age)
    assert times.years_for("jag") == own.get(USUAL, shipped.usual)
    assert times.years_for("marac") == own.get("marac", times.years_for("jag"))
    assert times.years_for("dhr") == own.get("dhr", 30)


def test_a_case_closed_while_the_days_are_worked_out_gets_its_own_too(
    workspace: Workspace,
) -> None:
    before, seen = closed(workspace), time_of(workspace, USUAL)
    planned = module._plan(workspace, USUAL, 10)
    late = closed(workspace)
    with workspace.changing(Permission.MANAGE_LISTS) as change:
        change.add(ReviewTimeRow(applies_to=seen.id, period=10, reason=WHY))
        assert module._settle(change, USUAL, planned) == 2
    days = {review_of(workspace, before), review_of(workspace, late)}
    assert days == {date(2036, 11, 20)}
