"""People are entered, corrected and ended; nothing recorded is ever lost."""

from datetime import date

import pytest
from sqlalchemy import select

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.interventions.person_changes import correct_person
from casedesk.people.model import Certainty, NameKind, NewPerson, PersonDetails, PersonPart
from casedesk.people.service import (
    add_address,
    add_name,
    add_relation,
    correct_address,
    correct_name,
    correct_relation,
    end_address,
    end_relation,
    mark_address_in_error,
    mark_name_in_error,
    mark_person_in_error,
    mark_relation_in_error,
    person_details,
    protect_address,
    record_person,
    take_back_end,
    take_back_error,
)
from casedesk.people.tables import PersonAddressRow, RelationRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, corrections_of

SIAN = NewPerson(
    surname="Morgan",
    forenames="Siân",
    born_on=date(1988, 5, 3),
    born_certainty=Certainty.EXACT,
    safe_contact_number="01632 960001",
    address="Flat 2, Mill Court",
    postcode="qx1 1aa",
)


def sian(workspace: Workspace) -> PersonDetails:
    return person_details(workspace, record_person(workspace, SIAN))


def test_a_person_is_recorded_with_the_address(workspace: Workspace) -> None:
    person = sian(workspace)
    assert (person.name, person.born_on) == ("Siân Morgan", date(1988, 5, 3))
    assert person.safe_contact.number == "01632 960001"
    assert person.address_now is not None
    assert (person.address_now.address, person.address_now.postcode) == (
        "Flat 2, Mill Court",
        "QX1 1AA",
    )


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewPerson(surname="  "), "surname"),
        (NewPerson("Morgan", born_on=date(2026, 11, 21)), "born_on"),
        (NewPerson("Morgan", born_on=date(1888, 5, 3)), "born_on"),
    ],
)
def test_what_cannot_be_is_refused(workspace: Workspace, new: NewPerson, field: str) -> None:
    with pytest.raises(InputError) as refused:
        record_person(workspace, new)
    assert set(refused.value.problems) == {field}


def test_somebody_known_by_a_nickname_only_can_be_recorded(workspace: Workspace) -> None:
    person = record_person(workspace, NewPerson(known_as="Big Dai"))
    assert person_details(workspace, person).name == "Big Dai"


def test_filling_in_needs_no_reason_but_correcting_does(workspace: Workspace) -> None:
    person = sian(workspace)
    correct_person(workspace, person.id, person.version, gender="female")
    with pytest.raises(InputError) as refused:
        correct_person(workspace, person.id, person.version + 1, surname="Morgans")
    assert set(refused.value.problems) == {"reason"}
    correct_person(workspace, person.id, person.version + 1, "misheard", surname="Morgans")
    after = person_details(workspace, person.id)
    assert (after.surname, after.gender) == ("Morgans", "female")
    assert [(c.field, c.old_value, c.reason) for c in after.corrections] == [
        ("surname", "Morgan", "misheard")
    ]


def test_two_who_correct_at_once_are_told(workspace: Workspace) -> None:
    person = sian(workspace)
    correct_person(workspace, person.id, person.version, "typing", forenames="Sian")
    with pytest.raises(ConflictError):
        correct_person(workspace, person.id, person.version, "typing", forenames="Siana")


def test_the_name_in_the_case_list_follows_the_person(workspace: Workspace) -> None:
    person = sian(workspace)
    case = a_case(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.add(CasePersonRow(case_id=case, person_id=person.id, role="subject"))
        change.audit("test.recorded", "case")
    correct_person(workspace, person.id, person.version, "married", surname="Pugh")
    with workspace.reading(Permission.READ_RECORDS) as session:
        assert session.scalar(select(CaseRow.subject_name)) == "Siân Pugh"


def test_addresses_over_time(workspace: Workspace) -> None:
    person = sian(workspace)
    old = person.addresses[0]
    end_address(workspace, old.id, old.version, date(2026, 10, 31))
    add_address(workspace, person.id, "9 Tŷ Melin", "QX2 2BB", from_on=date(2026, 11, 1))
    after = person_details(workspace, person.id)
    assert [a.address for a in after.addresses] == ["9 Tŷ Melin", "Flat 2, Mill Court"]
    assert after.addresses[1].to_on == date(2026, 10, 31)


def test_an_address_cannot_end_before_it_began_or_in_the_future(workspace: Workspace) -> None:
    person = sian(workspace)
    added = add_address(workspace, person.id, "9 Tŷ Melin", from_on=date(2026, 11, 1))
    for day in (date(2026, 10, 31), date(2026, 11, 21)):
        with pytest.raises(InputError):
            end_address(workspace, added, 1, day)


def test_an_address_is_protected_with_a_reason_and_can_be_marked_in_error(
    workspace: Workspace,
) -> None:
    person = sian(workspace)
    old = person.addresses[0]
    protect_address(workspace, old.id, old.version, protected=True, reason="asked for it")
    assert person_details(workspace, person.id).addresses[0].protected
    mark_address_in_error(workspace, old.id, old.version + 1, "somebody else's")
    assert person_details(workspace, person.id).addresses == ()


def test_another_last_day_leaves_the_first_in_sight_and_is_taken_back(workspace: Workspace) -> None:
    person = sian(workspace)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    relation = add_relation(workspace, person.id, child, "parent")
    first, second = date(2026, 11, 1), date(2026, 11, 4)
    for last in (first, second):
        end_relation(workspace, relation, last)
        held = person_details(workspace, person.id).addresses[0]
        end_address(workspace, held.id, held.version, last)
    ends = [
        (corrections_of(workspace, RelationRow, relation), "ended_on"),
        (corrections_of(workspace, PersonAddressRow, held.id), "to_on"),
    ]
    for corrections, name in ends:
        assert [(c.field, c.old_value) for c in corrections] == [(name, "2026-11-01")]
    take_back_end(workspace, PersonPart.RELATION, relation, first)
    take_back_end(workspace, PersonPart.ADDRESS, held.id, first)
    after = person_details(workspace, person.id)
    assert (after.relations[0].ended_on, after.addresses[0].to_on) == (first, first)


def test_other_names_and_relations(workspace: Workspace) -> None:
    person = sian(workspace)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    add_name(workspace, person.id, " Siân  Bowen ", NameKind.MAIDEN)
    relation = add_relation(workspace, person.id, child, "parent")
    end_relation(workspace, relation, date(2026, 11, 1))
    after, other = person_details(workspace, person.id), person_details(workspace, child)
    assert [(n.name, n.kind) for n in after.other_names] == [("Siân Bowen", NameKind.MAIDEN)]
    assert [(r.other_name, r.outward) for r in after.relations] == [("Rhodri Morgan", True)]
    assert [(r.other_name, r.outward) for r in other.relations] == [("Siân Morgan", False)]
    with pytest.raises(InputError):
        add_relation(workspace, child, child, "sibling")


def test_a_name_and_a_relation_in_error_are_gone(workspace: Workspace) -> None:
    person = sian(workspace)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    name = add_name(workspace, person.id, "Siân Bowen", NameKind.MAIDEN)
    relation = add_relation(workspace, person.id, child, "parent")
    with pytest.raises(InputError):
        mark_name_in_error(workspace, name, " ")
    mark_name_in_error(workspace, name, "another Siân")
    mark_relation_in_error(workspace, relation, "aunt, not mother")
    after = person_details(workspace, person.id)
    assert (after.other_names, after.relations) == ((), ())
    assert person_details(workspace, child).relations == ()


def test_names_addresses_and_relations_are_corrected_and_the_old_stays_struck(
    workspace: Workspace,
) -> None:
    person = sian(workspace)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    name = add_name(workspace, person.id, "Sian Bowen", NameKind.ALIAS)
    relation = add_relation(workspace, person.id, child, "sibling")
    old = person.addresses[0]
    moved = {"address": "9 Tŷ Melin", "postcode": "QX4 1BR", "protected": True, "from_on": None}
    with pytest.raises(InputError):
        correct_address(workspace, old.id, old.version, " ", **moved)
    correct_address(workspace, old.id, old.version, "Misheard", **moved)
    correct_name(workspace, name, "Siân Bowen", NameKind.MAIDEN, "Her certificate")
    correct_relation(workspace, relation, "parent", "Asked again")
    after = person_details(workspace, person.id)
    assert (after.addresses[0].address, after.addresses[0].protected) == ("9 Tŷ Melin", True)
    assert [(one.name, one.kind) for one in after.other_names] == [("Siân Bowen", "maiden")]
    assert [one.kind for one in after.relations] == ["parent"]
    before = {one.field: one.old_value for one in after.corrections}
    assert before["address"].startswith(old.address)
    assert (before["name"], before["kind"]) == ("Sian Bowen", "sibling")


def test_in_error_and_ended_are_taken_back(workspace: Workspace) -> None:
    person = sian(workspace)
    child = record_person(workspace, NewPerson("Morgan", "Rhodri"))
    name = add_name(workspace, person.id, "Siân Bowen", NameKind.MAIDEN)
    relation = add_relation(workspace, person.id, child, "parent")
    address = person.addresses[0]
    end_relation(workspace, relation, date(2026, 11, 1))
    end_address(workspace, address.id, address.version, date(2026, 11, 1))
    for part, record in ((PersonPart.RELATION, relation), (PersonPart.ADDRESS, address.id)):
        take_back_end(workspace, part, record)
    held = person_details(workspace, person.id)
    assert held.relations[0].ended_on is held.addresses[0].to_on is None
    mark_name_in_error(workspace, name, "another Siân")
    take_back_error(workspace, PersonPart.NAME, name)
    assert [one.name for one in person_details(workspace, person.id).other_names] == ["Siân Bowen"]
    with pytest.raises(NotFoundError):
        take_back_error(workspace, PersonPart.NAME, name)


def test_a_person_in_error_is_gone_but_not_while_a_case_names_them(workspace: Workspace) -> None:
    person = sian(workspace)
    case = a_case(workspace)
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        row = change.add(CasePersonRow(case_id=case, person_id=person.id, role="subject"))
        change.audit("test.recorded", "case")
    with pytest.raises(ConflictError):
        mark_person_in_error(workspace, person.id, person.version, "never existed")
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.mark_in_error(change.find(CasePersonRow, row.id), "wrong person")
        change.audit("test.recorded", "case")
    mark_person_in_error(workspace, person.id, person.version, "never existed")
    with pytest.raises(NotFoundError):
        person_details(workspace, person.id)
