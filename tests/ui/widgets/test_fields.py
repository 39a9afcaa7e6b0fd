"""Fields as somebody uses them: typing, pasting, choosing, being told what is wrong."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.theme.look import colour
from ui.theme.theme import apply_theme, dress
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.choice_field import ChoiceField, unknown_choices
from ui.widgets.date_field import DateField
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_field import FormField
from ui.widgets.moment_field import MomentField
from ui.widgets.passphrase_box import PassphraseBox
from ui.widgets.typed_date import TypedDate

MANY = [Choice(str(number), f"Agency {number}") for number in range(12)]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window with a column, in which the keyboard works."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def show(qtbot: QtBot, page: QWidget, *parts: QWidget) -> None:
    for part in parts:
        page.layout().addWidget(part)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()


def press(page: QWidget, text: str) -> None:
    """Press keys as the window gets them, so that focus counts."""
    for letter in text:
        key = Qt.Key.Key_Tab if letter == "\t" else Qt.Key(ord(letter.upper()))
        QTest.keyClick(page.windowHandle(), key)


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_date_is_typed_with_tabs_and_nothing_jumps(qtbot: QtBot, page: QWidget) -> None:
    field = DateField("Date received")
    show(qtbot, page, field)
    field.setFocus()
    press(page, "05\tmai\t2026")
    assert field.value() == date(2026, 5, 5)
    assert [name(box) for box in field.boxes] == [
        "Date received: day",
        "Date received: month",
        "Date received: year",
    ]


def test_a_whole_date_pasted_into_the_first_box_fills_all(qtbot: QtBot, page: QWidget) -> None:
    field = DateField("Date received")
    show(qtbot, page, field)
    QApplication.clipboard().setText("12/11/2026")
    field.setFocus()
    field.day.selectAll()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [box.text() for box in field.boxes] == ["12", "11", "2026"]


def test_today_is_the_day_that_was_handed_in_not_that_of_the_computer(
    qtbot: QtBot, page: QWidget
) -> None:
    field = DateField("Date received", today=lambda: date(2026, 11, 20))
    show(qtbot, page, field)
    assert field.today_button is not None
    qtbot.mouseClick(field.today_button, Qt.MouseButton.LeftButton)
    assert field.value() == date(2026, 11, 20)


def test_a_birth_date_may_be_about_a_year_or_not_known(qtbot: QtBot, page: QWidget) -> None:
    field = DateField("Born", partial=True, unknown=True)
    show(qtbot, page, field)
    field.set_value(TypedDate(year=1988, about=True))
    assert field.typed() == TypedDate(year=1988, about=True)
    assert field.value() is None
    assert field.unknown is not None
    field.unknown.setChecked(True)
    assert field.typed() == TypedDate(unknown=True)
    assert not field.year.isEnabled()


def test_a_time_is_taken_with_or_without_its_colon_and_what_is_none_is_said_on_leaving(
    qtbot: QtBot, page: QWidget
) -> None:
    control, after = MomentField("Served"), QLineEdit()
    field = FormField("Served", control)
    show(qtbot, page, field, after)
    control.set_value(date(2026, 11, 20))
    for typed, at in (
        ("16:30", (16, 30)),
        ("16.30", (16, 30)),
        ("1630", (16, 30)),
        ("9:05", (9, 5)),
    ):
        control.time.setText(typed)
        value = control.value()
        assert value is not None
        assert (value.hour, value.minute) == at
    for typed in ("25:99", "2599", "4pm", "163"):
        control.time.setText(typed)
        control.time.setFocus()
        assert control.value() is None
        press(page, "\t")
        assert field.problem.startswith("Enter the time"), typed
    control.time.setText("0920")
    control.time.setFocus()
    press(page, "\t")
    assert field.problem == ""


def test_leaving_the_group_is_told_once_not_between_its_boxes(qtbot: QtBot, page: QWidget) -> None:
    field, after = DateField("Date received"), QLineEdit()
    show(qtbot, page, field, after)
    left: list[bool] = []
    field.left.connect(lambda: left.append(True))
    field.setFocus()
    press(page, "5\t5\t2026")
    assert left == []
    press(page, "\t")
    assert left == [True]


def test_up_to_five_answers_are_radio_buttons_and_more_a_list(qtbot: QtBot) -> None:
    few = ChoiceField("Told?", unknown_choices())
    many = ChoiceField("Agency", MANY)
    qtbot.addWidget(few)
    qtbot.addWidget(many)
    assert few.box is None
    assert name(few.radios[0]) == "Told?: Not known"
    few.set_value("declined")
    assert few.value() == "declined"
    few.set_value(None)
    assert few.value() is None
    assert many.box is not None
    assert name(many.box) == "Agency"


def test_a_long_list_takes_typing_and_says_when_it_is_none_of_them(
    qtbot: QtBot, page: QWidget
) -> None:
    box = ChoiceBox("Agency", MANY, search=True)
    show(qtbot, page, box)
    edit = box.lineEdit()
    assert edit is not None
    assert box.value() is None
    edit.setText("agency 7")
    assert box.value() == "7"
    edit.setText("Agency of nobody")
    assert box.value() is None
    assert "“Agency of nobody” is none of the list" in box.problem()


@pytest.mark.parametrize(
    ("typed", "chosen"), [("hous", "housing"), ("HOUS ", "housing"), ("pol", None), ("", None)]
)
def test_leaving_a_long_list_takes_the_only_choice_that_holds_what_was_typed(
    qtbot: QtBot, page: QWidget, typed: str, chosen: str | None
) -> None:
    choices = [Choice(one.casefold(), one) for one in ("Housing", "Police", "Police commissioner")]
    box = ChoiceBox("Agency", choices, search=True)
    show(qtbot, page, box)
    edit = box.lineEdit()
    assert edit is not None
    edit.setText(typed)
    edit.editingFinished.emit()
    assert box.value() == chosen
    assert edit.cursorPosition() == 0  # the beginning is in sight, however narrow the box


@pytest.mark.parametrize("typed", ["agency", "women"], ids=["several", "none"])
def test_a_word_that_is_no_choice_is_marked_on_leaving_and_chooses_nothing(
    qtbot: QtBot, page: QWidget, typed: str
) -> None:
    box = ChoiceBox("Agency", MANY, search=True)
    box.set_value("3")
    field, after = FormField("&Agency", box), QLineEdit()
    show(qtbot, page, field, after)
    box.setFocus()
    box.lineEdit().selectAll()
    press(page, typed)
    assert not field.problem  # not while it is typed
    box.completer().popup().hide()
    after.setFocus()
    assert typed.casefold() in field.problem.casefold()
    assert box.value() is None  # neither this nor the choice before
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Delete)
    after.setFocus()
    assert not field.problem


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_suggestions_look_like_the_rest_in_every_theme_also_after_a_change(
    qtbot: QtBot, qapp: QApplication, theme: str
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dress(window)
    box = ChoiceBox("Agency", MANY, search=True)
    window.setCentralWidget(box)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    apply_theme(qapp, theme)
    box.setFocus()
    press(window, "agency")
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    picture = popup.grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, 4)
    edge = picture.pixelColor(picture.width() // 2, 0)
    popup.hide()
    assert ground.name() == colour("panel").name()
    assert edge.name() == colour("quiet").name()


def test_the_wheel_does_not_change_an_answer(qtbot: QtBot, page: QWidget) -> None:
    box = ChoiceBox("Forum", MANY, empty="All")
    show(qtbot, page, box)
    QTest.wheelEvent(page.windowHandle(), box.geometry().center(), QPoint(0, -240))
    assert box.value() == ""


def test_errors_stand_over_their_fields_and_lead_to_them(qtbot: QtBot, page: QWidget) -> None:
    summary = ErrorSummary()
    surname = FormField("&Surname", QLineEdit(), hint="As on the passport")
    born = FormField("&Born", DateField("Born"))
    show(qtbot, page, summary, surname, born)
    problems = {"born": "Enter the year with four figures", "surname": "Enter the surname"}

    summary.show_problems(problems, [("surname", surname), ("born", born)])

    assert [one.text() for one in summary.buttons] == [problems["surname"], problems["born"]]
    assert summary.buttons[0].hasFocus()
    assert surname.problem_label is not None
    assert surname.problem_label.isVisible()
    assert surname.control.accessibleDescription() == "Enter the surname As on the passport"
    qtbot.mouseClick(summary.buttons[1], Qt.MouseButton.LeftButton)
    assert born.control.isAncestorOf(QApplication.focusWidget())

    summary.show_problems({}, [("surname", surname), ("born", born)])
    assert not summary.isVisible()
    assert not surname.problem_label.isVisible()


def test_a_draft_is_due_two_seconds_after_the_first_unsaved_key(
    qtbot: QtBot, page: QWidget
) -> None:
    text, born = QLineEdit(), DateField("Born")
    note = QPlainTextEdit()
    form = AutosaveForm({"text": text, "born": born, "note": note}, page)
    show(qtbot, page, text, born, note)
    text.setFocus()
    with qtbot.waitSignal(form.draft_due, timeout=2500) as due:
        press(page, "half")
        QTest.qWait(900)
        press(page, "typed")  # further keys do not put it off
    assert due.args == [{"text": "halftyped", "born": ["", "", "", "", ""], "note": ""}]
    assert not form.is_dirty

    form.restore({"text": "back", "born": ["5", "13", "20", "", ""], "note": "n", "gone": 1})
    assert (text.text(), born.month.text(), note.toPlainText()) == ("back", "13", "n")
    assert not form.is_dirty


def test_a_passphrase_is_hidden_until_asked_and_forgotten_on_clear(
    qtbot: QtBot, page: QWidget
) -> None:
    box = PassphraseBox("Passphrase")
    show(qtbot, page, box)
    box.setFocus()
    qtbot.keyClick(box.edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not box.caps_label.isVisible()
    qtbot.keyClick(box.edit, "A")  # a capital without Shift
    assert box.caps_label.isVisible()
    assert box.edit.echoMode() is QLineEdit.EchoMode.Password
    qtbot.mouseClick(box.show_button, Qt.MouseButton.LeftButton)
    assert box.edit.echoMode() is QLineEdit.EchoMode.Normal
    box.clear()
    assert box.text() == ""
    assert box.edit.echoMode() is QLineEdit.EchoMode.Password


def test_what_is_wrong_is_read_out_with_the_box_that_takes_the_focus(
    qtbot: QtBot, page: QWidget
) -> None:
    box = PassphraseBox("Passphrase")
    field = FormField("&Passphrase", box, hint="Spaces are allowed.")
    show(qtbot, page, field)
    field.show_problem("Type the passphrase.")
    assert box.edit.accessibleDescription() == "Type the passphrase. Spaces are allowed."
    field.show_problem("")
    assert box.edit.accessibleDescription() == "Spaces are allowed."


def test_a_box_that_asks_for_something_else_is_read_out_by_its_new_name(
    qtbot: QtBot, page: QWidget
) -> None:
    box = PassphraseBox("Passphrase")
    field = FormField("&Passphrase", box)
    show(qtbot, page, field)
    field.rename("Recovery &key")
    box.rename(field.name)
    assert (name(box.edit), name(box.show_button)) == ("Recovery key", "Recovery key: show")


def test_a_list_says_what_it_asks_whether_it_has_a_label_or_not(
    qtbot: QtBot, page: QWidget
) -> None:
    alone = ChoiceBox("Kind of note", [Choice("call", "Call")])
    alone.set_value("call")
    labelled = ChoiceBox("Forum", [Choice("marac", "MARAC")])
    field = FormField("&Forum", labelled, hint="As agreed.")
    show(qtbot, page, alone, field)
    assert alone.accessibleDescription() == "Kind of note"
    assert labelled.accessibleDescription() == "As agreed."


def test_what_is_half_typed_into_a_list_is_in_the_draft(qtbot: QtBot, page: QWidget) -> None:
    agency, raw = ChoiceField("Agency", MANY), ChoiceBox("Owner", MANY, search=True)
    form = AutosaveForm({"agency": agency, "owner": raw})
    show(qtbot, page, agency, raw)
    for box in (agency.box, raw):
        assert box is not None
        QTest.keyClicks(box.lineEdit(), "agen")
    assert form.is_dirty
    kept = form.collect()
    for one in (agency, raw):
        one.set_value("3")
    form.restore(kept)
    assert (raw.currentText(), raw.value()) == ("agen", None)
    assert form.collect() == kept


def test_an_open_list_shows_its_texts_whole_though_its_box_is_narrow(
    qtbot: QtBot, page: QWidget
) -> None:
    long = "Police and crime commissioner"
    typed = ChoiceBox("Agency", [Choice("pcc", long)], search=True)
    plain = ChoiceBox("Agency", [Choice("pcc", long)])
    page.resize(900, 200)
    for box in (typed, plain):
        box.setMaximumWidth(120)
    show(qtbot, page, typed, plain)
    needs = typed.fontMetrics().horizontalAdvance(long)
    typed.lineEdit().setFocus()
    QTest.keyClicks(typed.lineEdit(), "pol")
    assert typed.completer().popup().isVisible()
    assert typed.completer().popup().viewport().width() > needs
    typed.completer().popup().hide()
    plain.showPopup()
    assert plain.view().viewport().width() > needs
    plain.hidePopup()
