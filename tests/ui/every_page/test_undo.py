"""Every form that the window offers can be taken back, and then all is as it was."""

from collections import Counter
from datetime import timedelta
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from casedesk.interventions.deadlines import open_deadlines, settle_deadline
from casedesk.security.roles import Permission
from casedesk.storage.base import Base, Recorded
from casedesk.workspace.workspace import Workspace
from tests.conftest import Clock
from tests.ui.every_page.walk import Look, in_sight, opened, records_of, rest, views, window_in
from ui.frame import Frame
from ui.main_window import FIRST_SIZE
from ui.pages.parts.plain_form import FormHost, PlainForm
from ui.pages.parts.record_page import RecordPage
from ui.pages.people.person_entry import PersonEntry
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField

STAMPS = {"id", "version", "recorded_at", "recorded_by", "error_at", "error_reason"}
# Words for what a form needs; a field that none of them suits makes the test fail.
NEEDS_MORE = {"Choose the other person."}  # found by a search; see test_person_page
WORDS = ("Mistyped.", "1", "QX4 1BR", "01632 960114", "M-2026-014")


def standing(workspace: Workspace) -> Counter[Any]:
    """Return everything that is recorded and not in error, without stamps.

    It is read again only after something was entered into the audit trail: no record changes
    without an entry, and most clicks change none.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        connection = session.connection()
        entries = connection.exec_driver_sql("SELECT seq FROM audit_head").scalar()
        if _last_read.get(workspace, (None, Counter()))[0] == entries:
            return _last_read[workspace][1]
        found: Counter[Any] = Counter()
        for table, names in _recorded().items():
            rows = connection.exec_driver_sql(
                f'SELECT {", ".join(names)} FROM "{table}" WHERE error_at IS NULL'
            )
            found.update((table, tuple(row)) for row in rows)
        answers = connection.exec_driver_sql(
            "SELECT intervention_id, rule_id, settled_on, settled_note FROM deadline"
            " WHERE settled_on IS NOT NULL"
        )
        found.update(("deadline", tuple(row)) for row in answers)
    _last_read[workspace] = (entries, found)
    return found


_last_read: WeakKeyDictionary[Workspace, tuple[int | None, Counter[Any]]] = WeakKeyDictionary()


@cache
def _recorded() -> dict[str, list[str]]:
    """Return the columns of every table of records, without stamps."""
    return {
        str(mapper.local_table): [
            f'"{one.columns[0].name}"' for one in mapper.column_attrs if one.key not in STAMPS
        ]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Recorded)
    }


def fill(form: PlainForm, word: str, workspace: Workspace) -> None:
    """Answer every question that has no answer, and change what is text."""
    for name, control in form.controls.items():
        problem = form.fields[name].problem
        if isinstance(control, QLineEdit | QPlainTextEdit):
            held = control.text() if isinstance(control, QLineEdit) else control.toPlainText()
            if not held or problem:
                _write(control, word)
            elif word == WORDS[0] and not held.isdecimal():
                _write(control, f"{held}x")
        elif isinstance(control, QCheckBox):
            pass
        elif isinstance(control, ChoiceBox | ChoiceField):
            _choose(control)
        elif isinstance(control, DateField) and control.value() is None:
            control.set_value(workspace.today())
        elif isinstance(control, MomentField) and control.value() is None:
            control.set_value(workspace.clock())
        elif isinstance(control, PersonEntry):
            control.findChildren(QLineEdit)[0].setText(word)


def _write(control: QWidget, text: str) -> None:
    if isinstance(control, QPlainTextEdit):
        control.setPlainText(text)
    elif isinstance(control, QLineEdit):
        control.setText(text)


def _choose(control: ChoiceBox | ChoiceField) -> None:
    if control.value():
        return
    if isinstance(control, ChoiceField) and control.box is None:
        control.radios[0].setChecked(True)
        return
    box = control.box if isinstance(control, ChoiceField) else control
    assert box is not None
    first = next((at for at in range(box.count()) if box.itemData(at)), -1)
    box.setCurrentIndex(first)


def saved(form: PlainForm, host: FormHost, frame: Frame, workspace: Workspace) -> str:
    """Fill a form until it can be saved; return what stops it, or nothing."""
    told, said = "", len(frame.notices.past)
    for word in WORDS:
        fill(form, word, workspace)
        form.save()
        rest()
        if host.form is not form:
            return ""
        told = "; ".join(one.text() for one in form.errors.buttons)
        if len(frame.notices.past) > said:
            return ""  # refused for good: other records lean on it, which was said
    return "" if told in NEEDS_MORE else told


def take_back(frame: Frame, workspace: Workspace) -> str:
    """Save the form in sight and take it back; return what went wrong, or nothing."""
    assert frame.page is not None
    host = next(one for one in in_sight(frame.page, FormHost) if one.form is not None)
    before, form = standing(workspace), host.form
    frame._set_undo(None)
    stopped = saved(form, host, frame, workspace)
    if stopped:
        return f"not saved: {stopped}"
    after = standing(workspace)
    if after == before:
        return ""
    if frame._undo is None:
        return "no undo"
    frame.notices.clear()
    frame.undo()
    rest()
    if standing(workspace) != before:
        lost, added = before - standing(workspace), standing(workspace) - before
        if lost or any(table != "place" for table, _row in added):  # others may name it by now
            return f"not as before: {_told(lost)} became {_told(added)}"
    return ""


def _told(rows: Counter[Any]) -> str:
    return "; ".join(
        f"{table} {dict(zip(_recorded().get(table, row), row, strict=True))}" for table, row in rows
    )[:600]


def answered_deadline(workspace: Workspace) -> int:
    """Answer a deadline today and return it."""
    first = open_deadlines(workspace)[0].id
    settle_deadline(workspace, first, "Heard, order made.")
    return first


def test_every_form_can_be_taken_back(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    answered = answered_deadline(practice)
    assert isinstance(practice.clock, Clock)
    practice.clock.moment += timedelta(days=2)  # days put back are those of then, not today's
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in views(frame, practice):
            hosts = [one for one in in_sight(frame, FormHost) if one.form is not None]
            if hosts and (told := take_back(frame, practice)):
                wrong[view] = told
        frame.open_page("power", records_of(practice)["power"])
        assert isinstance(frame.page, RecordPage)
        frame.page.open_form("reopen_deadline", answered)
        rest()
        if told := take_back(frame, practice):
            wrong["reopen_deadline"] = told
    assert not wrong, "\n".join(f"{view}: {told}" for view, told in wrong.items())
