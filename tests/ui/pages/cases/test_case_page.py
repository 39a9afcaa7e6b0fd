"""The page of a case, used by keyboard: read, noted, corrected, closed; nothing typed is lost."""

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from casedesk.actions.model import ActionStatus, NewAction
from casedesk.actions.service import add_action, get_action
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.case_life import case_details, close_case
from casedesk.cases.model import CaseStatus
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note, note_details
from casedesk.dates import LONDON
from casedesk.interventions.model import InterventionFilter, NewIntervention
from casedesk.interventions.service import (
    get_intervention,
    list_interventions,
    record_intervention,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, notes_of, people_of
from tests.ui.pages.cases.case_at_work import (
    CASE,
    RISK,
    a_whole_case,
    entries,
    fill,
    form_of,
    opened,
)
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, Start, at_work
from ui.frame import Place
from ui.page import PageEntry

POWER = PageEntry("power", lambda: "Power", Start, on_rail=False)


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_what_is_dangerous_to_miss_stands_first(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        assert page.title() == "M-2026-001"
        assert work.window.windowTitle() == "M-2026-001 – CaseDesk"  # never a name
        texts = page.now.texts()
        assert texts[1] == "Safe contact: Text message only, 07700 900461"  # safe is not red
        assert texts[2] == "▲ Gareth must not answer."
        assert texts[3].startswith("▲ The address is protected")
        kinds = [one.property("kind") for one in page.now.findChildren(QLabel)
                 if one.text() in texts[1:4]]  # fmt: skip
        assert sorted(kinds) == ["stop", "stop", "strong"]
        assert work.focus() is page.note.box
        assert "one way only" in page.note.warning.text()  # a call is not safe


def test_a_note_is_added_and_taken_back(qtbot: QtBot, workspace: Workspace, case_id: int) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.note.kind.set_value(ContactKind.TEXT)
        assert page.note.warning.isHidden()
        work.write("Feels <b>safer</b>.")
        work.press(KEY.Key_Return)
        (note,) = notes_of(workspace, case_id=case_id)
        assert (note.kind, note.note) == (ContactKind.TEXT, "Feels <b>safer</b>.")
        assert note.person_id is not None
        assert page.note.box.text() == ""
        assert work.focus() is page.note.box
        assert "Contact note: Text message" in entries(page)
        work.frame.undo()
        assert notes_of(workspace, case_id=case_id) == []
        assert page.note.box.text() == "Feels <b>safer</b>."  # to be added again, or not


def test_a_corrected_note_stays_visible_struck(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    note_id = add_note(workspace, NewContactNote(ContactKind.CALL, "Rang; no answer.", case_id))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        shown = page.tabs_shown.timeline.list
        shown.setFocus()
        work.press(KEY.Key_Home)
        work.press(KEY.Key_Return)
        form = form_of(page)
        fill(form, note="Texted; the rule is text only.")
        work.press(KEY.Key_S, CTRL)
        assert form.fields["reason"].problem == "Say why this is corrected."
        fill(form, reason="Written from memory")
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is None
        assert work.focus() is shown  # back to where it was
        assert note_details(workspace, note_id).note == "Texted; the rule is text only."
        struck = next(one for one in shown.entries.entries if one.struck)
        assert struck.struck == "Rang; no answer."
        assert "Written from memory" in struck.text
        work.frame.undo()  # what somebody wrote stands in the form again, to be saved or not
        assert note_details(workspace, note_id).note == "Rang; no answer."
        assert form_of(page).values()["note"] == "Texted; the rule is text only."
        work.press(KEY.Key_S, CTRL)
        assert note_details(workspace, note_id).note == "Texted; the rule is text only."


def test_words_of_one_case_are_never_put_into_the_form_of_another(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    note_id = add_note(workspace, NewContactNote(ContactKind.CALL, "Rang; no answer.", case_id))
    other = a_case(workspace, reference="M-2026-098")
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("correct_note", note_id)
        fill(form_of(page), note="Texted.", reason="Written from memory")
        work.press(KEY.Key_S, CTRL)
        opened(work, other)
        work.frame.undo()
        assert note_details(workspace, note_id).note == "Rang; no answer."
        assert page.host.form is None
        opened(work, case_id)
        assert page.host.form is None


def test_half_typed_text_is_there_again(qtbot: QtBot, workspace: Workspace, case_id: int) -> None:
    other = a_case(workspace, reference="M-2026-099")
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        work.write("She said")
        page.open_form("add_action")
        fill(form_of(page), task="Ring housing")
        assert opened(work, other).host.form is None
        assert page.note.box.text() == ""
    with at_work(qtbot, workspace, CASE) as work:  # as after locking
        page = opened(work, case_id)
        assert page.note.box.text() == "She said"
        form = form_of(page)
        assert form.draft()["task"] == "Ring housing"
        form.cancelled.emit()
        assert page.host.form is None


def test_an_action_is_added_done_and_opened_again(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("add_action")
        work.write("Ring housing")
        fill(form_of(page), agency_id="police", due_on=date(2026, 11, 27))
        work.press(KEY.Key_S, CTRL)
        assert page.tabs.tabText(4) == "Actions 1"
        page.tabs.setCurrentIndex(4)
        actions = page.tabs_shown.actions
        actions.table.setFocus()
        action_id = actions.table.current_id()
        assert actions.buttons["action_done"].isEnabled()
        assert not actions.rare["reopen_action"].isEnabled()
        actions.buttons["action_done"].setFocus()
        work.press(KEY.Key_Space)
        work.press(KEY.Key_S, CTRL)
        assert get_action(workspace, action_id).status is ActionStatus.DONE
        assert actions.rare["reopen_action"].isEnabled()
        assert actions.table.current_id() == action_id
        work.frame.undo()
        assert get_action(workspace, action_id).status is ActionStatus.OPEN


def test_a_case_is_closed_with_its_reason_and_reopened(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("close")
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is not None
        assert work.focus() is form_of(page).errors.buttons[0]
        fill(form_of(page), reason="Safe and settled")
        work.press(KEY.Key_S, CTRL)
        assert case_details(workspace, case_id).status is CaseStatus.CLOSED
        page.open_form("reopen")
        work.write("Threats again")
        work.press(KEY.Key_S, CTRL)
        assert case_details(workspace, case_id).status is CaseStatus.OPEN
        assert any(one.struck for one in page.tabs_shown.timeline.list.entries.entries)


def test_a_closed_case_says_when_it_is_looked_at_again_and_a_hold_keeps_it(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    close_case(workspace, case_id, "Safe and settled.")

    def facts() -> list[str]:
        return [one.text() for one in page.tabs_shown.overview.findChildren(QLabel)]

    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.tabs.setCurrentIndex(0)
        assert "Look on 20 November 2033 whether it is still needed" in facts()
        page.open_form("hold")
        work.write("Inquest opened")
        work.press(KEY.Key_S, CTRL)
        assert case_details(workspace, case_id).on_hold
        assert "Kept until the hold is lifted" in facts()
        page.open_form("lift_hold")
        work.write("Inquest over")
        work.press(KEY.Key_S, CTRL)
        assert not case_details(workspace, case_id).on_hold


def test_a_power_is_recorded_and_its_deadlines_listed(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE, POWER) as work:
        page = opened(work, case_id)
        page.open_form("add_intervention")
        form = form_of(page)
        fill(form, power_id="closure_notice", issued_at=date(2026, 11, 20))
        served = datetime(2026, 11, 20, 9, 20, tzinfo=LONDON)
        fill(form, served_at=served, terms="No entry but for residents.")
        work.press(KEY.Key_S, CTRL)
        (used,) = list_interventions(workspace, InterventionFilter(case_id=case_id))
        held = get_intervention(workspace, used.id)
        assert held.facts.served_at == served
        assert held.facts.issued_on == date(2026, 11, 20)
        page.tabs.setCurrentIndex(5)
        page.tabs_shown.powers.used.table.setFocus()
        model = page.tabs_shown.powers.course_model
        lines = {
            model.cell(row, 0).text: model.cell(row, 1).text for row in range(model.rowCount())
        }
        assert lines["Hearing"] == "by Sun 22 Nov 2026, 09:20"
        work.press(KEY.Key_Return)  # Enter takes the next step
        form = form_of(page)
        fill(form, step_id="considered", at=date(2026, 11, 19))
        work.press(KEY.Key_S, CTRL)
        (step,) = get_intervention(workspace, used.id).steps
        assert (step.step_id, step.on_day) == ("considered", date(2026, 11, 19))
        page.tabs_shown.powers.used.buttons["power"].click()
        assert work.frame.place() == Place("power", used.id)


def test_a_limit_of_the_law_is_said_while_the_form_is_filled_in_and_stops_nothing(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    notice = record_intervention(workspace, NewIntervention("closure_notice", case_id))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("follow_intervention", f"{notice}/closure_order")
        form = form_of(page)
        fill(form, granted_on=date(2026, 11, 20), ends_on=date(2027, 2, 21))
        work.see(form.remark.isVisible)
        assert form.remark.text().startswith("● It ends later than the limit.")
        fill(form, ends_on=date(2027, 2, 19))
        work.see(form.remark.isHidden)
        fill(form, ends_on=date(2027, 2, 21))
        work.press(KEY.Key_S, CTRL)
        (order,) = list_interventions(workspace, InterventionFilter(power_id="closure_order"))
        assert order.ends_on == date(2027, 2, 21)


def test_an_order_and_the_notice_that_was_made_for_it_are_taken_back_together(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    served = datetime(2026, 11, 20, 9, 20, tzinfo=LONDON)
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("add_intervention")
        fill(form_of(page), power_id="closure_order", issued_at=served, served_at=served)
        fill(form_of(page), granted_on=date(2026, 11, 20))
        work.press(KEY.Key_S, CTRL)
        assert [one.power_id for one in list_interventions(workspace)] == [
            "closure_order",
            "closure_notice",
        ]
        work.frame.undo()
        assert list_interventions(workspace) == []
        notice = record_intervention(workspace, NewIntervention("closure_notice", case_id))
        page.open_form("follow_intervention", f"{notice}/closure_order")
        fill(form_of(page), granted_on=date(2026, 11, 20))
        work.press(KEY.Key_S, CTRL)
        work.frame.undo()
        assert [one.id for one in list_interventions(workspace)] == [notice]  # that was typed


def test_an_untouched_moment_keeps_its_seconds(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    served = datetime(2026, 11, 19, 9, 20, 42, tzinfo=LONDON)
    new = NewIntervention("closure_notice", case_id, issued_at=served, served_at=served)
    made = record_intervention(workspace, new)
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("correct_intervention", made)
        fill(form_of(page), note="Served by hand.", reason="Left out")
        work.press(KEY.Key_S, CTRL)
        held = get_intervention(workspace, made)
        assert held.facts.served_at == served
        assert [one.field for one in held.corrections] == ["note"]


def test_a_person_looked_at_in_a_case_is_audited_once_for_each_opening(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    def views() -> list[str]:
        found = audit_entries(workspace, AuditFilter(action="person.viewed"))
        return [entry.record for entry in reversed(found)]

    subject, other = (f"person/{one}" for one in people_of(workspace, case_id))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.tabs.setCurrentIndex(2)
        assert views() == [subject]
        page.tabs_shown.people.list.table.setFocus()
        work.press(KEY.Key_Down)
        assert views() == [subject, other]
        add_note(workspace, NewContactNote(ContactKind.CALL, "Spoke briefly.", case_id))
        page.open_form("correct_person", page.tabs_shown.people.list.table.current_id())
        work.press(KEY.Key_Escape)
        assert views() == [subject, other]  # asked for again, but not opened anew


def test_somebody_is_added_and_a_name_corrected(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("add_person")
        form = form_of(page)
        entry: Any = form.controls["person"]
        entry.fields.name_box.setText("Lowri Pugh")
        fill(form, role="child")
        work.press(KEY.Key_S, CTRL)
        page.tabs.setCurrentIndex(2)
        people = page.tabs_shown.people.list
        names = [people.model.cell(row, 0).text for row in range(people.model.rowCount())]
        assert names == ["Siân Morgan", "Gareth Pugh", "Lowri Pugh"]
        people.table.setFocus()
        work.press(KEY.Key_Return)
        fill(form_of(page), forenames="Sian", reason="Spelt so herself")
        work.press(KEY.Key_S, CTRL)
        assert people.model.cell(0, 0).text == "Sian Morgan"
        labels = [one.text() for one in page.tabs_shown.people.findChildren(QLabel)]
        assert "Siân" in labels  # the old name stays, struck


def test_filters_history_and_what_others_change(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    add_note(workspace, NewContactNote(ContactKind.CALL, "x" * 10_000, case_id))
    with at_work(qtbot, workspace, CASE, RISK) as work:
        page = opened(work, case_id)
        assert entries(page)[0] == "Contact note: Call"
        tick = page.tabs_shown.timeline.ticks[0][0]
        tick.setFocus()
        work.press(KEY.Key_Space)
        assert entries(page) == ["Referral accepted"]
        new = NewAction("Visit", "police", date(2026, 11, 2), case_id=case_id)
        add_action(workspace, new)
        assert len(entries(page)) == 2  # the page asks again
        assert work.focus() is tick
        page.open_form("new_risk")
        assert work.frame.place().record == (case_id, "dash_safelives", None)  # type: ignore[union-attr]
        work.press(KEY.Key_Left, ALT)
        assert work.frame.page is page


def test_a_case_that_is_gone_offers_the_list(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, 4711)
        assert page.gone.isVisible()
        assert page.whole.isHidden()


def test_every_control_has_a_name_and_alt_letters_are_unique(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        kinds = [None, "add_intervention", "add_person", "correct_case", "add_action"]
        for kind in kinds:
            if kind is not None:
                page.open_form(kind)
            parts: list[QWidget] = [
                *page.findChildren(QLineEdit),
                *page.findChildren(QPlainTextEdit),
                *page.findChildren(QComboBox),
                *page.findChildren(QTableView),
            ]
            unnamed = [one for one in parts if one.isVisibleTo(page) and not one.accessibleName()]
            assert not unnamed
