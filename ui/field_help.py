"""Help on the field that has the focus (F1): what it is called, what is meant, what to do."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from casedesk.help.about import version
from casedesk.help.definitions import Definition, definitions
from casedesk.i18n import _
from casedesk.log import log_folder
from ui.frame import Frame
from ui.help_panel import HelpPanel
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.clear_away import empty_out
from ui.widgets.form_field import FormField, plain
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.reading import Reading

SIZE = (420, 480)


class FieldFacts(Struct, frozen=True):
    """What is known of a field: names, what its form says of it, definitions."""

    name: str
    told: tuple[str, ...]
    defined: tuple[Definition, ...]

    def spoken(self) -> str:
        """Return all of it as a screen reader says it."""
        defined = [text for one in self.defined for text in (one.title, *one.text)]
        defined = [text for text in defined if text.casefold() != self.name.casefold()]
        return ". ".join(text.rstrip(".") for text in (self.name, *self.told, *defined))


def facts_of(control: QWidget) -> FieldFacts | None:
    """Return what is known of a control; None for one without a name.

    What somebody typed is never looked at.
    """
    field = _field_around(control)
    own = control.accessibleName() or _written_on(control)
    names = [field.name if field is not None else "", own]
    names = list(dict.fromkeys(name for name in names if name))
    if not names:
        return None
    told = [field.hint, field.problem] if field is not None else []
    about = [control.accessibleDescription(), control.toolTip()]
    told += [text for text in about if text not in {*names, " ".join(filter(None, told[::-1]))}]
    labels = [own, *names, own.partition(": ")[0], _written_on(control)]
    said = any(names[0].casefold() in name.casefold() for name in names[1:])
    name = names[-1] if said else ": ".join(names)
    return FieldFacts(
        name,
        tuple(dict.fromkeys(text for text in told if text)),
        definitions(labels, _chosen_in(control)),
    )


class FieldHelp(HelpPanel):
    """Says what is known of one field."""

    def __init__(self, parent: QWidget) -> None:
        """Build it hidden, over `parent`."""
        super().__init__(_("Help on this field"), SIZE, parent)
        self.reading = Reading(_("Help on this field"))
        self.add(self.reading, 1)
        space(self.body, (4, 4, 4, 4), 0)  # room for the ring that shows the focus

    def show_facts(self, facts: FieldFacts) -> None:
        """Show what is known, and take the focus."""
        column = self.reading.column
        empty_out(column)
        column.addWidget(label(facts.name, "card", wrap=True))
        for text in facts.told:
            column.addWidget(label(text, wrap=True))
        for one in facts.defined:
            column.addWidget(Hairline())
            column.addWidget(label(one.kind, "quiet", wrap=True))
            if one.title.casefold() != facts.name.casefold():
                column.addWidget(label(capital(one.title), "strong", wrap=True))
            for text in one.text:
                column.addWidget(label(capital(text), wrap=True))
            if one.source:
                source = _("From: {source}").format(source=one.source)
                column.addWidget(label(source, "quiet", wrap=True))
        if not facts.told and not facts.defined:
            nothing = _("No more is written about it. The guides and the glossary may help.")
            column.addWidget(label(nothing, wrap=True))
        column.addStretch(1)
        self.reading.verticalScrollBar().setValue(0)
        self.reading.setAccessibleDescription(facts.spoken())
        self.come(self.reading)


def show_field_help(frame: Frame) -> None:
    """Open help on what has the focus; without a field the page Help."""
    panel = frame.findChild(FieldHelp)
    if panel is not None and panel.isVisible():
        panel.leave()
        return
    focused, page = QApplication.focusWidget(), frame.page
    on_page = focused is not None and page is not None and page.isAncestorOf(focused)
    facts = facts_of(focused) if focused is not None and on_page else None
    if facts is None:
        frame.open_page("help")
    else:
        (panel or FieldHelp(frame)).show_facts(facts)


def show_gate_help() -> None:
    """Open help on what has the focus before a file is open, as where it is unlocked."""
    focused = QApplication.focusWidget()
    layers = getattr(focused.window(), "centralWidget", lambda: None)() if focused else None
    gate = layers.currentWidget() if isinstance(layers, QStackedWidget) else None
    if focused is None or gate is None:
        return
    panel = gate.findChild(FieldHelp)
    if panel is not None and panel.isVisible():
        panel.leave()
        return
    facts = facts_of(focused)
    if facts is not None:
        facts = replace(facts, defined=(*facts.defined, _about()))
        (panel or FieldHelp(gate)).show_facts(facts)


def _about() -> Definition:
    """Return what whoever helps somebody in asks first; Help itself needs an open file."""
    logs = _("Where logs are: {folder}").format(folder=log_folder())
    hint = _("Logs say what went wrong and where in the program; they hold no case data.")
    title = _("Version {version}").format(version=version())
    return Definition(_("About CaseDesk"), title, (logs, hint))


def _field_around(control: QWidget) -> FormField | None:
    above: QWidget | None = control
    while above is not None:
        if isinstance(above, FormField):
            return above
        above = above.parentWidget()
    return None


def _written_on(control: QWidget) -> str:
    return plain(control.text()) if isinstance(control, QAbstractButton) else ""


def _chosen_in(control: QWidget) -> Iterator[str]:
    """Yield what is chosen in a list, a box of choices or the current row of a table."""
    box = control.parentWidget() if isinstance(control, QLineEdit) else control
    if isinstance(box, QComboBox):
        yield box.currentText()
    if isinstance(control, QAbstractItemView) and control.currentIndex().isValid():
        row, model = control.currentIndex().row(), control.model()
        columns = model.columnCount() if isinstance(control, QTableView) else 1
        for column in range(columns):  # a list has one, and will not say so
            yield str(model.index(row, column).data() or "")
