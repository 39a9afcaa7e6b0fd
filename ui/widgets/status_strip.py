"""The status bar: what was saved when, the last backup, when it locks, who is at work."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from casedesk.i18n import _
from ui.theme.units import at_least, space
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import label


class StatusStrip(QFrame):
    """Words only; nothing here can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setProperty("part", "status")
        self.setAccessibleName(_("Status"))
        row = QHBoxLayout(self)
        space(row, (16, 0, 16, 0), 0)
        self._mark = IconMark("check", "good")
        self.saved, self.backup = label("", "quiet"), label("", "quiet")
        self.locks, self.user = label("", "quiet"), label("", "quiet")
        row.addWidget(self._mark)
        row.addSpacing(4)
        for part in (self.saved, self.backup, self.locks):
            row.addWidget(part)
            row.addSpacing(24)
        row.addStretch(1)
        row.addWidget(self.user)
        self._mark.hide()
        at_least(self, height=32)

    def show_saved(self, time: str) -> None:
        """Say when something was last saved; an empty text takes it away."""
        self.saved.setText(_("Saved {time}").format(time=time) if time else "")
        self._mark.setVisible(bool(time))

    def show_backup(self, when: str) -> None:
        """Say how long ago the last backup was made; an empty text: never, on this computer."""
        self.backup.setText(_("Backup {when}").format(when=when) if when else _("No backup yet"))

    def show_minutes_left(self, minutes: int | None) -> None:
        """Say in how many minutes the window locks itself; None: not by itself."""
        if minutes is None:
            self.locks.setText("")
        else:
            self.locks.setText(_("Locks in {minutes} min").format(minutes=minutes))

    def show_user(self, name: str, role: str) -> None:
        """Say who is at work."""
        self.user.setText(_("{name}, {role}").format(name=name, role=role.lower()))
