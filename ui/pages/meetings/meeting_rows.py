"""The painted rows of a meeting: its agenda and its actions."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.actions.model import ActionStatus, ActionSummary
from casedesk.agencies.service import agency_title
from casedesk.i18n import _, side_by_side, with_commas
from casedesk.meetings.model import AgendaItem, DiscussionStatus
from ui.text_format import short_weekday
from ui.theme import look
from ui.theme.units import px, space
from ui.widgets.state_mark import MARK_SIZE, State, paint_state, state_colour

SIDE, NUMBER_END, TEXT_LEFT, LINE = 12, 49, 57, 20
_MIDDLE, _RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
_ELIDE = Qt.TextElideMode.ElideRight


class Heading(Struct, frozen=True):
    """A quiet word above a part of the agenda."""

    text: str
    id: None = None

    def spoken(self) -> str:
        """Return the word."""
        return self.text

    def height(self, width: int) -> float:
        """Return the height of a row."""
        return 32

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint the word."""
        painter.setFont(look.font())
        painter.setPen(look.colour("quiet"))
        painter.drawText(box.adjusted(px(SIDE), 0, 0, 0), _MIDDLE, self.text)


class AgendaRow(Struct, frozen=True):
    """One case: how it stands, its place, its reference, and a word at the right."""

    id: int
    position: int
    reference: str
    state: State
    word: str
    word_state: State = State.NONE

    def spoken(self) -> str:
        """Return place, reference and how it stands."""
        said = f"{self.position} {self.reference}"
        return f"{said}, {self.word}" if self.word else said

    def height(self, width: int) -> float:
        """Return the height of a row: of two lines where the word has no room beside."""
        return 36 if self._fits(width) else 36 + LINE

    def _fits(self, width: int) -> bool:
        reference = QFontMetrics(look.font(semibold=True)).horizontalAdvance(self.reference)
        word = QFontMetrics(look.font()).horizontalAdvance(self.word)
        return px(TEXT_LEFT + SIDE) + reference + (px(8) + word if word else 0) <= width

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint shape, place, reference and word."""
        beside, line = self._fits(box.width()), px(LINE)
        if not beside:
            box = box.adjusted(0, 0, 0, -line)
        size = px(MARK_SIZE)
        top = box.y() + (box.height() - size) / 2
        if self.state is not State.NONE:
            paint_state(painter, QRectF(box.x() + px(SIDE), top, size, size), self.state)
        painter.setFont(look.font(semibold=chosen))
        painter.setPen(look.colour("text"))
        number = QRect(box.x(), box.y(), px(NUMBER_END), box.height())
        painter.drawText(number, _MIDDLE | _RIGHT, str(self.position))
        room = box.width() - px(TEXT_LEFT + SIDE)
        text = painter.fontMetrics().elidedText(self.reference, _ELIDE, room)
        painter.drawText(box.adjusted(px(TEXT_LEFT), 0, 0, 0), _MIDDLE, text)
        painter.setFont(look.font())
        quiet = look.colour("quiet")
        painter.setPen(quiet if self.word_state is State.NONE else state_colour(self.word_state))
        if beside:
            painter.drawText(box.adjusted(0, 0, -px(SIDE), 0), _MIDDLE | _RIGHT, self.word)
            return
        below = box.translated(px(TEXT_LEFT), line - px(2))
        word = painter.fontMetrics().elidedText(self.word, _ELIDE, room)
        painter.drawText(below, _MIDDLE, word)


class ActionRow(Struct, frozen=True):
    """One action: reference and day, what is to be done, who owes it."""

    id: int
    reference: str
    day: str
    task: str
    who: str
    state: State

    def spoken(self) -> str:
        """Return all of it."""
        urgent = _("urgent") if self.state is State.STOP else ""
        return with_commas(self.reference, self.task, self.who, self.day, urgent)

    def height(self, width: int) -> float:
        """Return the height of three lines."""
        return 76

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint three lines and the line below them."""
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, look.colour("row_line"))
        line = QRect(box.x() + px(SIDE), box.y() + px(8), box.width() - px(2 * SIDE), px(LINE))
        painter.setFont(look.font())
        painter.setPen(look.colour("quiet"))
        metrics: QFontMetrics = painter.fontMetrics()
        room = line.width() - metrics.horizontalAdvance(self.day) - px(8)  # the day is never cut
        painter.drawText(line, _MIDDLE, metrics.elidedText(self.reference, _ELIDE, room))
        painter.setPen(look.colour("text"))
        painter.drawText(line, _MIDDLE | _RIGHT, self.day)
        second, third = line.translated(0, px(LINE)), line.translated(0, px(2 * LINE))
        left = 0
        if self.state is not State.NONE:
            size = px(MARK_SIZE)
            middle = second.y() + (second.height() - size) / 2
            paint_state(painter, QRectF(second.x(), middle, size, size), self.state)
            left = size + px(6)
        text = metrics.elidedText(self.task, _ELIDE, second.width() - left)
        painter.drawText(second.adjusted(left, 0, 0, 0), _MIDDLE, text)
        painter.setPen(look.colour("quiet"))
        painter.drawText(third, _MIDDLE, metrics.elidedText(self.who, _ELIDE, third.width()))


def list_or_words(rows: QWidget, empty: QLabel) -> QWidget:
    """Return a part that shows a list, or the words that stand in its place; both fill it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, gap=0)
    column.addWidget(rows, 1)
    column.addWidget(empty, 0, Qt.AlignmentFlag.AlignTop)
    empty.setContentsMargins(px(SIDE), px(8), px(SIDE), px(8))
    return holder


def agenda_rows(items: Sequence[AgendaItem]) -> list[Heading | AgendaRow]:
    """Return the rows of an agenda; with headings where all with children stand first.

    On a mixed agenda each case with children says so itself.
    """
    rows: list[Heading | AgendaRow] = []
    flags = [item.with_children for item in items]
    parted = flags == sorted(flags, reverse=True) and any(flags)
    for place, item in enumerate(items):
        if parted and (place == 0 or flags[place] != flags[place - 1]):
            rows.append(Heading(_("With children") if flags[place] else _("Adults only")))
        row = _agenda_row(item)
        if item.with_children and not parted:
            row = replace(row, word=side_by_side(_("children"), row.word))
        rows.append(row)
    return rows


def _agenda_row(item: AgendaItem) -> AgendaRow:
    state, word, word_state = State.NONE, "", State.NONE
    if item.status is DiscussionStatus.DEFERRED:
        state, word = State.OPEN, _("put off")
    elif item.status is DiscussionStatus.HEARD and item.outcome is None:
        state, word, word_state = State.WARN, _("no outcome"), State.WARN
    elif item.status is DiscussionStatus.HEARD:
        state, word = State.GOOD, _("heard")
    elif item.is_repeat:
        word = _("repeat")
    return AgendaRow(item.id, item.position, item.case_reference, state, word, word_state)


def action_rows(actions: Sequence[ActionSummary]) -> list[ActionRow]:
    """Return the rows of actions."""
    return [
        ActionRow(
            one.id,
            one.reference,
            "" if one.due_on is None else short_weekday(one.due_on),
            one.task,
            who_owes(one),
            _state_of(one),
        )
        for one in actions
    ]


def who_owes(action: ActionSummary) -> str:
    """Return the owner with the agency."""
    agency = agency_title(action.agency_id)
    return with_commas(action.owner, agency)


def how_it_stands(action: ActionSummary, today: date) -> tuple[State, str]:
    """Return the shape and word of an action of an earlier meeting."""
    if action.status is ActionStatus.DONE:
        return State.GOOD, _("done")
    if action.status is ActionStatus.NOT_DONE:
        return State.STOP, _("not done")
    if action.status is ActionStatus.NOT_POSSIBLE:
        return State.OPEN, _("no longer possible")
    if action.is_overdue(today):
        return State.STOP, _("late")
    return State.OPEN, _("open")


def _state_of(action: ActionSummary) -> State:
    if action.status is ActionStatus.DONE:
        return State.GOOD
    return State.STOP if action.urgent else State.NONE
