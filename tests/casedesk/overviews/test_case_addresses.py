"""Where somebody lives, as a case's page says it: as the person's page does, and to whom."""

from datetime import date

import pytest
from msgspec.structs import replace

from casedesk.cases.people_in_case import people_of_case
from casedesk.cases.service import take_in_referral
from casedesk.overviews.person_view import person_page
from casedesk.overviews.service import case_page
from casedesk.people.model import NewPerson
from casedesk.people.service import add_address, record_person
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral

HERE = {"address": "12 Mill Court", "postcode": "QX4 1BR"}


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    """A case about somebody without an address yet."""
    subject = NewPerson("Morgan", "Siân", born_on=date(1988, 5, 3))
    return take_in_referral(workspace, new_referral(subject=subject)).case_id


def subject_of(workspace: Workspace, case_id: int) -> int:
    return people_of_case(workspace, case_id)[0].person_id


def test_the_present_address_is_that_of_the_persons_page(
    workspace: Workspace, case_id: int
) -> None:
    sian = subject_of(workspace, case_id)
    add_address(workspace, sian, "2 New Road", from_on=date(2026, 10, 1))
    add_address(workspace, sian, "1 Old Road", from_on=date(2020, 1, 1))  # typed in afterwards
    present = person_page(workspace, sian).person.address_now
    assert present is not None
    assert case_page(workspace, case_id).now.address == present.address == "2 New Road"


def test_a_protected_address_hides_a_newer_one_from_who_only_reads(
    workspace: Workspace, case_id: int
) -> None:
    sian = subject_of(workspace, case_id)
    add_address(workspace, sian, **HERE, protected=True)
    add_address(workspace, sian, "9 Tŷ Melin", from_on=date(2026, 10, 1))
    assert case_page(workspace, case_id).now.address == "9 Tŷ Melin"
    workspace.user = replace(workspace.user, role_id="reader")
    now = case_page(workspace, case_id).now
    assert (now.address, now.address_protected) == ("not shown", True)
    assert "The address is protected: not printed, not told." in [one.text for one in now.warnings]


def test_a_place_where_somebody_else_is_protected_is_hidden_from_who_only_reads(
    workspace: Workspace, case_id: int
) -> None:
    record_person(workspace, NewPerson("Rees", "Gwen", **HERE, address_protected=True))
    add_address(workspace, subject_of(workspace, case_id), **HERE)
    assert case_page(workspace, case_id).now.address == "12 Mill Court, QX4 1BR"
    workspace.user = replace(workspace.user, role_id="reader")
    assert case_page(workspace, case_id).now.address == "address protected"
