"""After a change the agenda is shown at once, the case in sight in a turn of its own."""

from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda
from casedesk.meetings.model import DiscussionStatus, DiscussionText
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import MEETING, a_meeting, opened
from tests.ui.pages.window_at_work import at_work


def test_the_window_can_answer_between_agenda_and_case(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    first = agenda.agenda(workspace, meeting)[0].id
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        agenda.defer(workspace, first, "Police not there.")
        item = page.item()
        assert item is not None
        assert item.status is DiscussionStatus.DEFERRED
        assert page.discussion.reason.text() == ""
        work.see(lambda: page.discussion.reason.text() == "Put off: Police not there.")


def test_an_act_in_between_rests_on_the_case_as_it_is(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    first = agenda.agenda(workspace, meeting)[0].id
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        agenda.record_discussion(workspace, first, DiscussionText("Said by others."))
        page.bar.done.click()  # or it would be refused: somebody else changed it meanwhile
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.HEARD
        held = agenda.get_discussion(workspace, first, opening=False)
        assert held.minutes == "Said by others."
