"""A tick box whose words break into lines: Qt's own is as wide as its sentence."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from ui.theme import look
from ui.theme.units import px

_ROOM_FOR_A_WORD = 120
_BREAKS = (
    Qt.TextFlag.TextWordWrap
    | Qt.TextFlag.TextShowMnemonic
    | Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
)


class WrappedTick(QCheckBox):
    """For sentences from a catalogue, which may be long, and longer in Welsh."""

    def __init__(self, text: str) -> None:
        """Show `text`, with `&&` for an ampersand."""
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        wide = self._beside() + px(_ROOM_FOR_A_WORD)
        return QSize(min(wide, self.sizeHint().width()), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - self._beside(), 10_000)
        lines = self.fontMetrics().boundingRect(room, _BREAKS, self.text()).height()
        return max(self.sizeHint().height(), lines + px(8))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)  # each of the lines: the style knows of one

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        painter.setPen(look.colour("text" if self.isEnabled() else "quiet"))
        painter.drawText(room, _BREAKS, self.text())

    def _beside(self) -> int:
        """Return how wide the box is, with what lies between it and the words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return self.sizeHint().width() - words
