"""A referral taken back at once leaves nothing behind that saving it made."""

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from casedesk.cases.case_list import case_ids
from casedesk.cases.model import CaseFilter
from casedesk.cases.people_in_case import add_person_to_case
from casedesk.cases.service import take_in_referral
from casedesk.cases.taking_back import take_back_referral
from casedesk.errors import NotFoundError
from casedesk.people.model import NewPerson, PersonSought
from casedesk.people.service import open_matches, person_details, possible_matches, record_person
from casedesk.people.tables import PossibleMatchRow
from casedesk.places.service import find_places
from casedesk.referrals.model import Involved
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, new_referral, people_of

SIAN = NewPerson("Morgan", "Siân", address="12 Mill Court", postcode="QX4 1BR")


def decided(workspace: Workspace) -> list[tuple[int, int, str | None]]:
    table = PossibleMatchRow
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.execute(select(table.first_id, table.second_id, table.decision))
        return [tuple(row) for row in rows]


def test_case_people_and_places_of_the_save_are_gone(workspace: Workspace) -> None:
    known = record_person(workspace, NewPerson("Pugh", "Gareth", address="1 Weir Row"))
    harming = Involved(known, "person_causing_harm")
    taken = take_in_referral(
        workspace, new_referral(subject=SIAN, others=(harming,), address="The Quay")
    )
    (sian, _gareth) = people_of(workspace, taken.case_id)
    assert taken.new_people == (sian,)
    take_back_referral(workspace, taken)
    assert case_ids(workspace, CaseFilter()) == []
    with pytest.raises(NotFoundError):
        person_details(workspace, sian)
    assert possible_matches(workspace, PersonSought("Morgan", "Siân")) == []
    assert find_places(workspace, "Mill") == find_places(workspace, "Quay") == []
    assert person_details(workspace, known).address_now is not None  # was there before
    with pytest.raises(NotFoundError):
        take_back_referral(workspace, taken)


def test_somebody_named_elsewhere_by_now_stays(workspace: Workspace) -> None:
    taken = take_in_referral(workspace, new_referral(subject=SIAN))
    sian = people_of(workspace, taken.case_id)[0]
    add_person_to_case(workspace, a_case(workspace), Involved(sian, "person_causing_harm"))
    take_back_referral(workspace, taken)
    assert person_details(workspace, sian).address_now is not None
    assert find_places(workspace, "Mill")


def test_not_the_same_is_kept_for_good_and_taken_back_with_the_referral(
    workspace: Workspace,
) -> None:
    other, third = (record_person(workspace, NewPerson("Morgan", "Siân")) for _turn in range(2))
    typed = NewPerson("Morgan", "Sian", different_from=(other,))
    taken = take_in_referral(workspace, new_referral(subject=typed, different=((other, third),)))
    new = people_of(workspace, taken.case_id)[0]
    assert decided(workspace) == [(other, new, "different"), (other, third, "different")]
    sought = PersonSought("Morgan", "Siân", person_id=new)
    assert [one.person_id for one in possible_matches(workspace, sought)] == [third]
    take_back_referral(workspace, taken)
    assert (other, third, "different") not in decided(workspace)
    assert open_matches(workspace) == []


def test_who_may_not_decide_on_matches_decides_nothing(workspace: Workspace) -> None:
    other = record_person(workspace, NewPerson("Morgan", "Siân"))
    workspace.user = replace(workspace.user, role_id="officer")
    typed = NewPerson("Morgan", "Sian", different_from=(other,))
    take_in_referral(workspace, new_referral(subject=typed))
    assert decided(workspace) == []
