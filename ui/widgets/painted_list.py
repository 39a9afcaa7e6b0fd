"""A list whose rows are painted: one of them chosen, Enter opens, a refresh keeps the place."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
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
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import look
from ui.theme.units import px

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _SPOKEN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)
BAR = 4


class PaintedRow(Protocol):
    """What a row must know of itself; without an id it is a heading that cannot be chosen."""

    @property
    def id(self) -> Any:
        """Return what it stands for; None for a heading."""

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""

    def height(self, width: int) -> float:
        """Return how high it is, as at 100 % text, in a list that is `width` pixels wide."""

    def paint(self, painter: QPainter, box: QRect, *, chosen: bool) -> None:
        """Paint it into `box`, on a ground that is there already."""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[PaintedRow] = []

    def show_rows(self, rows: Sequence[PaintedRow]) -> None:
        self.beginResetModel()
        self.entries = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        return self.entries[index.row()].spoken() if role in {_DISPLAY, _SPOKEN} else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entries[index.row()].id is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def __init__(self, view: "PaintedList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(px(80), px(self._view.rows()[index.row()].height(width)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._view.rows()[index.row()]
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, look.colour("selected"))
            bar = QRect(rect.x(), rect.y(), px(BAR), rect.height())
            painter.fillRect(bar, look.colour("accent"))
        elif row.id is not None and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        row.paint(painter, rect, chosen=chosen)
        if self._view.hasFocus() and index == self._view.currentIndex():
            width = px(3)
            painter.setPen(QPen(look.colour("text"), width))
            painter.drawRect(QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2))


class PaintedList(QListView):
    """Shows rows that paint themselves."""

    opened = Signal(object)  # id of the row, on Enter or a double click
    chosen = Signal(object)  # id of the current row, when the user goes to another

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is read out when the list gets the focus."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("own_focus", True)
        self.entries = _Rows(self)
        self._quiet = False
        self.setModel(self.entries)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentChanged.connect(self._on_current)

    def rows(self) -> Sequence[PaintedRow]:
        """Return what is shown."""
        return self.entries.entries

    def current_id(self) -> Any:
        """Return the id of the current row; None if there is none."""
        current = self.currentIndex()
        return self.entries.entries[current.row()].id if current.isValid() else None

    def show_rows(self, rows: Sequence[PaintedRow]) -> None:
        """Show other rows; the current one and the place stay where they are still there."""
        kept, place = self.current_id(), self.verticalScrollBar().value()
        stays = {row.id for row in self.rows()} & {row.id for row in rows}
        self._quiet = True
        self.entries.show_rows(rows)
        self.select_id(kept)
        self._quiet = False
        self.verticalScrollBar().setValue(place if stays else 0)

    def select_id(self, row_id: Any) -> bool:
        """Go to a row without telling; False if it is not there."""
        place = next((n for n, row in enumerate(self.entries.entries) if row.id == row_id), -1)
        if row_id is None or place < 0:
            return False
        before, self._quiet = self._quiet, True
        self.setCurrentIndex(self.entries.index(place))
        self._quiet = before
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():  # no row shows the focus
            painter, width = QPainter(self.viewport()), px(3)
            painter.setPen(QPen(look.colour("text"), width))
            half = width // 2 + 1
            painter.drawRect(self.viewport().rect().adjusted(half - 1, half - 1, -half, -half))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = next(
                (n for n, row in enumerate(self.entries.entries) if row.id is not None), -1
            )
            if first >= 0:
                self.setCurrentIndex(self.entries.index(first))
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.scrollTo(self.currentIndex())  # or nothing shows where the focus is

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(108))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid() and self.entries.entries[index.row()].id is not None:
            self.opened.emit(self.entries.entries[index.row()].id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if not self._quiet and current.isValid():
            self.chosen.emit(self.entries.entries[current.row()].id)
