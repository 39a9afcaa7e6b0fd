"""The agencies that refer, each with its weight once there is more than one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.agencies.catalogue import agencies
from casedesk.i18n import _, catalogue_text
from casedesk.referrals.model import ReferringAgency
from ui.text_format import capital
from ui.theme.units import at_most, space
from ui.widgets.buttons import link_button
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.half_typed import chosen_or_typed, put_back
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

USUAL_WEIGHT = "1"


class ReferringAgencies(QWidget):
    """The leading agency's box, which the owner may place, and further ones below.

    Has `draft`, `restore` and `changed` for `AutosaveForm`; shown only where it has something to
    show besides the leading agency's box.
    """

    changed = Signal()

    def __init__(self, *, apart: bool = True, parent: QWidget | None = None) -> None:
        """Start with one box; `apart`: the owner places it elsewhere."""
        super().__init__(parent)
        self._apart = apart
        self.boxes: list[ChoiceBox] = []
        self.weights: list[QLineEdit] = []
        self._parts: list[list[QWidget]] = []
        column = QVBoxLayout(self)
        space(column, gap=4)
        self._hint = label(
            _("A weight says how much of the referral counts for an agency: 2 counts twice as 1."),
            "quiet",
            wrap=True,
        )
        holder = QWidget()
        self._row = FlowLayout(holder)
        space(self._row, gap=8)
        column.addWidget(holder)
        if not apart:  # whoever places the first box has a button of its own
            more = link_button(_("Another agency"), "plus", at_edge=True)
            more.clicked.connect(self._on_more)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._hint)
        self.add_box()

    def values(self) -> tuple[ReferringAgency, ...]:
        """Return the agencies chosen, the leading one first, none twice, with their weights."""
        found: dict[str, ReferringAgency] = {}
        for box, weight in zip(self.boxes, self.weights, strict=True):
            chosen = box.value()
            if chosen and chosen not in found:
                found[chosen] = ReferringAgency(chosen, read_weight(weight.text()) or 0.0)
        return tuple(found.values())

    def problem(self) -> str:
        """Return what to do about a weight that cannot be read; empty if all can."""
        if all(read_weight(weight.text()) is not None for weight in self.weights):
            return ""
        return _("Enter each weight as a figure above 0, such as 1 or 2.")

    def draft(self) -> list[list[Any]]:
        """Return the agencies chosen or half typed, each with its weight as typed."""
        pairs = zip(self.boxes, self.weights, strict=True)
        stand = ((chosen_or_typed(box), weight.text()) for box, weight in pairs)
        return [[chosen, weight] for chosen, weight in stand if chosen]

    def restore(self, draft: Sequence[Sequence[Any]]) -> None:
        """Put back what `draft` gave."""
        while len(self.boxes) > max(1, len(draft)):
            self.boxes.pop()
            self.weights.pop()
            for part in self._parts.pop():
                self._row.removeWidget(part)
                part.hide()
                part.deleteLater()
        while len(self.boxes) < len(draft):
            self.add_box()
        wanted = [*draft] or [["", USUAL_WEIGHT]]
        for box, weight, (chosen, typed) in zip(self.boxes, self.weights, wanted, strict=True):
            put_back(box, chosen or None)
            weight.setText(typed)
        self._show()

    def set_agencies(self, held: Sequence[ReferringAgency]) -> None:
        """Show the agencies of a record."""
        self.restore([[one.agency_id, f"{one.weight:g}"] for one in held])

    def add_box(self) -> ChoiceBox:
        """Add a box for one more agency and return it."""
        number = len(self.boxes) + 1
        name = _("Agency") if number == 1 else _("Agency {number}").format(number=number)
        offered = [
            Choice(one.id, capital(catalogue_text(one.title))) for one in agencies().values()
        ]
        box = ChoiceBox(name, offered, search=True)
        keep_narrow(box, 120 if number == 1 and self._apart else 200)
        weight = QLineEdit(USUAL_WEIGHT)
        weight.setAccessibleName(_("{agency}: weight").format(agency=name))
        at_most(weight, width=64)
        parts: list[QWidget] = []
        if number > 1 or not self._apart:
            parts.append(FormField(name, box))
        title = _("Weight of the leading agency") if number == 1 and self._apart else _("Weight")
        parts.append(FormField(title, weight))
        for part in parts:
            self._row.addWidget(part)
        self.boxes.append(box)
        self.setFocusProxy(self.boxes[0])
        self.weights.append(weight)
        self._parts.append(parts)
        box.editTextChanged.connect(self.changed)
        weight.textChanged.connect(self.changed)
        self._show()
        return box

    @Slot()
    def _on_more(self) -> None:
        self.add_box().setFocus()

    def _show(self) -> None:
        several = len(self.boxes) > 1
        for parts in self._parts:
            set_shown(parts[-1], several)
        set_shown(self._hint, several)
        set_shown(self, several or not self._apart)


def read_weight(typed: str) -> float | None:
    """Return a weight as typed; None if it is no figure above 0."""
    try:
        weight = float(typed.strip().replace(",", "."))
    except ValueError:
        return None
    return weight if 0 < weight < float("inf") else None
