"""Buttons and tick boxes whose words break into lines: Qt's own are as wide as their sentence."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

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
        _grow(self)

    def minimumSizeHint(self) -> QSize:
        wide = self._beside() + px(_ROOM_FOR_A_WORD)
        return QSize(min(wide, self.sizeHint().width()), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        return max(self.sizeHint().height(), _high(self, width - self._beside()) + px(8))

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
        return self.sizeHint().width() - _one_line(self).width()


class WrappedError(QPushButton):
    """What is wrong, on a button that leads to where it is."""

    def __init__(self, text: str) -> None:
        """Show `text`, with `&&` for an ampersand."""
        super().__init__(text)
        self.setProperty("kind", "error")
        _grow(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_ROOM_FOR_A_WORD), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        around = self._around()
        inside = width - around.left() - around.right()
        return _high(self, inside) + around.top() + around.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(look.colour("stop"))
        painter.drawText(self.rect().marginsRemoved(self._around()), _BREAKS, self.text())

    def _around(self) -> QMargins:
        """Return what the style puts around the words."""
        free = self.sizeHint() - _one_line(self)
        wide, high = free.width() // 2, free.height() // 2
        return QMargins(wide, high, wide, high)


def _grow(part: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)


def _one_line(part: QAbstractButton) -> QSize:
    return part.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, part.text())


def _high(part: QAbstractButton, width: int) -> int:
    """Return how high the words are in lines of this width."""
    room = QRect(0, 0, width, 10_000)
    return part.fontMetrics().boundingRect(room, _BREAKS, part.text()).height()
