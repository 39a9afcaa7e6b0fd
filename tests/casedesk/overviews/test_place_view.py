"""A place's page: units, who lives there, what happened; nobody of a protected address."""

from datetime import UTC, date, datetime

import pytest

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.service import take_in_referral
from casedesk.errors import ConflictError, NotFoundError
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import record_report
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.overviews.place_view import PlaceCounts, place_page
from casedesk.people.model import NewPerson
from casedesk.people.service import add_address, end_address, record_person
from casedesk.places.rules import is_unit
from casedesk.places.service import (
    correct_place,
    mark_place_in_error,
    take_back_place_error,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral, add_place, new_referral

LAST_YEAR = datetime(2025, 6, 1, 12, tzinfo=UTC)


def told(workspace: Workspace, place_id: int, happened_at: datetime | None = None) -> int:
    new = NewReport("A neighbour", "Cariad Price", ToldHow.CALL, "Shouting.", place_id=place_id,
                    happened_at=happened_at)  # fmt: skip
    return record_report(workspace, new)


def test_everything_of_a_place_with_its_counts(workspace: Workspace) -> None:
    place = add_place(workspace, "12 Mill Court", "QX4 1BR")
    lowri = record_person(workspace, NewPerson("Pugh", "Lowri"))
    here = add_address(workspace, lowri, "12 Mill Court", "QX4 1BR")
    gwen = record_person(workspace, NewPerson("Rees", "Gwen"))
    add_address(workspace, gwen, "12 mill court", "qx41br")
    end_address(workspace, here, 1, date(2026, 3, 1))
    case = take_in_referral(
        workspace, new_referral(address="12 Mill Court", postcode="QX4 1BR")
    ).case_id
    recent, old = told(workspace, place), told(workspace, place, LAST_YEAR)
    used = record_intervention(workspace, NewIntervention("closure_notice", place_id=place))

    page = place_page(workspace, place)
    place_page(workspace, place, opening=False)

    assert [(one.person.name, one.to_on) for one in page.residents] == [
        ("Gwen Rees", None),
        ("Lowri Pugh", date(2026, 3, 1)),
    ]
    assert [one.id for one in page.cases] == [case]
    assert [one.id for one in page.reports] == [old, recent]
    assert [one.id for one in page.interventions] == [used]
    assert page.counts == PlaceCounts(people=1, cases=1, cases_open=1, reports=1, powers_open=1)
    entries = audit_entries(workspace, AuditFilter())
    assert [one.record for one in entries if one.action == "place.viewed"] == [f"place/{place}"]


def test_nobody_with_a_protected_address_is_named_or_counted_anywhere(
    workspace: Workspace,
) -> None:
    sian = record_person(workspace, NewPerson("Morgan", "Siân", address="9 Tŷ Melin"))
    place = add_place(workspace, "9 Tŷ Melin")
    assert place_page(workspace, place).counts.people == 1
    end_address(workspace, 1, 1, date(2026, 1, 1))
    add_address(workspace, sian, "1 Quay Street", protected=True)
    for address in ("9 Tŷ Melin", "1 Quay Street"):
        page = place_page(workspace, add_place(workspace, address))
        assert (page.residents, page.counts.people) == ((), 0)
        assert "Morgan" not in repr(page)


def test_a_referral_brings_its_case_to_its_place(workspace: Workspace) -> None:
    place = add_place(workspace, "12 Mill Court")
    case = a_case(workspace)
    assert place_page(workspace, place).cases == ()
    a_referral(workspace, case, place_id=place)
    assert [one.id for one in place_page(workspace, place).cases] == [case]


def test_cases_are_named_by_reference_alone(workspace: Workspace) -> None:
    subject = NewPerson("Morgan", "Siân", address="9 Tŷ Melin", address_protected=True)
    take_in_referral(workspace, new_referral(subject=subject, address="9 Tŷ Melin"))
    assert "Morgan" not in repr(place_page(workspace, add_place(workspace, "9 Tŷ Melin")))


def test_units_and_their_building_are_of_one_postcode(workspace: Workspace) -> None:
    building = add_place(workspace, "Mill Court", "QX4 1BR")
    flat = add_place(workspace, "Flat 2, Mill Court", "QX4 1BR")
    add_place(workspace, "Flat 3, Mill Court", "QX9 9ZZ")
    add_place(workspace, "Watermill Court", "QX4 1BR")
    page = place_page(workspace, building)
    assert ([one.id for one in page.units], page.building) == ([flat], ())
    page = place_page(workspace, flat)
    assert (page.units, [one.id for one in page.building]) == ((), [building])


@pytest.mark.parametrize(
    ("address", "building", "unit"),
    [
        ("Flat 2, Mill Court", "Mill Court", True),
        ("Fflat 2, TY MELIN", "Tŷ Melin", True),
        ("12 Mill Court", "2 Mill Court", False),
        ("Flat 12 Mill Court", "2 Mill Court", False),
        ("Mill Court", "Mill Court", False),
        ("Mill Court", "", False),
    ],
)
def test_what_a_unit_is(address: str, building: str, unit: bool) -> None:
    assert is_unit(address, building) is unit


def test_a_place_that_is_named_elsewhere_cannot_be_in_error_and_an_error_is_taken_back(
    workspace: Workspace,
) -> None:
    place = add_place(workspace, "12 Mill Court")
    report = told(workspace, place)
    assert report
    with pytest.raises(ConflictError):
        mark_place_in_error(workspace, place, 1, "No such house.")
    unused = add_place(workspace, "14 Mill Court")
    mark_place_in_error(workspace, unused, 1, "No such house.")
    with pytest.raises(NotFoundError):
        place_page(workspace, unused)
    take_back_place_error(workspace, unused)
    assert place_page(workspace, unused).place.address == "14 Mill Court"


def test_area_and_note_are_filled_in_without_a_reason(workspace: Workspace) -> None:
    place = add_place(workspace, "12 Mill Court")
    correct_place(workspace, place, 1, "", area="Riverside", note="Entry at the back.")
    shown = place_page(workspace, place).place
    assert (shown.area, shown.note, shown.corrections) == ("Riverside", "Entry at the back.", ())
