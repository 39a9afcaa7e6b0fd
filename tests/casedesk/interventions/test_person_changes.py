"""A birth date that is filled in later: deadlines for the young, and what a referral lacks."""

from datetime import date

import pytest

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.case_life import case_details, close_case
from casedesk.cases.service import referral_details, take_in_referral
from casedesk.interventions.deadlines import open_deadlines
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.person_changes import correct_person, join_people, undo_join
from casedesk.interventions.service import record_intervention
from casedesk.overviews import service as overviews
from casedesk.people.model import NewPerson
from casedesk.people.service import person_details, record_person
from casedesk.referrals.model import Gap
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

FIFTEEN = date(2011, 2, 9)
RHODRI = NewPerson("Pugh", "Rhodri")


@pytest.fixture
def rhodri(workspace: Workspace) -> int:
    """Record a referral about somebody without a birth date, and an order on them."""
    case = take_in_referral(workspace, new_referral(subject=RHODRI)).case_id
    person = people_of(workspace, case)[0]
    order = NewIntervention("cbo", person_id=person, granted_on=date(2026, 11, 2))
    record_intervention(workspace, order)
    return person


def waiting(workspace: Workspace) -> list[str]:
    return [one.rule_id for one in open_deadlines(workspace)]


def gaps(workspace: Workspace) -> tuple[Gap, ...]:
    return referral_details(workspace, 1, opening=False).gaps


def unfinished(workspace: Workspace) -> int:
    return overviews.today(workspace).needs_finishing.referrals


def born(workspace: Workspace, person: int, day: date | None, reason: str = "") -> None:
    version = person_details(workspace, person, opening=False).version
    correct_person(workspace, person, version, reason, born_on=day)


def test_a_birth_date_filled_in_later_and_taken_back(workspace: Workspace, rhodri: int) -> None:
    before = waiting(workspace)
    assert "youth_review" not in before
    assert gaps(workspace) == (Gap.SUBJECT_BORN,)
    assert unfinished(workspace) == 1
    born(workspace, rhodri, FIFTEEN)
    assert "youth_review" in waiting(workspace)
    assert gaps(workspace) == ()
    assert unfinished(workspace) == 0
    born(workspace, rhodri, None, "The correction was taken back.")
    assert waiting(workspace) == before
    assert gaps(workspace) == (Gap.SUBJECT_BORN,)
    assert unfinished(workspace) == 1


def test_that_nobody_knows_it_is_an_answer_too(workspace: Workspace, rhodri: int) -> None:
    version = person_details(workspace, rhodri, opening=False).version
    correct_person(workspace, rhodri, version, born_certainty="not_known")
    assert gaps(workspace) == ()


def test_a_birth_date_that_comes_by_joining_goes_by_parting(
    workspace: Workspace, rhodri: int
) -> None:
    before = waiting(workspace)
    twin = record_person(workspace, NewPerson("Pugh", "Rhodri", born_on=FIFTEEN))
    join_id = join_people(workspace, rhodri, twin)
    assert "youth_review" in waiting(workspace)
    assert gaps(workspace) == ()
    undo_join(workspace, join_id)
    assert waiting(workspace) == before
    assert gaps(workspace) == (Gap.SUBJECT_BORN,)


def test_an_order_that_moves_to_a_record_with_a_birth_date(
    workspace: Workspace, rhodri: int
) -> None:
    before = waiting(workspace)
    twin = record_person(workspace, NewPerson("Pugh", "Rhodri", born_on=FIFTEEN))
    join_id = join_people(workspace, twin, rhodri)  # it is the other that is kept
    assert "youth_review" in waiting(workspace)
    assert gaps(workspace) == ()
    undo_join(workspace, join_id)
    assert waiting(workspace) == before
    assert gaps(workspace) == (Gap.SUBJECT_BORN,)


def moved(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the entries that say that a review day moved: which case, which field."""
    found = audit_entries(workspace, AuditFilter(action="case.review_day_moved"))
    return [(one.record, one.detail) for one in found]


def test_the_review_of_a_closed_case_follows_a_birth_date(workspace: Workspace) -> None:
    case = take_in_referral(workspace, new_referral(subject=RHODRI)).case_id
    still_open = take_in_referral(workspace, new_referral(subject=people_of(workspace, case)[0]))
    close_case(workspace, case, "Safe and settled.")
    rhodri = people_of(workspace, case)[0]
    days = [case_details(workspace, case).review_on]
    born(workspace, rhodri, FIFTEEN)
    days.append(case_details(workspace, case).review_on)
    born(workspace, rhodri, date(1990, 1, 1), "Mistyped.")
    days.append(case_details(workspace, case).review_on)
    assert days == [date(2033, 11, 20), date(2036, 2, 9), date(2033, 11, 20)]
    assert moved(workspace) == [(f"case/{case}", "review_on")] * 2
    assert case_details(workspace, still_open.case_id).review_on is None

    born(workspace, rhodri, date(1990, 1, 2), "The second.")  # grown up either way
    assert len(moved(workspace)) == 2


def test_the_review_of_a_closed_case_follows_a_joining(workspace: Workspace) -> None:
    case = take_in_referral(workspace, new_referral(subject=RHODRI)).case_id
    close_case(workspace, case, "Safe and settled.")
    twin = record_person(workspace, NewPerson("Pugh", "Rhodri", born_on=FIFTEEN))
    join_id = join_people(workspace, people_of(workspace, case)[0], twin)
    assert case_details(workspace, case).review_on == date(2036, 2, 9)
    undo_join(workspace, join_id)
    assert case_details(workspace, case).review_on == date(2033, 11, 20)
