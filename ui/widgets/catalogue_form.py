"""A form of questions that stand in a catalogue: one group for each, worked by number keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _
from ui.theme.units import at_least, space
from ui.widgets.buttons import link_button
from ui.widgets.choice_box import Choice
from ui.widgets.columns import Columns
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

NOT_ASKED = ""
NARROW_BELOW = 640
MOST_FOR_ANSWERS = 0.55  # of the width, so that they stand in one line
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class FormQuestion(Struct, frozen=True):
    """One question with its answers; "Not asked" is offered beside them.

    `follow_ups` maps answer ids to what is to be done after such an answer.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    follow_ups: Mapping[str, str]


class QuestionRow(QWidget):
    """Number and question at the left, the answers and a note at the right."""

    changed = Signal()

    def __init__(self, number: int, question: FormQuestion) -> None:
        """Build the row, not answered."""
        super().__init__()
        self.question = question
        self.radios: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._number = number
        # Most questions get neither a note nor a follow-up: both are made when they are wanted.
        self._note: QLineEdit | None = None
        self.follow_up: QLabel | None = None
        self.note_button = link_button(_("Note"), at_edge=True)
        spoken = _("Add a note to question {number}").format(number=number)
        self.note_button.setAccessibleName(spoken)
        kept = self.note_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # or the answers step aside when a note is open
        self.note_button.setSizePolicy(kept)
        asked = QWidget()
        row = QHBoxLayout(asked)
        space(row, gap=8)
        mark = label(str(number), "quiet")
        at_least(mark, width=20)
        row.addWidget(mark)
        row.addWidget(label(question.text, wrap=True), 1)
        self.answers = self._answers(number)
        self._column = column = QVBoxLayout(self)
        space(column, (12, 4, 12, 4), 4)
        parts = ((asked, 1), (self.answers, 1), (self.note_button, 0))
        column.addWidget(Columns(parts, narrow_below=NARROW_BELOW))
        self.note_button.clicked.connect(self._on_note)

    def value(self) -> str | None:
        """Return the id of the answer, `NOT_ASKED`, or None while there is none."""
        chosen = self._group.checkedButton()
        return None if chosen is None else str(chosen.property("choice"))

    def set_value(self, value: str | None) -> None:
        """Give the answer by id; None takes it away."""
        self._group.setExclusive(False)
        for radio in self.radios:
            radio.setChecked(value is not None and radio.property("choice") == value)
        self._group.setExclusive(True)
        self._show_follow_up()

    @property
    def note(self) -> str:
        """Return the note on this question; empty for none."""
        return "" if self._note is None else self._note.text().strip()

    def set_note(self, text: str) -> None:
        """Show a note; an empty one takes its line away."""
        if text or self._note is not None:
            self._note_line().setText(text)
            set_shown(self._note_line(), bool(text))
        set_shown(self.note_button, not text)

    def choose(self, figure: int) -> bool:
        """Give the answer that a number key stands for; False if there is none.

        Where all answers are figures themselves, the key means the figure, else the place.
        """
        titles = [choice.text for choice in self.question.choices]
        place = figure - 1
        if all(title.isdigit() for title in titles):
            place = titles.index(str(figure)) if str(figure) in titles else -1
        if not 0 <= place < len(self.radios):
            return False
        self.radios[place].setChecked(True)
        return True

    def go(self) -> None:
        """Put the focus on the answer given, or on the first."""
        chosen = self._group.checkedButton() or self.radios[0]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answers(self, number: int) -> QGroupBox:
        group = QGroupBox()
        group.setAccessibleName(f"{number} {self.question.text}")
        row = FlowLayout(group)
        space(row, (0, 0, 0, 0), 16)
        for choice in (*self.question.choices, Choice(NOT_ASKED, _("Not asked"))):
            radio = QRadioButton(choice.text.replace("&", "&&"))
            radio.setAccessibleName(f"{self.question.text} {choice.text}")
            radio.setProperty("choice", choice.id)
            radio.toggled.connect(self._on_toggled)
            self._group.addButton(radio)
            self.radios.append(radio)
            row.addWidget(radio)
        return group

    def _note_line(self) -> QLineEdit:
        if self._note is None:
            self._note = line = QLineEdit()
            line.setAccessibleName(_("Note on question {number}").format(number=self._number))
            line.setPlaceholderText(_("Note"))
            line.textChanged.connect(self.changed)
            self._column.addWidget(line)
        return self._note

    def _show_follow_up(self) -> None:
        text = self.question.follow_ups.get(self.value() or NOT_ASKED, "")
        if self.follow_up is None and text:
            self.follow_up = label("", "warn", wrap=True)
            self._column.insertWidget(1, self.follow_up)
        if self.follow_up is not None:
            self.follow_up.setText(f"● {text}" if text else "")
            set_shown(self.follow_up, bool(text))

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on:
            self._show_follow_up()
            self.changed.emit()

    @Slot()
    def _on_note(self) -> None:
        line = self._note_line()
        set_shown(line, True)
        line.setFocus()
        set_shown(self.note_button, False)


class CatalogueForm(QWidget):
    """All questions; a number key answers and moves on, Backspace goes back.

    Has `draft`, `restore` and `changed` for `AutosaveForm`.
    """

    changed = Signal()
    finished = Signal()  # a number key answered the last question

    def __init__(self, questions: Sequence[FormQuestion], parent: QWidget | None = None) -> None:
        """Build one row for each question."""
        super().__init__(parent)
        self.rows: dict[str, QuestionRow] = {}
        column = QVBoxLayout(self)
        space(column, gap=0)
        for number, question in enumerate(questions, start=1):
            row = QuestionRow(number, question)
            self.rows[question.id] = row
            if number > 1:
                column.addWidget(Hairline())
            column.addWidget(row)
            row.changed.connect(self.changed)
            for radio in row.radios:
                radio.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Keep all answers of a question in one line, in line with those of the others."""
        wide = max((row.answers.sizeHint().width() for row in self.rows.values()), default=0)
        room = round(self.width() * MOST_FOR_ANSWERS)
        for row in self.rows.values():
            row.answers.setMinimumWidth(wide if wide <= room else 0)

    def answers(self) -> dict[str, str]:
        """Return the answers by question; what was not asked or not answered is left out."""
        given = {key: row.value() for key, row in self.rows.items()}
        return {key: answer for key, answer in given.items() if answer}

    def notes(self) -> dict[str, str]:
        """Return the notes by question."""
        typed = {key: row.note for key, row in self.rows.items()}
        return {key: note for key, note in typed.items() if note}

    def draft(self) -> dict[str, Any]:
        """Return answers, "Not asked" included, and notes."""
        given = {key: row.value() for key, row in self.rows.items()}
        return {"answers": given, "notes": self.notes()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave; questions that are not of this form are passed over."""
        answers, notes = draft.get("answers", {}), draft.get("notes", {})
        for key, row in self.rows.items():
            row.set_value(answers.get(key))
            row.set_note(notes.get(key, ""))
        self.changed.emit()

    def go(self) -> None:
        """Put the focus on the first question without an answer, or on the first of all."""
        rows = list(self.rows.values())
        next((row for row in rows if row.value() is None), rows[0]).go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.modifiers() & ~_PLAIN:
            return False
        rows = list(self.rows.values())
        place = next((n for n, row in enumerate(rows) if watched in row.radios), -1)
        if event.key() == Qt.Key.Key_Backspace and place > 0:
            rows[place - 1].go()
            return True
        text = event.text()
        is_figure = place >= 0 and text.isascii() and text.isdigit()
        if not is_figure or not rows[place].choose(int(text)):
            return False
        if place + 1 < len(rows):
            rows[place + 1].go()
        else:
            self.finished.emit()
        return True
