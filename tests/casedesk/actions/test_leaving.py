"""Who leaves hands over what is still to do, in one act that can be taken back."""

from datetime import date

import pytest

from casedesk.actions.action_list import action_ids, action_lines
from casedesk.actions.bulk import hand_over_actions
from casedesk.actions.leaving import (
    open_actions_of,
    open_elsewhere,
    practitioner_leaves,
    take_back_leaving,
)
from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.agencies.model import Practitioner, PractitionerFields
from casedesk.agencies.service import add_practitioner, practitioners
from casedesk.errors import ConflictError, InputError
from casedesk.workspace.workspace import Workspace

DAY = date(2026, 11, 27)


@pytest.fixture
def tom(workspace: Workspace) -> Practitioner:
    """Tom Hale of the police owes two actions; another Tom Hale works for housing."""
    add_practitioner(workspace, PractitionerFields("Tom Hale", "police"))
    today = workspace.today()
    for agency in ("police", "police", "housing"):
        add_action(workspace, NewAction("Ring the school", agency, today, owner="Tom Hale"))
    return practitioners(workspace)[0]


def owners(workspace: Workspace) -> list[tuple[str, str | None]]:
    lines = action_lines(workspace, action_ids(workspace))
    return sorted((one.action.agency_id, one.action.owner) for one in lines)


def test_open_actions_go_to_another_owner_and_come_back(
    workspace: Workspace, tom: Practitioner
) -> None:
    before = owners(workspace)
    assert len(open_actions_of(workspace, tom)) == 2
    left = practitioner_leaves(workspace, tom, DAY, "police", "Ann Reid")
    assert practitioners(workspace) == []
    assert owners(workspace) == [
        ("housing", "Tom Hale"), ("police", "Ann Reid"), ("police", "Ann Reid"),
    ]  # fmt: skip
    take_back_leaving(workspace, left)
    assert owners(workspace) == before
    assert practitioners(workspace)[0].left_on is None


def test_those_of_the_same_name_at_other_agencies_are_counted_and_left(
    workspace: Workspace, tom: Practitioner
) -> None:
    assert open_elsewhere(workspace, tom) == 1
    practitioner_leaves(workspace, tom, DAY, "police", "Ann Reid")
    assert open_elsewhere(workspace, tom) == 1


def test_neither_is_done_where_one_cannot_be(workspace: Workspace, tom: Practitioner) -> None:
    before = owners(workspace)
    for day, agency, owner, field in (
        (None, None, None, "left_on"),
        (DAY, "nowhere", "Ann Reid", "agency_id"),
        (DAY, "police", " Tom Hale ", "owner"),
        (DAY, None, "Tom Hale", "owner"),
    ):
        with pytest.raises(InputError) as told:
            practitioner_leaves(workspace, tom, day, agency, owner)
        assert list(told.value.problems) == [field]
    assert owners(workspace) == before
    assert practitioners(workspace)[0].left_on is None


def test_a_later_change_of_an_action_is_not_overwritten(
    workspace: Workspace, tom: Practitioner
) -> None:
    left = practitioner_leaves(workspace, tom, DAY, owner="Ann Reid")
    hand_over_actions(workspace, [left.before[0].id], None, "Somebody Else", "On leave")
    with pytest.raises(ConflictError):
        take_back_leaving(workspace, left)
    assert practitioners(workspace) == []  # nothing of it was taken back
