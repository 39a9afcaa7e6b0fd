"""The status bar: what was saved when, the last backup, when it locks, who is at work."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.units import at_least, px, space
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class StatusStrip(QFrame):
    """Words only; nothing here can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setProperty("part", "status")
        self.setAccessibleName(_("Status"))
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(row, (16, 0, 16, 0), 0)
        self._first = QWidget()
        first = QHBoxLayout(self._first)
        space(first, gap=12)
        row.addWidget(self._first)
        self._saved_part = QWidget()
        saved_row = QHBoxLayout(self._saved_part)
        space(saved_row, gap=6)
        saved_row.addWidget(IconMark("check", "good"))
        self.saved, self.backup = label("", "quiet"), label("", "quiet")
        self.locks, self.user = label("", "quiet"), label("", "quiet")
        saved_row.addWidget(self.saved)
        for part in (self._saved_part, self.backup, self.locks):
            first.addWidget(part)
            part.hide()
        first.addStretch(1)
        row.addStretch(1)
        row.addWidget(self.user)
        at_least(self, height=32)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Put who is at work below the rest where one line has no room for all."""
        needed = self._first.sizeHint().width() + self.user.sizeHint().width() + px(12 + 2 * 16)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Let the window grow narrower than one line."""
        return QSize(px(160), super().minimumSizeHint().height())

    def show_saved(self, time: str) -> None:
        """Say when something was last saved; an empty text takes it away."""
        self.saved.setText(_("Saved {time}").format(time=time) if time else "")
        set_shown(self._saved_part, bool(time))
        self._turn()

    def show_backup(self, when: str, *, missed: bool = False) -> None:
        """Say how long ago the last backup was made; an empty text: never, on this computer.

        `missed`: CaseDesk was to make one since, and could not.
        """
        set_shown(self.backup, True)
        text = _("Backup {when}").format(when=when) if when else _("No backup yet")
        last = _("{backup}; the last one was not made").format(backup=text)
        self.backup.setText(last if missed else text)
        self._turn()

    def show_minutes_left(self, minutes: int | None) -> None:
        """Say in how many minutes the window locks itself; None: not by itself."""
        set_shown(self.locks, minutes is not None)
        self.locks.setText(_("Locks in {minutes} min").format(minutes=minutes))
        self._turn()

    def show_user(self, name: str, role: str) -> None:
        """Say who is at work."""
        self.user.setText(_("{name}, {role}").format(name=name, role=role.lower()))
        self._turn()
