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
_KEPT = 4000  # widths of texts
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
        self._wide: dict[tuple[str, bool], int] = {}  # measured once: a table asks again and again
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
            return
        right, lines = self._model.columns[column].right, self._lines(cell, column, box.width())
        if sum(lines) == 1:
            self._line(painter, box, cell, right=right)
            return
        line = self.line_height()
        top = box.y() + (box.height() - sum(lines) * line) // 2
        upper = QRect(box.x(), top, box.width(), lines[0] * line)
        self._line(painter, upper, cell, right=right, most=lines[0])
        if cell.note:
            quiet = Cell(cell.note, quiet=True, note_state=cell.note_state)
            lower = QRect(box.x(), top + lines[0] * line, box.width(), lines[1] * line)
            lower.adjust(self._indent(cell), 0, 0, 0)
            self._line(
                painter, lower, quiet, right=right, most=1 if self._model.wraps else lines[1]
            )

    def line_height(self) -> int:
        """Return how high one line of a cell is."""
        return self._normal_metrics.height() + px(1)

    def lines_needed(self, row: int, column: int, width: int) -> int:
        """Return how many lines a cell needs to be read whole in a column of such a width."""
        room = width - sum(self._sides(column))
        return sum(self._lines(self._model.cell(row, column), column, room))

    def longest_word(self, row: int, column: int) -> int:
        """Return how wide a column has to be for each word of a cell to stand in one line."""
        cell = self._model.cell(row, column)
        words = (self._advance(word, strong=cell.strong) for word in cell.text.split())
        return max(words, default=0) + self._around(cell, column)

    def _lines(self, cell: Cell, column: int, width: int) -> tuple[int, int]:
        """Return how many lines the text of a cell takes, and how many its second line."""
        room, most = max(1, width - self._indent(cell)), self._model.columns[column].lines
        upper = 1 if most == 1 else len(broken(cell.text, self._metrics(cell), room, most))
        if not cell.note:
            return upper, 0
        if not self._model.wraps:
            return upper, len(broken(cell.note, self._normal_metrics, room, most))
        around, metrics = QRect(0, 0, room, _ENDLESS), self._normal_metrics
        high = metrics.boundingRect(around, _WRAP, cell.note).height()
        return upper, max(1, round(high / metrics.lineSpacing()))

    def _metrics(self, cell: Cell) -> QFontMetrics:
        return self._semibold_metrics if cell.strong else self._normal_metrics

    def _around(self, cell: Cell, column: int) -> int:
        """Return what stands beside the text of a cell: its shape, and the sides."""
        inside = px(TICK) if cell.tick is not None else self._indent(cell)
        return sum(self._sides(column)) + inside

    def _sides(self, column: int) -> tuple[int, int]:
        """Return what is left free at the left and at the right of a column's cells."""
        last = len(self._model.columns) - 1
        return px(EDGE if column == 0 else SIDE), px(EDGE if column == last else SIDE)

    def room_for(self, row: int, column: int, *, with_note: bool = False) -> int:
        """Return how wide a column has to be for the text of a cell to be read whole.

        Its second line counts with `with_note` alone: a long one would take the room of what the
        row is about.
        """
        cell = self._model.cell(row, column)
        text = self._advance(cell.text, strong=cell.strong)
        if with_note and cell.note:
            text = max(text, self._advance(cell.note, strong=False))
        return text + self._around(cell, column)

    def _advance(self, text: str, *, strong: bool) -> int:
        found = self._wide.get((text, strong))
        if found is None:
            if len(self._wide) > _KEPT:
                self._wide.clear()
            metrics = self._semibold_metrics if strong else self._normal_metrics
            found = self._wide[text, strong] = metrics.horizontalAdvance(text)
        return found

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

    def _line(
        self, painter: QPainter, box: QRect, cell: Cell, *, right: bool, most: int = 1
    ) -> None:
        indent, metrics = self._indent(cell), self._metrics(cell)
        text, how = cell.text, _RIGHT if right else _LEFT
        if most > 1:
            text = "\n".join(broken(text, metrics, box.width() - indent, most))
        elif self._model.wraps and cell.quiet:
            how = how | Qt.TextFlag.TextWordWrap
        elif metrics.horizontalAdvance(text) > box.width() - indent:
            text = metrics.elidedText(text, _ELIDE, box.width() - indent)
        if indent:
            at = box.x()
            if right:
                at = box.right() + 1 - metrics.horizontalAdvance(text) - indent
            high = self.line_height() if most > 1 else box.height()
            if cell.icon:
                size = px(icons.BUTTON_SIZE)
                top = box.y() + (high - size) // 2
                painter.drawPixmap(at, top, icons.pixmap(cell.icon, "quiet"))
            else:
                size = px(MARK_SIZE)
                middle = box.y() + (high - size) / 2
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


def broken(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return a text in as many lines of a width as it needs; what `most` lines cannot hold is cut.

    So is a word that is longer than a line: each cut shows its three points.
    """
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    lines, rest = [""], text.split()
    while rest:
        longer = f"{lines[-1]} {rest[0]}".lstrip()
        if not lines[-1] or metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
            rest.pop(0)
        elif len(lines) < most:
            lines.append("")
        else:
            lines[-1] = " ".join((lines[-1], *rest))
            break
    return [metrics.elidedText(one, _ELIDE, width) for one in lines]
