"""The list of cases: filters, order and pages."""

from datetime import date

import pytest

from casedesk.cases import case_life, service
from casedesk.cases.case_list import (
    case_count,
    case_ids,
    case_page,
    case_rows,
    case_with_reference,
    view_counts,
)
from casedesk.cases.model import CaseFilter, CaseOrder, CaseSort, CaseStatus, NextStep
from casedesk.people.model import NewPerson
from casedesk.referrals.model import Involved, ReferringAgency
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

NIA = NewPerson(surname="Prosser", forenames="Nia", born_on=date(1990, 1, 1))


@pytest.fixture
def three(workspace: Workspace) -> list[str]:
    """A closed case of the MARAC, its repeat, and one of the JAG with gaps."""
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 2, 1)))
    case_life.close_case(workspace, first.case_id, "Moved away.")
    subject, harming = people_of(workspace, first.case_id)
    repeat = new_referral(subject=subject, others=(Involved(harming, "person_causing_harm"),))
    second = service.take_in_referral(workspace, repeat)
    third = service.take_in_referral(
        workspace,
        new_referral(
            forum_id="jag",
            subject=NIA,
            others=(),
            criteria=(),
            agencies=(ReferringAgency("housing"),),
            received_on=date(2026, 11, 19),
        ),
    )
    return [first.reference, second.reference, third.reference]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (CaseFilter(), [2, 1, 0]),
        (CaseFilter(forum_id="marac"), [1, 0]),
        (CaseFilter(status=CaseStatus.OPEN), [2, 1]),
        (CaseFilter(status=CaseStatus.CLOSED), [0]),
        (CaseFilter(agency_id="idva"), [1, 0]),
        (CaseFilter(agency_id="housing"), [2]),
        (CaseFilter(repeat=True), [1]),
        (CaseFilter(repeat=False), [2, 0]),
        (CaseFilter(words="sian mor"), [1, 0]),
        (CaseFilter(words="pugh"), [1, 0]),
        (CaseFilter(words="J-2026-001"), [2]),
        (CaseFilter(words='pros" OR "morgan'), []),
        (CaseFilter(unfinished=True), [2]),
        (CaseFilter(waiting=True), [2, 1]),
        (CaseFilter(received_from=date(2026, 11, 12), received_to=date(2026, 11, 12)), [1]),
        (CaseFilter(risk_band="high"), []),
    ],
)
def test_each_filter_shows_its_cases_the_last_received_first(
    workspace: Workspace, three: list[str], chosen: CaseFilter, shown: list[int]
) -> None:
    ids = case_ids(workspace, chosen)
    expected = [three[number] for number in shown]
    assert [line.reference for line in case_rows(workspace, ids)] == expected
    assert case_count(workspace, chosen) == len(expected)
    assert [line.reference for line in case_page(workspace, chosen, limit=1, offset=1)] == (
        expected[1:2]
    )


@pytest.mark.parametrize("by", CaseOrder)
def test_turning_an_order_round_turns_the_list_round(
    workspace: Workspace, three: list[str], by: CaseOrder
) -> None:
    up = list(case_ids(workspace, sort=CaseSort(by, descending=False)))
    assert len(up) == len(three)
    assert list(case_ids(workspace, sort=CaseSort(by, descending=True))) == up[::-1]


def test_a_line_says_what_the_case_waits_for(workspace: Workspace, three: list[str]) -> None:
    steps = {line.reference: line.next_step for line in case_page(workspace)}
    assert [steps[reference] for reference in three] == [
        NextStep.NONE,
        NextStep.LIST,
        NextStep.FINISH,
    ]


@pytest.mark.usefixtures("three")
def test_each_saved_view_has_its_count(workspace: Workspace) -> None:
    counts = view_counts(workspace)
    assert (counts.open, counts.repeat_this_year, counts.not_heard) == (2, 1, 2)
    assert (counts.waiting, counts.unfinished) == (2, 1)


def test_a_case_is_found_by_its_reference_however_it_is_written(
    workspace: Workspace, three: list[str]
) -> None:
    wanted = case_with_reference(workspace, f" {three[1].lower()} ")
    assert wanted is not None
    assert case_rows(workspace, [wanted])[0].reference == three[1]
    assert case_with_reference(workspace, "M-1999-001") is None
