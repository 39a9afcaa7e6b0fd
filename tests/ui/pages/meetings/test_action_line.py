"""The action line of a meeting: what is pasted into it cannot turn the rest of it round."""

from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import MEETING, a_meeting, opened
from tests.ui.pages.window_at_work import KEY, at_work


def test_a_sign_that_turns_the_writing_round_is_left_out_of_the_action_line(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, a_meeting(workspace))
        work.press(KEY.Key_F8)
        work.write("fit \u202elocks /police @fri")
        assert page.agreed.box.text() == "fit locks /police @fri"
        assert page.agreed.task.text() == "Fit locks"
        page.agreed.box.setText("\u202e")
        assert "left out" in page.agreed.problem.text()
