"""The contact notes without a case on a person's page: read, corrected, planned, in error."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from casedesk.contacts.model import ContactKind, NewContactNote, WasSafe
from casedesk.contacts.service import add_note, note_details
from casedesk.overviews.service import today
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, notes_of
from tests.conftest import NOW
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.people.people_at_work import people_pages, viewed, where
from tests.ui.pages.people.test_person_page import form_of, opened
from tests.ui.pages.window_at_work import CTRL, KEY, SHIFT, at_work
from ui.navigation import entries
from ui.page import PageEntry
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.people.person_page import PersonPage
from ui.widgets.timeline import TimelineEntry


def pages() -> list[PageEntry]:
    note = [one for one in entries(lambda _wanted: None) if one.id == "contact_note"]
    return [*people_pages(), *note]


@pytest.fixture
def lowri(workspace: Workspace) -> int:
    return a_person(workspace, "Quarrington", forenames="Lowri")


@pytest.fixture
def rang(workspace: Workspace, lowri: int) -> int:
    """A call and an earlier letter about Lowri, who has no case."""
    call = NewContactNote(
        ContactKind.CALL,
        "Rang; no answer.",
        person_id=lowri,
        at=NOW - timedelta(days=1),
        was_safe=WasSafe.YES,
        next_contact_on=date(2026, 11, 20),
    )
    before = {"kind": ContactKind.LETTER, "note": "Wrote.", "was_safe": WasSafe.NO}
    add_note(workspace, replace(call, at=NOW - timedelta(days=3), **before))  # type: ignore[arg-type]
    return add_note(workspace, call)


def told(page: PersonPage) -> list[str]:
    return [one.spoken() for one in page.notes.list.rows()]


def due(workspace: Workspace) -> list[date]:
    return [one.due_on for one in today(workspace).contacts_due]


def test_notes_without_a_case_stand_on_the_page_and_nothing_is_added_without_one(
    qtbot: QtBot, workspace: Workspace, lowri: int
) -> None:
    case_id = a_case(workspace)
    add_note(workspace, NewContactNote(ContactKind.CALL, "In the case.", case_id, lowri))
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        assert not page.notes.isVisible()  # a case's notes stand on the case's page
        call = NewContactNote(ContactKind.CALL, "Well.", person_id=lowri, said_by="Her sister")
        add_note(workspace, replace(call, was_safe=WasSafe.NOT_KNOWN))
        assert page.notes.isVisible()
        assert told(page) == [
            "Fri 20 Nov, 10:42, Contact note: Call · Her sister · Cariad Price, "
            "Well.\nNot known whether it was safe."
        ]
        assert viewed(workspace) == [f"person/{lowri}"]


def test_the_next_contact_of_the_latest_note_is_moved_or_none_is_due_with_undo(
    qtbot: QtBot, workspace: Workspace, lowri: int, rang: int
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        call, letter = told(page)
        assert call.endswith("Rang; no answer.\nIt was safe. Next contact due on 20 November 2026.")
        assert "Wrote.\nThe next contact was due on 20 November 2026., not safe" in letter
        assert due(workspace) == [date(2026, 11, 20)]
        page.notes.list.setFocus()
        for day in (date(2026, 11, 19), None):
            page.notes.buttons["next_contact"].click()
            fill(form_of(page), next_contact_on=day)
            work.press(KEY.Key_S, CTRL)
            assert due(workspace) == ([day] if day else [])
        work.frame.undo()
        assert note_details(workspace, rang).next_contact_on == date(2026, 11, 19)
        work.press(KEY.Key_Down)
        assert work.focus() is page.notes.list
        assert not page.notes.buttons["next_contact"].isEnabled()  # a later note took its plan


def test_a_note_is_corrected_and_the_old_text_stays_struck_until_undo(
    qtbot: QtBot, workspace: Workspace, lowri: int, rang: int
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        page.notes.list.setFocus()
        work.press(KEY.Key_Return)
        fill(form_of(page), note="Texted.", reason="From memory.")
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is None
        struck = page.notes.list.rows()[0]
        assert isinstance(struck, TimelineEntry)
        assert (struck.struck, struck.text) == ("Rang; no answer.", "Texted. Reason: From memory.")
        work.frame.undo()
        assert note_details(workspace, rang).note == "Rang; no answer."


def test_a_note_in_error_is_gone_and_comes_back_by_undo(
    qtbot: QtBot, workspace: Workspace, lowri: int, rang: int
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        page.notes.buttons["note_error"].click()
        fill(form_of(page), reason="Somebody else's.")
        form_of(page).save()
        assert len(told(page)) == 1
        assert page.notes.buttons["next_contact"].isEnabled()  # of the one before
        work.frame.undo()
        assert len(told(page)) == 2
        assert rang in [one.id for one in notes_of(workspace, person_id=lowri)]


def test_who_only_reads_sees_the_notes_and_changes_nothing(
    qtbot: QtBot, workspace: Workspace, lowri: int, rang: int
) -> None:
    coordinator = workspace.user
    workspace.user = replace(workspace.user, role_id="reader")
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        assert len(told(page)) == 2
        assert not any(one.isVisible() for one in page.notes.buttons.values())
        page.notes.list.setFocus()
        work.press(KEY.Key_Return)
        assert page.host.form is None
    workspace.user = coordinator
    assert viewed(workspace) == [f"person/{lowri}"]
    assert note_details(workspace, rang, opening=False).version == 1


def test_from_the_page_a_note_is_begun_about_that_person(
    qtbot: QtBot, workspace: Workspace, lowri: int, rang: int
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        page = opened(work, lowri)
        work.press(KEY.Key_N, CTRL | SHIFT)
        assert isinstance(work.frame.page, ContactNotePage)
        work.write("Rang again.")
        work.press(KEY.Key_Return, CTRL)
        assert where(work) == ("person", lowri)
        assert len(told(page)) == 3
        page.notes.buttons["new_note"].click()
        assert where(work) == ("contact_note", ("person", lowri))
    assert [one.case_id for one in notes_of(workspace, person_id=lowri)] == [None] * 3
