"""The sections of a long form and how far each is; stays in sight while the form scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import look
from ui.theme.units import px, space
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.state_mark import MARK_SIZE, State, paint_state, state_colour

_LEFT, _NUMBER, _BAR = 12, 20, 4


class SectionList(Card):
    """One row for each section; a click or Enter goes there."""

    chosen = Signal(int)  # number of the section

    def __init__(self, title: str, foot: str = "", parent: QWidget | None = None) -> None:
        """Start without rows; `foot` is a quiet note below them."""
        super().__init__(title, parent)
        self.rows: dict[int, SectionRow] = {}
        self._rows = QWidget()
        self._foot = label(foot, "quiet", wrap=True)

    def show_sections(self, titles: Sequence[tuple[int, str]]) -> None:
        """List the sections by number; call once."""
        for number, title in titles:
            self.add_full(Hairline(), 0)
            row = SectionRow(number, title)
            row.clicked.connect(self._on_clicked)
            self.rows[number] = row
            self.add_full(row, 0)
        self.add_full(Hairline(), 0)
        self.add(self._foot)
        space(self.body, (12, 8, 12, 12), 8)

    def mark(self, number: int) -> None:
        """Mark the section that is being filled in."""
        for row in self.rows.values():
            row.show_current(row.number == number)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, SectionRow):
            self.chosen.emit(sender.number)


class SectionRow(QPushButton):
    """Number, title, and at the right the state with its word."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number, self.title = number, title
        self.state, self.word, self.is_current = State.OPEN, "", False
        self.setAutoDefault(True)
        self.show_state(State.OPEN, "")

    def show_title(self, title: str) -> None:
        """Show another title, such as another forum's word."""
        self.title = title
        self.show_state(self.state, self.word)

    def show_state(self, state: State, word: str) -> None:
        """Say how far the section is."""
        self.state, self.word = state, word
        self.setAccessibleName(f"{self.number} {self.title}: {word}")
        self.update()

    def show_current(self, current: bool) -> None:
        """Mark the row, or no longer."""
        if self.is_current != current:
            self.is_current = current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(39))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        if self.is_current or self.underMouse():
            painter.fillRect(box, look.colour("selected" if self.is_current else "hover"))
        if self.is_current:
            painter.fillRect(0, 0, px(_BAR), box.height(), look.colour("accent"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font())
        word = painter.fontMetrics().horizontalAdvance(self.word)
        right = box.width() - px(_LEFT)
        painter.setPen(state_colour(self.state))
        painter.drawText(box.adjusted(0, 0, -px(_LEFT), 0), middle | Qt.AlignmentFlag.AlignRight,
                         self.word)  # fmt: skip
        size, mark_left = px(MARK_SIZE), right - word - px(8) - px(MARK_SIZE)
        paint_state(painter, QRectF(mark_left, (box.height() - size) / 2, size, size), self.state)
        painter.setFont(look.font(semibold=self.is_current))
        painter.setPen(look.colour("text"))
        painter.drawText(box.adjusted(px(_LEFT), 0, 0, 0), middle, str(self.number))
        left = px(_LEFT + _NUMBER)
        room = mark_left - px(8) - left
        title = painter.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box.adjusted(left, 0, 0, 0), middle, title)
