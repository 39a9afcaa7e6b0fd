"""The list of meetings, one meeting or a whole series planned, the statement of confidentiality."""

from datetime import date

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from casedesk.meetings import attendance, service
from casedesk.meetings.model import MeetingStatus, NewMeeting
from casedesk.workspace.workspace import Workspace
from tests.builders import the_meeting
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.meetings.meeting_at_work import MEETING, a_meeting, opened, order
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.meetings.meeting_plan_page import FormPage, PlanMeetingPage, StatementPage
from ui.pages.meetings.meetings_page import MeetingsPage
from ui.pages.parts.plain_form import PlainForm

MEETINGS = PageEntry("meetings", lambda: "Meetings", MeetingsPage, "users", "Ctrl+3")
PLAN = PageEntry("plan_meeting", lambda: "Plan", PlanMeetingPage, on_rail=False)
STATEMENT = PageEntry("statement", lambda: "Statement", StatementPage, on_rail=False)


def list_of(work: AtWork) -> MeetingsPage:
    work.press(KEY.Key_3, CTRL)
    page = work.frame.page
    assert isinstance(page, MeetingsPage)
    return page


def form_of(work: AtWork, page_id: str) -> PlainForm:
    work.frame.open_page(page_id)
    page = work.frame.page
    assert isinstance(page, FormPage)
    assert page.host.form is not None
    return page.host.form


def rows(page: MeetingsPage) -> list[tuple[str, str]]:
    model = page.model
    return [(model.cell(row, 2).text, model.cell(row, 5).text) for row in range(model.rowCount())]


def test_meetings_are_listed_by_state_and_forum(qtbot: QtBot, workspace: Workspace) -> None:
    held = service.plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 6), number=29))
    service.approve_minutes(workspace, held, date(2026, 11, 10))
    service.plan_meeting(workspace, NewMeeting("jag", date(2026, 11, 13)))
    today = a_meeting(workspace, cases=0)
    service.plan_meeting(workspace, NewMeeting("jag", date(2026, 11, 27)))
    with at_work(qtbot, workspace, MEETINGS, MEETING) as work:
        page = list_of(work)
        assert rows(page) == [("MARAC 30", "today"), ("JAG", "planned")]
        assert page.status.buttons["held"].text() == "Held 2"
        page.status.set_value(MeetingStatus.HELD)
        assert rows(page) == [
            ("JAG", "minutes not approved"),
            ("MARAC 29", "minutes approved 10 Nov 2026"),
        ]
        page.forum.set_value("marac")
        assert rows(page) == [("MARAC 29", "minutes approved 10 Nov 2026")]
        page.status.buttons["held"].setFocus()
        work.press(KEY.Key_Left)
        work.press(KEY.Key_Tab)
        work.press(KEY.Key_Return)
        place = work.frame.place()
        assert place is not None
        assert place.record == today


def test_a_meeting_is_planned_and_taken_back(qtbot: QtBot, workspace: Workspace) -> None:
    a_meeting(workspace, cases=0)
    with at_work(qtbot, workspace, MEETINGS, MEETING, PLAN) as work:
        form = form_of(work, "plan_meeting")
        work.press(KEY.Key_S, CTRL)
        told = {name: field.problem for name, field in form.fields.items() if field.problem}
        assert told == {
            "forum_id": "Choose the forum.",
            "held_on": "Enter the day of the meeting.",
        }
        fill(form, number="next", rhythm="fortnightly")
        work.press(KEY.Key_S, CTRL)
        told = {name: field.problem for name, field in form.fields.items() if field.problem}
        assert list(told) == ["forum_id", "held_on", "number", "until"]
        fill(form, number="", rhythm=None)
        fill(form, forum_id="marac", held_on=date(2026, 12, 4))
        number = form.controls["number"]
        assert isinstance(number, QLineEdit)
        assert number.text() == "31"  # the one after the last
        work.press(KEY.Key_S, CTRL)
        place = work.frame.place()
        assert place is not None
        assert place.page_id == "meeting"
        assert the_meeting(workspace, place.record).number == 31
        work.frame.undo()
        assert len(service.list_meetings(workspace)) == 1
        assert form_of(work, "plan_meeting").values()["held_on"] is None  # a new form


def test_a_series_says_its_days_before_it_is_planned(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, MEETINGS, MEETING, PLAN) as work:
        form = form_of(work, "plan_meeting")
        page = work.frame.page
        assert isinstance(page, PlanMeetingPage)
        fill(form, forum_id="marac", held_on=date(2026, 12, 11), rhythm="fortnightly")
        work.press(KEY.Key_S, CTRL)
        assert form.fields["until"].problem == "Enter the last day of the series."
        fill(form, until=date(2027, 1, 31))
        assert page.days.text().splitlines() == [
            "Meetings: 4. Fri 11 Dec, Tue 29 Dec, Fri 8 Jan, Fri 22 Jan",
            "Fri 25 Dec is a bank holiday: held on Tue 29 Dec instead.",
        ]
        work.press(KEY.Key_S, CTRL)
        assert isinstance(work.frame.page, MeetingsPage)
        assert len(service.list_meetings(workspace)) == 4
        work.frame.undo()
        assert service.list_meetings(workspace) == []


def test_a_half_typed_plan_is_there_again(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, MEETINGS, PLAN) as work:
        fill(form_of(work, "plan_meeting"), place="Civic Off")
        list_of(work)
    with at_work(qtbot, workspace, MEETINGS, PLAN) as work:
        assert form_of(work, "plan_meeting").values()["place"] == "Civic Off"


def test_the_partnership_has_its_own_statement(qtbot: QtBot, workspace: Workspace) -> None:
    ours = attendance.statement_text(workspace)
    with at_work(qtbot, workspace, MEETINGS, STATEMENT) as work:
        fill(form_of(work, "statement"), text="We keep what we hear to ourselves.")
        work.press(KEY.Key_S, CTRL)
        assert attendance.statement_text(workspace) == "We keep what we hear to ourselves."
        work.frame.undo()
        assert attendance.statement_text(workspace) == ours
        assert attendance.own_statement(workspace) == ""  # ours, in whatever language is spoken


def test_no_meeting_says_what_to_do(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, MEETINGS, PLAN) as work:
        page = list_of(work)
        assert page.empty.label.text() == "No meeting is planned. Plan one, or a whole series."
        assert work.focus() is page.plan_button
        work.press(KEY.Key_Space)
        assert isinstance(work.frame.page, PlanMeetingPage)


def test_who_may_only_read_changes_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    workspace.user = replace(workspace.user, role_id="reader")
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        for key in (KEY.Key_F4, KEY.Key_F8, KEY.Key_F7):
            work.press(key)
        work.write("Not for me")
        work.press(KEY.Key_Return, CTRL)
        work.press(KEY.Key_F5)
        work.press(KEY.Key_Down, CTRL)
        assert page.discussion.box.toPlainText() == ""
        assert page.bar.done.isHidden()
        assert order(workspace, meeting) == ["1", "2", "3"]
