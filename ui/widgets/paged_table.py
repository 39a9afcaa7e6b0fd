"""A table over a `PagedTableModel`: any number of rows, Enter opens, the place is kept."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScrollArea, QTableView, QWidget

from ui.table_models.paged_table_model import PagedTableModel
from ui.theme import look
from ui.theme.units import at_least, px
from ui.widgets.column_room import ColumnWords, even_out
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.row_heights import RowHeights

ROW, TWO_LINE_ROW, HEADER, BAR = 36, 48, 32, 4
_LEAST = 96  # of a column without a width of its own
_NARROWEST = 56  # of any column, where nothing fits
_KEPT_FOR_REST = 136  # the least that columns without a width of their own keep
_KEPT_OF_TWO_LINES = 0.45  # of the width: a title with its second line, as of a deadline
_WIDEST = 1.7  # times its own width that a column may take for longer words


class PagedTable(QTableView):
    """Rows are chosen whole; `opened` gives the id on Enter or double click.

    After a refresh the same record is selected, at the same place on the screen.
    """

    opened = Signal(object)  # id of the row
    fitted = Signal()  # rows that wrap have other heights now
    selected = Signal(object)  # id of the current row, None if there is none

    def __init__(self, name: str, model: PagedTableModel, parent: QWidget | None = None) -> None:
        """Show `model`; `name` is read out when the table gets the focus."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("own_focus", True)
        self._model = model
        model.setParent(self)
        self._kept: tuple[list[Any], int] = ([], 0)  # the record chosen and those around it
        self._delegate = RowDelegate(model)
        self._heights, self._widths = RowHeights(self, model, self._delegate), dict[int, int]()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._set_up_view()
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._keep_place)
        self.setModel(model)
        model.modelReset.connect(self._back_to_place)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._measure()

    def model(self) -> PagedTableModel:
        """Return what is shown."""
        return self._model

    def current_id(self) -> Any:
        """Return the id of the current row; None if there is none."""
        current = self.currentIndex()
        return self._model.id_at(current.row()) if current.isValid() else None

    def select_id(self, record_id: Any) -> None:
        """Go to a record, if it is in the table."""
        row = self._model.row_of(record_id)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def sort_rows(self, key: str, descending: bool) -> None:
        """Order by a column, as a click on its heading does; nothing if there is none."""
        keys = [column.sort_key for column in self._model.columns]
        if not key or key not in keys:
            return
        orders = Qt.SortOrder
        order = orders.DescendingOrder if descending else orders.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(keys.index(key), order)
        self._model.sort(keys.index(key), order)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(HEADER + 6 * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(HEADER + 2 * ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id() is not None:
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange,
                            QEvent.Type.PaletteChange} and hasattr(self, "_delegate"):  # fmt: skip
            self._delegate.refresh_look()
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.come_into_sight)  # after the page is laid out

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if not current.isValid():
            return
        row = self._row_box(current.row())
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(row.x(), row.y(), px(BAR), row.height() - 1), look.colour("accent"))
        if self.hasFocus():
            width = px(3)
            painter.setPen(QPen(look.colour("text"), width))
            half = width // 2 + 1
            painter.drawRect(row.adjusted(half - 1, half - 1, -half, -half - 1))

    def _row_box(self, row: int) -> QRect:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(0, top, self.viewport().width(), height)

    def show_all_rows(self) -> None:
        """Be as high as all rows: for a short table on a page that scrolls."""
        rows = self.model().rowCount()
        at_least(self, height=HEADER + rows * (TWO_LINE_ROW if self._model.two_lines else ROW) + 2)

    def _set_up_view(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setStretchLastSection(False)
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sortable = any(column.sort_key for column in self._model.columns)
        columns.setSectionsClickable(sortable)
        columns.setSortIndicatorShown(False)
        if sortable:
            columns.sectionClicked.connect(self._on_header_clicked)

    def _measure(self) -> None:
        row = px(TWO_LINE_ROW if self._model.two_lines else ROW)
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(px(HEADER))
        self.horizontalHeader().setMinimumSectionSize(px(24))
        self._share_width()

    def _share_width(self) -> None:
        """Give fixed columns their width and share the rest; drop what does not fit."""
        columns, room = self._model.columns, self.viewport().width()
        shown = self._places_for(room)
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in shown)
        widths = {place: px(columns[place].width) for place in shown}
        stretched = [place for place in shown if not columns[place].width]
        left = room - sum(widths.values())
        kept = room * _KEPT_OF_TWO_LINES if self._model.two_lines else px(_KEPT_FOR_REST)
        words = self._words(shown)  # asked once: each is measured letter by letter
        least = {place: max(px(_LEAST), words[place].word) for place in stretched}
        spared = sum(least.values()), sum(max(round(kept), one) for one in least.values())
        left -= self._widen(widths, words, left, spared)
        for number, place in enumerate(stretched):
            share = left // (len(stretched) - number)
            widths[place] = max(share, least[place])
            left -= share
        self._squeeze(widths, words, room)
        most = {place: round(px(columns[place].width) * _WIDEST) for place in shown}
        even_out(widths, words, {place: max(one[:2]) for place, one in words.items()}, most)
        if self._model.two_lines:
            even_out(widths, words, {place: max(one[:3]) for place, one in words.items()}, most)
        if any(one.lines > 1 for one in columns):  # on one line what need not be on two
            whole = {place: one._replace(cell=one.whole) for place, one in words.items()}
            even_out(widths, whole, {place: max(one[:3]) for place, one in whole.items()}, most)
        for place, width in widths.items():
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
        self._widths = widths
        self._heights.fit(widths)
        if self._model.wraps:
            self.fitted.emit()

    @Slot()
    def _on_scrolled(self) -> None:
        self._heights.fit_in_sight(self._widths)

    def height_of(self, rows: int) -> float:
        """Return how high the table is with its first rows in sight, as at 100 % text."""
        shown = range(min(rows, self._model.rowCount()))
        head = 0 if self.horizontalHeader().isHidden() else px(HEADER)
        return (head + sum(map(self.rowHeight, shown)) + px(2)) * 100 / px(100)

    def _places_for(self, room: int) -> list[int]:
        """Return the columns that fit beside each other: those that may go are left out in turn."""
        columns = self._model.columns
        shown = [place for place, one in enumerate(columns) if room >= px(one.drop_below)]
        for place in sorted(shown, key=lambda place: -columns[place].drop_below):
            needed = sum(px(columns[one].width or _LEAST) for one in shown)
            if needed <= room or not columns[place].drop_below:
                break
            shown.remove(place)
        return shown

    def _words(self, shown: list[int]) -> dict[int, ColumnWords]:
        """Return how wide the words of each column are, of what is in sight."""
        rows = self._rows_in_sight() if self.isVisible() else range(0)
        head, paints = self.horizontalHeader(), self._delegate
        found = {}
        for place in shown:
            named = 0 if head.isHidden() else head.sectionSizeHint(place)
            cell = noted = whole = max((paints.room_for(row, place) for row in rows), default=0)
            if self._model.two_lines:
                each = (paints.room_for(row, place, with_note=True) for row in rows)
                noted = whole = max(cell, *each, 0)
            word = 0
            if self._model.columns[place].lines > 1:
                word = max((paints.longest_word(row, place) for row in rows), default=0)
                cell, noted = max(word, cell * 5 // 8), max(word, noted * 5 // 8)
            found[place] = ColumnWords(named, cell, noted, whole, word)
        return found

    def _widen(
        self,
        widths: dict[int, int],
        words: dict[int, ColumnWords],
        left: int,
        spared: tuple[int, int],
    ) -> int:
        """Give columns more where their words need it, as in Welsh; return what of `left` is used.

        Headings come first, then cells; of these the last, as how something stands matters more
        than where it belongs. `spared` is what they leave to the columns without a width of their
        own: headings, then cells.
        """
        least, kept = spared
        fixed = [one for one in sorted(widths, reverse=True) if self._model.columns[one].width]
        most = {place: round(widths[place] * _WIDEST) for place in fixed}
        needs = [(place, words[place].head, least) for place in fixed]
        needs += [(place, min(words[place].cell, most[place]), kept) for place in fixed]
        used = 0
        for place, need, rest in needs:
            more = max(0, min(need - widths[place], left - rest - used))
            widths[place] += more
            used += more
        return used

    def _squeeze(self, widths: dict[int, int], words: dict[int, ColumnWords], room: int) -> None:
        """Where nothing fits, let no column stand beyond the edge, where it would be cut unseen.

        First they give what their words do not need; then names go into more lines, and long texts
        are cut, and say so.
        """
        over, columns = sum(widths.values()) - room, self._model.columns
        needs = {place: max(words[place][:2]) for place in widths if over > 0}
        lines = {
            place: max(one.word, px(_NARROWEST)) if (one := words[place]).word else needs[place]
            for place in needs
        }
        for least in (needs, lines, dict.fromkeys(needs, px(_NARROWEST))):
            for place in sorted(
                needs, key=lambda one: (columns[one].lines > 1, columns[one].width)
            ):
                more = min(over, max(0, widths[place] - least[place]))
                widths[place] -= more
                over -= more

    def _rows_in_sight(self) -> range:
        if self._heights.can_grow():
            return self._heights.rows()
        high = px(TWO_LINE_ROW if self._model.two_lines else ROW)
        first = self.verticalScrollBar().value() // high
        last = first + self.viewport().height() // high + 1
        return range(min(first, self._model.rowCount()), min(last, self._model.rowCount()))

    def _hover(self, row: int) -> None:
        before = self._delegate.hovered_row
        if row == before:
            return
        self._delegate.hovered_row = row
        for one in (before, row):
            if one >= 0:
                self.viewport().update(self._row_box(one))

    @Slot()
    def come_into_sight(self) -> None:
        """Scroll what the table stands on until its current row is seen, as with large text."""
        if not self.hasFocus():  # it was only passed by while a page came up
            return
        outer = self.parentWidget()
        while outer is not None and not isinstance(outer, QScrollArea):
            outer = outer.parentWidget()
        inside = outer.widget() if isinstance(outer, QScrollArea) else None
        current = self.currentIndex()
        if not isinstance(outer, QScrollArea) or inside is None or not current.isValid():
            return
        row = self._row_box(current.row()).intersected(self.viewport().rect())
        for y in (row.bottom(), row.top()):
            point = self.viewport().mapTo(inside, QPoint(0, y))
            outer.ensureVisible(point.x(), point.y(), 0, px(BAR))

    @Slot()
    def _keep_place(self) -> None:
        current = self.currentIndex()
        offset = self.rowViewportPosition(current.row()) if current.isValid() else 0
        around = (current.row(), current.row() + 1, current.row() - 1) if current.isValid() else ()
        inside = [row for row in around if 0 <= row < self._model.rowCount()]
        self._kept = ([self._model.id_at(row) for row in inside], offset)

    @Slot()
    def _back_to_place(self) -> None:
        around, offset = self._kept
        # A row that is gone, as an action that is done, leaves its place to the next one.
        rows = [row for one in around if (row := self._model.row_of(one)) >= 0]
        self._delegate.hovered_row = -1
        if rows:
            self._go_back_to(rows[0], offset)
        self._share_width()
        if rows and self._heights.can_grow():  # the rows above it may be higher by now
            self._scroll_back(rows[0], offset)

    def _go_back_to(self, row: int, offset: int) -> None:
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._model.index(row, 0), how.ClearAndSelect | how.Rows
        )
        self._scroll_back(row, offset)

    def _scroll_back(self, row: int, offset: int) -> None:
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - offset)

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        if not self._model.columns[section].sort_key:
            return
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == section
        turned = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        self.sort_rows(self._model.columns[section].sort_key, turned)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.id_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self.selected.emit(self._model.id_at(current.row()) if current.isValid() else None)
