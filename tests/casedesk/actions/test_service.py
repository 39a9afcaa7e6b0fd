"""Actions: set, closed in one of three ways, opened again, corrected, found."""

from datetime import date

import pytest

from casedesk.actions import bulk, service
from casedesk.actions.model import ActionFilter, ActionOrder, ActionStatus, NewAction
from casedesk.actions.tables import ActionRow
from casedesk.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import corrections_of

TODAY = date(2026, 11, 20)


def an_action(**given: object) -> NewAction:
    usual: dict[str, object] = {
        "task": "Fit window locks",
        "agency_id": "housing",
        "set_on": date(2026, 11, 6),
        "due_on": date(2026, 11, 18),
    }
    return NewAction(**{**usual, **given})  # type: ignore[arg-type]


def test_references_follow_one_another_and_leave_those_of_a_workbook_alone(
    workspace: Workspace,
) -> None:
    first = service.add_action(workspace, an_action())
    second = service.add_action(workspace, an_action())
    assert service.get_action(workspace, first).reference == "A-0001"
    assert service.get_action(workspace, second).reference == "A-0002"


def test_what_is_missing_or_impossible_is_said_by_field(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        service.add_action(
            workspace,
            an_action(
                task=" ", agency_id="coastguard", set_on=date(2026, 11, 21), due_on=date(2026, 1, 1)
            ),
        )
    assert set(refused.value.problems) == {"task", "agency_id", "set_on", "due_on"}
    assert service.count_actions(workspace) == 0


def test_an_action_is_done_on_a_day_between_being_set_and_today(workspace: Workspace) -> None:
    action = service.add_action(workspace, an_action())
    for day in (date(2026, 11, 5), date(2026, 11, 21)):
        with pytest.raises(InputError) as refused:
            service.complete_action(workspace, action, day)
        assert set(refused.value.problems) == {"closed_on"}

    service.complete_action(workspace, action, date(2026, 11, 6), " Locks fitted. ")

    done = service.get_action(workspace, action)
    assert (done.status, done.closed_on) == (ActionStatus.DONE, date(2026, 11, 6))
    assert done.outcome_note == "Locks fitted."
    with pytest.raises(ConflictError):
        service.complete_action(workspace, action, TODAY)


def test_no_longer_possible_and_not_done_stay_apart_and_need_a_reason(
    workspace: Workspace,
) -> None:
    moved = service.add_action(workspace, an_action())
    late = service.add_action(workspace, an_action())
    with pytest.raises(InputError):
        service.action_not_possible(workspace, moved, TODAY, " ")
    with pytest.raises(InputError):
        service.action_not_done(workspace, late, TODAY, "")

    service.action_not_possible(workspace, moved, TODAY, "The household has moved away.")
    service.action_not_done(workspace, late, TODAY, "No officer was free.")

    assert service.get_action(workspace, moved).status is ActionStatus.NOT_POSSIBLE
    assert service.get_action(workspace, late).status is ActionStatus.NOT_DONE


def test_opened_again_its_earlier_end_stays_on_record(workspace: Workspace) -> None:
    action = service.add_action(workspace, an_action())
    service.complete_action(workspace, action, TODAY)
    with pytest.raises(InputError):
        service.reopen_action(workspace, action, "")

    service.reopen_action(workspace, action, "Only one window was done.")

    assert service.get_action(workspace, action).status is ActionStatus.OPEN
    struck = [(c.field, c.old_value) for c in corrections_of(workspace, ActionRow, action)]
    assert ("status", "done") in struck
    assert ("closed_on", "2026-11-20") in struck
    with pytest.raises(ConflictError):
        service.reopen_action(workspace, action, "Again.")


def test_a_correction_needs_a_reason_and_the_version_that_was_read(workspace: Workspace) -> None:
    action = service.add_action(workspace, an_action())
    read = service.get_action(workspace, action).version
    changed = an_action(task="Fit door locks", owner="Tom Hale")
    with pytest.raises(InputError) as refused:
        service.correct_action(workspace, action, changed, "", read)
    assert set(refused.value.problems) == {"reason"}

    service.correct_action(workspace, action, changed, "Misheard.", read)

    assert service.get_action(workspace, action).task == "Fit door locks"
    with pytest.raises(ConflictError):
        service.correct_action(workspace, action, an_action(), "From an old page.", read)


def test_recorded_in_error_leaves_every_list_and_count(workspace: Workspace) -> None:
    action = service.add_action(workspace, an_action())
    service.mark_action_in_error(workspace, action, "Belongs to another meeting.")
    assert service.list_actions(workspace) == []
    assert service.count_actions(workspace) == 0
    with pytest.raises(NotFoundError):
        service.complete_action(workspace, action, TODAY)


def test_several_are_closed_together_or_not_at_all(workspace: Workspace) -> None:
    first = service.add_action(workspace, an_action())
    later = service.add_action(workspace, an_action(set_on=date(2026, 11, 19), due_on=None))
    with pytest.raises(InputError):
        bulk.close_actions(workspace, [first, later], ActionStatus.DONE, date(2026, 11, 10))
    assert service.count_actions(workspace, ActionFilter(status=ActionStatus.OPEN)) == 2

    bulk.close_actions(workspace, [first, later], ActionStatus.DONE, TODAY)

    assert service.count_actions(workspace, ActionFilter(status=ActionStatus.DONE)) == 2


def test_a_new_due_day_for_several_at_once(workspace: Workspace) -> None:
    actions = [service.add_action(workspace, an_action()) for _ in range(2)]
    bulk.move_due_day(workspace, actions, date(2026, 12, 4), "The meeting moved.")
    assert {row.due_on for row in service.list_actions(workspace)} == {date(2026, 12, 4)}


def test_lists_are_narrowed_and_sorted_by_the_records(workspace: Workspace) -> None:
    overdue = service.add_action(workspace, an_action(urgent=True))
    due_today = service.add_action(workspace, an_action(due_on=TODAY, owner="Tom Hale"))
    no_day = service.add_action(workspace, an_action(due_on=None, agency_id="police"))

    def found(order: ActionOrder = ActionOrder.DUE, **which: object) -> list[int]:
        rows = service.list_actions(workspace, ActionFilter(**which), order=order)  # type: ignore[arg-type]
        return [row.id for row in rows]

    assert found() == [overdue, due_today, no_day]  # no day comes last
    assert found(overdue=True) == [overdue]
    assert found(urgent=True) == [overdue]
    assert found(owner="Tom Hale") == [due_today]
    assert found(agency_id="police") == [no_day]
    assert found(due_from=TODAY, due_to=TODAY) == [due_today]
    assert found(words="a-0003") == [no_day]
    assert found(words="100%") == []
    assert found(ActionOrder.REFERENCE) == [overdue, due_today, no_day]
    assert len(service.list_actions(workspace, limit=1, offset=2)) == 1


def test_a_reader_sees_actions_but_sets_none(workspace: Workspace) -> None:
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    assert service.list_actions(workspace) == []
    with pytest.raises(NotAllowedError):
        service.add_action(workspace, an_action())
