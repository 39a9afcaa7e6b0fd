"""The rail: the pages, one below the other, with counts; reads as a list."""

import math
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.i18n import _
from ui.theme import icons, look
from ui.theme.units import fix, px

WIDTH, WIDEST, NARROW, ITEM, LOWEST_ITEM, LINE = 224, 280, 56, 40, 26, 16
ICON_LEFT, LABEL_LEFT, COUNT_RIGHT, BAR = 16, 44, 24, 4
TIGHT_ICON, TIGHT_LABEL, TIGHT_RIGHT, TIGHTEST, WIDEST_TIGHT = 10, 35, 6, 112, 184
ROUNDING = 2  # pixels: the measures that are taken off are each rounded by themselves
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class RailWords(Enum):
    """How much is said of each page: its name on one line, on two lines, or nothing."""

    WHOLE = "whole"
    TIGHT = "tight"
    NONE = "none"


class RailItem(Struct, frozen=True):
    """One item; an empty `id` is the line between two groups."""

    id: str
    text: str = ""
    icon: str = ""


class RailModel(QAbstractListModel):
    """The items, which of them is marked, and their counts."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.items: list[RailItem] = []
        self.marked = ""
        self.counts: dict[str, tuple[int, str]] = {}

    def show_items(self, items: list[RailItem]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def mark(self, item_id: str) -> None:
        """Mark the item whose page is shown."""
        self.marked = item_id
        self._look_again()

    def set_count(self, item_id: str, count: int, spoken: str) -> None:
        """Show a count at the right of an item; 0 takes it away."""
        if self.counts.get(item_id, (0, "")) != (count, spoken):
            self.counts[item_id] = (count, spoken)
            self._look_again()

    def row_of(self, item_id: str) -> int:
        """Return where an item stands; -1 if it does not."""
        return next((row for row, item in enumerate(self.items) if item.id == item_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        item = self.items[index.row()]
        if role in {_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)}:
            return item.text
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            count, spoken = self.counts.get(item.id, (0, ""))
            return f"{item.text}, {spoken}" if count and spoken else item.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.items[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _look_again(self) -> None:
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))


class RailDelegate(QStyledItemDelegate):
    """Paints an item: bar, icon, label, count."""

    def __init__(self, rail: "Rail") -> None:
        """Paint the items of `rail`."""
        super().__init__(rail)
        self._rail = rail

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = self._rail.items.items[index.row()]
        return QSize(px(40), self._rail.item_height() if item.id else px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = self._rail.items, option.rect
        item = model.items[index.row()]
        if not item.id:
            middle = rect.y() + rect.height() // 2
            line = QRect(rect.x() + px(16), middle, rect.width() - px(32), 1)
            painter.fillRect(line, look.colour("separator"))
            return
        marked = item.id == model.marked
        if marked:
            painter.fillRect(rect, look.colour("selected"))
            bar = QRect(rect.x(), rect.y(), px(BAR), rect.height())
            painter.fillRect(bar, look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        self._paint_icon(painter, rect, item, marked=marked)
        if self._rail.words is not RailWords.NONE:
            self._paint_words(painter, rect, item, marked=marked)
        if self._rail.hasFocus() and index == self._rail.currentIndex():
            width = px(3)
            painter.setPen(QPen(look.colour("text"), width))
            painter.drawRect(QRectF(rect).adjusted(width, width, -width, -width))

    def _paint_icon(self, painter: QPainter, rect: QRect, item: RailItem, *, marked: bool) -> None:
        size = px(icons.RAIL_SIZE)
        left = px(TIGHT_ICON if self._rail.words is RailWords.TIGHT else ICON_LEFT)
        if self._rail.words is RailWords.NONE:
            left = (rect.width() - size) // 2
        drawing = icons.pixmap(item.icon, "accent" if marked else "quiet", icons.RAIL_SIZE)
        painter.drawPixmap(rect.x() + left, rect.y() + (rect.height() - size) // 2, drawing)

    def _paint_words(self, painter: QPainter, rect: QRect, item: RailItem, *, marked: bool) -> None:
        painter.setPen(look.colour("text"))
        count, _spoken = self._rail.items.counts.get(item.id, (0, ""))
        tight = self._rail.words is RailWords.TIGHT
        if count:
            painter.setFont(look.font(semibold=True))
            box = rect.adjusted(0, 0, -px(TIGHT_RIGHT if tight else COUNT_RIGHT), 0)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(count))
        painter.setFont(look.font(semibold=marked))
        left = px(TIGHT_LABEL if tight else LABEL_LEFT)
        box = QRect(rect.x() + left, rect.y(), self._rail.room_for(count), rect.height())
        metrics = painter.fontMetrics()
        lines = lines_of(item.text, metrics) if tight else [item.text]
        cut = (metrics.elidedText(one, Qt.TextElideMode.ElideRight, box.width()) for one in lines)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "\n".join(cut))


class Rail(QListView):
    """Emits `chosen` on a click, Enter or Space; arrows only move."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and wide."""
        super().__init__(parent)
        self.words, self._wide, self._tight = RailWords.WHOLE, WIDTH, TIGHTEST
        self.items = RailModel(self)
        self.setModel(self.items)
        self.setItemDelegate(RailDelegate(self))
        self.setProperty("part", "rail")
        self.setProperty("own_focus", True)
        self.setAccessibleName(_("Pages"))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setViewportMargins(0, px(8), 0, 0)
        self.clicked.connect(self._on_activated)
        self.verticalScrollBar().rangeChanged.connect(self._take_width)
        fix(self, width=WIDTH)

    def show_items(self, items: list[RailItem]) -> None:
        """Show other items, as wide as the longest of them needs in the language in use."""
        self.items.show_items(items)
        metrics = QFontMetrics(look.font(semibold=True))
        longest = max((metrics.horizontalAdvance(one.text) for one in items), default=0)
        needed = LABEL_LEFT + longest / px(100) * 100 + COUNT_RIGHT
        self._wide = min(max(WIDTH, math.ceil(needed)), WIDEST)
        broken = (line for one in items for line in lines_of(one.text, metrics))
        lines = map(metrics.horizontalAdvance, broken)
        count = metrics.horizontalAdvance("00") + px(4)
        needed = TIGHT_LABEL + (max(lines, default=0) + count) / px(100) * 100 + TIGHT_RIGHT
        needed += ROUNDING
        self._tight = min(max(TIGHTEST, math.ceil(needed)), WIDEST_TIGHT)
        self._take_width()

    def set_words(self, words: RailWords) -> None:
        """Say as much of each page as the window has room for; a tooltip always names it."""
        if words is not self.words:
            self.words = words
            self._take_width()
            self.scheduleDelayedItemsLayout()

    def room_for(self, count: int) -> int:
        """Return how many pixels the name of an item has beside its count; 0 is not shown."""
        tight = self.words is RailWords.TIGHT
        right = px(TIGHT_RIGHT if tight else COUNT_RIGHT)
        if count:
            metrics = QFontMetrics(look.font(semibold=True))
            right += metrics.horizontalAdvance(str(count)) + px(4)
        else:
            right = min(right, px(12))
        return self.viewport().width() - px(TIGHT_LABEL if tight else LABEL_LEFT) - right

    @Slot()
    def _take_width(self) -> None:
        widths = {RailWords.WHOLE: self._wide, RailWords.TIGHT: self._tight}
        bar = self.verticalScrollBar()  # in a low window; it takes no room from the names
        beside = bar.sizeHint().width() / px(100) * 100 if bar.maximum() else 0
        fix(self, width=math.ceil(widths.get(self.words, NARROW) + beside))

    def item_height(self) -> int:
        """Return the height of an item: 40, or less where all would not fit, 24 at least."""
        lines = sum(1 for item in self.items.items if not item.id)
        count = max(1, len(self.items.items) - lines)
        room = (self.viewport().height() - lines * px(LINE)) // count
        lowest = ITEM if self.words is RailWords.TIGHT else LOWEST_ITEM  # two lines need it
        return max(px(lowest), min(px(ITEM), room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mark(self, item_id: str) -> None:
        """Mark the item whose page is shown and make it the current one."""
        self.items.mark(item_id)
        row = self.items.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self.items.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid() and self.items.items[index.row()].id:
            self.chosen.emit(self.items.items[index.row()].id)


def lines_of(text: str, metrics: QFontMetrics) -> list[str]:
    """Return a name on one line or two, so that the longer of them is as short as can be."""
    return min(_breaks(text), key=lambda lines: max(map(metrics.horizontalAdvance, lines)))


def _breaks(text: str) -> Iterator[list[str]]:
    words = text.split()
    yield [text]
    for place in range(1, len(words)):
        yield [" ".join(words[:place]), " ".join(words[place:])]
