"""The steps of a course: a painted line of circles, each with a real button under it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from casedesk.i18n import _
from casedesk.interventions.model import Stage
from ui.theme import look
from ui.theme.units import px

CIRCLE, TOP, GAP, LINE, NARROWEST, SIDE = 24, 11, 5, 20, 86, 3
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_WRAP = int(_MIDDLE) | int(Qt.TextFlag.TextWordWrap)


class StepperStep(NamedTuple):
    """One step, ready to be shown: its title, the line below it, and how both are read out."""

    title: str
    below: str
    stage: Stage
    full_title: str
    spoken: str


class Stepper(QWidget):
    """Steps side by side, in further rows where the page is narrow.

    Tab goes to one of the buttons, the arrow keys move between them; `chosen` gives the place
    of the step whose button was pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without steps; `name` says whose they are."""
        super().__init__(parent)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: list[_StepButton] = []
        self._measured: tuple[int, dict[int, list[int]]] | None = None

    def show_steps(self, steps: Sequence[StepperStep]) -> None:
        """Show other steps; the one looked at stays so, unless it was next and is done now."""
        was_next = bool(self.buttons) and self.buttons[self.current()].isChecked()
        while len(self.buttons) > len(steps):
            gone = self.buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.buttons) < len(steps):
            self.buttons.append(self._new_button())
        for place, (made, step) in enumerate(zip(self.buttons, steps, strict=True)):
            made.show_step(step, place + 1, len(steps))
        self._measured = None
        if was_next or not any(made.isChecked() for made in self.buttons):
            self.set_chosen(self.current())
        self._arrange()
        self.updateGeometry()
        self.update()

    def current(self) -> int:
        """Return the place of the step that comes next, else of the last that was done."""
        stages = [made.step.stage for made in self.buttons]
        if Stage.NOW in stages:
            return stages.index(Stage.NOW)
        done = [place for place, stage in enumerate(stages) if stage is Stage.DONE]
        return done[-1] if done else 0

    def set_chosen(self, place: int) -> None:
        """Mark one step as the one that is looked at; -1: none."""
        for at, made in enumerate(self.buttons):
            blocked = made.blockSignals(True)
            made.setChecked(at == place)
            made.blockSignals(blocked)
            way = Qt.FocusPolicy.StrongFocus if at == max(place, 0) else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(way)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._row_heights(width)) or px(1)

    def sizeHint(self) -> QSize:
        wide = px(NARROWEST) * min(len(self.buttons), 7)
        return QSize(wide, self.heightForWidth(max(self.width(), wide)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(NARROWEST), self.heightForWidth(max(self.width(), px(NARROWEST))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measured = None
            self._arrange()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        focused = next((at for at, one in enumerate(self.buttons) if one.hasFocus()), -1)
        if step is None or focused < 0:
            super().keyPressEvent(event)
            return
        target = max(0, min(focused + step, len(self.buttons) - 1))
        self.buttons[target].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line between the circles; the buttons draw circles and words over it."""
        painter = QPainter(self)
        across = self._across(self.width())
        for place in range(1, len(self.buttons)):
            if place % across == 0:
                continue  # the line ends with its row
            before, made = self.buttons[place - 1], self.buttons[place]
            height = made.y() + px(TOP) + px(CIRCLE) / 2
            done = before.step.stage is Stage.DONE and made.step.stage in {Stage.DONE, Stage.NOW}
            painter.setPen(QPen(look.colour("good" if done else "separator"), px(2)))
            left = before.x() + before.width() / 2
            painter.drawLine(QPointF(left, height), QPointF(made.x() + made.width() / 2, height))

    def _new_button(self) -> "_StepButton":
        made = _StepButton(self)
        made.toggled.connect(self._on_toggled)  # a screen reader toggles, which is no click
        made.show()
        return made

    def _across(self, width: int) -> int:
        """Return how many steps stand in a row, so that all rows are about as long."""
        count = max(1, len(self.buttons))
        most = max(1, min(count, width // self._measures()[0]))
        rows = -(-count // most)
        return -(-count // rows)

    def _row_heights(self, width: int) -> list[int]:
        known = self._measures()[1]
        if width not in known:
            across = self._across(width)
            cell = width // across
            known[width] = [
                max(made.needed_height(cell) for made in self.buttons[first : first + across])
                for first in range(0, len(self.buttons), across)
            ]
        return known[width]

    def _measures(self) -> tuple[int, dict[int, list[int]]]:
        """Return the narrowest cell, and heights by width: Qt asks for both many times."""
        if self._measured is None:
            words = max((made.longest_word() for made in self.buttons), default=0)
            self._measured = max(px(NARROWEST), words), {}
        return self._measured

    def _arrange(self) -> None:
        across = self._across(self.width())
        cell, top = self.width() / across, 0
        for row, height in enumerate(self._row_heights(self.width())):
            for at, made in enumerate(self.buttons[row * across : (row + 1) * across]):
                left, right = round(at * cell), round((at + 1) * cell)
                made.setGeometry(left, top, right - left, height)
            top += height
        self.update()

    @Slot()
    def _on_toggled(self) -> None:
        place = next((at for at, one in enumerate(self.buttons) if one is self.sender()), -1)
        self.set_chosen(place)
        self.chosen.emit(place)


class _StepButton(QPushButton):
    """A circle, the title of a step, and when it was done or is due."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "flat")
        self.step = StepperStep("", "", Stage.AHEAD, "", "")

    def show_step(self, step: StepperStep, number: int, count: int) -> None:
        """Show another step."""
        self.step = step
        self.setText(step.title)
        text = _("Step {number} of {count}: {title}, {state}")
        spoken = text.format(number=number, count=count, title=step.full_title, state=step.spoken)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def needed_height(self, width: int) -> int:
        """Return how high the circle and all words are in a cell of this width."""
        words = self._height_of(self.step.title, width) + self._height_of(self.step.below, width)
        return px(TOP + CIRCLE + GAP) + words + px(8)

    def longest_word(self) -> int:
        """Return how wide a cell must be so that no word is cut."""
        metrics = QFontMetrics(look.font(semibold=True))
        words = f"{self.step.title} {self.step.below}".split()
        return max(map(metrics.horizontalAdvance, words), default=0) + px(2 * SIDE)

    def sizeHint(self) -> QSize:
        return QSize(px(40), self.needed_height(max(self.width(), px(NARROWEST))))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(CIRCLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()  # the stepper moves between its buttons, Qt would leave it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        stage, width = self.step.stage, self.width()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if self.isDown() or hovered:
            ground = QRect(px(2), px(TOP + CIRCLE + 2), width - px(4), self.height())
            colour = look.colour("selected" if self.isDown() else "hover")
            painter.fillRect(ground, colour)
        self._paint_circle(painter)
        top = px(TOP + CIRCLE + GAP)
        high = self._height_of(self.step.title, width, self._font())
        painter.setFont(self._font())
        painter.setPen(look.colour("text"))
        painter.drawText(self._box(top, high), _WRAP, self.step.title)
        painter.setPen(look.colour("text" if stage is Stage.NOW else "quiet"))
        below = self._height_of(self.step.below, width)
        painter.drawText(self._box(top + high, below), _WRAP, self.step.below)
        if self.isChecked():
            wide = min(width - px(32), px(72))
            line = QRect((width - wide) // 2, top + high + below + px(4), wide, px(3))
            painter.fillRect(line, look.colour("accent"))

    def _paint_circle(self, painter: QPainter) -> None:
        size, stage = px(CIRCLE), self.step.stage
        circle = QRectF((self.width() - size) / 2, px(TOP), size, size)
        names = {Stage.DONE: "good", Stage.NOW: "accent"}
        edge = QPen(look.colour(names.get(stage, "quiet")), px(3) if stage is Stage.NOW else px(2))
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(look.colour("good" if stage is Stage.DONE else "panel"))
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))
        if stage is Stage.DONE:
            _paint_tick(painter, circle, look.colour("panel"))
        elif stage is Stage.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(circle.center(), px(4), px(4))
        elif stage is Stage.LEFT_OUT:
            middle, half = circle.center(), px(4)
            painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))

    def _font(self) -> QFont:
        return look.font(semibold=self.step.stage is Stage.NOW)

    def _box(self, top: int, height: int) -> QRect:
        return QRect(px(SIDE), top, self.width() - px(2 * SIDE), height)

    def _height_of(self, text: str, width: int, font: QFont | None = None) -> int:
        if not text:
            return 0
        room = QRect(0, 0, max(width - px(2 * SIDE), px(24)), px(2000))
        # In semibold, so that a step that comes next needs no other height than before.
        metrics = QFontMetrics(font or look.font(semibold=True))
        return max(px(LINE), metrics.boundingRect(room, _WRAP, text).height())


def _paint_tick(painter: QPainter, circle: QRectF, colour: QColor) -> None:
    """Draw the shape of "done" in a circle that has its colour already."""
    inner = circle.adjusted(px(6), px(6), -px(6), -px(6))
    pen = QPen(colour, px(2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, low, right = inner.left(), inner.bottom(), inner.right()
    painter.drawPolyline(
        [
            QPointF(left, inner.top() + inner.height() * 0.55),
            QPointF(left + inner.width() * 0.36, low - inner.height() * 0.12),
            QPointF(right, inner.top() + inner.height() * 0.18),
        ]
    )
