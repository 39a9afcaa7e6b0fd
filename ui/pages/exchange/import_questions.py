"""The words of a workbook that stand for nothing known, each asked once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.exchange.model import Answers, Question
from casedesk.i18n import _
from ui.theme.units import at_least, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.choice_field import unknown_choices
from ui.widgets.columns import Columns
from ui.widgets.elided_line import ElidedLine
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

MOST_ASKED = 25  # at a time: each has a list of choices, and the next follow when these are read


def kind_text(kind: str) -> str:
    """Return what an unknown word should be, as in "Agency"."""
    return {
        "agency": _("Agency"),
        "forum": _("Forum"),
        "power": _("Power"),
        "register": _("Register"),
        "risk_tool": _("Risk tool"),
        "series": _("Figure"),
        "criterion": _("Criterion"),
        "ethnicity": _("Ethnicity"),
    }.get(kind, _("Word"))


class QuestionLine(QWidget):
    """One word, what hangs on it, and the box for its answer."""

    answered = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        """Ask `question`."""
        super().__init__(parent)
        self.question = question
        choices = [Choice(one.id, one.title) for one in question.suggestions]
        if question.kind == "ethnicity":
            choices += unknown_choices()
        name = _("{kind}: {word}").format(kind=kind_text(question.kind), word=question.word)
        self.box = ChoiceBox(name[:200], choices, search=True)
        keep_narrow(self.box, 200)
        self.box.chosen.connect(self.answered)
        words = QWidget()
        column = QVBoxLayout(words)
        space(column, gap=0)
        self.word = ElidedLine(question.word)
        column.addWidget(self.word)
        column.addWidget(label(self._what_hangs_on_it(), "quiet", wrap=True))
        column.addStretch(1)
        self.box.setAccessibleDescription(self._what_hangs_on_it())
        parts: list[tuple[QWidget, int]] = [(words, 3), (self._answer(choices), 4)]
        outer = QVBoxLayout(self)
        space(outer, gap=0)
        outer.addWidget(Columns(parts, gap=12, narrow_below=520))

    def _what_hangs_on_it(self) -> str:
        one, kind = self.question, kind_text(self.question.kind)
        if one.refuses:
            text = _("{kind} · rows refused without an answer: {rows}")
        else:
            text = _("{kind} · rows kept as written without an answer: {rows}")
        return text.format(kind=kind, rows=one.rows)

    def _answer(self, choices: Sequence[Choice]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)  # all boxes of the card are as wide
        space(column, gap=4)
        near = next((one for one in choices if one.id == self.question.nearest), None)
        column.addWidget(self.box)
        self.near_button = None
        if near is not None:
            self.near_button = link_button(_("It is {name}").format(name=near.text), at_edge=True)
            at_least(self.near_button, height=24)
            self.near_button.clicked.connect(partial(self._on_near, near.id))
            column.addWidget(self.near_button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _on_near(self, choice_id: str, _checked: bool = False) -> None:
        self.box.set_value(choice_id)


class QuestionsCard(Card):
    """All questions of one reading; what was answered before is kept for the next."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("Words to settle"), parent)
        self.lines: list[QuestionLine] = []
        self._settled: dict[str, dict[str, str]] = {}
        self.intro = label("", "quiet", wrap=True)
        self.add(self.intro)
        self._column = QVBoxLayout()
        space(self._column, gap=8)
        self.add(self._column)
        self.use_button = button(_("&Read again with these answers"), "refresh-cw")
        self.use_button.clicked.connect(self.answered)
        self.add_tool(self.use_button)
        self.hide()

    def forget(self) -> None:
        """Forget every answer: another workbook begins."""
        self._settled = {}

    def answers(self) -> Answers:
        """Return all answers given so far, by kind and word."""
        found = {kind: dict(words) for kind, words in self._settled.items()}
        for line in self.lines:
            value = line.box.value()
            if value:
                found.setdefault(line.question.kind, {})[line.question.word] = value
        return found

    def keep_answers(self) -> Answers:
        """Keep what is answered now for the readings that follow, and return all of it."""
        self._settled = {kind: dict(words) for kind, words in self.answers().items()}
        return self._settled

    def first_needed(self) -> QWidget | None:
        """Return the first open box without whose answer rows are refused."""
        boxes = (line.box for line in self.lines if line.question.refuses and not line.box.value())
        return next(boxes, None)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Ask these; the first ones first where there are very many."""
        self._clear()
        for question in questions[:MOST_ASKED]:
            line = QuestionLine(question)
            line.answered.connect(self._on_answered)
            self._column.addWidget(Hairline())
            self._column.addWidget(line)
            self.lines.append(line)
        self.set_title(_("Words to settle: {count}").format(count=len(questions)))
        text = _("Each is asked once, however many rows hold it. You may leave some open.")
        if len(questions) > MOST_ASKED:
            text = _("The first {count} are asked now, the others after reading again.")
        self.intro.setText(text.format(count=MOST_ASKED))
        set_shown(self, bool(questions))
        self._on_answered()

    def _clear(self) -> None:
        self.lines = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _on_answered(self) -> None:
        self.use_button.setEnabled(any(line.box.value() for line in self.lines))
