"""A field with its label above, a hint, and what is wrong with it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.labels import label, restyle
from ui.widgets.showing import set_shown


class FormField(QWidget):
    """Wraps one control: label, hint, error text above the box, all read out as well.

        name = QLineEdit()
        field = FormField(_("Full &name"), name, hint=_("As the police have it"))
        field.show_problem(_("Enter the name"))   # "" takes it away

    `if_known` adds "(if known)" to the label; fields without it are not starred.
    """

    def __init__(
        self,
        text: str,
        control: QWidget,
        *,
        hint: str = "",
        if_known: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Put `control` under its label; `text` may hold `&` before its Alt letter."""
        super().__init__(parent)
        self.control = control
        self.hint = hint
        self.problem = self._by_control = ""
        self._told = ""  # what is read out after the name, as `_describe` left it
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 4)
        shown = _("{label} (if known)").format(label=text) if if_known else text
        self.label = label(shown)
        self.label.setBuddy(control.focusProxy() or control)  # its letter needs what takes focus
        self.problem_label: QLabel | None = None  # made when there is one: forms have many fields
        column.addStretch(1)  # fields in a row have their boxes in line
        column.addWidget(self.label)
        if hint:
            column.addWidget(label(hint, "quiet", wrap=True))
        column.addWidget(control)
        self._column = column
        self.name = plain(text)
        if not control.accessibleName():
            control.setAccessibleName(self.name)
        told = getattr(control, "problem_told", None)
        if told is not None:
            told.connect(self._on_told)
        for box in line_edits(control):
            box.inputRejected.connect(self._on_rejected)
        self._describe()

    @Slot(str)
    def _on_told(self, problem: str) -> None:
        """Show what the control finds wrong on leaving it, or that it is right by now.

        What a form has said of it stays: the box is left because the summary takes the focus.
        """
        if problem or self.problem == self._by_control:
            self._by_control = problem
            self.show_problem(problem)

    def show_problem(self, problem: str, *, aloud: bool = True) -> None:
        """Say what to do about this field; an empty text takes it away.

        Args:
            problem: a whole sentence.
            aloud: let a screen reader say it at once; False where a summary says all of them.
        """
        is_new = problem != self.problem
        self.problem = problem
        if self.problem_label is None and problem:
            self.problem_label = label("", "error", wrap=True)
            self._column.insertWidget(self._column.count() - 1, self.problem_label)
        if self.problem_label is not None:
            self.problem_label.setText(f"✕ {problem}" if problem else "")
            set_shown(self.problem_label, bool(problem))
        for part in (self.control, *self.control.findChildren(QWidget)):
            if not isinstance(part, QLabel):
                restyle(part, "wrong", "true" if problem else "")
        self._describe()
        if aloud and is_new:
            self._say()

    def rename(self, text: str) -> None:
        """Ask for something else in the same box; `text` may hold `&` before its Alt letter."""
        self.label.setText(text)
        self.name = plain(text)
        self.control.setAccessibleName(self.name)

    def give_height(self) -> None:
        """Let the control take all the height there is, as a long text should."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.setStretchFactor(self.control, 100)

    def go(self) -> None:
        """Put the focus on the control; where it is there already, what is wrong is said again."""
        if self.control.hasFocus():
            self._say()
        self.control.setFocus()

    def _say(self) -> None:
        announce(self.control, f"{self.name}: {self.problem}" if self.problem else "")

    @Slot()
    def _on_rejected(self) -> None:
        """Say that what was pasted did not fit: Qt leaves the rest out without a word."""
        box = self.sender()
        if isinstance(box, QLineEdit) and len(box.text()) >= box.maxLength():
            text = _("What was pasted is too long for this box: only its beginning is here.")
            self.show_problem(text)

    def _describe(self) -> None:
        """Say problem and hint of the control, and of the box inside it that takes its focus."""
        told = " ".join(text for text in (self.problem, self.hint) if text)
        part: QWidget | None = self.control
        while part is not None:
            # A list without a label describes itself by its name; here it has a label.
            if part.accessibleDescription() not in ("", self._told, part.accessibleName()):
                break
            part.setAccessibleDescription(told)
            part = part.focusProxy()
        for box in line_edits(self.control):  # month and year of a date
            if box.accessibleDescription() in {"", self._told}:
                box.setAccessibleDescription(told)
        self._told = told


def line_edits(control: QObject) -> Iterator[QLineEdit]:
    """Give the boxes of one line in a control, itself included, in the order they were made.

    `findChildren` would do, but its first call makes the enumerations of half of Qt, a tenth of
    the time until the first paint.
    """
    if isinstance(control, QLineEdit):
        yield control
    elif isinstance(control, QComboBox):
        box = control.lineEdit()
        if box is not None:
            yield box
    elif not isinstance(control, QPlainTextEdit):  # it has none, and a part that costs the same
        for part in control.children():
            yield from line_edits(part)


def plain(text: str) -> str:
    """Return a label's text without the marks for its Alt letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
