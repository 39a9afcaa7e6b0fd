"""What must be known of a meeting itself: cases not settled, and what it held before."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casedesk.actions.service import list_actions
from casedesk.meetings import agenda, service
from casedesk.meetings.model import DiscussionText
from casedesk.overviews.service import meeting_page
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.meetings.meeting_at_work import (
    MEETING,
    TODAY,
    a_meeting,
    form_of,
    opened,
    order,
    texts_of,
)
from tests.ui.pages.window_at_work import CTRL, KEY, at_work


def test_before_minutes_are_relied_on_the_cases_not_settled_are_named(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=4)
    heard, settled, put_off, _waits = (one.id for one in agenda.agenda(workspace, meeting))
    agenda.hear(workspace, heard)
    agenda.hear(workspace, settled, DiscussionText("Safe now.", "actions_agreed"))
    agenda.defer(workspace, put_off, "The police were not there.")
    service.end_meeting(workspace, meeting)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        for act in (page.bar.approve, page.bar.sent):
            act.click()
            said = "Neither heard nor put off: M-2026-004. Heard without an outcome: M-2026-001."
            assert said in texts_of(form_of(page))
            work.press(KEY.Key_S, CTRL)  # nothing blocks it
        found = meeting_page(workspace, meeting).meeting
        assert (found.minutes_approved_on, found.minutes_sent_on) == (TODAY, TODAY)


def test_minutes_sent_as_a_draft_are_approved_later_and_undo_leaves_the_day_they_were_sent(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    service.end_meeting(workspace, meeting)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert page.bar.sent.isHidden()  # to be approved first; the menu has it all the same
        service.minutes_sent(workspace, meeting, TODAY)
        page.refresh()
        assert page.bar.approve.isVisible()
        page.bar.approve.click()
        work.press(KEY.Key_S, CTRL)
        found = meeting_page(workspace, meeting).meeting
        assert (found.minutes_approved_on, found.minutes_sent_on) == (TODAY, TODAY)
        work.frame.undo()
        found = meeting_page(workspace, meeting).meeting
        assert (found.minutes_approved_on, found.minutes_sent_on) == (None, TODAY)


def test_what_a_meeting_held_before_it_was_corrected_stands_struck_with_its_reason(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        link = page.agenda.facts_button
        assert link.isHidden()  # a meeting never corrected has nothing to show
        for place, note, why in (
            ("Committee Room 2", "Chair: Ellis", "Left out."),
            ("Library <b>1</b>", "Chair: Marsh", "Ellis is on leave."),
        ):
            page.open_form("correct_meeting")
            fill(form_of(page), place=place, note=note, reason=why)
            work.press(KEY.Key_S, CTRL)
        link.setFocus()
        work.press(KEY.Key_Space)
        assert work.focus() is page.facts.reading
        shown = texts_of(page.facts.reading)
        assert "Place: Library <b>1</b>" in shown
        assert shown[-4:] == [
            *("Corrected: place of the meeting. Reason: Ellis is on leave.", "Committee Room 2"),
            *("Corrected: note. Reason: Ellis is on leave.", "Chair: Ellis"),
        ]
        assert page.facts.reading.findChildren(QLabel)[-1].font().strikeOut()
        work.frame.undo()  # taking the correction back is one as well
        assert "Place: Committee Room 2" in texts_of(page.facts.reading)
        work.press(KEY.Key_Return, CTRL)
        assert page.middle.currentWidget() is page.discussion


def test_what_is_fixed_by_approval_says_so_and_a_case_is_corrected_in_sight(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    service.end_meeting(workspace, meeting)
    service.approve_minutes(workspace, meeting, TODAY)
    fixed = "were approved or sent, so this is fixed. Choose Change"
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_Down, CTRL)
        assert order(workspace, meeting) == ["1", "2", "3"]
        assert fixed in work.frame.notices.past[-1]
        work.press(KEY.Key_Return, CTRL)  # nothing goes on here any more
        assert all(one.status == "listed" for one in agenda.agenda(workspace, meeting))
        work.press(KEY.Key_F8)
        assert fixed in page.agreed.grammar.text()
        work.write("ring her /police")
        work.press(KEY.Key_Return)
        assert (list_actions(workspace), page.agreed.box.text()) == ([], "ring her /police")
        work.press(KEY.Key_F4)
        assert not any(one.isEnabled() for one in page.people.buttons.values())
        assert fixed in page.people.fixed.text()
        work.press(KEY.Key_Return)
        assert page.host.form is None
        menu = [one.text() for one in page.discussion.menu.actions()]
        assert menu == ["&Put off…", "It was &heard after all…", "&Correct the minutes…"]
        page.open_form("heard_after_all", agenda.agenda(workspace, meeting)[0].id)
        fill(form_of(page), reason="Left out by mistake.")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: "Left out by mistake." in page.discussion.reason.text())
        assert agenda.agenda(workspace, meeting)[0].status == "heard"
