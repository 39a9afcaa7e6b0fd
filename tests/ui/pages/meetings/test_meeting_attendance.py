"""Who is at a meeting, said by keys and buttons, and taken back."""

from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from casedesk.meetings import attendance
from casedesk.meetings.model import Presence
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import MEETING, a_meeting, opened
from tests.ui.pages.meetings.test_meeting_page import form_of
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.notice_strip import NoticeStrip


def test_who_is_here_and_who_accepted(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F4)
        assert work.focus() is page.people.table
        page.people.buttons["present"].click()
        page.people.buttons["apologies"].click()  # the next agency is chosen by then
        assert [
            (one.agency_id, one.status) for one in attendance.attendance(workspace, meeting)
        ] == [
            ("police", Presence.PRESENT),
            ("idva", Presence.APOLOGIES),
        ]
        work.press(KEY.Key_Home, CTRL)
        work.press(KEY.Key_Return)
        work.write("Dev Marsh")
        accepted = form_of(page).controls["accepted"]
        assert isinstance(accepted, QCheckBox)
        accepted.setChecked(True)
        work.press(KEY.Key_Return, CTRL)
        assert work.focus() is page.people.table
        police = attendance.attendance(workspace, meeting)[0]
        assert police.practitioner_name == "Dev Marsh"
        assert police.accepted_at is not None
        assert "1 of 1" in page.people.count.text()
        work.press(KEY.Key_F8)
        work.write("ring /dev")
        assert page.agreed.owner.text() == "Dev Marsh, Police"


def test_what_is_said_of_attendance_is_taken_back(qtbot: QtBot, workspace: Workspace) -> None:
    meeting = a_meeting(workspace)

    def lines() -> list[tuple[str, str, Presence]]:
        found = attendance.attendance(workspace, meeting)
        return [(one.agency_id, one.practitioner_name, one.status) for one in found]

    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        work.press(KEY.Key_F4)
        page.people.buttons["present"].click()
        work.frame.undo()
        assert lines() == []
        work.press(KEY.Key_Home, CTRL)
        page.people.buttons["present"].click()
        work.press(KEY.Key_Home, CTRL)
        page.people.buttons["apologies"].click()
        work.frame.undo()
        assert lines() == [("police", "", Presence.PRESENT)]
        page.people.buttons["person"].click()  # "somebody else", who turns out to be that line's
        form = form_of(page)
        agency, name = form.controls["agency_id"], form.controls["practitioner_name"]
        assert isinstance(agency, ChoiceBox)
        assert isinstance(name, QLineEdit)
        agency.set_value("police")
        name.setText("Dev Marsh")
        form.save()
        assert lines() == [("police", "Dev Marsh", Presence.PRESENT)]
        work.frame.undo()
        assert lines() == [("police", "", Presence.PRESENT)]
        work.press(KEY.Key_Home, CTRL)
        page.people.buttons["clear"].click()
        assert lines() == []
        work.frame.undo()
        assert lines() == [("police", "", Presence.PRESENT)]


def test_esc_leaves_who_is_here_and_never_what_is_typed(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, a_meeting(workspace))
        work.press(KEY.Key_F4)
        work.press(KEY.Key_Return)
        assert form_of(page)
        work.press(KEY.Key_Escape)
        assert page.host.form is None
        assert work.focus() is page.people.table
        work.press(KEY.Key_Return)
        work.write("Dev")
        work.press(KEY.Key_Escape)
        box = form_of(page).controls["practitioner_name"]
        assert isinstance(box, QLineEdit)
        assert box.text() == "Dev"
        assert work.frame.notices.past[-1].startswith("What is typed is still here")
        form_of(page).cancel_button.click()
        assert work.focus() is page.people.table
        work.press(KEY.Key_Escape)
        assert page.middle.currentWidget() is page.discussion
        assert work.focus() is page.agenda.list


def test_what_was_typed_into_a_form_that_was_cancelled_comes_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, a_meeting(workspace))
        work.press(KEY.Key_F4)
        work.press(KEY.Key_Return)
        form_of(page).cancel_button.click()
        assert work.frame.notices.past == []  # nothing was typed
        work.press(KEY.Key_Return)
        work.write("Dev Marsh")
        form_of(page).cancel_button.click()
        assert page.host.form is None
        assert "Closed, and nothing was saved." in work.frame.notices.past[-1]
        strip = work.frame.notices.findChildren(NoticeStrip)[-1]
        strip.buttons[0].click()
        box = form_of(page).controls["practitioner_name"]
        assert isinstance(box, QLineEdit)
        assert box.text() == "Dev Marsh"
