"""What happens to a case after it was taken in."""

from datetime import date

import pytest

from casedesk.cases import case_life, people_in_case, service
from casedesk.cases.case_list import case_count, case_rows
from casedesk.cases.model import CaseFields, CaseFilter, CaseStatus, PersonInCase
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions.person_changes import correct_person
from casedesk.people.model import NewPerson
from casedesk.places.service import find_places
from casedesk.referrals.model import Involved
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

SISTER = Involved(NewPerson(surname="Morgan", forenames="Lowri"), "family_member", "sibling")


def people(workspace: Workspace, case_id: int) -> list[PersonInCase]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(people_in_case.people_in_case(session, case_id))


def test_a_case_closes_with_a_day_and_a_reason_and_opens_again(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    for reason, day in (("", date(2026, 11, 20)), ("Moved.", date(2026, 11, 1))):
        with pytest.raises(InputError):
            case_life.close_case(workspace, case_id, reason, day)
    case_life.close_case(workspace, case_id, "Moved away.")
    assert case_rows(workspace, [case_id])[0].closed_on == date(2026, 11, 20)
    with pytest.raises(ConflictError):
        case_life.close_case(workspace, case_id, "Again.")
    case_life.reopen_case(workspace, case_id, "Back in the area.")
    details = case_life.case_details(workspace, case_id)
    assert (details.status, details.closed_on) == (CaseStatus.OPEN, None)


def test_declining_leaves_an_earlier_ending_as_it_was(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    case_life.close_case(workspace, taken.case_id, "Moved away.", date(2026, 11, 20))
    service.decline_referral(workspace, taken.referral_id, "Below the level of this forum.")
    details = case_life.case_details(workspace, taken.case_id)
    assert (details.closed_on, details.close_reason) == (date(2026, 11, 20), "Moved away.")
    with pytest.raises(ConflictError):
        service.redirect_referral(workspace, taken.referral_id, "To the JAG.")
    referral = service.referral_details(workspace, taken.referral_id)
    assert referral.status_reason == "Below the level of this forum."


def test_filling_in_a_case_needs_no_reason_but_correcting_does(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    case_life.correct_case(workspace, case_id, CaseFields("police", 2, None))
    with pytest.raises(InputError):
        case_life.correct_case(workspace, case_id, CaseFields("idva", 2, None))
    case_life.correct_case(workspace, case_id, CaseFields("idva", 2, None), "IDVA leads now.")
    assert case_rows(workspace, [case_id])[0].children == 2


def test_a_refused_correction_leaves_no_place_behind(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral(address="1 Old Road")).case_id
    held = case_life.case_details(workspace, case_id).fields
    typed = ("1 Odl Road", "QX9 1AA")
    with pytest.raises(InputError):
        case_life.correct_case(workspace, case_id, held, "", address=typed)
    assert find_places(workspace, "odl road") == []
    case_life.correct_case(workspace, case_id, held, "She moved.", address=("2 New Road", None))
    (place,) = find_places(workspace, "new road")
    assert case_life.case_details(workspace, case_id).fields.place_id == place.id


def test_the_list_shows_a_subject_by_the_name_they_have_now(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    subject = people_of(workspace, case_id)[0]
    correct_person(workspace, subject, 1, "Misspelt.", surname="Morgans")
    assert case_rows(workspace, [case_id])[0].subject_name == "Siân Morgans"
    assert case_count(workspace, CaseFilter(words="morgans")) == 1


def test_a_case_in_error_is_gone_with_its_referral(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral())
    case_life.mark_case_in_error(workspace, taken.case_id, "Entered twice.")
    for gone in (
        lambda: case_life.case_details(workspace, taken.case_id),
        lambda: service.referral_details(workspace, taken.referral_id),
    ):
        with pytest.raises(NotFoundError):
            gone()
