"""When CaseDesk backs a file up by itself: never, on exit, on lock and exit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.workspace.backup_notes import (
    BackupTime,
    backup_time,
    missed_backup,
)
from ui.pages.workspace.backup_words import missed_text
from ui.theme.units import space
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class BackupSchedule(QWidget):
    """One choice, which the page stores at once; what was missed is said above it."""

    chosen = Signal()

    def __init__(self, workspace: "Workspace") -> None:
        """Show what is chosen."""
        super().__init__()
        self._workspace = workspace
        self.missed = label("", "error", wrap=True)
        choices = [
            Choice(BackupTime.NEVER.value, _("Never")),
            Choice(BackupTime.EXIT.value, _("When CaseDesk closes")),
            Choice(BackupTime.LOCK.value, _("When CaseDesk locks, and when it closes")),
        ]
        self.time = ChoiceBox(_("Back up by itself"), choices)
        keep_narrow(self.time, 320)
        hint = _(
            "Only if something was changed since the last one. Of these CaseDesk keeps the last "
            "five, and the newest of each of the last fourteen days that have one; what you back "
            "up yourself it never removes."
        )
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(self.missed)
        column.addWidget(FormField(_("Back up by &itself"), self.time, hint=hint))
        self.time.chosen.connect(self.chosen)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored."""
        blocked = self.time.blockSignals(True)
        self.time.set_value(backup_time(self._workspace).value)
        self.time.blockSignals(blocked)
        missed = missed_backup(self._workspace)
        self.missed.setText(missed_text(missed) if missed is not None else "")
        set_shown(self.missed, missed is not None)

    def wanted(self) -> BackupTime:
        """Return what is chosen; it may not be stored yet."""
        return BackupTime(self.time.value() or BackupTime.NEVER)
