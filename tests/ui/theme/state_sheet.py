"""A window for controls in all their states, and the states that most of them share."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from tests.ui.theme.states import Sample
from ui.theme.theme import dress
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.focus_ring import FocusRing
from ui.widgets.state_mark import State

EDGE = 6  # of a control, where no words are measured
ROOM = (1000, 2600)
GROUNDS = ("page", "card", "warning")
STATES = (State.STOP, State.WARN, State.GOOD, State.OPEN, State.LIVE, State.UP)
TEXT = "Threats at the door"


class Sheet(QWidget):
    """Controls below one another, on the grounds that pages have."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._columns: dict[str, QVBoxLayout] = {}
        outer = QVBoxLayout(self)
        for ground in GROUNDS:
            frame = QFrame()
            frame.setProperty("part", ground)
            self._columns[ground] = QVBoxLayout(frame)
            outer.addWidget(frame)
        outer.addStretch(1)
        self.resize(*ROOM)  # a window that grew with its parts did so a moment later
        dress(self)
        self.ring = FocusRing(self)

    def put(self, part: QWidget, ground: str = "page") -> None:
        """Add a control on one of the grounds."""
        self._columns[ground].addWidget(part)


def states_of(name: str, part: QAbstractButton, box: QRect | None = None) -> Iterator[Sample]:
    """Give the states that every button has."""
    where = partial(inside, part) if box is None else lambda: box
    under = Qt.WidgetAttribute.WA_UnderMouse
    yield Sample(name, part, lambda: None, where)
    yield Sample(
        f"{name}, hovered", part, partial(part.setAttribute, under), where,
        partial(part.setAttribute, under, False),
    )  # fmt: skip
    yield Sample(
        f"{name}, pressed", part, partial(part.setDown, True), where, partial(part.setDown, False)
    )
    yield Sample(
        f"{name}, disabled", part, partial(part.setEnabled, False), where,
        partial(part.setEnabled, True),
    )  # fmt: skip
    yield focused(name, part)


def focused(name: str, part: QWidget) -> Sample:
    """Give the focus on a control, which must be seen."""
    return Sample(f"{name}, focused", part, part.setFocus, None, part.clearFocus, told=True)


def inside(part: QWidget) -> QRect:
    return part.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)


def hover(part: QWidget, place: QRect) -> None:
    """Move the mouse over a place of a part, or away from it."""
    kind = QEvent.Type.HoverMove if place.isValid() else QEvent.Type.HoverLeave
    point = QPointF(place.center()) if place.isValid() else QPointF(-1, -1)
    QApplication.sendEvent(part, QHoverEvent(kind, point, point, QPointF(-1, -1)))


def both(*acts: Callable[[], object]) -> None:
    for act in acts:
        act()


def new_list(*, search: bool) -> ChoiceBox:
    choices = [Choice("p", "Riverside Police"), Choice("h", "Housing"), Choice("s", "Schools")]
    return ChoiceBox("Agency", choices, search=search)
