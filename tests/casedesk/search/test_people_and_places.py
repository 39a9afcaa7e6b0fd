"""People and places are found with the reason; a protected address leads to nobody."""

from datetime import date

import pytest

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.people.model import NameKind, NewPerson
from casedesk.people.service import (
    add_address,
    add_name,
    end_address,
    join_in,
    mark_person_in_error,
    record_person,
)
from casedesk.search.people_and_places import find_people_and_places
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case

SIAN = NewPerson(
    "Morgan",
    "Siân",
    known_as="Shan",
    born_on=date(1988, 5, 3),
    safe_contact_number="07700 900461",
    address="Flat 2, Mill Court",
    postcode="QX4 1BR",
)


@pytest.fixture
def sian(workspace: Workspace) -> int:
    return record_person(workspace, SIAN)


def found(workspace: Workspace, typed: str) -> list[tuple[str, str]]:
    people = find_people_and_places(workspace, typed).people
    return [(one.person.name, one.why) for one in people]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("sian mor", "by name"),
        ("shan", "known as Shan"),
        ("shan morgan", "known as Shan"),
        ("quarr", "name at birth Siân Quarrington"),
        ("07700 900461", "by telephone number"),
        ("077009", "by telephone number"),
        ("sian shan", "known as Shan"),
        ("shan quarr", "by several of their names"),
        ("Morgun", "name sounds alike"),
        ("3/5/1988", "same birth date"),
        ("3 May 1988", "same birth date"),  # as it is printed
        ("morgan 3/5/1988", "by name · same birth date"),
        ("mill court", "lives at Flat 2, Mill Court"),
        ("qx41br", "lives at Flat 2, Mill Court"),
        ("Nobody", None),
        ("si", None),
        ("", None),
    ],
)
def test_a_person_is_found_with_the_reason(
    workspace: Workspace, sian: int, typed: str, why: str | None
) -> None:
    add_name(workspace, sian, "Siân Quarrington", NameKind.MAIDEN)
    assert found(workspace, typed) == ([] if why is None else [("Siân Morgan", why)])


def test_whoever_is_named_so_stands_before_whoever_sounds_so_and_lives_there(
    workspace: Workspace, sian: int
) -> None:
    a_case(workspace)
    record_person(workspace, NewPerson("Morgun", "Eva"))
    record_person(workspace, NewPerson("Pugh", "Lowri", address="1 Morgan Street"))
    assert found(workspace, "morgan") == [
        ("Siân Morgan", "by name"),
        ("Eva Morgun", "name sounds alike"),
        ("Lowri Pugh", "lives at 1 Morgan Street"),
    ]


def test_a_protected_address_leads_to_nobody_not_even_an_earlier_one(
    workspace: Workspace, sian: int
) -> None:
    end_address(workspace, 1, 1, date(2026, 1, 1))
    assert found(workspace, "mill court") == [("Siân Morgan", "lived at Flat 2, Mill Court")]
    add_address(workspace, sian, "9 Tŷ Melin", "QX2 2BB", protected=True)
    assert found(workspace, "mill court") == []
    assert found(workspace, "melin") == []
    assert [one.place.address for one in find_people_and_places(workspace, "melin").places] == [
        "9 Tŷ Melin"
    ]


def test_a_joined_record_leads_to_the_one_it_became(workspace: Workspace, sian: int) -> None:
    other = record_person(workspace, NewPerson("Quarrington", "Eva"))
    with workspace.changing(Permission.JOIN_PEOPLE, Topic.PEOPLE) as change:
        join_in(change, sian, other, {})
    assert found(workspace, "quarr") == [("Siân Morgan", "recorded before as Eva Quarrington")]


def test_whoever_is_recorded_in_error_is_not_found_by_address_or_birth_date_or_sound(
    workspace: Workspace, sian: int
) -> None:
    mark_person_in_error(workspace, sian, 1, "Never existed.")
    for typed in ("mill court", "3/5/1988", "Morgun"):
        assert found(workspace, typed) == []


def test_places_are_found_with_the_reason(workspace: Workspace, sian: int) -> None:
    for typed, why in (("mill", "by address"), ("qx4 1", "by postcode"), ("QX41", "by postcode"),
                       ("mill qx4", "by address and postcode")):  # fmt: skip
        (one,) = find_people_and_places(workspace, typed).places
        assert (one.place.shown, one.why) == ("Flat 2, Mill Court, QX4 1BR", why)


def test_a_list_that_is_cut_off_says_so_and_leaves_no_entry(workspace: Workspace) -> None:
    for number in range(3):
        record_person(workspace, NewPerson("Morgan", f"Eva{number}"))
    assert find_people_and_places(workspace, "morgan", limit=2).more
    assert not find_people_and_places(workspace, "morgan", limit=4).more
    entries = audit_entries(workspace, AuditFilter())
    assert not any(one.action.endswith(".viewed") for one in entries)
