"""A person's page: warnings, cases of every forum, who else is involved, protected addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from msgspec.structs import replace

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.case_life import mark_case_in_error
from casedesk.cases.people_in_case import (
    mark_person_in_error,
    people_of_case,
    take_back_person_error,
)
from casedesk.cases.service import take_in_referral
from casedesk.errors import NotFoundError
from casedesk.overviews.model import Caution
from casedesk.overviews.person_view import person_page
from casedesk.overviews.service import case_page
from casedesk.people.model import FoundPair, MatchReason, NewPerson
from casedesk.people.service import (
    correct_address,
    mark_different,
    person_details,
    record_matches,
    record_person,
)
from casedesk.referrals.model import Involved
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

SIAN = NewPerson(
    "Morgan",
    "Siân",
    born_on=date(1988, 5, 3),
    safe_contact_how="text",
    safe_contact_number="07700 900461",
    safe_contact_not="Gareth",
    address="12 Mill Court",
    postcode="QX4 1BR",
    address_protected=True,
)


@pytest.fixture
def people(workspace: Workspace) -> tuple[int, int, int]:
    """Siân in two forums' cases with Gareth, in one of them with Lowri; the first two cases."""
    first = take_in_referral(workspace, new_referral(subject=SIAN)).case_id
    sian, gareth = people_of(workspace, first)
    lowri = Involved(NewPerson("Pugh", "Lowri"), "affected", "other_family")
    others = (Involved(gareth, "person_causing_harm", "ex_partner"), lowri)
    take_in_referral(
        workspace, new_referral(forum_id="jag", subject=sian, others=others, criteria=())
    )
    return sian, gareth, people_of(workspace, 2)[2]


@contextmanager
def as_reader(workspace: Workspace) -> Iterator[None]:
    before = workspace.user
    workspace.user = replace(before, role_id="reader")
    yield
    workspace.user = before


def test_what_is_dangerous_to_miss_stands_first_and_opening_is_audited_once(
    workspace: Workspace, people: tuple[int, int, int]
) -> None:
    page = person_page(workspace, people[0])
    person_page(workspace, people[0], opening=False)
    assert page.age == 38
    assert page.warnings == (
        Caution("Safe contact: Text message only, 07700 900461", is_danger=False),
        Caution("Gareth must not answer."),
        Caution("The address is protected: not printed, not told."),
    )
    entries = audit_entries(workspace, AuditFilter())
    assert [one.record for one in entries if one.action == "person.viewed"] == [
        f"person/{people[0]}"
    ]


def test_cases_and_everybody_else_in_them_with_their_parts(
    workspace: Workspace, people: tuple[int, int, int]
) -> None:
    page = person_page(workspace, people[0])
    assert [(one.id, one.forum, one.role) for one in page.cases] == [
        (2, "JAG", "person referred"),
        (1, "MARAC", "victim"),
    ]
    references = [one.reference for one in page.cases]
    assert [(one.person.name, list(one.parts)) for one in page.involved] == [
        ("Gareth Pugh", [("person causing harm", references[0], "JAG"),
                         ("person causing harm", references[1], "MARAC")]),
        ("Lowri Pugh", [("person affected", references[0], "JAG")]),
    ]  # fmt: skip
    link = next(one for one in people_of_case(workspace, 2) if one.person_id == people[1])
    mark_person_in_error(workspace, link.id, "Another Gareth.")
    left = person_page(workspace, people[0]).involved
    assert {(one.person.name, part[2]) for one in left for part in one.parts} == {
        ("Gareth Pugh", "MARAC"), ("Lowri Pugh", "JAG"),
    }  # fmt: skip
    take_back_person_error(workspace, link.id)
    mark_case_in_error(workspace, 2, "Taken in twice.", None)
    page = person_page(workspace, people[0])
    assert [one.id for one in page.cases] == [1]
    assert [one.person.name for one in page.involved] == ["Gareth Pugh"]


def test_different_people_are_remembered(
    workspace: Workspace, people: tuple[int, int, int]
) -> None:
    other = record_person(workspace, NewPerson("Morgan", "Sian"))
    undecided = FoundPair(people[0], people[2], (MatchReason.SURNAME_SAME,), 60)
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        record_matches(change, [undecided])
        change.audit("test.recorded", "possible_match")
    mark_different(workspace, other, people[0])
    assert [one.id for one in person_page(workspace, people[0]).different] == [other]
    assert [one.id for one in person_page(workspace, other).different] == [people[0]]


def test_who_only_reads_sees_that_an_address_is_protected_and_no_more(
    workspace: Workspace, people: tuple[int, int, int]
) -> None:
    held = person_details(workspace, people[0]).addresses[0]
    correct_address(workspace, held.id, held.version, "Misread.", address="14 Mill Court",
                    postcode="QX4 1BR", protected=True, from_on=None)  # fmt: skip
    assert "14 Mill Court" in repr(person_page(workspace, people[0]))
    with as_reader(workspace):
        for shown in (person_page(workspace, people[0]), case_page(workspace, 1)):
            assert "Mill Court" not in repr(shown)
            assert "protected" in repr(shown)
        gareth = person_page(workspace, people[1])
        assert gareth.warnings == ()


def test_nobody_is_there_under_another_number(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        person_page(workspace, 99)
