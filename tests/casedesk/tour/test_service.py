"""The tour is begun, left and taken up again; its progress is in the practice file."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from casedesk.audit.service import audit_entries
from casedesk.cases.case_life import mark_case_in_error
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.overviews.service import case_page
from casedesk.tour.catalogue import tasks_by_role
from casedesk.tour.model import Tour, TourState
from casedesk.tour.service import begin, last_entry, leave, look, tour
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.casedesk.tour.test_done import FIRST, an_entry
from tests.conftest import Clock


def shown(workspace: Workspace) -> Tour:
    found = tour(workspace)
    assert found is not None
    return found


def test_a_file_of_real_records_has_no_tour_and_nothing_is_written(workspace: Workspace) -> None:
    before = last_entry(workspace)
    begin(workspace)
    leave(workspace)
    assert tour(workspace) is None
    assert look(workspace) is None
    assert last_entry(workspace) == before


def test_it_is_offered_begun_left_and_taken_up_again(practice: Workspace, clock: Clock) -> None:
    assert (shown(practice).state, shown(practice).is_offered) == (TourState.NEW, True)
    begin(practice)
    assert not shown(practice).is_offered
    case_page(practice, FIRST)
    assert look(practice) == shown(practice)
    leave(practice)
    assert (shown(practice).state, shown(practice).done) == (TourState.LEFT, 1)
    assert shown(practice).is_offered
    clock.moment += timedelta(days=3)
    begin(practice)
    assert (shown(practice).state, shown(practice).done) == (TourState.GOING, 1)
    assert len(meeting_ids(practice, MeetingStatus.PLANNED)) == 1  # one for the whole tour
    leave(practice, offer_again=False)
    assert (shown(practice).state, shown(practice).is_offered) == (TourState.PUT_AWAY, False)


def test_its_progress_is_there_after_a_lock(practice: Workspace) -> None:
    begin(practice)
    case_page(practice, FIRST)
    look(practice)
    folder, key = practice.file.folder, practice.key.reveal()
    service.lock(practice)
    opened = service.open_with_key(folder, key)
    opened.file = replace(opened.file, is_practice=True)
    try:
        assert (shown(opened).state, shown(opened).done) == (TourState.GOING, 1)
        assert service.verify(opened).is_whole
    finally:
        service.lock(opened)


def test_what_was_ticked_stays_and_nothing_is_ticked_while_it_is_left(practice: Workspace) -> None:
    begin(practice)
    case_page(practice, FIRST)
    look(practice)
    mark_case_in_error(practice, FIRST, "Opened twice.")
    assert shown(practice).done == 1
    leave(practice)
    an_entry(practice, "figures.previewed", "csp_quarterly_scorecard public hidden")
    look(practice)
    assert shown(practice).done == 1
    begin(practice)  # what was done meanwhile counts
    look(practice)
    assert shown(practice).done == 2


def test_looking_leaves_an_entry_only_when_a_task_was_done(practice: Workspace) -> None:
    begin(practice)
    before = last_entry(practice)
    look(practice)
    assert last_entry(practice) == before
    case_page(practice, FIRST)
    look(practice)
    newest = audit_entries(practice, limit=1)[0]
    assert (newest.action, newest.detail) == ("tour.task_done", "find_case")


def test_one_that_was_finished_begins_anew(practice: Workspace) -> None:
    practice.user = replace(practice.user, role_id="analyst")
    begin(practice)
    for task in tasks_by_role()["analyst"]:
        an_entry(practice, task.entry, f"x {task.word}")
    look(practice)
    assert shown(practice).is_finished
    leave(practice)
    assert not shown(practice).is_offered
    begin(practice)
    assert shown(practice).done == 0


def test_the_tasks_name_people_who_are_on_file(practice: Workspace) -> None:
    begin(practice)
    texts = " ".join(task.text for task in shown(practice).tasks)
    assert "Branwen Oakley rings back" in texts
    assert "refer Siân Morgan" in texts
    assert "{" not in texts


def test_a_file_without_cases_has_a_tour_all_the_same(workspace: Workspace) -> None:
    workspace.file = replace(workspace.file, is_practice=True)
    begin(workspace)
    assert "somebody on file rings back" in shown(workspace).tasks[0].text


@pytest.mark.parametrize("role", ["coordinator", "officer", "analyst"])
def test_each_role_is_given_only_what_it_may_do(practice: Workspace, role: str) -> None:
    practice.user = replace(practice.user, role_id=role)
    begin(practice)
    tasks = tasks_by_role()[role]
    assert [task.id for task in shown(practice).tasks] == [task.id for task in tasks]
    assert all(practice.may(task.permission) for task in tasks)
    planned = meeting_ids(practice, MeetingStatus.PLANNED) if role != "analyst" else []
    assert len(planned) == (role != "analyst")


def test_a_reader_has_no_tour(practice: Workspace) -> None:
    practice.user = replace(practice.user, role_id="reader")
    begin(practice)
    assert tour(practice) is None
