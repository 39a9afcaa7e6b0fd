"""A referral is typed on one page: matches, repeat, gaps, drafts, undo, by keyboard alone."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from casedesk.cases.case_list import case_rows
from casedesk.cases.service import referral_details, take_in_referral
from casedesk.errors import NotFoundError
from casedesk.forums.service import set_in_use
from casedesk.people.model import NewPerson, PersonSought
from casedesk.people.service import person_details, possible_matches, record_person
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, Start, at_work
from ui.action_registry import MenuId
from ui.page import PageEntry
from ui.pages.referrals.intake_page import IntakePage
from ui.widgets.state_mark import State

INTAKE = PageEntry(
    "intake",
    lambda: "New referral",
    IntakePage,
    shortcut="Ctrl+N",
    permission=Permission.CHANGE_RECORDS,
    on_rail=False,
    under="start",
    menu=MenuId.CASE,
)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)


def intake(work: AtWork) -> IntakePage:
    page = work.frame.page
    assert isinstance(page, IntakePage)
    return page


def type_referrer(work: AtWork) -> None:
    work.write("Police")
    work.press(KEY.Key_Tab)
    work.write("PC Owen Tate")
    work.press(KEY.Key_Tab, times=2)
    for part in ("12", "11", "2026"):
        work.write(part)
        work.press(KEY.Key_Tab)


def use_the_first_match(work: AtWork) -> None:
    """Alt+Down goes to the matches, Enter uses the first."""
    work.press(KEY.Key_Down, ALT)
    work.press(KEY.Key_Return)


def test_a_known_person_and_a_repeat_are_found_while_typing_and_saved_by_keys(
    qtbot: QtBot, workspace: Workspace
) -> None:
    earlier = take_in_referral(workspace, new_referral(received_on=date(2026, 2, 3)))
    sian, gareth = people_of(workspace, earlier.case_id)
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        type_referrer(work)

        work.press(KEY.Key_U, ALT)
        work.write("Sian Mor")
        entry = page.form.subject.entry
        work.see(lambda: bool(entry.found.rows))
        assert work.focus() is entry.fields.name_box  # suggestions never take it
        assert entry.found.rows[0].name == "Siân Morgan"
        assert entry.found.rows[0].detail  # why it matched
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Escape)
        assert work.focus() is entry.fields.name_box  # Esc leaves
        use_the_first_match(work)
        assert entry.person is not None
        assert entry.person.id == sian
        assert page.banner.isHidden()  # the rule wants the same two people

        work.press(KEY.Key_P, ALT)
        work.see(lambda: bool(page.form.others.people))
        other = page.form.others.people[0]
        work.write("Gareth Pugh")
        other.role.set_value("person_causing_harm")
        work.see(lambda: bool(other.entry.found.rows))
        use_the_first_match(work)
        assert other.entry.person is not None
        assert other.entry.person.id == gareth
        assert not page.banner.isHidden()
        assert "3 February 2026" in page.banner.words.text()
        assert "12 months" in page.banner.rule.text()

        work.press(KEY.Key_S, CTRL)
        assert work.frame.place().page_id == "case"  # type: ignore[union-attr]
        case_id = work.frame.place().record  # type: ignore[union-attr]
        assert people_of(workspace, case_id) == [sian, gareth]
        (line,) = case_rows(workspace, [case_id])
        assert line.is_repeat
        assert line.lead_agency == "Police"


def test_what_is_missing_stops_nothing_but_what_cannot_be_does(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        work.press(KEY.Key_S, CTRL)
        assert [one.text() for one in page.errors.buttons] == [
            "Enter the date the referral was received.",
            "Enter at least one name.",
        ]
        assert work.focus() is page.errors.buttons[0]
        work.press(KEY.Key_Space)
        assert work.focus() is page.form.referrer.received.day  # the problem leads to its field
        page.form.referrer.received.set_value(date(2026, 11, 12))
        work.press(KEY.Key_U, ALT)
        work.write("Siân")
        work.press(KEY.Key_S, CTRL)
        assert work.frame.place().page_id == "case"  # type: ignore[union-attr]
        assert "Needs finishing" in work.frame.notices.findChildren(QLabel)[1].text()


def test_not_a_repeat_needs_its_reason_and_keeps_it(qtbot: QtBot, workspace: Workspace) -> None:
    earlier = take_in_referral(workspace, new_referral(received_on=date(2026, 2, 3)))
    sian, gareth = people_of(workspace, earlier.case_id)
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        page.form.referrer.received.set_value(date(2026, 11, 12))
        page.form.subject.entry.use(sian)
        other = page.form.others.add_person()
        other.entry.use(gareth)
        assert page.banner.isHidden()  # without a role nobody is compared
        other.role.set_value("person_causing_harm")
        assert not page.banner.isHidden()
        page.form.referrer.received.set_value(date(2027, 2, 4))
        assert page.banner.isHidden()  # the window is over
        page.form.referrer.received.set_value(date(2026, 11, 12))
        page.banner.deny_button.click()
        work.write("Another matter")
        work.press(KEY.Key_S, CTRL)
        case_id = work.frame.place().record  # type: ignore[union-attr]
        (line,) = case_rows(workspace, [case_id])
        assert not line.is_repeat


def test_half_typed_text_outlives_locking_to_the_letter_and_field(
    qtbot: QtBot, workspace: Workspace
) -> None:
    earlier = take_in_referral(workspace, new_referral(received_on=date(2026, 2, 3)))
    sian = people_of(workspace, earlier.case_id)[0]
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        page.form.subject.entry.use(sian)
        page.form.others.add_person().entry.fields.name_box.setText("Efa Mor")
        page.form.criteria.lines["escalation"].tick.setChecked(True)
        page.form.referrer.received.day.setText("31")
        work.press(KEY.Key_W, ALT)
        work.write("He came back at ni")
        page.form.subject.entry.changed.emit()
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        assert page.form.happened.words.toPlainText() == "He came back at ni"
        assert work.focus() is page.form.happened.words
        assert page.form.subject.entry.person is not None
        assert page.form.subject.entry.person.id == sian
        assert page.form.others.people[0].entry.fields.name_box.text() == "Efa Mor"
        assert page.form.criteria.lines["escalation"].tick.isChecked()
        assert page.form.referrer.received.day.text() == "31"
        assert page._drafts.state.word == "Draft saved 10:42"


def test_undo_takes_the_referral_out_and_gives_the_text_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        page.form.referrer.received.set_value(date(2026, 11, 12))
        work.press(KEY.Key_U, ALT)
        work.write("Siân Morgan")
        work.press(KEY.Key_S, CTRL)
        assert draft_of(workspace, "intake") is None
        referral_details(workspace, 1)
        person_details(workspace, 1)
        work.press(KEY.Key_N, CTRL)
        page.form.subject.entry.fields.name_box.setText("Gareth")  # the next one is begun
        work.frame.undo()
        assert page.form.subject.entry.fields.name_box.text() == "Gareth"
        referral_details(workspace, 1)
        page._clear()
        work.frame.undo()
        assert intake(work) is page
        assert page.form.subject.entry.fields.name_box.text() == "Siân Morgan"
        for gone in (referral_details, person_details):
            with pytest.raises(NotFoundError):
                gone(workspace, 1)


def test_another_forum_brings_its_own_words_and_keeps_what_is_typed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        person = page.form.subject.entry
        person.fields.name_box.setText("Rhys ap Dafydd")
        assert page.form.subject.title == "Victim"
        assert person.fields.born.day.accessibleName() == "Victim: Born: day"
        page.forum.set_value("jag")
        assert page.form.subject.title == "Subject"
        assert person.fields.name_box.accessibleName() == "Subject: Full name"
        assert person.fields.born.day.accessibleName() == "Subject: Born: day"
        assert person.change_button.accessibleName() == "Subject: change"
        assert "hotspot" in page.form.criteria.lines
        assert person.fields.name_box.text() == "Rhys ap Dafydd"
        read = person.fields.value()
        assert (read.forenames, read.surname) == ("Rhys", "ap Dafydd")


def test_forums_are_read_once_for_a_new_page_and_again_when_they_changed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    read: list[str] = []

    def note(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        if "FROM forum_setting" in words:
            read.append(words)

    event.listen(workspace.engine, "before_cursor_execute", note)
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        assert len(read) == 1
        assert page.forum.findData("jag") >= 0
        set_in_use(workspace, "jag", in_use=False)
        work.see(lambda: page.forum.findData("jag") < 0)


def test_the_form_is_emptied_out_of_sight_unless_undo_is_quicker(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        name = page.form.subject.entry.fields.name_box
        for undone in (False, True):
            type_referrer(work)
            name.setText("Siân Morgan")
            page.save()
            page._after_saving()
            assert work.frame.place().page_id == "case"  # type: ignore[union-attr]
            assert name.text() == "Siân Morgan"
            assert draft_of(workspace, "intake") is None
            if undone:
                work.frame.undo()
                work.see(lambda: not page._clearing.isActive())
                assert (work.frame.page, name.text()) == (page, "Siân Morgan")
            else:
                work.see(lambda: name.text() == "")
                assert draft_of(workspace, "intake") is None
                work.frame.open_page("intake")


def test_not_the_same_takes_a_match_away_and_change_and_undo_bring_back_the_typing(
    qtbot: QtBot, workspace: Workspace
) -> None:
    earlier = take_in_referral(workspace, new_referral(received_on=date(2026, 2, 3)))
    sian = people_of(workspace, earlier.case_id)[0]
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        entry = intake(work).form.subject.entry
        entry.fields.name_box.setText("Siân Morgan")
        entry.look_now()
        entry.use(sian)
        assert entry.found.isHidden()
        assert "born 3 May 1988" in entry.summary.name.text()
        entry.undo_join()
        assert entry.person is None
        assert entry.fields.name_box.text() == "Siân Morgan"
        assert work.focus() is entry.fields.name_box
        entry.found.buttons[0][1].click()
        assert entry.found.isHidden()


def test_not_the_same_is_for_good_once_the_referral_is_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    known = record_person(workspace, NewPerson("Morgan", "Siân"))
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        page.form.referrer.received.set_value(date(2026, 11, 12))
        work.press(KEY.Key_U, ALT)
        work.write("Siân Morgan")
        work.see(lambda: bool(page.form.subject.entry.found.rows))
        work.press(KEY.Key_Down, ALT)
        work.press(KEY.Key_Right)
        work.press(KEY.Key_Return)
        work.press(KEY.Key_S, CTRL)
        case_id = work.frame.place().record  # type: ignore[union-attr]
        (new,) = people_of(workspace, case_id)
        sought = PersonSought("Morgan", "Siân", person_id=new)
        assert new != known
        assert possible_matches(workspace, sought) == []


def test_a_second_agency_brings_the_weights_and_they_are_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        type_referrer(work)
        agency = page.form.referrer.agency
        assert not agency.isVisible()  # one agency has no weight to say
        page.form.referrer.more_button.click()
        assert work.focus() in {agency.boxes[1], agency.boxes[1].lineEdit()}
        work.write("Housing")
        work.press(KEY.Key_Tab)
        assert work.focus() is agency.weights[1]
        agency.weights[1].selectAll()
        work.write("much")
        page.form.subject.entry.fields.name_box.setText("Siân Morgan")
        work.press(KEY.Key_S, CTRL)
        assert [one.text() for one in page.errors.buttons] == [
            "Enter each weight as a figure above 0, such as 1 or 2."
        ]
        agency.weights[1].setText("3")
        page._autosave.save_now()
    with at_work(qtbot, workspace, INTAKE, CASE) as work:  # as after locking
        work.press(KEY.Key_N, CTRL)
        assert [one.text() for one in intake(work).form.referrer.agency.weights] == ["1", "3"]
        work.press(KEY.Key_S, CTRL)
        held = referral_details(workspace, 1).agencies
        assert [(one.agency_id, one.weight) for one in held] == [
            ("police", 0.25),
            ("housing", 0.75),
        ]


def test_sections_say_how_far_they_are(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, INTAKE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        rows = page.sections.rows
        assert {row.word for row in rows.values()} == {"empty"}
        page.form.happened.words.setPlainText("Threats at the door.")
        page.form.referrer.name.setText("PC Owen Tate")
        work.see(lambda: rows[6].state is State.GOOD)
        assert rows[1].word == "started"
        rows[6].click()
        assert work.focus() is page.form.happened.words
        assert rows[6].is_current


def test_hostile_text_is_shown_as_text(qtbot: QtBot, workspace: Workspace) -> None:
    hostile = "<b>Siân</b> <img src=x> " + "x" * 10_000
    given = new_referral().subject
    taken = take_in_referral(workspace, new_referral(received_on=date(2026, 2, 3)))
    assert given is not None
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        page.form.referrer.received.set_value(date(2026, 11, 12))
        page.form.subject.entry.fields.name_box.setText(hostile)
        page.save()
        person = people_of(workspace, taken.case_id + 1)[0]
        assert person_details(workspace, person).forenames.startswith("<b>Siân</b>")
        work.press(KEY.Key_N, CTRL)
        page.form.subject.entry.use(person)
        assert "<b>Siân</b>" in page.form.subject.entry.summary.name.text()
        assert page.width() <= work.window.width()
