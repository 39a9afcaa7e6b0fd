"""What is wrong with a form, at its top, one button for each problem."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.wrapped_words import WrappedError


class ErrorSummary(QFrame):
    """Lists problems in page order; each goes to its field. Takes the focus once."""

    chosen = Signal(str)  # name of the field whose problem was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("part", "errors")
        self._column = QVBoxLayout(self)
        space(self._column, (12, 8, 12, 10), 8)
        self._heading = label("", "card")
        self._column.addWidget(self._heading)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_problems(
        self, problems: dict[str, str], fields: Iterable[tuple[str, FormField]]
    ) -> None:
        """Show problems as the services give them (`InputError.problems`).

        Args:
            problems: field name -> sentence that says what to do.
            fields: all fields of the form by name, in page order; each also shows its problem
                above its box, and problems of no known field come last.
        """
        self.clear()
        known = dict(fields)
        for name, field in known.items():
            field.show_problem(problems.get(name, ""), aloud=False)
        order = [name for name in known if name in problems]
        order += [name for name in problems if name not in known]
        for name in order:
            self._add(problems[name], name, known.get(name))
        if order:
            self._heading.setText(_("There is a problem"))
            self.setAccessibleName(_("There is a problem"))
            set_shown(self, True)
            self.buttons[0].setFocus()
            announce(self, " ".join([_("There is a problem"), *problems.values()]))

    def refuses(
        self,
        form: QWidget,
        fields: Iterable[tuple[str, FormField]],
        problems: dict[str, str] | None = None,
    ) -> bool:
        """Show what was typed into a form that would be lost by saving it; True if it would be.

        Every list in sight of the form is asked, whether or not the form knows of it.

        Args:
            form: what is going to be saved.
            fields: as for `show_problems`.
            problems: what the form found by itself.
        """
        known, found = dict(fields), dict(problems or {})
        names = {id(field): name for name, field in known.items()}
        for box in form.findChildren(ChoiceBox):
            problem = box.problem() if box.isVisibleTo(form) else ""
            if problem:
                field = _field_around(box)
                name = names.get(id(field), box.accessibleName())
                found[name] = problem
                if field is not None:
                    known.setdefault(name, field)
        if found:
            self.show_problems(found, known.items())
        return bool(found)

    def clear(self) -> None:
        """Take everything away."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self.hide()

    def _add(self, problem: str, name: str, field: FormField | None) -> None:
        button = WrappedError(problem.replace("&", "&&"))
        button.setAutoDefault(True)
        if field is not None:
            button.clicked.connect(field.go)
        button.setProperty("field", name)
        button.clicked.connect(self._on_clicked)
        self._column.addWidget(button)
        self.buttons.append(button)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.property("field"))


def _field_around(box: QWidget) -> FormField | None:
    part = box.parentWidget()
    while part is not None and not isinstance(part, FormField):
        part = part.parentWidget()
    return part
