"""A telephone call is logged from anywhere, with few keys and with what is unsafe said at once."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.people_in_case import end_person_in_case
from casedesk.cases.service import take_in_referral
from casedesk.contacts.model import ContactKind
from casedesk.overviews.service import case_page
from casedesk.people.model import NewPerson
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, notes_of, people_of
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, SHIFT, AtWork, Start, at_work
from ui.action_registry import MenuId
from ui.page import PageEntry
from ui.pages.contacts.contact_note_page import ContactNotePage

NOTE = PageEntry(
    "contact_note",
    lambda: "Contact note",
    ContactNotePage,
    shortcut="Ctrl+Shift+N",
    permission=Permission.CHANGE_RECORDS,
    on_rail=False,
    under="start",
    menu=MenuId.CASE,
    record_of="case person",
)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
SIAN = NewPerson(
    surname="Morgan",
    forenames="Siân",
    safe_contact_how="text",
    safe_contact_number="07700 900461",
    safe_contact_not="Gareth Pugh",
)


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return take_in_referral(workspace, new_referral(subject=SIAN)).case_id


def views_of(workspace: Workspace, person_id: int) -> int:
    found = audit_entries(workspace, AuditFilter(action="person.viewed"))
    return sum(one.record == f"person/{person_id}" for one in found)


def note_page(work: AtWork) -> ContactNotePage:
    page = work.frame.page
    assert isinstance(page, ContactNotePage)
    return page


def test_a_call_is_logged_with_few_keys_and_the_user_is_back_where_he_was(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    words = "Rang twice, no answer."
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.press(KEY.Key_N, CTRL | SHIFT)
        assert work.focus() is note_page(work).about.words
        work.write("mor")
        work.press(KEY.Key_Return)
        assert work.focus() is note_page(work).note
        work.write(words)
        work.press(KEY.Key_Return, CTRL)
        assert work.frame.place().page_id == "start"  # type: ignore[union-attr]
        # 5 strokes beside the words themselves: well under 20 seconds, also at 3 keys a second.
        assert work.pressed - len(words) == 6
    (note,) = notes_of(workspace, case_id=case_id)
    assert (note.kind, note.note) == (ContactKind.CALL, words)
    assert note.person_id == people_of(workspace, case_id)[0]


def test_from_a_case_it_is_about_that_case_and_goes_back_to_it(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("case", case_id)
        work.press(KEY.Key_N, CTRL | SHIFT)
        page = note_page(work)
        assert page.about.case_id == case_id
        assert work.focus() is page.note
        work.write("Letter came back.")
        page.kind.set_value("letter")
        page.next_contact.set_value(date(2026, 11, 27))
        work.press(KEY.Key_Return, CTRL)
        place = work.frame.place()
        assert place is not None
        assert (place.page_id, place.record) == ("case", case_id)
    (note,) = notes_of(workspace, case_id=case_id)
    assert note.next_contact_on == date(2026, 11, 27)


def test_who_left_the_case_is_not_chosen_nor_anybody_in_their_place(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    sian, gareth = people_of(workspace, case_id)
    view = case_page(workspace, case_id)
    end_person_in_case(workspace, next(p.id for p in view.people if p.person_id == gareth))
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", ("case", case_id, gareth))  # as from Today
        about = note_page(work).about
        assert (about.case_id, about.person_id(), about.who.value()) == (case_id, None, None)
        assert not about.summary.isVisible()
        assert about.who_field.isVisible()
        assert [about.who.itemData(place) for place in range(about.who.count())] == [str(sian)]
        about.who.set_value(str(sian))
        assert about.person_id() == sian
        about.who.set_value(None)
        about.restore({"case": case_id, "person": gareth})  # so does a draft from before
        note_page(work).note.setPlainText("The line was dead.")
        work.press(KEY.Key_Return, CTRL)
    (note,) = notes_of(workspace, case_id=case_id)
    assert note.person_id is None


def test_what_goes_against_the_safe_contact_is_said_while_it_is_typed(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        page = note_page(work)

        def warned() -> list[str]:
            shown = (one.text() for one in page.warnings if not one.isHidden())
            return [text.removeprefix("▲ ") for text in shown]

        assert warned() == [
            "This person may be contacted in one way only: Text message.",
            "Gareth Pugh must not answer.",
        ]
        page.kind.set_value("text")
        assert warned() == []
        page.number.setText("01632 960001")
        assert warned() == ["This is not the number that is safe for this person."]
        work.press(KEY.Key_U, ALT)
        work.see(lambda: page.number.text() == "07700 900461")
        assert warned() == []


def test_problems_stand_at_their_fields_and_nothing_typed_is_lost(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE) as work:
        work.press(KEY.Key_N, CTRL | SHIFT)
        page = note_page(work)
        page.at.setText("25:99")
        work.press(KEY.Key_Return, CTRL)
        assert [one.property("field") for one in page.errors.buttons] == ["at"]
        page.at.setText("09:30")
        work.press(KEY.Key_Return, CTRL)
        assert [one.property("field") for one in page.errors.buttons] == ["case", "note"]
        page.note.setPlainText("<b>Said</b> " + "x" * 10_000)
        person_id = people_of(workspace, case_id)[0]
        page.about.show_person(person_id)
        work.press(KEY.Key_Return, CTRL)
    (note,) = notes_of(workspace, person_id=person_id)
    assert note.note.startswith("<b>Said</b>")
    assert note.at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert draft_of(workspace, "contact_note") is None


def test_each_case_keeps_its_own_half_typed_note(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        work.write("She says he")
        work.frame.open_page("contact_note")
        page = note_page(work)
        assert page.note.toPlainText() == ""
        assert not page.about.is_chosen()
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        assert note_page(work).note.toPlainText() == "She says he"
        assert work.focus() is note_page(work).note


def test_each_person_without_a_case_keeps_a_half_typed_note_and_undo_comes_back_to_it(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    sian, gareth = people_of(workspace, case_id)
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", ("person", sian))
        work.write("She says he")
        work.frame.open_page("contact_note", ("person", gareth))
        page = note_page(work)
        assert page.note.toPlainText() == ""
        assert (page.about.case_id, page.about.person_id()) == (None, gareth)
        work.frame.open_page("contact_note", ("person", sian))
        assert page.note.toPlainText() == "She says he"
        assert page.about.person_id() == sian
        work.press(KEY.Key_Return, CTRL)
        assert len(notes_of(workspace, person_id=sian)) == 1
        work.frame.undo()
        assert page.about.person_id() == sian
        assert page.note.toPlainText() == "She says he"


def test_undo_takes_the_note_out_and_gives_the_text_back(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        work.write("Wrong case")
        work.press(KEY.Key_Return, CTRL)
        assert len(notes_of(workspace, case_id=case_id)) == 1
        work.frame.undo()
        assert note_page(work).note.toPlainText() == "Wrong case"
        assert notes_of(workspace, case_id=case_id) == []


def test_undo_leaves_what_was_begun_since_and_is_still_on_offer(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        work.write("The first")
        work.press(KEY.Key_Return, CTRL)
        work.frame.open_page("contact_note", case_id)
        work.write("The second, half")
        work.frame.undo()
        page = note_page(work)
        assert page.note.toPlainText() == "The second, half"
        assert [one.note for one in notes_of(workspace, case_id=case_id)] == ["The first"]
        assert "half typed" in work.frame.notices.past[-1]
        work.press(KEY.Key_Return, CTRL)  # saved: the Undo is now of this one
        work.frame.undo()
        assert page.note.toPlainText() == "The second, half"
        assert [one.note for one in notes_of(workspace, case_id=case_id)] == ["The first"]


def test_a_change_elsewhere_is_no_further_view_of_the_person(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    sian, gareth = people_of(workspace, case_id)
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", ("person", sian))
        before = views_of(workspace, sian)
        assert before == 1
        note_page(work).refresh()
        assert views_of(workspace, sian) == before
        work.frame.open_page("contact_note", ("person", gareth))
        work.frame.open_page("contact_note", ("person", sian))
        assert views_of(workspace, sian) == before + 1


def test_a_blank_alone_is_no_draft(qtbot: QtBot, workspace: Workspace, case_id: int) -> None:
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("contact_note", case_id)
        page = note_page(work)
        name = page._drafts.name
        work.see(lambda: page._drafts._at_first is not None)
        page.note.setFocus()
        work.write(" ")
        work.frame.save_drafts()
        assert draft_of(workspace, name) is None
        assert page._drafts.state.word == ""
        work.write("x")
        work.frame.save_drafts()
        assert draft_of(workspace, name) is not None
        assert page._drafts.state.word.startswith("Draft saved")
