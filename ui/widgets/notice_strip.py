"""Notices: one strip below the page's heading, with up to two buttons."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _
from ui.theme.icons import dress
from ui.theme.units import at_least, fix, px, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout, let_wrap
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

_BESIDE, _LEAST_WORDS = 96, 280  # icon, cross and gaps; below it buttons go under the words
STAYS_MS = 8_000
UNDO_STAYS_MS = 20_000  # long enough to read it, think, and reach the button by keyboard


class Tone(StrEnum):
    """What a notice is about; its word and icon say so as well as its colour."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    STOP = "stop"


_ICONS = {Tone.INFO: "info", Tone.GOOD: "check", Tone.WARN: "triangle-alert",
          Tone.STOP: "circle-alert"}  # fmt: skip
_ROLES = {Tone.INFO: "accent", Tone.GOOD: "good", Tone.WARN: "warn", Tone.STOP: "stop"}

Act = tuple[str, Callable[[], None]]


class NoticeStrip(QFrame):
    """A sentence, perhaps a second line, and up to two buttons. It never takes the focus.

    Used by itself on a page (a repeat found), or through `Navigator.show_notice`.
    """

    dismissed = Signal()

    def __init__(
        self,
        text: str,
        *,
        detail: str = "",
        tone: Tone = Tone.INFO,
        acts: tuple[Act, ...] = (),
        dismissible: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Build the strip.

        Args:
            text: what happened, a whole sentence.
            detail: a second line, such as the rule that was used.
            tone: what it is about.
            acts: up to two buttons, each a text and what it does; the strip goes away after.
            dismissible: show a button that takes the strip away.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self.text, self.tone = text, tone
        self.setProperty("part", "notice")
        self.setProperty("tone", tone.value)
        self.setAccessibleName(" ".join(part for part in (text, detail) if part))
        row = QHBoxLayout(self)
        space(row, (12, 3, 8, 3), 8)
        row.addWidget(IconMark(_ICONS[tone], _ROLES[tone], 20))
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._middle, gap=8)
        self._middle.addLayout(_words(text, detail), 1)
        row.addLayout(self._middle, 1)
        self.buttons = [self._act_button(*act) for act in acts[:2]]
        self._acts = _acts_of(self.buttons)
        self._middle.addWidget(self._acts)
        self.close_button: QPushButton | None = None
        if dismissible:
            self.close_button = self._dismiss_button()
            row.addWidget(self.close_button)
        at_least(self, height=42)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - px(_BESIDE) - self._acts.sizeHint().width()
        ways = QBoxLayout.Direction
        fits = not self.buttons or beside >= px(_LEAST_WORDS)
        self._middle.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Let the page grow narrower than words and buttons side by side."""
        return QSize(px(200), super().minimumSizeHint().height())

    @Slot()
    def dismiss(self) -> None:
        """Take the strip away."""
        self.hide()
        self.dismissed.emit()

    @Slot()
    def go_soon(self) -> None:
        """Take the strip away in a while: what it says is over."""
        QTimer.singleShot(STAYS_MS, self, self.dismiss)

    def _dismiss_button(self) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(True)
        made.setProperty("kind", "flat")
        made.setAccessibleName(_("Dismiss this notice"))
        made.setToolTip(_("Dismiss this notice"))
        dress(made, "x", "quiet")
        fix(made, width=32)
        made.clicked.connect(self.dismiss)
        return made

    def _act_button(self, text: str, act: Callable[[], None]) -> QPushButton:
        made = button(text)
        made.clicked.connect(self.dismiss)
        made.clicked.connect(lambda _checked=False: act())
        return made


def _acts_of(buttons: list[QPushButton]) -> QWidget:
    """Return the buttons in a row that breaks where there is no room."""
    acts = QWidget()
    row = FlowLayout(acts)
    space(row, gap=8)
    for made in buttons:
        row.addWidget(made)
    let_wrap(acts)
    set_shown(acts, bool(buttons))
    return acts


def _words(text: str, detail: str) -> QVBoxLayout:
    words = QVBoxLayout()
    space(words, (0, 4, 0, 4), 0)
    words.addWidget(label(text, "strong" if detail else "", wrap=True))
    if detail:
        words.addWidget(label(detail, wrap=True))
    return words


class NoticeArea(QWidget):
    """Shows at most two notices, the newest on top.

    A notice with nothing to decide goes after 8 seconds, one with Undo after 20, a warning stays
    until it is dismissed. All are kept in `past` for the notices list.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and without height."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        space(self._column, (0, 0, 0, 8), 8)
        self._strips: list[NoticeStrip] = []
        self.past: list[str] = []
        self.hide()

    def show_strip(self, strip: NoticeStrip, stays_ms: int = STAYS_MS) -> None:
        """Show a strip and say it; `stays_ms` 0 keeps it until it is dismissed."""
        self.past.append(strip.text)
        for old in self._strips[1:]:
            self._drop(old)
        self._strips.insert(0, strip)
        self._column.insertWidget(0, strip)
        strip.dismissed.connect(self._on_dismissed)
        if stays_ms:
            QTimer.singleShot(stays_ms, strip, strip.dismiss)
        set_shown(self, True)
        announce(strip, strip.accessibleName())

    def clear(self) -> None:
        """Take all notices away, as on locking."""
        for strip in list(self._strips):
            self._drop(strip)

    @Slot()
    def _on_dismissed(self) -> None:
        for strip in [one for one in self._strips if one.isHidden()]:
            self._drop(strip)

    def _drop(self, strip: NoticeStrip) -> None:
        if strip in self._strips:
            self._strips.remove(strip)
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        set_shown(self, bool(self._strips))
