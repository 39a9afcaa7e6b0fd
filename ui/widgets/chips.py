"""Chips: a word in a frame beside a title, and rows of filters that can be taken off."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from casedesk.i18n import _
from ui.theme.icons import dress
from ui.theme.units import fix, space
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

_TONES = {State.STOP: "stop", State.WARN: "warn", State.GOOD: "good", State.LIVE: "accent"}


class Chip(QFrame):
    """A word in a frame: "MARAC", "▲ High risk", "Repeat"."""

    def __init__(
        self,
        text: str,
        state: State = State.NONE,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show `text`, with the shape of `state` or an icon (then in the accent) before it."""
        super().__init__(parent)
        self.setProperty("part", "chip")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        space(row, (7, 0, 7, 0), 6)
        tone = "accent" if icon else _TONES.get(state, "")
        self.setProperty("tone", tone)
        if icon:
            row.addWidget(IconMark(icon, "accent"))
        if state is State.NONE:
            row.addWidget(label(text, tone))
        else:
            mark = StateLabel()
            mark.show_state(state, text, semibold=True)
            row.addWidget(mark)
        fix(self, height=24)


class ChipRow(QWidget):
    """Filters in force, each a button that takes itself off."""

    removed = Signal(str)  # id of the filter

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` says what the chips are ("Filters")."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = FlowLayout(self)
        space(self._row, (0, 0, 0, 0), 8)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_chips(self, chips: list[tuple[str, str]]) -> None:
        """Show a chip for each (id, text), such as ("forum", "Forum: MARAC").

        A filter that stays in force keeps its chip, and with it the focus.
        """
        before = {str(one.property("filter")): one for one in self.buttons}
        for old in self.buttons:
            self._row.removeWidget(old)
        self.buttons = [self._chip(before.pop(name, None), name, text) for name, text in chips]
        for gone in before.values():
            if gone.hasFocus() and self.buttons:
                self.buttons[0].setFocus()
            gone.deleteLater()
        set_shown(self, bool(self.buttons))

    def _chip(self, chip: QPushButton | None, filter_id: str, text: str) -> QPushButton:
        if chip is None:
            chip = QPushButton()
            chip.setAutoDefault(True)
            chip.setProperty("kind", "chip")
            chip.setProperty("filter", filter_id)
            dress(chip, "x", "quiet", 14)
            chip.clicked.connect(self._on_clicked)
        chip.setText(text.replace("&", "&&"))
        chip.setAccessibleName(_("Remove filter {filter}").format(filter=text))
        self._row.addWidget(chip)
        chip.show()  # at once, so that it can take the focus of the one taken off
        return chip

    @Slot()
    def _on_clicked(self) -> None:
        chip = self.sender()
        if chip is not None:
            self.removed.emit(str(chip.property("filter")))
