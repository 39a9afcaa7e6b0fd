"""A bar chart: from zero, one colour, the value above each bar, words below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.measures.chart import ChartData
from ui.theme import look
from ui.theme.units import px

BAR, STEP, LINE, TALLEST = 24, 42, 20, 96
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class BarChart(QWidget):
    """Draws the first series of a `ChartData`; the table beside it holds the same figures.

    A figure that is hidden or not collected has no bar, only its text; the last bar, the present
    one, has its value and label in semibold.
    """

    def __init__(self, data: ChartData | None = None, parent: QWidget | None = None) -> None:
        """Show `data`, or nothing until `show_data`."""
        super().__init__(parent)
        self._data: ChartData | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if data is not None:
            self.show_data(data)

    def show_data(self, data: ChartData) -> None:
        """Draw other figures."""
        self._data = data
        self.setAccessibleName(data.title)
        self.setAccessibleDescription(data.summary())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bars = len(self._data.labels) if self._data else 0
        return QSize(px(bars * STEP + 8), px(self._below() + TALLEST + LINE + 8))

    def minimumSizeHint(self) -> QSize:
        bars = len(self._data.labels) if self._data else 0
        return QSize(px(bars * 24), px(self._below() + 40))

    def _below(self) -> int:
        return LINE + 4 + (LINE + 6 if self._data and self._data.groups else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is None or not self._data.series or not self._data.labels:
            return
        painter = QPainter(self)
        data, count = self._data, len(self._data.labels)
        step = min(px(STEP), self.width() / count)
        base = self.height() - px(self._below())
        values = data.series[0].values
        highest = max((value for value in values if value is not None), default=0) or 1
        room = base - px(LINE) - px(4)
        line = px(LINE)
        for place in range(count):
            middle = step * (place + 0.5)
            value = values[place]
            height = 0.0 if value is None else max(0.0, value) / highest * room
            bar = min(px(BAR), step * 0.7)
            painter.fillRect(
                QRectF(round(middle - bar / 2), base - round(height), bar, round(height)),
                look.colour("accent"),
            )
            now = place == count - 1
            painter.setFont(look.font(semibold=now))
            painter.setPen(look.colour("text"))
            box = QRectF(middle - step / 2, base - height - line - 1, step, line)
            painter.drawText(box, _CENTRE, data.series[0].shown[place])
            under = QRectF(middle - step / 2, base + px(3), step, line)
            painter.drawText(under, _CENTRE, data.labels[place])
        painter.setPen(QPen(look.colour("quiet"), 1))
        painter.drawLine(0, base, round(step * count), base)
        self._paint_groups(painter, step, base + px(LINE + 5))

    def _paint_groups(self, painter: QPainter, step: float, top: float) -> None:
        if self._data is None:
            return
        first = 0
        painter.setFont(look.font())
        for text, span in self._data.groups:
            left, width = first * step, span * step
            painter.setPen(QPen(look.colour("separator"), 1))
            right = round(left + width - px(4))
            painter.drawLine(round(left + px(4)), round(top), right, round(top))
            painter.setPen(look.colour("quiet"))
            painter.drawText(QRectF(left, top + px(2), width, px(LINE)), _CENTRE, text)
            first += span
