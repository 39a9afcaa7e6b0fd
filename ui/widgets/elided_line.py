"""One line of text, the first part stronger, cut at the end where the width ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look
from ui.theme.units import px

_LONGEST_TIP = 300


class ElidedLine(QWidget):
    """Shows text as it is, however long: the whole is read out and stands in the tooltip."""

    def __init__(
        self, strong: str = "", rest: str = "", role: str = "text", parent: QWidget | None = None
    ) -> None:
        """Show `strong` in semibold and `rest` after it, in a colour of the palette."""
        super().__init__(parent)
        self.strong, self.rest, self._role = "", "", role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_text(strong, rest)

    def show_text(self, strong: str, rest: str = "") -> None:
        """Show other text."""
        self.strong, self.rest = _one_line(strong), _one_line(rest)
        self.setAccessibleName(self.strong + self.rest)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return all that is shown, uncut."""
        return self.strong + self.rest

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(look.font(semibold=True)).horizontalAdvance(self.strong)
        wide += QFontMetrics(look.font()).horizontalAdvance(self.rest)
        return QSize(min(wide + 2, px(2000)), px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(80)), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(look.colour(self._role))
        left, is_cut = 0, False
        for text, semibold in ((self.strong, True), (self.rest, False)):
            painter.setFont(look.font(semibold=semibold))
            metrics = painter.fontMetrics()
            room = self.width() - left
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            is_cut = is_cut or shown != text
            box = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            left += metrics.horizontalAdvance(shown)
        tip = self.text()[:_LONGEST_TIP] if is_cut else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
