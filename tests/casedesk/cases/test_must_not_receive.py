"""Who must never receive a case: said with a reason, kept when it ends."""

import pytest

from casedesk.cases.model import BarredPart, barred_part_text
from casedesk.cases.must_not_receive import (
    bar,
    lift_bar,
    must_not_receive,
    take_back_bar,
    take_back_lifting,
)
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person


def test_an_agency_and_a_person_are_barred_until_it_is_lifted(workspace: Workspace) -> None:
    case, person = a_case(workspace), a_person(workspace, "Pugh", forenames="Gareth")
    bar(workspace, case, BarredPart.EVERYTHING, "A relative works there.", agency_id="housing")
    second = bar(workspace, case, BarredPart.ADDRESSES, "Causes the harm.", person_id=person)
    said = [(one.name, one.part) for one in must_not_receive(workspace, case)]
    assert said == [("Housing", BarredPart.EVERYTHING), ("Gareth Pugh", BarredPart.ADDRESSES)]
    lift_bar(workspace, second, "The order has ended.")
    assert [one.agency_id for one in must_not_receive(workspace, case)] == ["housing"]


def test_what_was_barred_or_lifted_by_mistake_is_taken_back_whole(workspace: Workspace) -> None:
    case, why = a_case(workspace), "Taken back at once."
    first = bar(workspace, case, BarredPart.RISK, "A relative works there.", agency_id="housing")
    held = must_not_receive(workspace, case)
    take_back_bar(workspace, first, why)
    assert must_not_receive(workspace, case) == ()
    with pytest.raises(NotFoundError):
        lift_bar(workspace, first, why)
    second = bar(workspace, case, BarredPart.RISK, "A relative works there.", agency_id="housing")
    lift_bar(workspace, second, "He has left.")
    take_back_lifting(workspace, second, why)
    (again,) = must_not_receive(workspace, case)
    assert (again.id, again.reason, again.part) == (second, held[0].reason, held[0].part)
    with pytest.raises(ConflictError):
        take_back_lifting(workspace, second, why)


@pytest.mark.parametrize(
    ("named", "reason", "field"),
    [
        ({}, "A relative works there.", "who"),
        ({"agency_id": "nobody"}, "A relative works there.", "who"),
        ({"agency_id": "housing", "person_id": 1}, "A relative works there.", "who"),
        ({"agency_id": "housing"}, "  ", "reason"),
    ],
)
def test_one_of_them_is_named_and_the_reason_given(
    workspace: Workspace, named: dict[str, str], reason: str, field: str
) -> None:
    case = a_case(workspace)
    with pytest.raises(InputError) as caught:
        bar(workspace, case, BarredPart.RISK, reason, **named)  # type: ignore[arg-type]
    assert list(caught.value.problems) == [field]
    assert must_not_receive(workspace, case) == ()


def test_every_part_has_words() -> None:
    assert len({barred_part_text(part) for part in BarredPart}) == len(BarredPart)
