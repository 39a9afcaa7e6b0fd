"""A meeting by keyboard alone: agenda, minutes as typed, who is there, actions, approval."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.meetings import agenda, attendance, service
from casedesk.meetings.model import DiscussionStatus, MeetingStatus, NewMeeting, Presence
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral, the_meeting
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.meetings.meeting_at_work import (
    CASE,
    MEETING,
    TODAY,
    a_meeting,
    form_of,
    opened,
    order,
    texts_of,
)
from tests.ui.pages.window_at_work import CTRL, KEY, SHIFT, at_work
from ui.pages.meetings.meeting_page import MeetingPage


def shown(page: MeetingPage) -> str:
    assert page.discussion.page is not None
    return page.discussion.page.discussion.item.case_reference


def minutes(workspace: Workspace, meeting: int) -> list[str]:
    items = agenda.agenda(workspace, meeting)
    return [agenda.get_discussion(workspace, one.id, opening=False).minutes for one in items]


def choose(page: MeetingPage, menu: Any, text: str) -> None:
    action: QAction = next(one for one in menu.actions() if one.text().replace("&", "") == text)
    action.trigger()


def test_three_cases_are_heard_by_keyboard_alone(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING, CASE) as work:
        page = opened(work, meeting)
        assert work.window.windowTitle() == "MARAC 30 – CaseDesk"
        assert work.focus() is page.agenda.list
        for number in (1, 2, 3):
            assert shown(page) == f"M-2026-00{number}"
            work.press(KEY.Key_F7)
            assert work.focus() is page.discussion.box
            work.write(f"Minutes <b>{number}</b>")
            work.press(KEY.Key_Tab)
            work.press(KEY.Key_Down)  # the first outcome
            work.press(KEY.Key_F8)
            work.write(f"ring her {number} /police @2w !")
            work.press(KEY.Key_Return)
            assert page.agreed.box.text() == ""
            work.press(KEY.Key_Return, CTRL)
        items = agenda.agenda(workspace, meeting)
        assert [one.status for one in items] == [DiscussionStatus.HEARD] * 3
        assert {one.outcome for one in items} == {"actions_agreed"}
        assert minutes(workspace, meeting) == [f"Minutes <b>{n}</b>" for n in (1, 2, 3)]
        actions = list_actions(workspace, ActionFilter(meeting_id=meeting))
        assert [one.task for one in actions] == ["Ring her 1", "Ring her 2", "Ring her 3"]
        assert {(one.agency_id, one.due_on, one.urgent) for one in actions} == {
            ("police", date(2026, 12, 4), True)
        }
        work.frame.undo()
        items = agenda.agenda(workspace, meeting)
        assert items[2].status is DiscussionStatus.LISTED
        assert items[2].outcome == "actions_agreed"
        work.press(KEY.Key_Return, CTRL | SHIFT)
        assert shown(page) == "M-2026-002"


def test_a_case_is_moved_by_ctrl_and_arrows(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_Down)
        assert shown(page) == "M-2026-002"
        work.press(KEY.Key_Up, CTRL)
        assert order(workspace, meeting) == ["2", "1", "3"]
        assert work.focus() is page.agenda.list
        assert shown(page) == "M-2026-002"
        work.press(KEY.Key_Up, CTRL)  # the first goes no further
        work.press(KEY.Key_Down, CTRL, times=2)
        assert order(workspace, meeting) == ["1", "3", "2"]
        work.frame.undo()
        assert order(workspace, meeting) == ["1", "2", "3"]


def test_minutes_are_kept_as_they_are_typed(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F7)
        work.write("Half a sent")
        work.see(lambda: bool(page._drafts.state.word))  # within two seconds
        work.see(lambda: minutes(workspace, meeting)[0] == "Half a sent")  # typing paused
        assert page.discussion.saved.text() == "saved 10:42"
        assert page._drafts.state.word == ""
        work.write("ence")
        work.press(KEY.Key_F5)
        work.press(KEY.Key_Down)  # going on records it
        assert minutes(workspace, meeting)[0] == "Half a sentence"
        assert page.discussion.box.toPlainText() == ""
        work.press(KEY.Key_F7)
        work.write("Lost?")
    with at_work(qtbot, workspace, MEETING) as work:  # as after a lock
        page = opened(work, meeting)
        assert shown(page) == "M-2026-002"
        assert page.discussion.box.toPlainText() == "Lost?"
        assert work.focus() is page.discussion.box


def test_typing_survives_what_others_change(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F7)
        work.write("Typed")
        attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT)
        assert page.discussion.box.toPlainText() == "Typed"
        assert work.focus() is page.discussion.box
        assert page.agenda.people_button.text() == "Present 1 of 12 agencies"


def test_cases_that_wait_are_proposed_and_put_on_the_agenda(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=0)
    for number in (1, 2, 3):
        case = a_case(workspace, reference=f"M-2026-{number:03}")
        a_referral(workspace, case, reference=f"R-{number:04}")
    a_case(workspace, reference="M-2026-009")
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert work.focus() is page.agenda.add_button
        assert page.agenda.add_button.text() == "Add case&s: 3 wait"
        work.press(KEY.Key_Space)
        assert work.focus() is page.waiting.table
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Space)  # not the second
        page.waiting.put_button.click()
        assert order(workspace, meeting) == ["1", "3"]
        assert shown(page) == "M-2026-001"
        work.frame.undo()
        assert order(workspace, meeting) == []
        page._go_waiting()
        page.waiting.reference.setText("M-2026-999")
        page.waiting.reference.returnPressed.emit()
        assert "No case of this forum" in page.waiting.reference_field.problem
        page.waiting.reference.setText("m-2026-009")
        page.waiting.reference.returnPressed.emit()
        assert order(workspace, meeting) == ["9"]


def test_a_line_that_cannot_be_read_is_not_lost(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F8)
        work.write("ring her @someday")
        work.press(KEY.Key_Return)
        assert page.agreed.box.text() == "ring her @someday"
        assert "@someday is no day" in page.agreed.problem.text()
        page.agreed.box.setText("ring her")
        work.press(KEY.Key_Return)
        assert page.agreed.problem.text() == "● Say who owes it, such as /police."
        assert list_actions(workspace) == []
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert page.agreed.box.text() == "ring her"
        page.agreed.box.setText("ring her /police")
        work.press(KEY.Key_F8)
        work.press(KEY.Key_Return)
        assert (len(list_actions(workspace)), page.agreed.box.text()) == (1, "")
        work.press(KEY.Key_Z, CTRL)  # nor is one that is taken back
        assert (list_actions(workspace), page.agreed.box.text()) == ([], "ring her /police")
        work.press(KEY.Key_Return)
        work.write("x")
        work.press(KEY.Key_Z, CTRL)  # of what is typed, not of the action
        assert (len(list_actions(workspace)), page.agreed.box.text()) == (1, "")


def test_approved_minutes_are_frozen_and_corrected_with_a_reason(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=1)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F7)
        work.write("Bail ends on 8 December.")
        work.press(KEY.Key_Return, CTRL)
        page.bar.end.click()
        assert the_meeting(workspace, meeting).status is MeetingStatus.HELD
        page.bar.approve.click()
        assert "M-2026-001" in "".join(texts_of(form_of(page)))  # no outcome yet
        work.press(KEY.Key_S, CTRL)
        assert the_meeting(workspace, meeting).minutes_approved_on == TODAY
        assert page.discussion.box.isReadOnly()
        assert not page.discussion.outcome.isEnabled()
        choose(page, page.discussion.menu, "Correct the minutes…")
        fill(form_of(page), minutes="Bail ends on 9 December.", reason="The court moved it.")
        work.press(KEY.Key_S, CTRL)
        assert minutes(workspace, meeting) == ["Bail ends on 9 December."]
        lines = page.discussion.brief.findChildren(QLabel)
        struck = [one.accessibleName() for one in lines]
        assert "Struck: Bail ends on 8 December." in struck
        assert "Corrected minutes: The court moved it." in page.discussion.reason.text()


def test_a_case_is_put_off_and_a_hearing_taken_back(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace, cases=1)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        choose(page, page.discussion.menu, "Put off…")
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is not None  # the reason is missing
        work.press(KEY.Key_Tab)
        fill(form_of(page), reason="Police not there.")
        work.press(KEY.Key_S, CTRL)
        assert page.discussion.reason.text() == "Put off: Police not there."
        work.frame.undo()
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.LISTED
        page.bar.done.click()
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.HEARD
        work.see(lambda: page.discussion.status.word == "Heard")
        choose(page, page.discussion.menu, "It was not heard…")
        fill(form_of(page), reason="Slip of the finger.")
        work.press(KEY.Key_S, CTRL)
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.LISTED


def test_a_case_put_off_that_was_heard_by_mistake_is_put_off_again_by_undo(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=1)
    (item,) = agenda.agenda(workspace, meeting)
    agenda.defer(workspace, item.id, "Police not there.")
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page.bar.done.click()
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.HEARD
        work.frame.undo()
        assert page.discussion.reason.text() == "Put off: Police not there."


def test_a_case_cannot_be_heard_before_the_day_of_its_meeting(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, held_on=date(2026, 11, 24))
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert not page.bar.done.isEnabled()
        assert page.bar.end.isHidden()
        work.press(KEY.Key_Return, CTRL)
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.LISTED


def test_each_case_looked_at_leaves_an_entry_and_asking_again_none(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        opened(work, meeting)
        work.press(KEY.Key_Down)
        attendance.record_attendance(workspace, meeting, "police", Presence.PRESENT)
    seen = [one.record for one in audit_entries(workspace, AuditFilter(action="discussion.viewed"))]
    assert sorted(seen) == ["discussion/1", "discussion/2"]


@pytest.mark.parametrize("reference", ["M-2026-001 <b>bold</b>", "M" * 10_000])
def test_hostile_text_is_shown_as_text(qtbot: QtBot, workspace: Workspace, reference: str) -> None:
    meeting = service.plan_meeting(workspace, NewMeeting("marac", TODAY, place=reference))
    agenda.list_cases(workspace, meeting, [a_case(workspace, reference=reference)])
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert page.discussion.title_label.text() == reference
        work.press(KEY.Key_F8)
        page.agreed.box.setText(f"{reference} /police")
        work.press(KEY.Key_Return)
        assert len(list_actions(workspace)) == 1


def test_a_meeting_that_is_gone_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace, cases=0)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        service.mark_meeting_in_error(workspace, meeting, "Twice.")
        assert page.gone.isVisible()
        assert page.whole.isHidden()


def test_minutes_are_recorded_when_another_page_is_shown(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING, CASE) as work:
        opened(work, meeting)
        work.press(KEY.Key_F7)
        work.write("She wants to stay.")
        work.frame.open_page("case", 1)
        assert minutes(workspace, meeting)[0] == "She wants to stay."


def test_alt_letters_are_unique_and_leave_the_menus_theirs(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        for status in ("planned", "held", "approved"):
            if status == "held":
                page.bar.end.click()
            elif status == "approved":
                service.approve_minutes(workspace, meeting, TODAY)
            for part in (page.discussion, page.people, page.waiting):
                page.middle.setCurrentWidget(part)
                letters = [
                    one.text()[one.text().index("&") + 1].casefold()
                    for kind in (QAbstractButton, QLabel)
                    for one in page.findChildren(kind)
                    if one.isVisible() and "&" in one.text()
                ]
                assert sorted(letters) == sorted(set(letters)), status
                assert not set(letters) & set("fevgch"), status


def test_a_half_typed_action_waits_with_its_case(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F8)
        work.write("fit locks")
        work.press(KEY.Key_F5)
        work.press(KEY.Key_Down)
        assert page.agreed.box.text() == ""
        work.press(KEY.Key_Up)
        assert page.agreed.box.text() == "fit locks"
        work.press(KEY.Key_Return, CTRL)  # never on to the next with a line that is not added
        assert shown(page) == "M-2026-001"
        assert work.focus() is page.agreed.box
        work.press(KEY.Key_F5)
        work.press(KEY.Key_Down)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page._open_item(1)
        assert page.agreed.box.text() == "fit locks"
        work.press(KEY.Key_F8)
        work.press(KEY.Key_End)
        work.write(" /housing")
        work.press(KEY.Key_Return, CTRL)
        assert shown(page) == "M-2026-002"
        (action,) = list_actions(workspace)
        assert (action.task, action.case_reference) == ("Fit locks", "M-2026-001")


def test_ctrl_enter_ends_no_case_that_is_out_of_sight(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F4)
        work.press(KEY.Key_Return, CTRL)
        assert page.middle.currentWidget() is page.discussion
        assert agenda.agenda(workspace, meeting)[0].status is DiscussionStatus.LISTED


def test_a_half_filled_form_is_there_again_with_its_case(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_Down)
        choose(page, page.discussion.menu, "Put off…")
        work.write("Police no")
    with at_work(qtbot, workspace, MEETING) as work:  # as after a lock
        page = opened(work, meeting)
        assert form_of(page).title_label.text() == "Put off M-2026-002"
        assert form_of(page).draft() == {"reason": "Police no"}
        assert shown(page) == "M-2026-002"
