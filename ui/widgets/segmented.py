"""Segmented buttons: one choice out of few, or several on at once, in one frame."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QWidget

from ui.theme import look
from ui.theme.units import px, space


class Segmented(QWidget):
    """Buttons that share their edges; Left and Right move between them."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        segments: list[tuple[str, str]],
        *,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build one button for each (id, text).

        Args:
            name: what is chosen here; read out with each button.
            segments: ids and texts.
            several: any number may be on; otherwise always exactly one, the first to begin with.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(row, (0, 0, 0, 0), 0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self.buttons: dict[str, QPushButton] = {}
        for place, (segment_id, text) in enumerate(segments):
            made = _Segment(text)
            made.setCheckable(True)
            made.setAutoDefault(True)
            made.setProperty("segment", _place_name(place, len(segments)))
            made.setAccessibleName(f"{name}: {text}")
            made.toggled.connect(self._on_toggled)
            self._group.addButton(made)
            row.addWidget(made)
            self.buttons[segment_id] = made
        if not several and segments:
            self.set_value(segments[0][0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        fits = self.width() >= self._in_a_row()
        self._row.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def _in_a_row(self) -> int:
        return sum(one.sizeHint().width() for one in self.buttons.values())

    def sizeHint(self) -> QSize:
        return QSize(self._in_a_row(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Let segments go one below the other where a row of them has no room."""
        widest = max((one.sizeHint().width() for one in self.buttons.values()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def value(self) -> str:
        """Return the id that is on; the first of several."""
        return next(iter(self.values()), "")

    def values(self) -> list[str]:
        """Return all ids that are on, in order."""
        return [one for one, made in self.buttons.items() if made.isChecked()]

    def set_value(self, *segment_ids: str) -> None:
        """Switch exactly these on."""
        for one, made in self.buttons.items():
            if one in segment_ids or not self._group.exclusive():
                made.setChecked(one in segment_ids)

    def set_text(self, segment_id: str, text: str) -> None:
        """Change the text of one segment, such as a count."""
        self.buttons[segment_id].setText(text)
        self.buttons[segment_id].setAccessibleName(f"{self._name}: {text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        all_buttons = list(self.buttons.values())
        focused = next((place for place, one in enumerate(all_buttons) if one.hasFocus()), -1)
        if step is None or focused < 0:
            super().keyPressEvent(event)
            return
        target = all_buttons[(focused + step) % len(all_buttons)]
        target.setFocus()
        if self._group.exclusive():
            target.setChecked(True)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on or not self._group.exclusive():
            self.changed.emit()


class _Segment(QPushButton):
    """A button wide enough for its text in semibold, which it has while it is on."""

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(look.font(semibold=True)).horizontalAdvance(self.text())
        return QSize(wide + px(28), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _place_name(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(place, "middle")
