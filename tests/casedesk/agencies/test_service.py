"""The partnership's own names for agencies, and the people who work there."""

from datetime import date

import pytest

from casedesk.actions.leaving import practitioner_leaves
from casedesk.agencies.model import PractitionerFields
from casedesk.agencies.service import (
    add_practitioner,
    correct_practitioner,
    drop_own_name,
    mark_practitioner_in_error,
    name_agency,
    own_names,
    practitioners,
)
from casedesk.catalogue_names import plain_name
from casedesk.errors import ConflictError, InputError
from casedesk.exchange.stored import own_agency_names
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def meant(workspace: Workspace, name: str) -> str | None:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return own_agency_names(session).get(plain_name(name))


def test_an_own_name_leads_to_its_agency_however_it_is_spelt(workspace: Workspace) -> None:
    assert meant(workspace, "Riverside Blue Team") is None
    name_agency(workspace, "Riverside  Blue Team", "police")
    assert meant(workspace, "riverside BLUE-team") == "police"
    assert [(n.name, n.agency_title) for n in own_names(workspace)] == [
        ("Riverside Blue Team", "Police")
    ]


def test_a_name_can_be_given_to_another_agency_dropped_and_taken_up_again(
    workspace: Workspace,
) -> None:
    name_agency(workspace, "Blue Team", "police")
    name_agency(workspace, "Blue team", "idva")
    assert meant(workspace, "blue team") == "idva"
    drop_own_name(workspace, own_names(workspace)[0].id, "not used any more")
    assert meant(workspace, "blue team") is None
    name_agency(workspace, "Blue Team", "police")
    assert meant(workspace, "blue team") == "police"


@pytest.mark.parametrize(
    ("name", "agency", "field"),
    [(" - ", "police", "name"), ("Blue Team", "nobody", "agency_id"), ("IDVA", "police", "name")],
)
def test_a_name_that_cannot_be_given_is_refused(
    workspace: Workspace, name: str, agency: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        name_agency(workspace, name, agency)
    assert set(refused.value.problems) == {field}


def test_practitioners_come_are_corrected_and_leave(workspace: Workspace) -> None:
    fields = PractitionerFields("Ceri Bowen", "police", telephone="01632 960010")
    added = add_practitioner(workspace, fields)
    again = PractitionerFields("Ceri Bowen", "idva", telephone="01632 960010")
    correct_practitioner(workspace, added, 1, again, "moved")
    assert practitioners(workspace, "police") == []
    (found,) = practitioners(workspace, "idva")
    assert (found.fields.name, found.agency_title) == ("Ceri Bowen", "IDVA service")
    practitioner_leaves(workspace, found, date(2026, 11, 1))
    assert practitioners(workspace) == []
    assert [p.left_on for p in practitioners(workspace, with_left=True)] == [date(2026, 11, 1)]
    with pytest.raises(ConflictError):
        practitioner_leaves(workspace, found, date(2026, 11, 2))


def test_a_practitioner_in_error_is_in_no_list(workspace: Workspace) -> None:
    added = add_practitioner(workspace, PractitionerFields("Ceri Bowen", "police"))
    with pytest.raises(InputError):
        mark_practitioner_in_error(workspace, added, 1, "")
    mark_practitioner_in_error(workspace, added, 1, "entered twice")
    assert practitioners(workspace, with_left=True) == []


def test_a_practitioner_needs_a_name_and_an_agency(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        add_practitioner(workspace, PractitionerFields(" ", "nobody"))
    assert set(refused.value.problems) == {"name", "agency_id"}
