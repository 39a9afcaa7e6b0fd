"""Enter on an entry of a timeline leads to what it is about, as far as the role may see it."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import record_report
from casedesk.meetings import agenda, service
from casedesk.meetings.model import DiscussionText, NewMeeting
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import NOW
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, form_of, opened
from tests.ui.pages.window_at_work import KEY, AtWork, at_work
from ui.navigation import entries
from ui.pages.cases.case_page import CasePage
from ui.pages.meetings.meeting_page import MeetingPage
from ui.pages.registers.registers_page import RegistersPage

PAGES = [
    one for one in entries(lambda _wanted: None) if one.id in {"meeting", "registers", "document"}
]


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    """Record a case with a note, a report, and the second item of a meeting that is ahead."""
    case_id = a_whole_case(workspace)
    add_note(workspace, NewContactNote(ContactKind.CALL, "Rang.", case_id))
    told_at = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)
    report = NewReport("A neighbour", "Tom Hale", ToldHow.CALL, "Shouting", told_at)
    record_report(workspace, report)
    record_report(workspace, NewReport(*_of(report), case_id=case_id))
    meeting = service.plan_meeting(workspace, NewMeeting("marac", NOW.date(), number=30))
    other = a_case(workspace, reference="M-2026-099", subject_name="Nia Prosser")
    items = agenda.list_cases(workspace, meeting, [other, case_id])
    agenda.record_discussion(workspace, items[1], DiscussionText("Half <b>said</b>"))
    return case_id


def _of(report: NewReport) -> tuple[str, str, ToldHow, str, datetime]:
    assert report.told_at is not None
    return "A cousin", "Nia Prosser", ToldHow.VISIT, "Doors slammed", report.told_at


def enter(work: AtWork, page: CasePage, words: str) -> None:
    """Press Enter on the entry that begins with these words."""
    shown = page.tabs_shown.timeline.list
    found = next(one for one in shown.rows() if f"{one.kind}{one.about}".startswith(words))
    shown.setFocus()
    assert shown.select_id(found.id)
    work.press(KEY.Key_Return)


def test_a_discussion_opens_its_meeting_at_the_item(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE, *PAGES) as work:
        enter(work, opened(work, case_id), "On the agenda of MARAC 30")
        page = work.frame.page
        assert isinstance(page, MeetingPage)
        item = page.item()
        assert item is not None
        assert (item.position, item.case_reference) == (2, "M-2026-001")
        assert page.discussion.box.toPlainText() == "Half <b>said</b>"
        assert work.focus() is page.agenda.list
        work.frame.open_command("document")  # of the meeting, whichever item it was opened at
        shown = work.frame.page
        assert shown is not None
        assert "MARAC 30" in shown.heading.spoken()


def test_a_report_opens_in_its_list_and_is_read_whole(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE, *PAGES) as work:
        enter(work, opened(work, case_id), "Report by A cousin")
        page = work.frame.page
        assert isinstance(page, RegistersPage)
        part = page.parts["reports"]
        assert part.isVisible()
        assert part.whole.toPlainText().startswith("Doors slammed")
        here = part.rows.table.currentIndex().row()
        assert part.rows.model.cell(here, 1).text == "Doors slammed"
        assert work.focus() is part.rows.table


def test_who_only_reads_is_led_to_pages_and_offered_no_form(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    with at_work(qtbot, workspace, CASE, *PAGES) as work:
        page = opened(work, case_id)
        enter(work, page, "Contact note")
        assert work.frame.page is page
        assert page.host.form is None
        enter(work, page, "Report by A cousin")
        assert isinstance(work.frame.page, RegistersPage)


def test_other_entries_open_the_form_that_corrects_them(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        enter(work, page, "Report by A cousin")  # this window has no page for it: nothing
        assert page.host.form is None
        enter(work, page, "Contact note")
        assert "note" in form_of(page).controls
