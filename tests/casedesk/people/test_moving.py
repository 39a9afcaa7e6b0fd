"""Somebody moves: a new address and the end of the one before, both or neither."""

from datetime import date

import pytest

from casedesk.errors import ConflictError, InputError
from casedesk.people.model import Address, NewPerson
from casedesk.people.service import (
    add_address,
    correct_address,
    end_address,
    move_address,
    person_details,
    record_person,
    take_back_move,
)
from casedesk.workspace.workspace import Workspace

BEGAN = date(2026, 6, 1)


@pytest.fixture
def before(workspace: Workspace) -> Address:
    """The address of Siân since June."""
    sian = record_person(workspace, NewPerson("Morgan", "Siân"))
    add_address(workspace, sian, "12 Mill Court", from_on=BEGAN)
    return person_details(workspace, sian).addresses[0]


def held(workspace: Workspace) -> list[tuple[str, date | None]]:
    return [(one.address, one.to_on) for one in person_details(workspace, 1).addresses]


@pytest.mark.parametrize(
    ("from_on", "ends"), [(None, date(2026, 11, 20)), (BEGAN, BEGAN)], ids=["not known", "same day"]
)
def test_the_one_before_ends_on_the_first_day_of_the_new_one(
    workspace: Workspace, before: Address, from_on: date | None, ends: date
) -> None:
    made = move_address(workspace, before, "9 Tŷ Melin", "QX2 2BB", from_on=from_on)
    assert dict(held(workspace)) == {"9 Tŷ Melin": None, "12 Mill Court": ends}
    take_back_move(workspace, made, before.id, "Taken back.")
    assert held(workspace) == [("12 Mill Court", None)]


def test_a_day_before_the_one_before_began_is_refused_and_nothing_is_kept(
    workspace: Workspace, before: Address
) -> None:
    for _again in range(2):
        with pytest.raises(InputError) as refused:
            move_address(workspace, before, "9 Tŷ Melin", from_on=date(2026, 5, 31))
        assert set(refused.value.problems) == {"from_on"}
    assert held(workspace) == [("12 Mill Court", None)]


def test_who_changed_one_of_them_meanwhile_is_heard(workspace: Workspace, before: Address) -> None:
    made = move_address(workspace, before, "9 Tŷ Melin")
    correct_address(workspace, made, 1, "Misread.", address="8 Tŷ Melin", postcode=None,
                    protected=False, from_on=None)  # fmt: skip
    with pytest.raises(ConflictError):
        take_back_move(workspace, made, before.id, "Taken back.")
    assert dict(held(workspace)) == {"8 Tŷ Melin": None, "12 Mill Court": date(2026, 11, 20)}
    with pytest.raises(ConflictError):
        move_address(workspace, before, "7 Tŷ Melin")
    end_address(workspace, made, 2, date(2026, 11, 20))
