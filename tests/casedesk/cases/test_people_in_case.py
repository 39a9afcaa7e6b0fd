"""People come into a case, leave it and are corrected; what rests on them follows."""

from datetime import date

import pytest

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases import case_life, people_in_case, service
from casedesk.cases.case_list import case_rows, view_counts
from casedesk.cases.model import PartInCase, PersonInCase
from casedesk.cases.tables import CasePersonRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.people.model import NewPerson
from casedesk.referrals.model import Gap, Involved
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

SISTER = Involved(NewPerson(surname="Morgan", forenames="Lowri"), "family_member", "sibling")


def people(workspace: Workspace, case_id: int) -> list[PersonInCase]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(people_in_case.people_in_case(session, case_id))


def test_people_come_into_a_case_and_leave_it(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    link = people_in_case.add_person_to_case(workspace, case_id, SISTER)
    assert [(p.name, p.role_title) for p in people(workspace, case_id)] == [
        ("Siân Morgan", "victim"),
        ("Gareth Pugh", "person causing harm"),
        ("Lowri Morgan", "family member"),
    ]
    people_in_case.end_person_in_case(workspace, link)
    assert people(workspace, case_id)[-1].ended_on == date(2026, 11, 20)
    with pytest.raises(ConflictError):
        people_in_case.end_person_in_case(workspace, link, date(2026, 11, 1))
    known = Involved(people_of(workspace, case_id)[2], "family_member", "sibling")
    assert people_in_case.add_person_to_case(workspace, case_id, known) == link
    with workspace.reading(Permission.READ_RECORDS) as session:
        (left,) = corrections_in(session, CasePersonRow, link)
    assert (left.field, left.old_value) == ("ended_on", "2026-11-20")
    with pytest.raises(InputError):
        people_in_case.add_person_to_case(workspace, case_id, known)
    people_in_case.mark_person_in_error(workspace, link, "Another Lowri.")
    assert len(people(workspace, case_id)) == 2
    with pytest.raises(InputError):
        people_in_case.end_person_in_case(workspace, people(workspace, case_id)[0].id)


def test_who_had_left_and_was_marked_in_error_is_back_as_they_stood(workspace: Workspace) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    link = people_in_case.add_person_to_case(workspace, case_id, SISTER)
    people_in_case.end_person_in_case(workspace, link, date(2026, 11, 19))
    before = people(workspace, case_id)
    people_in_case.mark_person_in_error(workspace, link, "Another Lowri.")
    assert len(people(workspace, case_id)) == 2
    people_in_case.take_back_person_error(workspace, link)
    assert people(workspace, case_id)[-1].ended_on == before[-1].ended_on == date(2026, 11, 19)
    with pytest.raises(NotFoundError):
        people_in_case.take_back_person_error(workspace, link)


def test_what_somebody_is_in_a_case_is_corrected_and_repeats_follow(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 3, 1)))
    subject, harming = people_of(workspace, first.case_id)
    wrong = (Involved(harming, "family_member"),)
    second = service.take_in_referral(workspace, new_referral(subject=subject, others=wrong))
    held = people(workspace, second.case_id)[1]
    new = PartInCase("person_causing_harm", "ex_partner", "Lives near the school.")
    with pytest.raises(InputError):
        people_in_case.correct_person_in_case(workspace, held.id, new, "")
    people_in_case.correct_person_in_case(workspace, held.id, new, "Mixed up.", held.version)
    now = people(workspace, second.case_id)[1]
    assert (now.role_id, now.relationship) == ("person_causing_harm", "ex_partner")
    assert now.note == "Lives near the school."
    assert case_rows(workspace, [second.case_id])[0].is_repeat
    about = people(workspace, second.case_id)[0]
    with pytest.raises(InputError):
        people_in_case.correct_person_in_case(workspace, about.id, new, "Mixed up.")


def test_naming_who_causes_harm_later_makes_it_a_repeat(workspace: Workspace) -> None:
    first = service.take_in_referral(workspace, new_referral(received_on=date(2026, 3, 1)))
    subject, harming = people_of(workspace, first.case_id)
    second = service.take_in_referral(workspace, new_referral(subject=subject, others=()))
    assert second.repeat is None
    people_in_case.add_person_to_case(
        workspace, second.case_id, Involved(harming, "person_causing_harm", "ex_partner")
    )
    assert case_rows(workspace, [second.case_id])[0].is_repeat


def test_who_causes_harm_is_no_longer_missing_once_named(workspace: Workspace) -> None:
    taken = service.take_in_referral(workspace, new_referral(others=()))

    def lacks() -> tuple[tuple[Gap, ...], int]:
        gaps = service.referral_details(workspace, taken.referral_id, opening=False).gaps
        return gaps, view_counts(workspace).unfinished

    missing = ((Gap.PERSON_CAUSING_HARM,), 1)
    assert lacks() == missing
    gareth = Involved(NewPerson("Pugh", "Gareth"), "person_causing_harm", "ex_partner")
    link = people_in_case.add_person_to_case(workspace, taken.case_id, gareth)
    assert lacks() == ((), 0)
    people_in_case.end_person_in_case(workspace, link)
    assert lacks() == ((), 0)  # who has left since was still named
    people_in_case.mark_person_in_error(workspace, link, "It was another Gareth.")
    assert lacks() == missing
    people_in_case.take_back_person_error(workspace, link)
    assert lacks() == ((), 0)
    relative = PartInCase("family_member", "other")
    people_in_case.correct_person_in_case(workspace, link, relative, "Mixed up.")
    assert lacks() == missing


def test_a_closed_case_is_reviewed_later_for_a_child_put_into_it_afterwards(
    workspace: Workspace,
) -> None:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    case_life.close_case(workspace, case_id, "Safe and settled.")

    def review_on() -> date | None:
        return case_life.case_details(workspace, case_id).review_on

    assert review_on() == date(2033, 11, 20)
    efa = Involved(NewPerson("Morgan", "Efa", born_on=date(2021, 3, 4)), "child")
    link = people_in_case.add_person_to_case(workspace, case_id, efa)
    assert review_on() == date(2046, 3, 4)
    people_in_case.mark_person_in_error(workspace, link, "Her cousin.")
    assert review_on() == date(2033, 11, 20)
    moved = AuditFilter(action="case.review_day_moved", record=f"case/{case_id}")
    assert len(audit_entries(workspace, moved)) == 2
