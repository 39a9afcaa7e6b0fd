"""While a form stands in the middle of a meeting, no key goes to what is behind it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.meetings import agenda, service
from casedesk.meetings.model import DiscussionText
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.meetings.meeting_at_work import MEETING, TODAY, a_meeting, form_of, opened
from tests.ui.pages.window_at_work import KEY, at_work


def test_after_a_lock_words_go_on_in_the_box_of_the_form_and_not_behind_it(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace, cases=1)
    (item,) = agenda.agenda(workspace, meeting)
    agenda.hear(workspace, item.id, DiscussionText("Bail ends on 8 December."))
    service.end_meeting(workspace, meeting)
    service.approve_minutes(workspace, meeting, TODAY)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page.open_form("correct_minutes", item.id)
        work.press(KEY.Key_End)
        work.write(" Half")
    with at_work(qtbot, workspace, MEETING) as work:  # as after a lock
        page = opened(work, meeting)
        assert work.focus() is form_of(page).controls["minutes"]
        work.write(" a word")
        said = form_of(page).values()["minutes"]
        assert said == "Bail ends on 8 December. Half a word"


def test_keys_that_lead_behind_an_open_form_lead_into_it_and_say_why(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        page.open_form("person")
        name = form_of(page).controls["practitioner_name"]
        work.write("Dev")
        for key in (KEY.Key_F4, KEY.Key_F7):
            work.press(KEY.Key_F8)
            assert work.focus() is page.agreed.box
            work.press(key)
            assert work.focus() is name
            assert "Save or cancel the open form first" in work.frame.notices.past[-1]
        page.agenda.add_button.click()
        page.agenda.people_button.click()
        assert QApplication.focusWidget() is not None
        assert work.focus().isVisible()
        work.write(" Marsh")
        assert form_of(page).values()["practitioner_name"] == "Dev Marsh"
        assert page.agreed.box.text() == ""


def test_the_button_that_ends_a_case_is_off_while_its_key_saves_a_form(
    qtbot: QtBot, workspace: Workspace
) -> None:
    meeting = a_meeting(workspace)
    service.end_meeting(workspace, meeting)
    with at_work(qtbot, workspace, MEETING) as work:
        page = opened(work, meeting)
        assert page.bar.done.isEnabled()
        page.bar.approve.click()
        assert not page.bar.done.isEnabled()
        service.minutes_not_final(workspace, meeting, "Others write meanwhile.")
        assert not page.bar.done.isEnabled()
        form_of(page).cancel_button.click()
        assert page.bar.done.isEnabled()
