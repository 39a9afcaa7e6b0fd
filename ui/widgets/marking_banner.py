"""The marking above every page; hatched when the data is invented."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.i18n import _
from ui.theme import look
from ui.theme.units import px

HEIGHT, STRIPE = 24, 12
_CUT = Qt.TextElideMode.ElideRight


class MarkingBanner(QWidget):
    """Says how the records are marked and whose they are; the practice hatch cannot be hidden.

    Where both do not fit side by side, as at 200 % text, the partnership stands in a second line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._marking, self._organisation, self._practice = "", "", ""
        self._lines = 1

    def show_marking(self, marking: str, organisation: str, *, practice: bool) -> None:
        """Show the marking with the name of the partnership."""
        self._marking, self._organisation = marking, organisation
        self._practice = _("PRACTICE DATA: NOT REAL") if practice else ""
        spoken = (" — ".join(filter(None, (self._marking, organisation))), self._practice)
        self.setAccessibleName(" ".join(filter(None, spoken)))
        self._share()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(400), self._lines * px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._share()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = look.colour("warn_ground" if self._practice else "panel")
        painter.fillRect(self.rect(), ground)
        if self._practice:
            self._hatch(painter)
        painter.setFont(look.font(semibold=True))
        right = self.width()
        if self._practice:
            wide = painter.fontMetrics().horizontalAdvance(self._practice)
            right -= px(24) + wide
            self._word(painter, self._practice, QRect(right, 0, wide, px(HEIGHT)))
        if self._lines == 1:
            self._middle(painter, self._whole(), right, 0)
        else:
            self._middle(painter, self._marking, right, 0)
            self._middle(painter, self._organisation, self.width(), px(HEIGHT))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("separator"))

    def _whole(self) -> str:
        return " — ".join(filter(None, (self._marking, self._organisation)))

    def _share(self) -> None:
        """Take a second line if one is too short for all."""
        metrics = QFontMetrics(look.font(semibold=True))
        needed = metrics.horizontalAdvance(self._whole()) + px(32)
        if self._practice:
            needed += metrics.horizontalAdvance(self._practice) + px(24)
        lines = 2 if self._organisation and needed > self.width() else 1
        name = metrics.elidedText(self._organisation, _CUT, self.width() - px(32))
        tip = self._organisation if lines == 2 and name != self._organisation else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _middle(self, painter: QPainter, text: str, right: int, top: int) -> None:
        metrics = painter.fontMetrics()
        text = metrics.elidedText(text, _CUT, max(0, right - px(32)))
        wide = metrics.horizontalAdvance(text)
        left = min((self.width() - wide) // 2, right - px(24) - wide)
        self._word(painter, text, QRect(max(px(12), left), top, wide, px(HEIGHT)))

    def _word(self, painter: QPainter, text: str, box: QRect) -> None:
        ground = "warn_ground" if self._practice else "panel"
        painter.fillRect(box.adjusted(-px(8), 0, px(8), 0), look.colour(ground))
        painter.setPen(look.colour("text"))
        painter.drawText(box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _hatch(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("hatch"))
        height, stripe = float(self.height()), float(px(STRIPE))
        left = -height
        while left < self.width():
            corners = ((left, height), (left + height, 0.0),
                       (left + height + stripe / 2, 0.0), (left + stripe / 2, height))  # fmt: skip
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            left += stripe * 1.5
        painter.restore()
