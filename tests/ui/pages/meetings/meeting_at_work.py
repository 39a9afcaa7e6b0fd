"""The page of one meeting, opened by a test over an agenda of three cases."""

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from casedesk.meetings import agenda, service
from casedesk.meetings.model import NewMeeting
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_referral
from tests.ui.pages.window_at_work import AtWork, Start
from ui.page import PageEntry
from ui.pages.meetings.meeting_page import MeetingPage
from ui.pages.parts.plain_form import PlainForm

TODAY = date(2026, 11, 20)
MEETING = PageEntry("meeting", lambda: "Meeting", MeetingPage, on_rail=False)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)


def a_meeting(workspace: Workspace, cases: int = 3, held_on: date = TODAY) -> int:
    """Plan MARAC 30 with so many cases on its agenda."""
    meeting = service.plan_meeting(workspace, NewMeeting("marac", held_on, number=30))
    for number in range(1, cases + 1):
        case = a_case(workspace, reference=f"M-2026-{number:03}", subject_name="Siân Morgan")
        a_referral(workspace, case, reference=f"R-{number:04}")
        agenda.list_cases(workspace, meeting, [case])
    return meeting


def opened(work: AtWork, meeting: int) -> MeetingPage:
    """Show a meeting."""
    work.frame.open_page("meeting", meeting)
    page = work.frame.page
    assert isinstance(page, MeetingPage)
    return page


def order(workspace: Workspace, meeting: int) -> list[str]:
    """Return the last figures of the references, as they stand on the agenda."""
    return [item.case_reference[-1] for item in agenda.agenda(workspace, meeting)]


def form_of(page: MeetingPage) -> PlainForm:
    """Return the form that is open."""
    assert page.host.form is not None
    return page.host.form


def texts_of(part: QWidget) -> list[str]:
    """Return every text of a form or a pane."""
    return [one.text() for one in part.findChildren(QLabel)]
