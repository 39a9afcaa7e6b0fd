"""The heading row of a page: title, chips, subtitle, and buttons at the right."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from casedesk.i18n import _
from ui.theme.units import at_least, px, space
from ui.widgets.flow_layout import FlowLayout, let_wrap
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class PageHeading(QWidget):
    """56 high; nothing in it is ever cut: what has no room goes into a further row.

    What is put in with `add_left` stands between title and subtitle.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no title."""
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(self._row, (0, 8, 0, 8), 8)
        self._words = QWidget()
        self._flow = FlowLayout(self._words)
        space(self._flow, (0, 0, 0, 0), 16)
        let_wrap(self._words, QSizePolicy.Policy.Expanding)
        self.title_label = label("", "title")
        self.title_label.setAccessibleDescription(_("Page heading, level 1"))
        self.subtitle_label = label("", "subtitle")
        self._left, self._buttons = QWidget(), QWidget()
        self._left_row, self._button_row = _row(self._left), FlowLayout(self._buttons)
        space(self._button_row, (0, 0, 0, 0), 8)
        let_wrap(self._buttons)
        for part in (self.title_label, self._left, self.subtitle_label):
            self._flow.addWidget(part)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._buttons)
        set_shown(self.subtitle_label, False)
        set_shown(self._left, False)
        at_least(self, height=56)

    def set_title(self, title: str) -> None:
        """Show the name of the page or the reference of the record."""
        self.title_label.setText(title)
        self.setAccessibleName(title)
        self._turn()

    def set_subtitle(self, text: str) -> None:
        """Show a quiet line after the title."""
        self.subtitle_label.setText(text)
        set_shown(self.subtitle_label, bool(text))
        self._turn()

    def spoken(self) -> str:
        """Return what is said as the page comes up: pages of one case differ in the second line."""
        parts = (self.title_label.text(), self.subtitle_label.text())
        return ". ".join(part for part in parts if part)

    def add_left(self, widget: QWidget) -> None:
        """Put a chip or segmented buttons after the title."""
        self._left_row.addWidget(widget)
        set_shown(self._left, True)

    def clear_left(self) -> None:
        """Take away what `add_left` put in, as before showing another record."""
        while (item := self._left_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        set_shown(self._left, False)

    def add_right(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._button_row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), super().minimumSizeHint().height())

    def _turn(self) -> None:
        """Put the buttons below the words where both do not fit side by side."""
        words = self.title_label.sizeHint().width()
        if not self._left.isHidden():
            words += self._left.sizeHint().width() + px(16)
        if not self.subtitle_label.isHidden():  # it may go into a row of its own, but whole
            words = max(words, self.subtitle_label.sizeHint().width())
        needed = words + self._buttons.sizeHint().width() + px(16)
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if needed <= self.width() else ways.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)


def _row(widget: QWidget) -> QHBoxLayout:
    made = QHBoxLayout(widget)
    space(made, (0, 0, 0, 0), 8)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made
