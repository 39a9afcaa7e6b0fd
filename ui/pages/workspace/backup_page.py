"""The page "Backup and restore": a checked copy, and a look into one before it replaces a file."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QProgressBar, QWidget

from casedesk.errors import Cancelled
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.settings import load_settings, save_settings
from casedesk.workspace.backup import BackupInfo, backup, describe_backup
from casedesk.workspace.backup_notes import BackupTime, backup_time, choose_backup_time
from ui.change_bus import ChangeBus
from ui.error_display import error_text, show_error
from ui.file_choice import ask_folder
from ui.page import Navigator, Page
from ui.pages.workspace.backup_schedule import BackupSchedule
from ui.text_format import moment_text
from ui.theme.units import at_most, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.passphrase_box import PassphraseBox
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from casedesk.workspace.workspace import Workspace


class RestoreWanted(Struct, frozen=True):
    """What the window needs to put a backup in the place of the open file."""

    backup: Path
    passphrase: str


class BackupPage(Page):
    """Backs up now; shows what a backup holds; asks the window to restore one."""

    def __init__(
        self,
        workspace: "Workspace",
        bus: ChangeBus,
        navigator: Navigator,
        restore: "Callable[[RestoreWanted], None]",
    ) -> None:
        """Build both cards; `restore` locks the file and restores the backup."""
        super().__init__(workspace, bus, navigator)
        self._restore = restore
        self._task: BackgroundTask | None = None
        self._looked_into = ""  # the folder, as it was typed
        self.body.addWidget(self._backup_card())
        self.body.addWidget(self._restore_card())
        self.body.addStretch(1)

    def title(self) -> str:
        """Return the page's name."""
        return _("Backup and restore")

    def first_focus(self) -> QWidget:
        """Begin with backing up."""
        return self.backup_button

    def refresh(self) -> None:
        """Say when the last backup was made on this computer."""
        last = load_settings().last_backups.get(self.workspace.file.file_id)
        self.last_label.setText(
            _("Last backup on this computer: {moment}").format(
                moment=moment_text(datetime.fromisoformat(last))
            )
            if last
            else _("No backup was made on this computer yet.")
        )
        self.schedule.refresh()

    def _backup_card(self) -> Card:
        self.folder = QLineEdit(load_settings().backup_folder)
        browse = button(_("B&rowse…"), "folder-open")
        browse.clicked.connect(self._on_browse_folder)
        self.folder_field = FormField(
            _("Fol&der for backups"),
            self.folder,
            hint=_("A stick or disk that is kept somewhere else. The copy is encrypted."),
        )
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.folder_field, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        self.last_label = label("", "quiet", wrap=True)
        self.backup_button = button(_("&Back up now"), "database-backup", primary=True)
        self.backup_button.clicked.connect(self._on_back_up)
        self.stop_button = button(_("S&top"))
        self.stop_button.hide()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of the backup"))
        self.bar.hide()
        tools = QHBoxLayout()
        space(tools, gap=8)
        tools.addWidget(self.backup_button)
        tools.addWidget(self.bar, 4)
        tools.addWidget(self.stop_button)
        tools.addStretch(1)
        self.schedule = BackupSchedule(self.workspace)
        self.schedule.chosen.connect(self._on_time_chosen)
        self.folder.editingFinished.connect(self._on_folder_left)
        card = Card(_("Back up"))
        at_most(card, width=760)
        card.add(self.last_label)
        card.add(row)
        card.add(tools)
        card.add(Hairline())
        card.add(self.schedule)
        return card

    def _restore_card(self) -> Card:
        self.source = QLineEdit()
        browse = button(_("Br&owse…"), "folder-open")
        browse.clicked.connect(self._on_browse_source)
        self.source_field = FormField(_("Bac&kup"), self.source)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.source_field, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        self.box = PassphraseBox(_("Passphrase of the backup"))
        self.box_field = FormField(_("&Passphrase of that backup"), self.box)
        self.look_button = button(_("&Look into it"), "search")
        self.look_button.clicked.connect(self._on_look)
        self.found_label = label("", wrap=True)
        set_shown(self.found_label, False)
        self.restore_button = button(_("Re&store: replaces the present records…"))
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._on_restore)
        self.source.textChanged.connect(self._on_source_changed)
        card = Card(_("Restore"))
        at_most(card, width=760)
        for part in (row, self.box_field, self.found_label):
            card.add(part)
        tools = QWidget()
        flow = FlowLayout(tools)
        space(flow, gap=8)
        flow.addWidget(self.look_button)
        flow.addWidget(self.restore_button)
        card.add(tools)
        return card

    @Slot()
    def _on_browse_folder(self) -> None:
        chosen = ask_folder(self, _("Folder for backups"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._on_folder_left()

    def _folder_there(self) -> Path | None:
        """Return the folder for backups; None, and say so, if there is none."""
        typed = self.folder.text().strip()
        folder = Path(typed).expanduser()
        there = bool(typed) and folder.is_dir()
        self.folder_field.show_problem("" if there else _("Choose a folder that exists."))
        return folder if there else None

    @Slot()
    def _on_time_chosen(self) -> None:
        self._set_time(self.schedule.wanted())

    @Slot()
    def _on_folder_left(self) -> None:
        """Take over another folder where backups are made by themselves, or are to be."""
        stored, wanted = backup_time(self.workspace), self.schedule.wanted()
        if wanted is not stored:
            self._set_time(wanted)
        elif wanted is not BackupTime.NEVER and (folder := self._folder_there()) is not None:
            choose_backup_time(self.workspace, wanted, folder)

    def _set_time(self, time: BackupTime) -> None:
        """Back up by itself at another time from now on, and offer to take that back."""
        before, folder = backup_time(self.workspace), None
        if time is not BackupTime.NEVER:
            folder = self._folder_there()
            if folder is None:
                return  # what was chosen stays; it is stored once there is a folder
        choose_backup_time(self.workspace, time, folder)
        self.schedule.refresh()
        said = {
            BackupTime.NEVER: _("CaseDesk backs this file up only when you do."),
            BackupTime.EXIT: _("CaseDesk backs this file up when it closes."),
            BackupTime.LOCK: _("CaseDesk backs this file up when it locks and when it closes."),
        }
        undo = partial(self._set_time, before)
        self.navigator.show_notice(said[time], tone=Tone.GOOD, undo=undo)

    @Slot()
    def _on_browse_source(self) -> None:
        chosen = ask_folder(self, _("Choose a backup"), self.folder.text())
        if chosen:
            self.source.setText(chosen)

    @Slot()
    def _on_back_up(self) -> None:
        folder = self._folder_there()
        if folder is None or (self._task is not None and self._task.is_running):
            return
        settings = load_settings()
        settings.backup_folder = str(folder)
        save_settings(settings)

        def work(progress: Progress) -> Path:
            return backup(self.workspace, folder, progress)

        self._begin(BackgroundTask(work))
        if self._task is not None:
            self._task.succeeded.connect(self._on_backed_up)
            self._task.start()

    def _begin(self, task: BackgroundTask) -> None:
        self._task = task
        self.backup_button.setEnabled(False)
        self.bar.show()
        self.stop_button.show()
        self.stop_button.clicked.connect(task.cancel)
        task.progressed.connect(self._show_progress)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _on_backed_up(self, made: Path) -> None:
        self.refresh()
        last = load_settings().last_backups.get(self.workspace.file.file_id, "")
        self.navigator.show_backup(last)
        self.navigator.show_notice(_("Backed up and checked: {name}").format(name=made.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.navigator.show_notice(_("The backup was stopped. Nothing was kept of it."))
        else:
            show_error(self.navigator, error)

    @Slot()
    def _on_finished(self) -> None:
        self.backup_button.setEnabled(True)
        self.look_button.setEnabled(True)
        self.bar.hide()
        self.stop_button.hide()

    @Slot()
    def _on_look(self) -> None:
        folder, typed = Path(self.source.text().strip()).expanduser(), self.box.text()
        if self._task is not None and self._task.is_running:
            return
        self.restore_button.setEnabled(False)
        self.look_button.setEnabled(False)

        def work(_progress: Progress) -> BackupInfo:
            return describe_backup(folder, typed)

        self._task = BackgroundTask(work)
        self._looked_into = self.source.text()
        self._task.succeeded.connect(self._on_described)
        self._task.failed.connect(self._on_not_described)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    @Slot(object)
    def _on_described(self, info: BackupInfo) -> None:
        if self.source.text() != self._looked_into:
            return  # another backup was named meanwhile: it is to be looked into first
        self.box_field.show_problem("")
        self.found_label.setText(
            _("{organisation}. Cases: {cases}. People: {people}. Last changed: {moment}.").format(
                organisation=info.organisation,
                cases=info.cases,
                people=info.people,
                moment=moment_text(info.last_changed) if info.last_changed else "–",
            )
        )
        set_shown(self.found_label, True)
        self.restore_button.setEnabled(True)
        # Not on Restore: a second press on the same key would replace the records.
        self.look_button.setEnabled(True)
        self.look_button.setFocus()
        announce(self, self.found_label.text())

    @Slot(object)
    def _on_not_described(self, error: Exception) -> None:
        self.found_label.clear()
        set_shown(self.found_label, False)
        self.box_field.show_problem(error_text(error))

    @Slot()
    def _on_restore(self) -> None:
        """Ask before present records are replaced: by what, from when, and what is kept."""
        question = QMessageBox(self)
        question.setWindowTitle(_("Restore a backup"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        name = self.workspace.file.folder.stem
        question.setText(_("Replace the records of {name} by this backup?").format(name=name))
        kept = _(
            "The present records are not deleted: they are kept beside the file, in a folder "
            "whose name begins with {name}.before-restore. CaseDesk locks, and the passphrase of "
            "the backup opens the file."
        )
        found = _("The backup holds: {found}").format(found=self.found_label.text())
        question.setInformativeText(f"{found}\n\n{kept.format(name=name)}")
        stay = question.addButton(_("&Keep the present records"), QMessageBox.ButtonRole.RejectRole)
        go = question.addButton(_("&Replace them"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        go.clicked.connect(self._on_confirmed)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    @Slot()
    def _on_confirmed(self) -> None:
        folder = Path(self.source.text().strip()).expanduser()
        self._restore(RestoreWanted(folder, self.box.text()))

    @Slot()
    def _on_source_changed(self) -> None:
        """What was looked into is another backup now: it is to be looked into first."""
        self.restore_button.setEnabled(False)
        self.found_label.clear()
        set_shown(self.found_label, False)
