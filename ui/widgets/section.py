"""A numbered section of a form."""

from PySide6.QtWidgets import QWidget

from ui.theme.units import at_least
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel


class Section(Card):
    """A card with a number before its title and its state at the right."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        """Build an empty section; `number` is shown and read before the title."""
        super().__init__(title, parent)
        self.number = number
        self.title = title
        self.setAccessibleName(f"{number} {title}")
        number_label = label(str(number), "number")
        at_least(number_label, width=16)
        self.heading.put_first(number_label)
        self.state = StateLabel()
        self.state.hide()
        self.add_tool(self.state)

    def show_state(self, state: State, word: str) -> None:
        """Say at the right of the title how far this section is."""
        self.state.show_state(state, word)
        set_shown(self.state, bool(word))
