"""Hostile text pasted into every field of every page: shown, kept, or refused in plain words."""

import time

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.walk import Look, in_sight, opened, rest, views, window_in
from ui.main_window import FIRST_SIZE
from ui.pages.parts.plain_form import FormHost
from ui.widgets.form_field import FormField

RIGHT_TO_LEFT = "\u202eשלום\u202c \u0645\u0631\u062d\u0628\u0627"
EMOJI = "👩‍👩‍👧‍👦 🔥 ŵŷ"
CONTROL = "a\x00b\x07\x1b[31mc\u2028d\r\te"
LONG = "He came back at night. " * 45_600  # a little more than 1 MB
BAD_INPUT = (
    ("text from right to left, emoji and control characters in every field of every page",
     "the text as it is; saved, found again, or refused by a sentence at the field"),
    ("1 MB pasted into every box of one line",
     "what the box holds, and a sentence that the rest was left out"),
    ("1 MB pasted into every box of many lines",
     "the whole text, at once; it is kept with the draft and saved"),
)  # fmt: skip
TRIED = "tried"
PATIENCE_S = 5.0  # other work runs on the machine of the tests; a person sees 0.2


def paste(box: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Paste a text in the place of what stands there."""
    box.selectAll()
    if isinstance(box, QLineEdit):
        box.insert(text)
        return
    data = QMimeData()
    data.setText(text)
    box.insertFromMimeData(data)


def field_around(box: QWidget) -> FormField | None:
    """Return the field in which a box stands, if it is one of a form."""
    above: QWidget | None = box
    while above is not None and not isinstance(above, FormField):
        above = above.parentWidget()
    return above


def test_any_letters_in_every_field(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in views(frame, practice):
            assert frame.page is not None
            for box in in_sight(frame.page, QLineEdit, QPlainTextEdit):
                if box.isReadOnly() or not box.isEnabled():
                    continue
                before = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                paste(box, f"{RIGHT_TO_LEFT} {EMOJI} {CONTROL}")
                rest_of = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
                if not all(letters in rest_of for letters in ("\u05e9", "ŵ", "[31m")):
                    wrong[f"{view}: {box.accessibleName()}"] = rest_of[:40]
                box.setText(before) if isinstance(box, QLineEdit) else box.setPlainText(before)
            for host in in_sight(frame.page, FormHost):
                if host.form is not None:
                    host.form.save()
            rest()
            frame.undo()
            frame.notices.clear()
        assert frame.save_drafts()
    assert wrong == {}


def test_a_megabyte_in_every_kind_of_box(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in views(frame, practice, forms=False):
            assert frame.page is not None
            for box in in_sight(frame.page, QLineEdit, QPlainTextEdit):
                if box.isReadOnly() or not box.isEnabled() or box.property(TRIED):
                    continue  # a box that stands on several tabs is one box
                box.setProperty(TRIED, True)
                name, began = f"{view}: {box.accessibleName()}", time.monotonic()
                paste(box, LONG)
                rest()
                if time.monotonic() - began > PATIENCE_S:
                    wrong[name] = f"took {time.monotonic() - began:.1f} s"
                if isinstance(box, QPlainTextEdit) and box.toPlainText() != LONG:
                    wrong[name] = "cut"
                if isinstance(box, QLineEdit) and len(box.text()) < box.maxLength():
                    wrong[name] = "lost"
                field = field_around(box) if isinstance(box, QLineEdit) else None
                if field is not None and field.control is box and not field.problem:
                    wrong[name] = "cut without a word"
                box.clear()
            rest()
        assert frame.save_drafts()
    assert wrong == {}
