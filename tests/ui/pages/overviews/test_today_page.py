"""Today: what is due, told by the minute; nothing due says when the next thing is."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.cases.people_in_case import add_person_to_case
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note
from casedesk.dates import LONDON
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.referrals.model import Involved
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person
from tests.conftest import NOW, Clock
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, Start, at_work
from ui.main_window import FIRST_SIZE, SMALLEST_SIZE
from ui.page import PageEntry
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.overviews.today_page import TodayPage, overdue_count
from ui.widgets.rail import RailWords
from ui.widgets.row_delegate import RowDelegate

TODAY = PageEntry("today", lambda: "Today", TodayPage, "inbox", "Ctrl+2", count=overdue_count)
MEETING = PageEntry("meeting", lambda: "Meeting", Start, on_rail=False)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
NOTE = PageEntry(
    "contact_note", lambda: "Note", ContactNotePage, on_rail=False, record_of="case person"
)
POWER = PageEntry("power", lambda: "Power", Start, on_rail=False)


def page_of(work: AtWork) -> TodayPage:
    work.press(KEY.Key_2, CTRL)
    page = work.frame.page
    assert isinstance(page, TodayPage)
    return page


def an_action(workspace: Workspace, case_id: int, due_on: date, owner: str = "") -> int:
    task, set_on = "Ring <b>housing</b>", date(2026, 11, 2)
    new = NewAction(task, "police", set_on, due_on, owner or None, case_id=case_id)
    return add_action(workspace, new)


def states(page: TodayPage) -> list[str]:
    return [page.actions_model.cell(row, 6).text for row in range(page.actions_model.rowCount())]


def test_actions_due_are_narrowed_and_open_their_case(qtbot: QtBot, workspace: Workspace) -> None:
    case_id = a_case(workspace)
    an_action(workspace, case_id, date(2026, 11, 18))
    an_action(workspace, case_id, date(2026, 11, 20), "Cariad Price")
    an_action(workspace, case_id, date(2026, 11, 27))
    an_action(workspace, case_id, date(2026, 11, 28))  # the eighth day is not due yet
    with at_work(qtbot, workspace, TODAY, CASE) as work:
        page = page_of(work)
        assert states(page) == ["2 days late", "due today", "in 7 days"]
        assert page.when.buttons["overdue"].text() == "Overdue 1"
        assert page.actions_model.cell(0, 1).text == "Ring <b>housing</b>"
        count = overdue_count(workspace)
        assert count is not None
        assert (count.count, count.spoken) == (1, "1 overdue")
        page.when.buttons["overdue"].setFocus()
        work.press(KEY.Key_Space)
        assert states(page) == ["due today", "in 7 days"]
        page.whose.buttons["all"].setFocus()
        work.press(KEY.Key_Left)
        assert states(page) == ["due today"]
        page.action_table.setFocus()
        work.press(KEY.Key_Return)
        assert work.frame.place().record == case_id  # type: ignore[union-attr]


def test_a_deadline_tells_what_is_left_and_the_clock_goes_on(
    qtbot: QtBot, workspace: Workspace, clock: Clock
) -> None:
    case_id = a_case(workspace)
    served = datetime(2026, 11, 20, 9, 20, tzinfo=LONDON)
    used = record_intervention(
        workspace,
        NewIntervention("closure_notice", case_id, issued_at=served, served_at=served),
    )
    with at_work(qtbot, workspace, TODAY, POWER) as work:
        page = page_of(work)
        rows = range(page.deadlines.model.rowCount())
        hearing = next(row for row in rows if page.deadlines.model.cell(row, 0).text == "Hearing")
        due = page.deadlines.model.cell(hearing, 1)
        assert (due.text, due.note) == ("by Sun 22 Nov, 09:20", "46 h 38 min left")
        clock.moment += timedelta(minutes=1)
        page._clock.timeout.emit()
        assert page.deadlines.model.cell(hearing, 1).note == "46 h 37 min left"
        page.deadlines.table.setFocus()
        work.press(KEY.Key_Return)
        place = work.frame.place()
        assert place is not None
        assert (place.page_id, place.record) == ("power", used)


@pytest.mark.parametrize(("percent", "size"), [(100, SMALLEST_SIZE), (150, FIRST_SIZE)])
def test_with_little_room_deadlines_are_whole_and_the_page_opens_at_its_top(
    qtbot: QtBot, workspace: Workspace, percent: int, size: tuple[int, int]
) -> None:
    case_id = a_case(workspace)
    for _turn in range(9):
        an_action(workspace, case_id, date(2026, 11, 18))
    served = datetime(2026, 11, 20, 9, 20, tzinfo=LONDON)
    notice = NewIntervention("closure_notice", case_id, issued_at=served, served_at=served)
    record_intervention(workspace, notice)
    with at_work(qtbot, workspace, TODAY, POWER) as work:
        work.window.resize(*size)
        work.window.set_text_percent(percent)
        page = page_of(work)
        QApplication.processEvents()
        work.see(lambda: page.scroll_area.verticalScrollBar().maximum() > 0)
        assert page.scroll_area.verticalScrollBar().value() == 0
        table = page.deadlines.table
        assert work.focus() is table
        delegate = table.itemDelegate()
        assert isinstance(delegate, RowDelegate)
        for row in range(table.model().rowCount()):
            for column in range(2):
                assert table.columnWidth(column) >= delegate.room_for(row, column)
        assert work.frame.rail.words is not RailWords.NONE  # icons alone need a tooltip


def test_a_contact_that_is_due_stands_with_how_it_is_safe(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case_id = a_case(workspace, subject_name="Siân Morgan")
    note = NewContactNote(ContactKind.CALL, "Well.", case_id, next_contact_on=date(2026, 11, 19))
    with at_work(qtbot, workspace, TODAY) as work:
        page = page_of(work)
        assert page.contacts_card.isHidden()
        add_note(workspace, note)
        assert not page.contacts_card.isHidden()
        model = page.contacts.model()
        cells = [model.index(0, column).data() for column in range(5)]
        assert cells == ["M-2026-014", "Siân Morgan", "Not recorded", "19 Nov 2026", "1 day late"]


def test_enter_on_a_contact_begins_a_note_about_that_person_and_then_it_is_due_no_more(
    qtbot: QtBot, workspace: Workspace
) -> None:
    sian, lowri = a_person(workspace, "Morgan"), a_person(workspace, "Quarrington")
    case_id = a_case(workspace)
    for person_id in (sian, lowri):
        add_person_to_case(workspace, case_id, Involved(person_id, "family_member"))
    due = NewContactNote(
        ContactKind.CALL, "Well.", at=NOW - timedelta(days=2), next_contact_on=date(2026, 11, 19)
    )
    of_a_place = a_case(workspace, reference="J-2026-001")
    about = ((case_id, sian), (case_id, lowri), (of_a_place, None), (None, lowri))
    for case, person in about:
        add_note(workspace, replace(due, case_id=case, person_id=person))
    with at_work(qtbot, workspace, TODAY, NOTE) as work:
        for left, (case, person) in zip((4, 3, 2, 1), about, strict=True):
            page = page_of(work)
            assert page.contacts.model().rowCount() == left
            page.contacts.setFocus()
            work.press(KEY.Key_Return)
            note = work.frame.page
            assert isinstance(note, ContactNotePage)
            assert (note.about.case_id, note.about.person_id()) == (case, person)
            assert work.focus() is note.note
            work.write("Rang again.")
            work.press(KEY.Key_Return, CTRL)
        assert page_of(work).contacts_card.isHidden()


def test_the_agenda_of_the_next_meeting_is_opened(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 24), number=30))
    with at_work(qtbot, workspace, TODAY, MEETING) as work:
        page = page_of(work)
        assert page.meeting.title_label.text() == "Next meeting: MARAC 30"
        page.meeting.open_button.setFocus()
        work.press(KEY.Key_Space)
        place = work.frame.place()
        assert place is not None
        assert (place.page_id, place.record) == ("meeting", meeting)


def test_nothing_due_says_when_the_next_thing_is(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, TODAY) as work:
        page = page_of(work)
        assert page.empty.isVisible()
        assert page.empty.label.text().startswith(
            "Nothing is due. Begin with New referral (Ctrl+N)"
        )
        assert page.meeting.day.text() == "No meeting is planned."
        assert page.meeting.open_button.text() == "Plan a meeting"
        assert page.since.isHidden()
        first_step = page.empty.button
        assert first_step is not None
        assert first_step.isVisible()
        an_action(workspace, a_case(workspace), date(2026, 12, 24))
        assert not first_step.isVisible()  # there is something: it is due later
        assert page.empty.label.text() == "Nothing is due. The next date is 24 December 2026."


def test_ctrl_enter_does_nothing_where_nothing_is_to_be_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, TODAY) as work:
        page = page_of(work)
        work.press(KEY.Key_Return, CTRL)
        assert work.frame.page is page
