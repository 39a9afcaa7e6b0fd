"""The row of a card's title: tools at its right, below it where there is no room."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from ui.theme.units import px, space

if TYPE_CHECKING:
    from PySide6.QtCore import QRect, QSize

GAP = 8


class _Row(QHBoxLayout):
    """Lets its row be arranged whenever it was resized or holds other words.

    A layout notices both. An `event` of the row would as well, but Python then makes every kind of
    event there is: 5 ms of the time until the first paint.
    """

    def setGeometry(self, rect: "QRect") -> None:
        row = self.parentWidget()
        if isinstance(row, TitleRow):
            row.arrange()
        super().setGeometry(rect)


class TitleRow(QWidget):
    """Holds the title and, once there are any, tools that break into further rows."""

    def __init__(self, title: QLabel, inside: float) -> None:
        """Put `title` at the left; `inside` is the margin at both sides."""
        super().__init__()
        self._inside, self._title = inside, title
        self._words = QWidget()
        self._line = QHBoxLayout(self._words)
        space(self._line, gap=GAP)
        self._line.addWidget(title, 1)
        self._row: QBoxLayout = _Row(self)
        space(self._row, (inside, 7, inside, 0), GAP)
        self._row.addWidget(self._words, 1)
        self._tools: QWidget | None = None
        self._after: QWidget | None = None

    def put_first(self, widget: QWidget) -> None:
        """Put a widget before the title, such as the number of a section."""
        self._line.insertWidget(0, widget)

    def put_after(self, widget: QWidget) -> None:
        """Put a widget right after the title, such as chips; below it where there is no room."""
        self._after = widget
        for place in range(self._line.count()):
            self._line.setStretch(place, 0)
        self._line.addWidget(widget)
        self._line.addStretch(1)

    def add_tool(self, widget: QWidget) -> None:
        """Put a tool at the right end."""
        if self._tools is None:
            # Not before the first paint: it names `Qt` (see labels.py).
            from ui.widgets.flow_layout import FlowLayout, let_wrap  # noqa: PLC0415

            self._tools = QWidget()
            space(FlowLayout(self._tools), (0, 0, 0, 0), GAP)
            let_wrap(self._tools)
            self._row.addWidget(self._tools)
        layout = self._tools.layout()
        if layout is not None:
            layout.addWidget(widget)

    def arrange(self) -> None:
        """Wrap the title, and put the tools below it, where there is no room in one line."""
        self._turn_line()
        self._fit_title()
        if self._tools is None:
            return
        needed = self._words.sizeHint().width() + self._tools.sizeHint().width()
        ways = QBoxLayout.Direction
        fits = needed + px(2 * self._inside + GAP) <= self.width()
        way = ways.LeftToRight if fits else ways.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)

    def _turn_line(self) -> None:
        """Put what follows the title below it where both have no room in one line."""
        if self._after is None:
            return
        ways = QBoxLayout.Direction
        fits = self._advance() + self._beside() <= self.width() - 2 * px(self._inside)
        way = ways.LeftToRight if fits else ways.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)

    def _fit_title(self) -> None:
        """Let the title wrap where it has no room in one line."""
        below = self._line.direction() == QBoxLayout.Direction.TopToBottom
        room = self.width() - 2 * px(self._inside) - (0 if below else self._beside())
        wraps = self._advance() > room
        if self._title.wordWrap() != wraps:
            self._title.setWordWrap(wraps)

    def minimumSizeHint(self) -> "QSize":
        """Let the card grow narrower than its title, and than title and tools side by side."""
        hint = super().minimumSizeHint()
        metrics = self._title.fontMetrics()
        words = self._title.text().split()
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        parts = [longest + self._beside()]
        if self._after is not None:
            parts = [longest, self._after.minimumSizeHint().width()]
        if self._tools is not None:
            parts.append(self._tools.minimumSizeHint().width())
        hint.setWidth(max(parts) + px(2 * self._inside))
        return hint

    def _advance(self) -> int:
        return self._title.fontMetrics().horizontalAdvance(self._title.text())

    def _beside(self) -> int:
        """Return the room that number and chips take beside the title."""
        items = (self._line.itemAt(place) for place in range(self._line.count()))
        parts = [item.widget() for item in items if item is not None]
        beside = [one for one in parts if one is not None and one is not self._title]
        return sum(one.sizeHint().width() + px(GAP) for one in beside if not one.isHidden())
