"""Several actions changed as one: all or none, and taken back as one."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casedesk.actions import bulk, service
from casedesk.actions.action_list import (
    action_board,
    action_ids,
    action_lines,
    owners_of_open,
    saved_views,
    view_counts,
)
from casedesk.actions.chase import chase_messages, save_chase
from casedesk.actions.model import (
    ActionFilter,
    ActionOrder,
    ActionStatus,
    ChaseWanted,
    NewAction,
)
from casedesk.actions.tables import ActionRow
from casedesk.errors import ConflictError, InputError
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, corrections_of

TODAY = date(2026, 11, 20)
SET_ON = date(2026, 11, 6)


def three_actions(workspace: Workspace) -> list[int]:
    given = (
        ("Fit window locks", "housing", date(2026, 11, 18), "Ruth Amery"),
        ("Ring the school", "probation", TODAY, "Cariad Price"),
        ("Flag the address", "police", None, None),
    )
    return [
        service.add_action(workspace, NewAction(task, agency, SET_ON, due, owner))
        for task, agency, due, owner in given
    ]


def held(workspace: Workspace, *names: str) -> list[tuple[object, ...]]:
    rows = service.list_actions(workspace, order=ActionOrder.REFERENCE)
    return [tuple(getattr(row, name) for name in names) for row in rows]


@pytest.mark.parametrize("what", ["close", "move", "hand over"])
def test_one_undo_puts_all_back_and_the_change_stays_on_record(
    workspace: Workspace, what: str
) -> None:
    actions = three_actions(workspace)
    fields = ("status", "closed_on", "outcome_note", "due_on", "agency_id", "owner")
    before = held(workspace, *fields)
    if what == "close":
        done = bulk.close_actions(
            workspace, actions, ActionStatus.NOT_POSSIBLE, TODAY, "The household moved."
        )
    elif what == "move":
        done = bulk.move_due_day(workspace, actions, date(2026, 12, 4), "The meeting moved.")
    else:
        done = bulk.hand_over_actions(workspace, actions, "idva", "Nia Prosser", "Ruth has left.")
    assert all(old != new for old, new in zip(before, held(workspace, *fields), strict=True))

    bulk.put_back_actions(workspace, done, "Taken back at once.")

    assert held(workspace, *fields) == before
    for action in actions:
        assert corrections_of(workspace, ActionRow, action)


def test_opening_again_and_a_correction_are_taken_back_the_same_way(workspace: Workspace) -> None:
    action, *_rest = three_actions(workspace)
    service.complete_action(workspace, action, TODAY, "Locks fitted.")
    before = held(workspace, "status", "closed_on", "outcome_note")[0]
    opened = service.reopen_action(workspace, action, "Only one was done.")
    bulk.put_back_actions(workspace, [opened], "Taken back at once.")
    assert held(workspace, "status", "closed_on", "outcome_note")[0] == before
    new = NewAction("Fit door locks", "idva", SET_ON)
    corrected = service.correct_action(workspace, action, new, "Misheard.")
    bulk.put_back_actions(workspace, [corrected], "Taken back at once.")
    assert held(workspace, "task", "agency_id", "owner")[0] == (
        "Fit window locks", "housing", "Ruth Amery",
    )  # fmt: skip


def test_what_was_marked_in_error_stands_in_the_lists_again(workspace: Workspace) -> None:
    action, *_rest = three_actions(workspace)
    marked = service.mark_action_in_error(workspace, action, "Belongs to another meeting.")
    assert service.count_actions(workspace) == 2
    bulk.put_back_actions(workspace, [marked], "Taken back at once.")
    assert service.count_actions(workspace) == 3
    with pytest.raises(ConflictError):
        bulk.put_back_actions(workspace, [marked], "Taken back again.")


def test_what_somebody_changed_since_is_not_taken_back(workspace: Workspace) -> None:
    actions = three_actions(workspace)
    done = bulk.close_actions(workspace, actions, ActionStatus.DONE, TODAY)
    service.reopen_action(workspace, actions[2], "Not all of it was done.")
    with pytest.raises(ConflictError):
        bulk.put_back_actions(workspace, done, "Taken back at once.")
    assert service.count_actions(workspace, ActionFilter(status=ActionStatus.DONE)) == 2


def test_one_that_does_not_fit_stops_all_and_is_named(workspace: Workspace) -> None:
    actions = three_actions(workspace)
    late = service.add_action(workspace, NewAction("Write", "police", TODAY))
    with pytest.raises(InputError) as refused:
        bulk.close_actions(workspace, [*actions, late], ActionStatus.DONE, date(2026, 11, 10))
    assert refused.value.problems["closed_on"].startswith("A-0004: ")
    with pytest.raises(InputError) as refused:
        bulk.move_due_day(workspace, [*actions, late], date(2026, 11, 10), "Sooner.")
    assert refused.value.problems["due_on"].startswith("A-0004: ")
    with pytest.raises(InputError):
        bulk.hand_over_actions(workspace, actions, "coastguard", "Nia Prosser", "Ruth has left.")
    with pytest.raises(InputError):
        bulk.hand_over_actions(workspace, actions, None, "Nia Prosser", " ")
    service.complete_action(workspace, actions[0], TODAY)
    with pytest.raises(ConflictError):
        bulk.hand_over_actions(workspace, actions, None, "Nia Prosser", "Ruth has left.")
    assert [row[0] for row in held(workspace, "owner")] == [
        "Ruth Amery", "Cariad Price", None, None,
    ]  # fmt: skip


def test_saved_views_hold_what_they_count(workspace: Workspace) -> None:
    first, second, third = three_actions(workspace)
    service.add_action(workspace, NewAction("Later", "idva", SET_ON, date(2026, 11, 23), "Nia"))
    done = service.add_action(workspace, NewAction("Done", "idva", SET_ON, SET_ON, "Nia"))
    service.complete_action(workspace, done, TODAY)
    views = saved_views(TODAY, "Cariad Price")
    assert action_ids(workspace, views["overdue"]) == [first]
    assert action_ids(workspace, views["mine"]) == [second]
    assert action_ids(workspace, views["this_week"]) == [first, second]  # Monday to Sunday
    assert action_ids(workspace, views["unowned"]) == [third]
    assert action_ids(workspace, views["chased"]) == []
    counts = view_counts(workspace)
    for name, view in views.items():
        assert getattr(counts, name) == len(action_ids(workspace, view)), name
    assert owners_of_open(workspace) == ["Cariad Price", "Nia", "Ruth Amery"]


def test_lines_come_in_the_order_asked_with_the_case_they_belong_to(workspace: Workspace) -> None:
    case = a_case(workspace)
    first = service.add_action(workspace, NewAction("Ring", "idva", SET_ON, case_id=case))
    second = service.add_action(workspace, NewAction("Write", "police", SET_ON, TODAY))
    assert action_ids(workspace) == [second, first]  # without a due day last
    assert action_ids(workspace, order=ActionOrder.AGENCY, descending=True) == [second, first]
    lines = action_lines(workspace, [first, 99, second])
    assert [line.action.id for line in lines] == [first, second]
    assert (lines[0].action.case_reference, lines[0].chased) == ("M-2026-014", 0)


def test_the_board_has_what_is_open_what_was_chased_and_what_was_closed_lately(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second, third = three_actions(workspace)
    early = service.add_action(workspace, NewAction("Long ago", "idva", date(2026, 1, 5)))
    service.complete_action(workspace, early, date(2026, 10, 22))  # 29 days ago
    service.action_not_done(workspace, third, date(2026, 10, 23) + timedelta(days=14), "Forgotten.")
    (message,) = chase_messages(workspace, [second])
    save_chase(workspace, tmp_path, ChaseWanted(((message, "Say how it stands."),)))

    board = action_board(workspace, saved_views(TODAY, "")["open"])

    columns = (board.open, board.waiting, board.closed)
    assert [[line.action.id for line in one.lines] for one in columns] == [
        [first], [second], [third],
    ]  # fmt: skip
    short = action_board(workspace, ActionFilter(), limit=0).open
    assert (short.count, short.lines) == (1, ())
