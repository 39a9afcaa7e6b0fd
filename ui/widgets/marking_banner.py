"""The marking above every page; hatched when the data is invented."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.i18n import _
from ui.theme import look
from ui.theme.units import px

HEIGHT, STRIPE = 24, 12


class MarkingBanner(QWidget):
    """Says how the records are marked and whose they are; the practice hatch cannot be hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text, self._practice = "", ""

    def show_marking(self, organisation: str, *, practice: bool) -> None:
        """Show the marking with the name of the partnership."""
        marking = _("OFFICIAL-SENSITIVE")
        self._text = f"{marking} — {organisation}" if organisation else marking
        self._practice = _("PRACTICE DATA: NOT REAL") if practice else ""
        self.setAccessibleName(" ".join(part for part in (self._text, self._practice) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = look.colour("warn_ground" if self._practice else "panel")
        painter.fillRect(self.rect(), ground)
        if self._practice:
            self._hatch(painter)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("separator"))
        painter.setFont(look.font(semibold=True))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(self._practice) if self._practice else 0
        right = self.width() - px(24) - wide
        if self._practice:
            self._word(painter, self._practice, QRect(right, 0, wide, self.height() - 1))
        self._middle(painter, metrics, right if self._practice else self.width())

    def _middle(self, painter: QPainter, metrics: QFontMetrics, right: int) -> None:
        text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(0, right - px(32)))
        tip = self._text if text != self._text else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        wide = metrics.horizontalAdvance(text)
        left = min((self.width() - wide) // 2, right - px(24) - wide)
        self._word(painter, text, QRect(max(px(12), left), 0, wide, self.height() - 1))

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
