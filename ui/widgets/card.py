"""A card: a titled panel that holds one subject of a page."""

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ui.theme.units import at_least, space
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.title_row import TitleRow

INSIDE = 12


class Card(QFrame):
    """A panel with a title, a row of tools beside it, and a body.

    Add to it with `add(widget_or_layout)`; tools at the right of the title with `add_tool`.
    A table that should reach from edge to edge goes in with `add_full`.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """Build an empty card; without `title` it has no heading row."""
        super().__init__(parent)
        self.setProperty("part", "card")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        space(outer, (0, 0, 0, 0), 0)  # the style sheet's border keeps its own pixel
        self.title_label = label(title, "card")
        at_least(self.title_label, height=32)
        self.heading = TitleRow(self.title_label, INSIDE)
        outer.addWidget(self.heading)
        if not title:  # shown it is by itself: to say so would lay out what is not there yet
            self.heading.hide()
        self._outer = outer
        self._body: QVBoxLayout | None = None

    @property
    def body(self) -> QVBoxLayout:
        """Return the column inside the card; each call after `add_full` begins below it."""
        if self._body is None:
            self._body = QVBoxLayout()
            self._outer.setContentsMargins(0, 0, 0, 0)
            top = 4 if self.title_label.text() else INSIDE
            space(self._body, (INSIDE, top, INSIDE, INSIDE), 8)
            self._outer.addLayout(self._body, 1)
        return self._body

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title_label.setText(title)
        self.setAccessibleName(title)
        set_shown(self.heading, bool(title))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a part below what the card holds already."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)

    def add_full(self, widget: QWidget, stretch: int = 1) -> None:
        """Put a part in that reaches from edge to edge, such as a table."""
        self._outer.addWidget(widget, stretch)
        self._outer.setContentsMargins(0, 0, 0, 3)  # keeps clear of the rounded corners
        self._body = None

    def add_block(
        self,
        *parts: QWidget | QLayout,
        margins: tuple[float, float, float, float] = (INSIDE, 8, INSIDE, 8),
        gap: float = 8,
    ) -> None:
        """Put parts in, one below the other, that take no more height than they need."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, margins, gap)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        self.add_full(holder, 0)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title's row, or below it where it has no room."""
        self.heading.add_tool(widget)
