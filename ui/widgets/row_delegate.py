"""Paints the cells of a table: ground, shape and word, second line, hairline."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.table_models.paged_table_model import Cell, PagedTableModel
from ui.theme import icons, look
from ui.theme.units import px
from ui.widgets.state_mark import MARK_SIZE, State, paint_state, state_colour

SIDE, EDGE, TICK = 8, 12, 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP, _ENDLESS = Qt.TextFlag.TextWordWrap, 10_000
_ELIDE = Qt.TextElideMode.ElideRight


class RowDelegate(QStyledItemDelegate):
    """Asks the model for `Cell`s directly, so that nothing goes through QVariant."""

    def __init__(self, model: PagedTableModel) -> None:
        """Paint cells of `model`."""
        super().__init__(model)
        self._model = model
        self.hovered_row = -1
        self.refresh_look()

    def refresh_look(self) -> None:
        """Take colours and fonts of the look in use; the table calls this when it changes."""
        self._normal: QFont = look.font()
        self._semibold: QFont = look.font(semibold=True)
        self._normal_metrics = QFontMetrics(self._normal)
        self._semibold_metrics = QFontMetrics(self._semibold)
        names = (
            "panel", "selected", "hover", "row_line", "text", "quiet", "accent", "on_accent",
        )  # fmt: skip
        self._colours: dict[str, QColor] = {name: look.colour(name) for name in names}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, column = index.row(), index.column()
        cell = self._model.cell(row, column)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self._colours["selected"])
        elif row == self.hovered_row:
            painter.fillRect(rect, self._colours["hover"])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours["row_line"])
        left, right = self._sides(column)
        box = rect.adjusted(left, 0, -right, -1)
        if cell.tick is not None:
            self._tick(painter, box, ticked=cell.tick)
        elif cell.note:
            line, right = self._normal_metrics.height() + px(1), self._model.columns[column].right
            lines = 1 + self._lines_of_note(cell, box.width())
            top = box.y() + (box.height() - lines * line) // 2
            upper = QRect(box.x(), top, box.width(), line)
            self._line(painter, upper, cell, right=right)
            quiet = Cell(cell.note, quiet=True, note_state=cell.note_state)
            lower = upper.adjusted(self._indent(cell), line, 0, (lines - 1) * line)
            self._line(painter, lower, quiet, right=right)
        else:
            self._line(painter, box, cell, right=self._model.columns[column].right)

    def more_lines(self, row: int, column: int, width: int) -> int:
        """Return how many lines the second line of a cell needs beyond one, in such a column."""
        cell = self._model.cell(row, column)
        return self._lines_of_note(cell, width - sum(self._sides(column))) - 1 if cell.note else 0

    def _lines_of_note(self, cell: Cell, width: int) -> int:
        if not self._model.wraps:
            return 1
        room = QRect(0, 0, max(1, width - self._indent(cell)), _ENDLESS)
        needed = self._normal_metrics.boundingRect(room, _WRAP, cell.note).height()
        return max(1, round(needed / self._normal_metrics.lineSpacing()))

    def room_for(self, row: int, column: int, *, with_note: bool = False) -> int:
        """Return how wide a column has to be for the text of a cell to be read whole.

        Its second line counts with `with_note` alone: a long one would take the room of what the
        row is about.
        """
        cell = self._model.cell(row, column)
        metrics = self._semibold_metrics if cell.strong else self._normal_metrics
        text = metrics.horizontalAdvance(cell.text)
        if with_note and cell.note:
            text = max(text, self._normal_metrics.horizontalAdvance(cell.note))
        text += px(TICK) if cell.tick is not None else self._indent(cell)
        return text + sum(self._sides(column))

    def _sides(self, column: int) -> tuple[int, int]:
        """Return what is left free at the left and at the right of a column's cells."""
        last = len(self._model.columns) - 1
        return px(EDGE if column == 0 else SIDE), px(EDGE if column == last else SIDE)

    def _tick(self, painter: QPainter, box: QRect, *, ticked: bool) -> None:
        """Draw a box as check boxes look: filled with its tick, or its edge alone."""
        size = px(TICK)
        square = QRectF(box.x(), box.y() + (box.height() - size) // 2, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["accent" if ticked else "quiet"], px(1)))
        painter.setBrush(self._colours["accent" if ticked else "panel"])
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), px(3), px(3))
        if ticked:
            painter.setPen(QPen(self._colours["on_accent"], px(2)))
            corners = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.32))
            points = [QPointF(square.x() + x * size, square.y() + y * size) for x, y in corners]
            painter.drawPolyline(QPolygonF(points))
        painter.restore()

    def _indent(self, cell: Cell) -> int:
        if cell.icon:
            return px(icons.BUTTON_SIZE + 6)
        return px(MARK_SIZE + 6) if cell.state is not State.NONE else 0

    def _line(self, painter: QPainter, box: QRect, cell: Cell, *, right: bool) -> None:
        indent = self._indent(cell)
        metrics = self._semibold_metrics if cell.strong else self._normal_metrics
        text, how = cell.text, _RIGHT if right else _LEFT
        if self._model.wraps and cell.quiet:
            how = how | Qt.TextFlag.TextWordWrap
        elif metrics.horizontalAdvance(text) > box.width() - indent:
            text = metrics.elidedText(text, _ELIDE, box.width() - indent)
        if indent:
            at = box.x()
            if right:
                at = box.right() + 1 - metrics.horizontalAdvance(text) - indent
            if cell.icon:
                size = px(icons.BUTTON_SIZE)
                top = box.y() + (box.height() - size) // 2
                painter.drawPixmap(at, top, icons.pixmap(cell.icon, "quiet"))
            else:
                size = px(MARK_SIZE)
                middle = box.y() + (box.height() - size) / 2
                paint_state(painter, QRectF(at, middle, size, size), cell.state)
            box = box.adjusted(indent, 0, 0, 0)
        painter.setFont(self._semibold if cell.strong else self._normal)
        if cell.quiet and cell.note_state is not State.NONE:
            painter.setPen(state_colour(cell.note_state))
        elif cell.quiet:
            painter.setPen(self._colours["quiet"])
        elif cell.state is not State.NONE and not cell.calm:
            painter.setPen(state_colour(cell.state))
        else:
            painter.setPen(self._colours["text"])
        painter.drawText(box, how, text)
