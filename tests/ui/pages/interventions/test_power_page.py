"""One use of a power: notice to order by keyboard, deadlines answered, checklists ticked."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casedesk.interventions import course, service
from casedesk.interventions.checklists import tick_point
from casedesk.interventions.model import NewIntervention, NewStep, Stage
from casedesk.interventions.whole_course import whole_course
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, Start, at_work
from ui.page import PageEntry
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.interventions.power_calculator_page import PowerCalculatorPage
from ui.pages.interventions.power_page import PowerPage
from ui.pages.interventions.powers_page import PowersPage
from ui.pages.parts.plain_form import PlainForm

POWER = PageEntry("power", lambda: "Power", PowerPage, on_rail=False)
POWERS = PageEntry("powers", lambda: "Powers", Start, on_rail=False)
NOTE = PageEntry("contact_note", lambda: "Note", ContactNotePage, on_rail=False)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
TODAY = date(2026, 11, 20)
ISSUED = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)


def a_notice(workspace: Workspace, **given: Any) -> int:
    usual = {"issued_at": ISSUED, "served_at": SERVED, "place_id": a_place(workspace)}
    return service.record_intervention(
        workspace, NewIntervention("closure_notice", **{**usual, **given})
    )


def opened(work: AtWork, record: int) -> PowerPage:
    work.frame.open_page("power", record)
    page = work.frame.page
    assert isinstance(page, PowerPage)
    return page


def form_of(page: PowerPage) -> PlainForm:
    assert page.host.form is not None
    return page.host.form


def steps(page: PowerPage) -> list[str]:
    return [one.accessibleName() for one in page.course.stepper.buttons]


def deadlines(page: PowerPage) -> list[str]:
    model = page.course.deadlines.model
    return [model.cell(row, 0).text for row in range(model.rowCount())]


def test_every_step_is_a_button_that_says_where_it_stands(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, a_notice(workspace))
        assert page.title() == "I-0001"
        assert "Step 5 of 11: Notice served, done 19 Nov, 09:20" in steps(page)
        assert "Step 6 of 11: Hearing listed, comes next" in steps(page)
        assert "Step 7 of 11: First hearing, by 21 Nov, 09:20" in steps(page)
        page.course.stepper.buttons[5].setFocus()
        work.press(KEY.Key_Left)
        assert work.focus() is page.course.stepper.buttons[4]
        work.press(KEY.Key_Space)  # its checklist is shown
        assert page.course.checklist.choice.currentText() == "How the notice was served"


def test_from_notice_to_order_by_keyboard(qtbot: QtBot, workspace: Workspace) -> None:
    notice = a_notice(workspace)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        assert work.focus() is page.next
        work.press(KEY.Key_Space)
        form = form_of(page)
        assert form.controls["step_id"].value() == "application_listed"  # type: ignore[attr-defined]
        assert not page.next.isEnabled()  # another form would take the place of this one
        fill(form, at=TODAY)
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is None
        assert work.focus() is page.next
        work.press(KEY.Key_Space)
        assert "Closure order, following Closure notice I-0001" in form_of(page).title_label.text()
        fill(form_of(page), granted_on=TODAY, ends_on=date(2027, 2, 19), terms="full")
        work.press(KEY.Key_S, CTRL)
        found = whole_course(workspace, notice)
        assert [one.summary.power_id for one in found.records] == [
            "closure_notice",
            "closure_order",
        ]
        assert found.records[1].facts.place_id == found.records[0].facts.place_id
        assert page.heading.subtitle_label.text() == "Closure notice to closure order"
        assert "Exit meeting" in deadlines(page)


def test_a_deadline_shows_each_day_counted_and_is_answered(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice = a_notice(workspace, served_at=datetime(2026, 11, 20, 9, 20, tzinfo=UTC))
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        table, working = page.course.deadlines.table, page.course.working.model
        table.setFocus()
        table.select_id((notice, "hearing"))
        lines = [tuple(working.cell(row, at).text for at in range(4)) for row in range(4)]
        assert lines == [
            ("Fri 20 Nov 2026", "09:20–24:00", "14 h 40 min", "counted"),
            ("Sat 21 Nov 2026", "00:00–24:00", "24 h 00 min", "counted"),
            ("Sun 22 Nov 2026", "00:00–09:20", "9 h 20 min", "counted"),
            ("Together", "", "48 h 00 min", ""),
        ]
        law = page.course.working.law.text()
        assert law.startswith("Anti-social Behaviour, Crime and Policing Act 2014, section 80")
        assert "Not used: Heard within 72 hours" in law
        work.press(KEY.Key_W, ALT)  # Say what came of it
        work.see(lambda: page.host.form is not None)
        fill(form_of(page), note="Heard on Saturday.")
        work.press(KEY.Key_S, CTRL)
        assert (
            page.course.deadlines.model.cell(deadlines(page).index("Hearing"), 2).text == "answered"
        )
        assert work.focus() is table


def test_a_tick_is_kept_with_who_and_when(qtbot: QtBot, workspace: Workspace) -> None:
    notice = a_notice(workspace)
    tick_point(workspace, notice, "safeguarding", "children")
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        card = page.course.checklist
        assert card.boxes[0].isChecked()
        assert "ticked by Cariad Price" in card.boxes[0].accessibleDescription()
        card.boxes[1].setFocus()
        work.press(KEY.Key_Space)
        assert card.done.text() == "2 of 6 done"
        assert work.focus() is card.boxes[1]
        work.press(KEY.Key_Space)
        assert card.done.text() == "1 of 6 done"
        assert whole_course(workspace, notice).checklists[0].done == 1
        card.boxes[2].toggle()  # as a screen reader does, without a click
        assert whole_course(workspace, notice).checklists[0].done == 2
        strips = len(work.frame.notices.past)
        work.frame.undo()
        assert card.done.text() == "1 of 6 done"
        first = card.boxes[0].accessibleDescription()
        card.boxes[0].toggle()
        assert card.done.text() == "0 of 6 done"
        work.frame.undo()  # with who ticked it, and when
        assert card.boxes[0].accessibleDescription() == first
        assert len(work.frame.notices.past) == strips  # what is clicked on does not move
        step = page.course.stepper.buttons[0]
        step.toggle()
        step.toggle()  # the step that is looked at stays so
        assert step.isChecked()


def test_breach_correction_and_end_are_recorded_without_a_case(
    qtbot: QtBot, workspace: Workspace
) -> None:
    person = a_person(workspace, "Pugh", forenames="Gareth")
    new = NewIntervention("cpn", person_id=person, issued_on=date(2026, 11, 3))
    record = service.record_intervention(workspace, new)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, record)
        page.open_form("breach", record)
        fill(form_of(page), breached_on=date(2026, 11, 9), note="Dog <i>out</i>")
        work.press(KEY.Key_S, CTRL)
        assert page.course.recorded.model.cell(0, 0).note == "Dog <i>out</i>"
        page.open_form("correct_intervention", record)
        assert form_of(page).controls["person_id"].currentText() == "Gareth Pugh"  # type: ignore[attr-defined]
        fill(form_of(page), terms="Keep the dog in", reason="Left out at first")
        work.press(KEY.Key_S, CTRL)
        held = service.get_intervention(workspace, record)
        assert (held.facts.person_id, held.facts.terms) == (person, "Keep the dog in")
        assert "Left out at first" in page.course.recorded.struck.text()
        page.next.setFocus()
        work.press(KEY.Key_Space)  # what comes next is its end
        fill(form_of(page), status="ended", reason="Kept for a year")
        work.press(KEY.Key_S, CTRL)
        assert whole_course(workspace, record).steps[-1].stage is Stage.DONE
        assert page.next.isHidden()


@pytest.mark.parametrize("in_case", [True, False])
def test_a_correction_keeps_person_and_premises_also_of_who_left_the_case(
    qtbot: QtBot, workspace: Workspace, in_case: bool
) -> None:
    person = a_person(workspace, "Pugh", forenames="Gareth")  # of no case
    place = a_place(workspace, "3 Weir Row", postcode="QX4 2AA")
    case_id = None
    if in_case:
        case_id = a_case(workspace, place_id=a_place(workspace))
    notice = a_notice(workspace, case_id=case_id, person_id=person, place_id=place)
    with at_work(qtbot, workspace, POWER, CASE) as work:
        page = opened(work, notice)
        page.open_form("correct_intervention", notice)
        who, where = (form_of(page).controls[name] for name in ("person_id", "place_id"))
        assert isinstance(who, QComboBox)
        assert isinstance(where, QComboBox)
        assert (who.currentText(), where.currentText()) == ("Gareth Pugh", "3 Weir Row")
        offered = [where.itemText(at) for at in range(where.count())]
        assert ("12 Mill Court, QX4 1BR" in offered) is in_case  # the place of the case
        fill(form_of(page), note="Served by hand.", reason="Left out")
        work.press(KEY.Key_S, CTRL)
        held = service.get_intervention(workspace, notice)
        assert (held.facts.person_id, held.facts.place_id) == (person, place)
        assert [one.field for one in held.corrections] == ["note"]
        page.open_form("follow_intervention", f"{notice}/closure_order")
        fill(form_of(page), granted_on=TODAY)
        work.press(KEY.Key_S, CTRL)
        (order,) = service.get_intervention(workspace, notice).followed_by
        facts = service.get_intervention(workspace, order).facts
        assert (facts.person_id, facts.place_id) == (person, place)


@pytest.mark.parametrize("served", [None, SERVED.replace(minute=45)])
def test_a_correction_taken_back_brings_back_the_step_that_went_with_it(
    qtbot: QtBot, workspace: Workspace, served: datetime | None
) -> None:
    notice = a_notice(workspace)
    step = NewStep("served", SERVED.date(), SERVED, "Handed to the tenant.")
    course.take_step(workspace, notice, step)
    later = SERVED.replace(minute=45)  # on somebody else, and said of no column
    course.take_step(workspace, notice, NewStep("served", SERVED.date(), later))
    before = service.get_intervention(workspace, notice)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        page.open_form("correct_intervention", notice)
        fill(form_of(page), served_at=served, reason="Misread")
        work.press(KEY.Key_S, CTRL)
        held = service.get_intervention(workspace, notice)
        assert held.facts.served_at == served
        assert SERVED not in [one.at for one in held.steps]
        work.frame.undo()
        held = service.get_intervention(workspace, notice)
        assert held.facts == before.facts
        said = [(one.id, one.at, one.note) for one in held.steps]
        assert said == [(one.id, one.at, one.note) for one in before.steps]
        assert held.deadlines == before.deadlines


def test_a_power_must_be_used_on_somebody_somewhere_or_in_a_case(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice = a_notice(workspace)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        page.open_form("correct_intervention", notice)
        fill(form_of(page), place_id="", reason="Mistyped")
        work.press(KEY.Key_S, CTRL)
        problem = form_of(page).fields["person_id"].problem
        assert problem == "Say on which person, place or case it was used."


def test_half_typed_text_comes_back_and_the_case_is_one_key_away(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case_id = a_case(workspace)
    notice, other = a_notice(workspace, case_id=case_id), a_notice(workspace)
    with at_work(qtbot, workspace, POWER, CASE) as work:
        page = opened(work, notice)
        page.next.click()
        fill(form_of(page), note="Half a sen")
        opened(work, other)
        assert page.host.form is None
        opened(work, notice)
        assert form_of(page).controls["note"].toPlainText() == "Half a sen"  # type: ignore[attr-defined]
        page.host.close_form()
        links = page.course.links.findChildren(type(page.next))
        next(one for one in links if one.isVisible()).click()
        assert work.frame.place().record == case_id  # type: ignore[union-attr]


def test_hostile_text_shows_as_text_and_makes_the_page_no_wider(
    qtbot: QtBot, workspace: Workspace
) -> None:
    words = "<b>" + "x" * 10_000
    notice = a_notice(workspace, terms=words, applicant=words)
    course.take_step(workspace, notice, NewStep("considered", TODAY, None, words))
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        assert "<b>xxx" in page.course.recorded.facts.text().replace("\u200b", "")
        qtbot.wait(1)
        assert page.scroll_area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("page_id", ["powers", "power", "calculator"])
def test_all_inputs_have_names_and_alt_letters_are_unique(
    qtbot: QtBot, workspace: Workspace, page_id: str
) -> None:
    notice = a_notice(workspace)
    entries = (("powers", PowersPage), ("power", PowerPage), ("calculator", PowerCalculatorPage))
    made = [PageEntry(one, lambda: "Page", page, on_rail=False) for one, page in entries]
    with at_work(qtbot, workspace, *made) as work:
        work.frame.open_page(page_id, notice if page_id == "power" else None)
        page = work.frame.page
        assert page is not None
        texts = [action.text() for action in work.window.menuBar().actions()]
        for part in page.findChildren(QWidget):
            if isinstance(part, QLineEdit | QComboBox | QAbstractButton) and part.isVisible():
                assert part.accessibleName() or getattr(part, "text", str)(), part
            if isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy()):
                texts.append(part.text())
        letters = Counter(text.partition("&")[2][:1].casefold() for text in texts if "&" in text)
        assert {letter: times for letter, times in letters.items() if times > 1} == {}


def test_who_only_reads_sees_all_and_changes_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    notice = a_notice(workspace)
    course.take_step(workspace, notice, NewStep("considered", TODAY))
    workspace.user = replace(workspace.user, role_id="reader")
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        assert work.focus() is page.course.deadlines.table
        for part in (page.next, page.change, page.course.answer, page.course.recorded.correct):
            assert not part.isVisible()
        assert not any(made.isEnabled() for made in page.course.checklist.boxes)
        page.course.recorded.table.setFocus()
        work.press(KEY.Key_Return)
        assert page.host.form is None


def test_a_record_made_in_error_says_so_and_offers_the_list(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice = a_notice(workspace)
    with at_work(qtbot, workspace, POWER, POWERS) as work:
        page = opened(work, notice)
        page.open_form("intervention_error", notice)
        fill(form_of(page), reason="Wrong premises")
        work.press(KEY.Key_S, CTRL)
        assert page.gone.isVisible()
        assert not page.next.isVisible()


def test_a_note_on_a_power_without_a_case_is_about_its_person(
    qtbot: QtBot, workspace: Workspace
) -> None:
    person = a_person(workspace)
    new = NewIntervention("cpw", issued_on=TODAY, person_id=person)
    with at_work(qtbot, workspace, POWER, NOTE) as work:
        opened(work, service.record_intervention(workspace, new)).open_form("note")
        page = work.frame.page
        assert isinstance(page, ContactNotePage)
        assert page.about.person_id() == person
