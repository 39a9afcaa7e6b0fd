"""One place is recorded once, however it is typed; corrections stay visible."""

import pytest

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.places.rules import tidy_postcode
from casedesk.places.service import (
    correct_place,
    find_places,
    mark_place_in_error,
    place_details,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place


def test_a_place_is_recorded_once_however_it_is_typed(workspace: Workspace) -> None:
    first = add_place(workspace, "Flat 2, Mill Court", "qx1 1aa")
    assert add_place(workspace, "flat 2  MILL COURT", "QX11AA") == first
    assert add_place(workspace, "Flat 2, Mill Court", "QX1 1AB") != first
    assert place_details(workspace, first).postcode == "QX1 1AA"


def test_a_place_without_words_or_postcode_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        add_place(workspace, " - ", "  ")
    assert set(refused.value.problems) == {"address"}


def test_places_are_found_by_the_beginnings_of_words(workspace: Workspace) -> None:
    add_place(workspace, "Flat 2, Mill Court", "QX1 1AA")
    add_place(workspace, "9 Tŷ Melin", "QX2 2BB")
    assert [p.shown for p in find_places(workspace, "mil cou")] == ["Flat 2, Mill Court, QX1 1AA"]
    assert [p.address for p in find_places(workspace, "ty mel")] == ["9 Tŷ Melin"]
    assert [p.address for p in find_places(workspace, "qx22")] == ["9 Tŷ Melin"]
    assert find_places(workspace, "mi") == []  # too little to look for


def test_a_corrected_place_is_found_by_its_new_address_and_shows_the_old(
    workspace: Workspace,
) -> None:
    place = add_place(workspace, "12 Mill Court", "QX1 1AA")
    correct_place(workspace, place, 1, "misread", address="21 Mill Court")
    details = place_details(workspace, place)
    assert [(c.field, c.old_value) for c in details.corrections] == [("address", "12 Mill Court")]
    assert add_place(workspace, "21 Mill Court", "QX1 1AA") == place
    assert find_places(workspace, "12 Mill") == []
    with pytest.raises(ConflictError):
        correct_place(workspace, place, 1, "again", address="22 Mill Court")


def test_a_place_in_error_leaves_lists_and_is_not_found_again(workspace: Workspace) -> None:
    place = add_place(workspace, "12 Mill Court", "QX1 1AA")
    mark_place_in_error(workspace, place, 1, "no such house")
    assert find_places(workspace, "mill court") == []
    assert add_place(workspace, "12 Mill Court", "QX1 1AA") != place
    with pytest.raises(NotFoundError):
        place_details(workspace, place)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("qx11aa", "QX1 1AA"),
        (" QX12  3ab ", "QX12 3AB"),
        ("near the mill", "near the mill"),
        ("", None),
    ],
)
def test_postcodes_are_written_in_one_way(typed: str, kept: str | None) -> None:
    assert tidy_postcode(typed) == kept
