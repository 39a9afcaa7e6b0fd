"""Adds files to a case: chosen or dropped, in the background, with progress and Stop."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from casedesk.attachments.model import Added, Owner
from casedesk.attachments.service import add_files
from casedesk.errors import InputError
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.file_choice import ask_files
from ui.page import Navigator, Page
from ui.pages.attachment_added import show_added
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.files_drop import FilesDrop
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask


class AttachmentAdding(QWidget):
    """A strip that is seen while files are added to the case of its page; the page takes drops."""

    def __init__(self, page: Page, workspace: Workspace, navigator: Navigator) -> None:
        """Belong to `page`; nothing is added before `show_case`."""
        super().__init__()
        self._page, self._workspace, self._navigator = page, workspace, navigator
        self._case: tuple[int, str] | None = None
        self._task: BackgroundTask | None = None
        self.words = label("")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of adding the files"))
        self.stop = button(_("Stop adding"))
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        space(row, gap=12)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        set_shown(self, False)
        if workspace.may(Permission.ADD_ATTACHMENTS):
            self.drop = FilesDrop(page, self._drop_words)
            self.drop.dropped.connect(self.add)

    def show_case(self, case_id: int, reference: str) -> None:
        """Add to this case from now on; what is being added goes where it was meant for."""
        self._case = (case_id, reference)

    def choose(self) -> None:
        """Let the user choose files, and add them."""
        names = ask_files(self._page, _("Choose files to add"), _("All files (*)"))
        if names:
            self.add([Path(name) for name in names])

    @Slot(list)
    def add(self, paths: list[Path]) -> None:
        """Add files to the case in the background."""
        if self._case is None:
            return
        if self._task is not None and self._task.is_running:
            text = _("Files are being added already. Wait until that has ended.")
            self._navigator.show_notice(text, tone=Tone.WARN)
            return
        owner, workspace = Owner(self._case[0]), self._workspace

        def work(progress: Progress) -> list[Added]:
            return add_files(workspace, owner, paths, progress)

        self._task = task = BackgroundTask(work)
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_added)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)
        count, reference = len(paths), self._case[1]
        text = ngettext("Adding {count} file to {case}…", "Adding {count} files to {case}…", count)
        self.words.setText(text.format(count=count, case=reference))
        announce(self, self.words.text())
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        set_shown(self, True)
        task.start()

    def _drop_words(self, count: int) -> str:
        reference = "" if self._case is None else self._case[1]
        text = ngettext(
            "Let go to add {count} file to {case}", "Let go to add {count} files to {case}", count
        )
        return text.format(count=count, case=reference)

    @Slot()
    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        if self._task is not None:
            self._task.cancel()

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _on_added(self, found: list[Added]) -> None:
        show_added(self._workspace, self._navigator, found)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self._navigator.show_notice(str(error), tone=Tone.WARN)
        else:
            show_error(self._navigator, error)

    @Slot()
    def _on_finished(self) -> None:
        if self.stop.hasFocus():
            self._page.setFocus()
        set_shown(self, False)
