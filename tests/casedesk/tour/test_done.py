"""A task is done when the records show it, not when something was pressed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from casedesk.actions.bulk import close_actions, put_back_actions
from casedesk.actions.model import ActionStatus, NewAction
from casedesk.actions.service import (
    add_action,
    complete_action,
    mark_action_in_error,
    reopen_action,
)
from casedesk.cases.service import take_in_referral
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note, mark_note_in_error
from casedesk.meetings.agenda import agenda, hear
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.overviews.service import case_page
from casedesk.people.model import NewPerson
from casedesk.security.roles import Permission
from casedesk.tour.service import begin, look
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of

FIRST, SECOND = 2, 1  # the case to find is the newest


def done(workspace: Workspace) -> set[str]:
    """Return the ids of the tasks that are ticked off by now."""
    found = look(workspace)
    assert found is not None
    return {task.id for task in found.tasks if task.is_done}


def an_entry(workspace: Workspace, action: str, detail: str = "") -> None:
    with workspace.changing(Permission.COUNT) as change:
        change.audit(action, "figures", detail)


def test_the_case_asked_for_was_opened(practice: Workspace) -> None:
    case_page(practice, FIRST)  # before the tour: that does not count
    begin(practice)
    case_page(practice, FIRST, opening=False)
    case_page(practice, SECOND)
    assert done(practice) == set()
    case_page(practice, FIRST)
    assert done(practice) == {"find_case"}


def test_a_call_was_noted_on_that_case(practice: Workspace) -> None:
    begin(practice)
    add_note(practice, NewContactNote(ContactKind.VISIT, "Called round.", case_id=FIRST))
    add_note(practice, NewContactNote(ContactKind.CALL, "Rang.", case_id=SECOND))
    wrong = add_note(practice, NewContactNote(ContactKind.CALL, "Rang.", case_id=FIRST))
    mark_note_in_error(practice, wrong, "Somebody else's.")
    assert done(practice) == set()
    add_note(practice, NewContactNote(ContactKind.CALL, "Rang.", case_id=FIRST))
    assert done(practice) == {"note_call"}


def test_somebody_known_before_was_referred(practice: Workspace) -> None:
    begin(practice)
    known = people_of(practice, SECOND)[0]
    namesake = NewPerson(surname="Oakley", forenames="Branwen")
    take_in_referral(practice, new_referral(subject=namesake, others=()))
    assert done(practice) == set()
    take_in_referral(practice, new_referral(subject=known, others=()))
    assert done(practice) == {"refer_known"}


def test_a_case_was_heard_and_an_action_set_on_it_there(practice: Workspace) -> None:
    begin(practice)
    (meeting,) = map(int, meeting_ids(practice, MeetingStatus.PLANNED))
    first, second = agenda(practice, meeting)
    today = practice.today()
    act = NewAction("Ring housing", "police", today, meeting_id=meeting, forum_id="marac")
    hear(practice, first.id)
    add_action(practice, replace(act, case_id=second.case_id))  # on another case
    add_action(practice, replace(act, case_id=first.case_id, meeting_id=None))
    wrong = add_action(practice, replace(act, case_id=first.case_id))
    mark_action_in_error(practice, wrong, "Twice.")
    assert done(practice) == set()
    add_action(practice, replace(act, case_id=first.case_id))
    assert done(practice) == {"hear_case"}


def an_action(workspace: Workspace, days_late: int) -> int:
    today = workspace.today()
    due = today - timedelta(days=days_late)
    return add_action(workspace, NewAction("Ring", "police", due, due, case_id=FIRST))


def undo_both(workspace: Workspace, in_time: int, late: int) -> Iterator[int]:
    """Mark both as done at once, and take it back with Undo."""
    before = close_actions(workspace, [in_time, late], ActionStatus.DONE, workspace.today())
    for one, action_id in zip(before, (in_time, late), strict=True):
        put_back_actions(workspace, [one], "Undone.")
        yield action_id


def reopen_both(workspace: Workspace, in_time: int, late: int) -> Iterator[int]:
    """Mark each as done, and open it again."""
    for action_id in (in_time, late):
        complete_action(workspace, action_id, workspace.today())
    for action_id in (in_time, late):
        reopen_action(workspace, action_id, "Wrong one.")
        yield action_id


@pytest.mark.parametrize("way", [undo_both, reopen_both])
def test_an_overdue_action_was_done_and_taken_back(
    practice: Workspace, way: Callable[[Workspace, int, int], Iterator[int]]
) -> None:
    late, in_time = an_action(practice, 3), an_action(practice, 0)
    begin(practice)
    taken_back = way(practice, in_time, late)
    assert next(taken_back) == in_time
    assert done(practice) == set()
    assert next(taken_back) == late
    assert done(practice) == {"finish_action"}


def test_an_entry_of_the_trail_with_its_word(practice: Workspace) -> None:
    an_entry(practice, "figures.previewed", "csp_quarterly_scorecard public hidden")
    begin(practice)
    an_entry(practice, "figures.previewed", "csp_quarterly_scorecard public")
    an_entry(practice, "figures.counted", "hidden")
    assert done(practice) == set()
    an_entry(practice, "figures.previewed", "csp_quarterly_scorecard public hidden")
    assert done(practice) == {"see_hidden"}


def test_what_others_did_ticks_nothing_off(practice: Workspace) -> None:
    begin(practice)
    me = practice.user
    practice.user = replace(me, id=2)
    an_entry(practice, "figures.previewed", "csp_quarterly_scorecard public hidden")
    practice.user = me
    assert done(practice) == set()
