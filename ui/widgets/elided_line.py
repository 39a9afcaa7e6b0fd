"""One line of text, the first part stronger, cut at the end where the width ends.

It may break between its two parts: then only a part that is too long by itself is cut.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look
from ui.theme.units import px

_LONGEST_TIP, _LINE = 300, 20


class ElidedLine(QWidget):
    """Shows text as it is, however long: the whole is read out and stands in the tooltip."""

    def __init__(
        self,
        strong: str = "",
        rest: str = "",
        role: str = "text",
        *,
        breaks: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show `strong` in semibold and `rest` after it, in a colour of the palette.

        With `breaks` the rest goes into a line of its own where both do not fit beside each other.
        """
        super().__init__(parent)
        self.strong, self.rest, self._role, self._breaks = "", "", role, breaks
        high = QSizePolicy.Policy.Preferred if breaks else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, high)
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
        return QSize(min(wide + 2, px(2000)), px(_LINE))

    def hasHeightForWidth(self) -> bool:
        return self._breaks

    def heightForWidth(self, width: int) -> int:
        return px(_LINE) * (2 if self._is_broken(width) else 1)

    def _is_broken(self, width: int) -> bool:
        return self._breaks and bool(self.strong and self.rest) and width < self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(80)), px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(look.colour(self._role))
        left, is_cut, broken = 0, False, self._is_broken(self.width())
        line = QRect(0, 0, self.width(), px(_LINE) if broken else self.height())
        rest = self.rest.lstrip(", ") if broken else self.rest
        for text, semibold in ((self.strong, True), (rest, False)):
            painter.setFont(look.font(semibold=semibold))
            metrics = painter.fontMetrics()
            room = self.width() - left
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            is_cut = is_cut or shown != text
            box = line.adjusted(left, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            if broken:
                line.translate(0, px(_LINE))
            else:
                left += metrics.horizontalAdvance(shown)
        tip = self.text()[:_LONGEST_TIP] if is_cut else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
