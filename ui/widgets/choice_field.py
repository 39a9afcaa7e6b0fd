"""One answer out of several: radio buttons for few, a list for many."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QRadioButton, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.units import space
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.flow_layout import FlowLayout

MOST_RADIO_BUTTONS = 5


def unknown_choices() -> list[Choice]:
    """Return the four faces of "unknown": to decline is an answer, not to be asked is none."""
    return [
        Choice("not_known", _("Not known")),
        Choice("not_asked", _("Not asked")),
        Choice("declined", _("Declined to say")),
        Choice("not_applicable", _("Not applicable")),
    ]


class ChoiceField(QWidget):
    """Radio buttons up to five answers, a list that can be typed into beyond.

    For example `gender = ChoiceField(_("Gender"), [Choice("f", _("Female")), ...])`,
    and `gender.value()` is an id, or None while nothing is chosen.
    """

    changed = Signal()
    problem_told = Signal(str)  # see `ChoiceBox`

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        *,
        as_list: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the answers.

        Args:
            name: what is asked; the group is read out by it.
            choices: the answers in order.
            as_list: True always as a list, False always as radio buttons; None by their number.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        space(column, (0, 0, 0, 0), 0)
        self.box: ChoiceBox | None = None
        self.radios: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        many = len(choices) > MOST_RADIO_BUTTONS if as_list is None else as_list
        if many:
            search = len(choices) > MOST_RADIO_BUTTONS
            self.box = ChoiceBox(name, list(choices), search=search)
            told = self.box.editTextChanged if search else self.box.chosen
            told.connect(self.changed)
            self.box.problem_told.connect(self.problem_told)
            self.setFocusProxy(self.box)
            column.addWidget(self.box)
        else:
            column.addWidget(self._radio_group(name, choices))
            if self.radios:
                self.setFocusProxy(self.radios[0])

    def value(self) -> str | None:
        """Return the id of the answer; None while there is none."""
        if self.box is not None:
            return self.box.value()
        chosen = self._group.checkedButton()
        return None if chosen is None else str(chosen.property("choice"))

    def set_value(self, value: str | None) -> None:
        """Give the answer by id; None takes it away."""
        if self.box is not None:
            self.box.set_value(value)
            return
        self._group.setExclusive(False)
        for radio in self.radios:
            radio.setChecked(radio.property("choice") == value)
        self._group.setExclusive(True)

    def problem(self) -> str:
        """Return what to do when something was typed that is none of the answers."""
        return self.box.problem() if self.box is not None else ""

    def _radio_group(self, name: str, choices: Sequence[Choice]) -> QGroupBox:
        group = QGroupBox()
        group.setAccessibleName(name)
        row = FlowLayout(group)
        space(row, (0, 0, 0, 0), 16)
        for choice in choices:
            radio = QRadioButton(choice.text)
            radio.setAccessibleName(f"{name}: {choice.text}")
            radio.setProperty("choice", choice.id)
            radio.toggled.connect(self._on_toggled)
            self._group.addButton(radio)
            self.radios.append(radio)
            row.addWidget(radio)
        return group

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on:
            self.changed.emit()
