"""Every form that the window offers can be taken back, and then all is as it was."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from sqlalchemy import select

from casedesk.places.references import is_used
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.storage.base import Base, Recorded
from casedesk.workspace.workspace import Workspace
from tests.conftest import Clock
from tests.ui.every_page.rare_records import RareForm, rare_forms
from tests.ui.every_page.walk import Look, in_sight, opened, rest, views, window_in
from ui.frame import Frame
from ui.main_window import FIRST_SIZE
from ui.pages.meetings.meeting_page import MeetingPage
from ui.pages.parts.plain_form import FormHost, PlainForm
from ui.pages.parts.record_page import RecordPage
from ui.pages.people.person_entry import PersonEntry
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField

STAMPS = {"id", "version", "recorded_at", "recorded_by", "error_at", "error_reason"}
STANDS = "error_at IS NULL"
# A time that was taken back leaves a row behind that says nothing.
SAYS = {"review_time": f"{STANDS} AND (period IS NOT NULL OR reason IS NOT NULL)"}
# Forms that are refused for good, with the sentence that says so.
REFUSED = {
    "person: Recorded in &error":
        "Other records name this person. Correct those first, or join the two people.",
    "place: Recorded in &error":
        "Other records name this place. Correct those first, or correct the address.",
    "case, People: end_person": "This person has left the case already. Look at it again.",
}  # fmt: skip
# Words for what a form needs; a field that none of them suits makes the test fail.
# What must be chosen for words of our own to be allowed.
ANSWERS: dict[str, dict[str, object]] = {
    "admin, Organisation: Change the marking": {"marking": "own"},
}
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
                f'SELECT {", ".join(names)} FROM "{table}" WHERE {SAYS.get(table, STANDS)}'
            )
            found.update((table, tuple(row)) for row in rows)
        deadlines = connection.exec_driver_sql(
            "SELECT intervention_id, rule_id, due_at, settled_on, settled_note FROM deadline"
            " WHERE intervention_id IN (SELECT id FROM intervention WHERE error_at IS NULL)"
        )
        found.update(("deadline", tuple(row)) for row in deadlines)
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


def saved(
    form: PlainForm, host: FormHost, workspace: Workspace, answers: Mapping[str, object]
) -> str:
    """Fill a form until it can be saved; return what stops it, or nothing."""
    told = ""
    for word in WORDS:
        fill(form, word, workspace)
        for name, answer in answers.items():
            form.controls[name].set_value(answer)  # type: ignore[attr-defined]
        form.save()
        rest()
        if host.form is not form:
            return ""
        told = "; ".join(one.text() for one in form.errors.buttons)
        if not told:
            return ""  # refused for good, or asked about: which is said in a notice
    return "" if told in NEEDS_MORE else told


def take_back(
    frame: Frame, workspace: Workspace, view: str, answers: Mapping[str, object] | None = None
) -> str:
    """Save the form in sight and take it back; return what went wrong, or nothing."""
    assert frame.page is not None
    host = next(one for one in in_sight(frame.page, FormHost) if one.form is not None)
    before, form, said = standing(workspace), host.form, len(frame.notices.past)
    frame._set_undo(None)
    stopped = saved(form, host, workspace, answers or {})
    if stopped:
        return f"not saved: {stopped}"
    after = standing(workspace)
    if after == before:
        heard = frame.notices.past[said:] if host.form is form else []
        return "" if heard in ([], [REFUSED.get(view)]) else f"refused: {heard}"
    if frame._undo is None:
        return "no undo"
    frame.notices.clear()
    frame.undo()
    rest()
    lost, added = before - standing(workspace), standing(workspace) - before
    left = [] if form is None else [row for row in added if may_stay(row, form, workspace)]
    if lost or len(left) != len(added):
        return f"not as before: {_told(lost)} became {_told(added)}"
    return ""


def may_stay(row: Any, form: PlainForm, workspace: Workspace) -> bool:
    """Tell whether a record may stay behind: a place that was typed, and that nothing names."""
    table, values = row
    if table != "place" or "address" not in form.controls:
        return False
    of_place = dict(zip(_recorded()["place"], values, strict=True))
    with workspace.reading(Permission.READ_RECORDS) as session:
        query = select(PlaceRow.id).where(PlaceRow.place_key == of_place['"place_key"'])
        return not any(is_used(session, place_id) for place_id in session.scalars(query))


def _told(rows: Counter[Any]) -> str:
    return "; ".join(
        f"{table} {dict(zip(_recorded().get(table, row), row, strict=True))}" for table, row in rows
    )[:600]


def take_back_rare(frame: Frame, workspace: Workspace, one: RareForm) -> str:
    """Open a form on the page in sight, save it and take it back; return what went wrong."""
    page = frame.page
    assert isinstance(page, RecordPage | MeetingPage)
    if isinstance(page, MeetingPage) and one.discussion is not None:
        page._open_item(one.discussion)
    page.open_form(one.kind, one.key)
    rest()
    if page.host.form is None:
        return "not opened"
    told = take_back(frame, workspace, one.kind, one.answers)
    page.host.close_form()
    return told


def test_every_form_can_be_taken_back(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    rare = rare_forms(practice)
    assert isinstance(practice.clock, Clock)
    practice.clock.moment += timedelta(days=2)  # days put back are those of then, not today's
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in views(frame, practice):
            hosts = [one for one in in_sight(frame, FormHost) if one.form is not None]
            if hosts and (told := take_back(frame, practice, view, ANSWERS.get(view))):
                wrong[view] = told
        for one in rare:
            frame.open_page(one.page, one.record)
            rest()
            if told := take_back_rare(frame, practice, one):
                wrong[f"{one.kind} {one.key} {one.answers}"] = told
    assert not wrong, "\n".join(f"{view}: {told}" for view, told in wrong.items())
