"""Shapes that go with a word, so that colour never stands alone (▲ ● ✓ ○ ▶ ✕)."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look
from ui.theme.units import px

MARK_SIZE = 12


class State(StrEnum):
    """How a thing stands; each has its own shape and colour."""

    STOP = "stop"  # ▲ late, under 48 hours, high risk, danger
    WARN = "warn"  # ● due soon, missing
    GOOD = "good"  # ✓ done
    OPEN = "open"  # ○ not started
    LIVE = "live"  # ▶ running now
    WRONG = "wrong"  # ✕ refused
    UP = "up"  # ▲ more than before, without judgement
    DOWN = "down"  # ▼ less than before, without judgement
    NONE = "none"


_COLOURS = {
    State.STOP: "stop", State.WARN: "warn", State.GOOD: "good", State.OPEN: "quiet",
    State.LIVE: "accent", State.WRONG: "stop", State.UP: "quiet", State.DOWN: "quiet",
    State.NONE: "text",
}  # fmt: skip
_POLYGONS = {
    State.STOP: ((0.5, 0.06), (1.0, 0.94), (0.0, 0.94)),
    State.UP: ((0.5, 0.14), (0.92, 0.86), (0.08, 0.86)),
    State.DOWN: ((0.5, 0.86), (0.92, 0.14), (0.08, 0.14)),
    State.LIVE: ((0.16, 0.04), (0.92, 0.5), (0.16, 0.96)),
}
_LINES = {
    State.GOOD: (((0.04, 0.54), (0.36, 0.86), (0.96, 0.2)),),
    State.WRONG: (((0.1, 0.1), (0.9, 0.9)), ((0.9, 0.1), (0.1, 0.9))),
}


def state_colour(state: State) -> QColor:
    """Return the colour of a state's shape and word."""
    return look.colour(_COLOURS[state])


def paint_state(painter: QPainter, box: QRectF, state: State) -> None:
    """Draw the shape of `state` to fill `box`, a square."""
    if state is State.NONE:
        return

    def at(point: tuple[float, float]) -> QPointF:
        return QPointF(box.x() + point[0] * box.width(), box.y() + point[1] * box.height())

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = state_colour(state)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    stroke = QPen(colour, box.width() * 0.16)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if state in _POLYGONS:
        painter.drawPolygon(QPolygonF([at(point) for point in _POLYGONS[state]]))
    elif state in _LINES:
        painter.setPen(stroke)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in _LINES[state]:
            painter.drawPolyline(QPolygonF([at(point) for point in line]))
    elif state is State.WARN:
        inset = box.width() * 0.08
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    else:
        inset = box.width() * 0.14
        painter.setPen(stroke)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


class StateLabel(QWidget):
    """A shape and its word, in the colour of the state; the word is what is read out."""

    def __init__(
        self, state: State = State.NONE, word: str = "", parent: QWidget | None = None
    ) -> None:
        """Show `word` with the shape of `state` before it."""
        super().__init__(parent)
        self._semibold = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.state, self.word = state, word
        self.show_state(state, word)

    def show_state(self, state: State, word: str, *, semibold: bool = False) -> None:
        """Show another state and word."""
        self.state, self.word, self._semibold = state, word, semibold
        self.setAccessibleName(word)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self.word:
            return QSize(0, px(20))
        metrics = QFontMetrics(look.font(semibold=self._semibold))
        return QSize(self._text_left() + metrics.horizontalAdvance(self.word) + 1, px(20))

    def minimumSizeHint(self) -> QSize:
        if not self.word:
            return QSize(0, px(20))
        return QSize(self._text_left() + px(24), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = px(MARK_SIZE)
        paint_state(painter, QRectF(0, (self.height() - mark) / 2, mark, mark), self.state)
        painter.setFont(look.font(semibold=self._semibold))
        painter.setPen(state_colour(self.state))
        box = self.rect().adjusted(self._text_left(), 0, 0, 0)
        text = painter.fontMetrics().elidedText(self.word, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _text_left(self) -> int:
        return 0 if self.state is State.NONE else px(MARK_SIZE + 6)
