"""What was typed into a form that was cancelled comes back, and Undo stays for what was saved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.cases.service import take_in_referral
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import record_intervention
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place, new_referral, people_of
from tests.ui.pages.window_at_work import AtWork, at_work
from ui.error_display import say_done
from ui.navigation import entries
from ui.page import PageEntry
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.documents.document_page import DocumentPage
from ui.pages.parts.plain_form import FormHost
from ui.pages.parts.record_page import RecordPage
from ui.pages.parts.tabbed_page import TabbedPage
from ui.widgets.notice_strip import NoticeStrip

DAY = date(2026, 11, 18)
TYPED = "Half of a sentence"


def an_action(workspace: Workspace) -> int:
    return add_action(workspace, NewAction("Ring the school", "police", DAY))


def a_case(workspace: Workspace) -> int:
    return take_in_referral(workspace, new_referral()).case_id


def a_power(workspace: Workspace) -> int:
    new = NewIntervention("cpw", place_id=add_place(workspace, "2 Mill Court"), issued_on=DAY)
    return record_intervention(workspace, new)


# The page, its record, and the form opened on it; a page that is nothing but its form has none.
PAGES: dict[str, tuple[Callable[[Workspace], Any], str]] = {
    "actions": (lambda _workspace: None, "done"),
    "new_action": (lambda _workspace: 0, ""),
    "plan_meeting": (lambda _workspace: None, ""),
    "statement": (lambda _workspace: None, ""),
    "admin": (lambda _workspace: None, "organisation"),
    "registers": (lambda _workspace: None, "add_report"),
    "place": (lambda workspace: add_place(workspace, "2 Mill Court"), "correct_place"),
    "person": (lambda workspace: people_of(workspace, a_case(workspace))[0], "correct_person"),
    "case": (a_case, "correct_case"),
    "power": (a_power, "breach"),
    "meeting": (lambda workspace: plan_meeting(workspace, NewMeeting("marac", DAY)), "cancel"),
    "document": (lambda workspace: ("case", a_case(workspace)), "bar"),
}


def pages() -> list[PageEntry]:
    return [one for one in entries(lambda _wanted: None) if one.id != "today"]


def with_form(work: AtWork, page_id: str, record: Any, kind: str) -> FormHost:
    """Open the form of a page."""
    work.frame.open_page(page_id, record)
    page = work.frame.page
    assert isinstance(page, QWidget)
    if isinstance(page, ActionsPage):
        page.side.open_form(kind, [1])
    elif isinstance(page, DocumentPage):
        page.barred.add_button.click()
    elif isinstance(page, RecordPage | TabbedPage):
        page.open_form(kind, None if page_id != "power" else record)
    (host,) = page.findChildren(FormHost)
    return host


def boxes(host: FormHost) -> list[QLineEdit | QPlainTextEdit]:
    assert host.form is not None
    parts = host.form.controls.values()
    return [one for one in parts if isinstance(one, QLineEdit | QPlainTextEdit)]


def text_of(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def type_and_cancel(host: FormHost) -> None:
    box = boxes(host)[0]
    box.setText(TYPED) if isinstance(box, QLineEdit) else box.setPlainText(TYPED)
    assert host.form is not None
    host.form.cancel_button.click()


def bring_back(work: AtWork) -> QPushButton:
    """Return the button of the strip, once that is to be seen."""

    def found() -> list[QPushButton]:
        return [
            made
            for strip in work.frame.notices.findChildren(NoticeStrip)
            for made in strip.buttons
            if made.text() == "Bring it back" and strip.isVisible()
        ]

    work.see(lambda: bool(found()))
    return found()[-1]


@pytest.mark.parametrize("page_id", PAGES)
def test_what_was_typed_comes_back_on_every_page(
    qtbot: QtBot, workspace: Workspace, page_id: str
) -> None:
    record, kind = PAGES[page_id]
    an_action(workspace)
    with at_work(qtbot, workspace, *pages()) as work:
        host = with_form(work, page_id, record(workspace), kind)
        type_and_cancel(host)
        bring_back(work).click()
        page = work.frame.page
        assert page is not None
        assert host in page.findChildren(FormHost)
        assert text_of(boxes(host)[0]) == TYPED


def test_undo_still_takes_back_what_was_saved_last(qtbot: QtBot, workspace: Workspace) -> None:
    an_action(workspace)
    undone: list[str] = []
    with at_work(qtbot, workspace, *pages()) as work:
        host = with_form(work, "actions", None, "done")
        say_done(work.frame, "Saved.", lambda: undone.append("saved"))
        type_and_cancel(host)
        offered = bring_back(work)
        work.frame.undo()
        assert undone == ["saved"]
        offered.click()  # and the words are there as well
        assert text_of(boxes(host)[0]) == TYPED


def test_another_form_is_not_overwritten(qtbot: QtBot, workspace: Workspace) -> None:
    an_action(workspace)
    with at_work(qtbot, workspace, *pages()) as work:
        host = with_form(work, "actions", None, "done")
        type_and_cancel(host)
        offered = bring_back(work)
        with_form(work, "actions", None, "move")
        offered.click()
        assert "another form or page is open" in work.frame.notices.past[-1]
        assert TYPED not in [text_of(box) for box in boxes(host)]
