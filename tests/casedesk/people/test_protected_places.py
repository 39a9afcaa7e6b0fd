"""An address is hidden by its place: whoever lives where somebody else's address is protected."""

import pytest
from msgspec.structs import replace

from casedesk.people.model import MatchReason, NewPerson, PersonSought
from casedesk.people.service import (
    add_address,
    add_relation,
    correct_address,
    person_details,
    person_lines,
    possible_matches,
    record_person,
)
from casedesk.search.people_and_places import find_people_and_places
from casedesk.search.service import search
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

HERE = {"address": "12 Mill Court", "postcode": "QX4 1BR"}


@pytest.fixture
def child(workspace: Workspace) -> int:
    """A child recorded without a tick at the mother's protected address."""
    mother = record_person(workspace, NewPerson("Morgan", "Siân", **HERE, address_protected=True))
    child = record_person(workspace, NewPerson("Morgan", "Twm", **HERE))
    add_relation(workspace, mother, child, "parent")
    return child


def test_no_line_shows_a_child_at_the_mothers_protected_address(
    workspace: Workspace, child: int
) -> None:
    with workspace.reading(Permission.READ_RECORDS) as session:
        line = person_lines(session, [child])[child]
    assert (line.address, line.address_protected) == ("address protected", True)
    assert "Mill Court" not in repr(search(workspace, "Twm").people)
    assert "Mill Court" not in repr(possible_matches(workspace, PersonSought("Morgan", "Twm")))


def test_a_child_is_not_found_by_the_mothers_protected_address(
    workspace: Workspace, child: int
) -> None:
    assert find_people_and_places(workspace, "12 Mill Court").people == ()
    sought = PersonSought("Morgan", "Twm", address="12 Mill Court", postcode="QX4 1BR")
    reasons = {i for one in possible_matches(workspace, sought) for i in one.reasons}
    assert reasons
    assert not reasons & {MatchReason.ADDRESS_SAME, MatchReason.POSTCODE_SAME}


def test_who_only_reads_sees_the_childs_address_neither_now_nor_struck(
    workspace: Workspace, child: int
) -> None:
    add_address(workspace, child, "1 Quay Street")
    moved = person_details(workspace, child).address_now
    assert moved is not None
    correct_address(workspace, moved.id, moved.version, "Misread.", address="2 Quay Street",
                    postcode=None, protected=False, from_on=None)  # fmt: skip
    here = person_details(workspace, child).addresses[1]
    correct_address(workspace, here.id, here.version, "Misread.", address="4 Wharf Street",
                    postcode=None, protected=False, from_on=None)  # fmt: skip
    correct_address(workspace, here.id, here.version + 1, "It was right.", **HERE,
                    protected=False, from_on=None)  # fmt: skip
    whole = person_details(workspace, child)
    assert "12 Mill Court" in repr(whole.addresses)
    assert "12 Mill Court" in repr(whole.corrections)

    workspace.user = replace(workspace.user, role_id="reader")
    read = person_details(workspace, child)
    assert [(one.address, one.postcode, bool(one.place_id)) for one in read.addresses] == [
        ("2 Quay Street", None, True),
        ("address protected", None, False),
    ]
    struck = {one.old_value for one in read.corrections}
    assert struck == {"1 Quay Street", "address protected", "4 Wharf Street"}
