"""What was found while somebody types, in the page below the box; it never takes the focus."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.units import px, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.elided_line import ElidedLine
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.showing import bring_into_sight, set_shown
from ui.widgets.state_mark import State, StateLabel

NARROW_BELOW = 440
_STEPS = {Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0),
          Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1)}  # fmt: skip


class FoundRow(Struct, frozen=True):
    """One thing found: its name, what follows it on the same line, and a quiet second line."""

    id: str
    name: str
    rest: str = ""
    detail: str = ""


class FoundList(QFrame):
    """A heading and a few rows, each with the same buttons.

    `enter` (Alt+Down in the box above) puts the focus on the first button; the arrow keys move
    between buttons, Esc leaves. The owner brings the focus back on `left`.
    """

    acted = Signal(str, str)  # id of the row, id of the button
    left = Signal()

    def __init__(
        self, acts: Sequence[tuple[str, str]], *, warn: bool = False, parent: QWidget | None = None
    ) -> None:
        """Start hidden.

        Args:
            acts: id and text of the buttons of each row.
            warn: what is found deserves a look (possible matches).
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self.setProperty("part", "found")
        self.setProperty("tone", "warn" if warn else "")
        self._acts, self._warn = tuple(acts), warn
        self.rows: tuple[FoundRow, ...] = ()
        self.buttons: list[list[QPushButton]] = []
        self._whole = QVBoxLayout(self)
        space(self._whole, (0, 0, 0, 0), 0)
        self._column = QVBoxLayout()
        space(self._column, (0, 0, 0, 0), 0)
        self._whole.addLayout(self._column)
        self._head: QFrame | None = None  # made with the first rows
        self.hide()

    def show_rows(self, heading: str, rows: Sequence[FoundRow]) -> None:
        """Show what was found; nothing hides the list. A change is announced politely."""
        rows = tuple(rows)
        if rows == self.rows:
            return
        self._clear()
        self.rows = rows
        for found in rows:
            self._add(found)
        if rows:
            if self._head is None:
                self._head = self._made_head()
            state = State.WARN if self._warn else State.NONE
            self.heading.show_state(state, heading, semibold=True)
            self._fit_head()
        self.setAccessibleName(heading)
        set_shown(self, bool(rows))
        if rows:
            announce(self, heading)
            QTimer.singleShot(0, self, self._show_all)  # once the rows have their place

    def clear(self) -> None:
        """Show nothing."""
        self.show_rows("", ())

    def enter(self) -> bool:
        """Put the focus on the first button; False if nothing is shown."""
        if not self.buttons:
            return False
        self.buttons[0][0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _made_head(self) -> QFrame:
        """Return the line above the rows, in its place."""
        head = QFrame()
        head.setProperty("part", "found_head")
        row = QHBoxLayout(head)
        space(row, (12, 6, 12, 6), 8)
        self.heading = StateLabel()
        row.addWidget(self.heading, 1)
        self._hint = label(_("Alt+Down goes to the list"), "quiet")
        row.addWidget(self._hint)
        self._whole.insertWidget(0, head)
        return head

    def _fit_head(self) -> None:
        """Say what was found in full; how to get there gives way."""
        if self._head is None:
            return
        needed = self.heading.sizeHint().width() + self._hint.sizeHint().width() + px(32)
        set_shown(self._hint, needed <= self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = [one for buttons in self.buttons for one in buttons if one.hasFocus()]
            for one in focused:
                one.click()
        elif key in _STEPS:
            self._move(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, across: int) -> None:
        for number, buttons in enumerate(self.buttons):
            for place, one in enumerate(buttons):
                if one.hasFocus():
                    if number + down < 0:
                        self.left.emit()
                        return
                    row = self.buttons[min(number + down, len(self.buttons) - 1)]
                    row[max(0, min(place + across, len(row) - 1))].setFocus()
                    return

    def _add(self, found: FoundRow) -> None:
        if self.buttons:
            self._column.addWidget(Hairline())
        whole, said, acts = QWidget(), QWidget(), QWidget()
        words = QVBoxLayout(said)
        space(words, gap=0)
        words.addStretch(1)
        words.addWidget(ElidedLine(found.name, found.rest, breaks=True))
        if found.detail:
            words.addWidget(ElidedLine("", found.detail, "quiet"))
        words.addStretch(1)
        made = [self._act_button(found, *act) for act in self._acts]
        row = QHBoxLayout(acts)
        space(row, gap=8)
        for one in made:
            row.addWidget(one)
        around = QVBoxLayout(whole)
        space(around, (12, 4, 12, 4), 0)
        around.addWidget(Columns(((said, 1), (acts, 0)), gap=8, narrow_below=NARROW_BELOW))
        self.buttons.append(made)
        self._column.addWidget(whole)

    def _act_button(self, found: FoundRow, act_id: str, text: str) -> QPushButton:
        made = button(text)
        made.setProperty("found", found.id)
        made.setProperty("act", act_id)
        made.setAccessibleName(f"{text}: {found.name}{found.rest}")
        made.setAccessibleDescription(found.detail)
        made.clicked.connect(self._on_clicked)
        return made

    def _clear(self) -> None:
        self.rows, self.buttons = (), []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _show_all(self) -> None:
        if self.rows:
            bring_into_sight(self, px(8))

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.acted.emit(str(sender.property("found")), str(sender.property("act")))
