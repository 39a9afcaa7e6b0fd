"""A row of a timeline: day and time, icon, what happened, and the text of it."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

from casedesk.i18n import with_commas
from ui.theme import icons, look
from ui.theme.units import px
from ui.widgets.state_mark import MARK_SIZE, State, paint_state, state_colour

SIDE, ABOVE, ICON_LEFT, TEXT_LEFT, LINE = 12, 8, 110, 136, 20
LOWEST = 56


class TimelineEntry(Struct, frozen=True):
    """One entry of a `PaintedList`, as high as its text.

    Attributes:
        id: what `opened` of the list gives.
        day: such as "Fri 20 Nov".
        time: such as "09:05"; may be empty.
        icon: name of a drawing in `resources/icons`.
        kind: what happened, in semibold ("Contact note").
        about: the rest of the first line (" · Nia Prosser, IDVA service").
        text: the second line and more; breaks into lines.
        struck: the old text that this entry corrects, shown struck before `text`.
        state: a shape at the right, with `word` beside it.
        word: the word of the state, or of the act ("View"), at the right.
    """

    id: Any
    day: str
    time: str
    icon: str
    kind: str
    about: str = ""
    text: str = ""
    struck: str = ""
    state: State = State.NONE
    word: str = ""

    def spoken(self) -> str:
        """Return the entry as a screen reader says it."""
        parts = (self.day, self.time, f"{self.kind}{self.about}", self.struck, self.text, self.word)
        return with_commas(*parts)

    def height(self, width: int) -> float:
        """Return the height of the lines that its text breaks into."""
        lines = 1 + (self._body(width).lineCount() if self.text or self.struck else 0)
        return max(LOWEST, 2 * ABOVE + lines * LINE)

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint day and time, icon, first line and text."""
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, look.colour("row_line"))
        top, line = box.y() + px(ABOVE), px(LINE)
        left = box.x() + px(SIDE)
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, px(ICON_LEFT) - px(SIDE), line), middle, self.day)
        painter.setPen(look.colour("quiet"))
        painter.drawText(QRect(left, top + line, px(ICON_LEFT), line), middle, self.time)
        drawing = icons.pixmap(self.icon, "quiet")
        painter.drawPixmap(box.x() + px(ICON_LEFT), top + (line - px(16)) // 2, drawing)
        right = self._paint_word(painter, box, top)
        self._paint_heading(painter, QRect(box.x() + px(TEXT_LEFT), top, right, line))
        painter.setPen(look.colour("text"))
        self._body(box.width()).draw(painter, QPointF(box.x() + px(TEXT_LEFT), top + line))

    def _paint_word(self, painter: QPainter, box: QRect, top: int) -> int:
        """Paint the word at the right; return how much width is left for the heading."""
        room = box.width() - px(TEXT_LEFT) - px(SIDE)
        if not self.word:
            return room
        wide = painter.fontMetrics().horizontalAdvance(self.word)
        left = box.right() + 1 - px(SIDE) - wide
        plain = self.state is State.NONE
        painter.setPen(look.colour("accent") if plain else state_colour(self.state))
        place = QRect(left, top, wide + 2, px(LINE))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.word)
        if not plain:
            mark = px(MARK_SIZE)
            left -= mark + px(6)
            middle = top + (px(LINE) - mark) / 2
            paint_state(painter, QRectF(left, middle, mark, mark), self.state)
        return left - px(8) - box.x() - px(TEXT_LEFT)

    def _paint_heading(self, painter: QPainter, box: QRect) -> None:
        strong = look.font(semibold=True)
        painter.setFont(strong)
        painter.setPen(look.colour("text"))
        kind = QFontMetrics(strong).elidedText(self.kind, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, kind)
        box = box.adjusted(QFontMetrics(strong).horizontalAdvance(kind), 0, 0, 0)
        painter.setFont(look.font())
        rest = painter.fontMetrics().elidedText(
            self.about, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, rest)

    def _body(self, width: int) -> QTextLayout:
        """Return the text in lines as wide as the list leaves; the struck part first."""
        text = f"{self.struck} {self.text}" if self.struck else self.text
        layout = QTextLayout(text.replace("\n", "\u2028"), look.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self.struck:
            layout.setFormats([_struck(len(self.struck))])
        room = max(px(80), width - px(TEXT_LEFT) - px(SIDE))
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, top))
            top += px(LINE)
        layout.endLayout()
        return layout


def _struck(length: int) -> QTextLayout.FormatRange:
    struck = QTextLayout.FormatRange()
    struck.start, struck.length = 0, length
    form = struck.format
    form.setFontStrikeOut(True)
    form.setForeground(look.colour("quiet"))
    struck.format = form
    return struck
