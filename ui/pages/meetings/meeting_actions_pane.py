"""The actions agreed for the case in sight, and the line that adds one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.actions.action_line import LineRead, Owner, read_line
from casedesk.actions.model import ActionSummary
from casedesk.i18n import _, without_turning
from casedesk.meetings.frozen import frozen_text
from ui.pages.meetings.meeting_rows import action_rows, list_or_words
from ui.text_format import weekday_date
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label, set_kind
from ui.widgets.painted_list import PaintedList
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel


class ActionBox(QLineEdit):
    """The action line; Enter adds, and typing is never lost to it.

    Where nothing was typed since, Ctrl+Z is the Undo of the window: it takes the last change back.
    """

    entered = Signal()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class ActionsPane(Card):
    """A list, the action line, and under it how the line is read."""

    added = Signal(object)  # LineRead with an owner and no problem
    changed = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Start without a meeting."""
        super().__init__(_("Actions"), parent)
        self._set_on = date.min
        self._next_day: date | None = None
        self._owners: Sequence[Owner] = ()
        self._lines: dict[str, str] = {}  # what is half typed for other cases
        self._line_of = ""
        self.add_tool(label(_("F8"), "quiet"))
        self.list = PaintedList(_("Actions agreed here"))
        self.empty = label("", "quiet", wrap=True)
        self.add_full(Hairline(strong=True), 0)
        self.add_full(list_or_words(self.list, self.empty), 1)
        self.add_full(Hairline(strong=True), 0)
        self.box = ActionBox()
        self.box.setAccessibleName(_("New action"))
        self.grammar = label("", "quiet", wrap=True)
        hint = _("Such as: fit new locks /ruth @fri !  Days: @fri, @27/11, @2w, @next meeting.")
        self.box.setAccessibleDescription(hint)
        self.box.setToolTip(hint)
        self._add_line()
        self.box.textChanged.connect(self._show_reading)
        self.box.textChanged.connect(self.changed)
        self.box.entered.connect(self._on_entered)
        for part in (self.title_of_line, self.box, self.preview, self.grammar):
            set_shown(part, may_change)
        self._show_reading()
        self.show_frozen(is_frozen=False)

    def show_actions(self, actions: Sequence[ActionSummary], reference: str) -> None:
        """Show the actions of the case in sight; without one, those of the meeting itself."""
        text = _("No action agreed for {reference} yet.").format(reference=reference)
        self.empty.setText(text if reference else _("No action agreed beside the cases yet."))
        self.list.show_rows(action_rows(actions))
        set_shown(self.list, bool(actions))
        set_shown(self.empty, not actions)

    def show_context(self, set_on: date, next_day: date | None, owners: Sequence[Owner]) -> None:
        """Say from which day dates are counted, and who can be named."""
        self._set_on, self._next_day, self._owners = set_on, next_day, owners
        self._show_reading()

    def show_frozen(self, *, is_frozen: bool) -> None:
        """Say how the line is written, or why nothing is added any more."""
        hint = _("/owner  @date  ! urgent  Enter adds")
        self.grammar.setText(frozen_text() if is_frozen else hint)

    def show_line_of(self, case: str) -> None:
        """Show what is half typed for a case; that of the case before waits for its return."""
        if case != self._line_of:
            self._lines[self._line_of] = self.box.text()
            self._line_of = case
            self.box.setText(self._lines.pop(case, ""))

    def forget(self) -> None:
        """Forget every line: another meeting is shown."""
        self._lines, self._line_of = {}, ""
        self.box.clear()

    def draft(self) -> dict[str, str]:
        """Return what is half typed, by case."""
        lines = {**self._lines, self._line_of: self.box.text()}
        return {case: line for case, line in lines.items() if line.strip()}

    def restore(self, draft: dict[str, str], /) -> None:
        """Put back what `draft` gave."""
        self._lines = dict(draft)
        self.box.setText(self._lines.pop(self._line_of, ""))

    def enter(self) -> bool:
        """Add the line; False if it cannot be read, which is said and the line stays."""
        self._on_entered()
        return not self.box.text().strip()

    def reading(self) -> LineRead:
        """Return how the line is read now."""
        return read_line(
            self.box.text(),
            set_on=self._set_on,
            next_meeting=self._next_day,
            owners=self._owners,
        )

    def _add_line(self) -> None:
        self.title_of_line = label(_("New action"), "strong")
        self.title_of_line.setBuddy(self.box)
        self.preview = QWidget()
        self.task, self.urgent = label("", "strong", wrap=True), StateLabel()
        self.owner, self.day = label("", wrap=True), label("", wrap=True)
        self.problem = label("", "warn", wrap=True)
        self.read_as = label(_("Read as"), "quiet")
        top = QHBoxLayout()
        space(top, gap=8)
        top.addWidget(self.read_as, 1)
        top.addWidget(self.urgent)
        lines = QVBoxLayout(self.preview)
        space(lines, gap=0)
        lines.addLayout(top)
        for part in (self.task, self.owner, self.day, self.problem):
            lines.addWidget(part)
        parts = (self.title_of_line, self.box, self.preview, self.grammar)
        self.add_block(*parts, margins=(12, 8, 12, 12), gap=4)

    @Slot()
    def _show_reading(self) -> None:
        written = self.box.text()
        if without_turning(written) != written:  # all that follows would be shown reversed
            self.box.setText(without_turning(written))
            self._say(_("A hidden sign that turns the writing round was left out."))
            return
        read = self.reading()
        typed = bool(self.box.text().strip())
        for part in (self.read_as, self.urgent, self.task, self.owner, self.day):
            set_shown(part, typed)
        problems = " ".join(read.problems)
        self.problem.setText(f"● {problems}" if problems else "")
        set_shown(self.problem, bool(problems))
        if not typed:
            return
        self.task.setText(read.task or _("What is to be done?"))
        self.urgent.show_state(State.STOP if read.urgent else State.NONE,
                               _("urgent") if read.urgent else "")  # fmt: skip
        self.owner.setText(read.owner.shown if read.owner else _("No owner: /name or /agency"))
        set_kind(self.owner, "" if read.owner else "quiet")
        self.day.setText(weekday_date(read.due_on) if read.due_on else _("No day: @fri, @2w"))
        set_kind(self.day, "" if read.due_on else "quiet")

    @Slot()
    def _on_entered(self) -> None:
        if not self.box.text().strip():
            return
        read = self.reading()
        problems = list(read.problems)
        if not read.task:
            problems.append(_("Say what is to be done."))
        if read.owner is None and not read.problems:
            problems.append(_("Say who owes it, such as /police."))
        if problems:
            self._say(" ".join(problems))
            return
        self.added.emit(read)

    def _say(self, problem: str) -> None:
        self.problem.setText(f"● {problem}")
        set_shown(self.problem, True)
        announce(self.box, problem)
