"""A timeline: day and time, icon, what happened, and the text of it; one list, painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import icons, look
from ui.theme.units import px
from ui.widgets.state_mark import MARK_SIZE, State, paint_state, state_colour

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
SIDE, ABOVE, ICON_LEFT, TEXT_LEFT, LINE, BAR = 12, 8, 110, 136, 20, 4
LOWEST = 56


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry, ready to be painted.

    Attributes:
        id: what `opened` gives.
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
        return ", ".join(part for part in parts if part)


class TimelineModel(QAbstractListModel):
    """Holds the entries of one case."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.entries: list[TimelineEntry] = []

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show other entries, in this order."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.entries[index.row()].kind
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return self.entries[index.row()].spoken()
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Lays an entry out and paints it; its height is that of its text."""

    def __init__(self, view: "Timeline") -> None:
        """Paint the entries of `view`."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries.entries[index.row()]
        lines = 1 + (self._body(entry).lineCount() if entry.text or entry.struck else 0)
        height = 2 * px(ABOVE) + lines * px(LINE)
        return QSize(px(200), max(px(LOWEST), height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._view.entries.entries[index.row()]
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            bar = QRect(rect.x(), rect.y(), px(BAR), rect.height() - 1)
            painter.fillRect(bar, look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.colour("row_line"))
        top, line = rect.y() + px(ABOVE), px(LINE)
        left = rect.x() + px(SIDE)
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, px(ICON_LEFT) - px(SIDE), line), middle, entry.day)
        painter.setPen(look.colour("quiet"))
        painter.drawText(QRect(left, top + line, px(ICON_LEFT), line), middle, entry.time)
        drawing = icons.pixmap(entry.icon, "quiet")
        painter.drawPixmap(rect.x() + px(ICON_LEFT), top + (line - px(16)) // 2, drawing)
        right = self._paint_word(painter, entry, rect, top)
        self._paint_heading(painter, entry, QRect(rect.x() + px(TEXT_LEFT), top, right, line))
        painter.setPen(look.colour("text"))
        self._body(entry).draw(painter, QPointF(rect.x() + px(TEXT_LEFT), top + line))
        if self._view.hasFocus() and index == self._view.currentIndex():
            width = px(3)
            painter.setPen(QPen(look.colour("text"), width))
            painter.drawRect(QRectF(rect).adjusted(width / 2, width / 2, -width, -width))

    def _paint_word(self, painter: QPainter, entry: TimelineEntry, rect: QRect, top: int) -> int:
        """Paint the word at the right; return how much width is left for the heading."""
        room = rect.width() - px(TEXT_LEFT) - px(SIDE)
        if not entry.word:
            return room
        wide = painter.fontMetrics().horizontalAdvance(entry.word)
        left = rect.right() + 1 - px(SIDE) - wide
        plain = entry.state is State.NONE
        painter.setPen(look.colour("accent") if plain else state_colour(entry.state))
        box = QRect(left, top, wide + 2, px(LINE))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, entry.word)
        if not plain:
            mark = px(MARK_SIZE)
            left -= mark + px(6)
            middle = top + (px(LINE) - mark) / 2
            paint_state(painter, QRectF(left, middle, mark, mark), entry.state)
        return left - px(8) - rect.x() - px(TEXT_LEFT)

    def _paint_heading(self, painter: QPainter, entry: TimelineEntry, box: QRect) -> None:
        strong = look.font(semibold=True)
        painter.setFont(strong)
        painter.setPen(look.colour("text"))
        kind = QFontMetrics(strong).elidedText(entry.kind, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, kind)
        box = box.adjusted(QFontMetrics(strong).horizontalAdvance(kind), 0, 0, 0)
        painter.setFont(look.font())
        rest = painter.fontMetrics().elidedText(
            entry.about, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, rest)

    def _body(self, entry: TimelineEntry) -> QTextLayout:
        """Return the text in lines as wide as the view leaves; the struck part first."""
        text = f"{entry.struck} {entry.text}" if entry.struck else entry.text
        layout = QTextLayout(text.replace("\n", "\u2028"), look.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if entry.struck:
            layout.setFormats([_struck(len(entry.struck))])
        width = max(px(80), self._view.viewport().width() - px(TEXT_LEFT) - px(SIDE))
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
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


class Timeline(QListView):
    """Enter or a double click opens an entry; a refresh keeps the chosen one."""

    opened = Signal(object)  # id of the entry

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is read out when the list gets the focus."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("own_focus", True)
        self.entries = TimelineModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._on_opened)

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show other entries; the chosen one stays chosen where it is still there."""
        current = self.currentIndex()
        kept = self.entries.entries[current.row()].id if current.isValid() else None
        place = self.verticalScrollBar().value()
        self.entries.show_entries(entries)
        for row, entry in enumerate(entries):
            if kept is not None and entry.id == kept:
                self.setCurrentIndex(self.entries.index(row))
                self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.entries.entries[index.row()].id)
