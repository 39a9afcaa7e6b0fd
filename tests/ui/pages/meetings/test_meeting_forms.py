"""The forms of a meeting say what else must be known of it before they are saved."""

from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda, service
from casedesk.meetings.model import DiscussionText
from casedesk.overviews.service import meeting_page
from casedesk.workspace.workspace import Workspace
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
