"""Minutes as typed are records like any other: Edit > Undo takes them back."""

from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import CASE, MEETING, a_meeting, opened
from tests.ui.pages.window_at_work import CTRL, KEY, at_work


def minutes(workspace: Workspace, meeting: int) -> str:
    """Return the minutes of the first case of a meeting."""
    first = agenda.agenda(workspace, meeting)[0]
    return agenda.get_discussion(workspace, first.id, opening=False).minutes


def test_minutes_as_typed_are_taken_back_by_edit_undo(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING, CASE) as work:
        page, undo = opened(work, meeting), work.window.registry.action("edit.undo")
        work.press(KEY.Key_F7)
        work.write("First. ")
        page.discussion.paused.emit()
        page.discussion.outcome.set_value("actions_agreed")
        work.write("Second.")
        page.discussion.paused.emit()
        assert minutes(workspace, meeting) == "First. Second."
        assert not work.frame.notices.isVisible()  # no strip moves
        undo.trigger()
        assert (minutes(workspace, meeting), page.discussion.is_dirty) == ("First.", False)
        assert page.discussion.outcome.value() == "actions_agreed"  # that was a change before
        assert not undo.isEnabled()
        work.press(KEY.Key_Z, CTRL)  # the box still knows what was typed
        page.discussion.paused.emit()
        assert minutes(workspace, meeting) == "First. Second."
        work.write(" Half")
        undo.trigger()  # what is half typed goes as well, and the box brings it back
        assert minutes(workspace, meeting) == "First."
        work.press(KEY.Key_Z, CTRL)
        assert page.discussion.box.toPlainText() == "First. Second. Half"
        work.frame.open_page("case", 1)  # records it
        assert minutes(workspace, meeting) == "First. Second. Half"
        undo.trigger()
        assert minutes(workspace, meeting) == "First."
        work.frame.back()
        assert page.discussion.box.toPlainText() == "First."
