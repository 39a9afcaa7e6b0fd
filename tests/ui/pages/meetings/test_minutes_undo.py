"""Minutes as typed are records like any other: Edit > Undo takes them back."""

from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda
from casedesk.meetings.model import DiscussionStatus
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import CASE, MEETING, a_meeting, opened
from tests.ui.pages.window_at_work import CTRL, KEY, SHIFT, AtWork, at_work
from ui.widgets.notice_strip import NoticeStrip


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


def strips(work: AtWork) -> list[NoticeStrip]:
    """Return the notices in sight, the newest first."""
    found = work.frame.notices.findChildren(NoticeStrip)
    return [one for one in found if one.isVisible()]


def press_undo(work: AtWork) -> None:
    (strip,) = strips(work)
    (undo,) = strip.buttons
    undo.click()


def test_a_hearing_is_taken_back_after_minutes_have_saved_themselves(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    first, second, _third = agenda.agenda(workspace, meeting)

    def now(discussion: int) -> tuple[DiscussionStatus, str, str | None]:
        found = agenda.get_discussion(workspace, discussion, opening=False)
        return found.item.status, found.minutes, found.item.outcome

    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F7)
        work.write("Before.")
        work.press(KEY.Key_Return, CTRL)  # heard; the next case stands there
        assert now(first.id) == (DiscussionStatus.HEARD, "Before.", None)
        work.write("Of the second.")
        page.discussion.paused.emit()
        work.see(lambda: not work.frame._undo_goes.isActive())
        assert len(strips(work)) == 1  # "heard" is still on offer
        work.press(KEY.Key_Return, CTRL | SHIFT)
        page.discussion.box.setPlainText("Before. Since.")
        page.discussion.paused.emit()
        page.discussion.outcome.set_value("actions_agreed")
        page.discussion.outcome.chosen.emit()
        page.discussion.box.setPlainText("Before. Since. Half")
        work.see(lambda: not work.frame._undo_goes.isActive())
        press_undo(work)
        assert now(first.id) == (DiscussionStatus.LISTED, "Before. Since.", "actions_agreed")
        assert now(second.id) == (DiscussionStatus.LISTED, "Of the second.", None)
        assert strips(work) == []  # nothing was refused
        assert page.discussion.box.toPlainText() == "Before. Since. Half"
        page.discussion.paused.emit()
        assert now(first.id)[1] == "Before. Since. Half"
        assert strips(work) == []


def test_any_other_change_ends_the_offer_to_take_a_hearing_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    *_others, third = agenda.agenda(workspace, meeting)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page.bar.done.click()
        assert len(strips(work)) == 1
        agenda.defer(workspace, third.id, "Police not there.")
        work.see(lambda: strips(work) == [])
        assert not work.window.registry.action("edit.undo").isEnabled()


def test_an_undo_that_is_refused_leaves_what_was_typed(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page, undo = opened(work, meeting), work.window.registry.action("edit.undo")
        work.press(KEY.Key_F7)
        work.write("Bail ends on 9 December.")
        page.discussion.paused.emit()
        workspace.user, coordinator = User(1, "Cariad Price", "analyst"), workspace.user
        undo.trigger()
        assert len(strips(work)) == 1  # why it was refused
        workspace.user = coordinator
        assert page.discussion.box.toPlainText() == "Bail ends on 9 December."
        page.discussion.paused.emit()
        assert minutes(workspace, meeting) == "Bail ends on 9 December."


def test_an_outcome_taken_out_since_the_hearing_does_not_come_back_with_its_undo(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    first = agenda.agenda(workspace, meeting)[0]
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page.discussion.outcome.set_value("actions_agreed")
        page.discussion.outcome.chosen.emit()
        work.press(KEY.Key_Return, CTRL)  # heard, with its outcome; the next case stands there
        work.press(KEY.Key_Return, CTRL | SHIFT)
        page.discussion.outcome.set_value(None)
        page.discussion.outcome.chosen.emit()
        press_undo(work)
    found = agenda.get_discussion(workspace, first.id, opening=False).item
    assert (found.status, found.outcome) == (DiscussionStatus.LISTED, None)
