"""What must be known of a meeting itself: cases not settled, and what it held before."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

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
