"""The way of an attachment out of the encrypted file: offered to who may, warned, then done."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.attachments.file_names import name_for_copy
from casedesk.attachments.leaving import copy_for_program, save_copy
from casedesk.attachments.model import Attachment
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.file_choice import ask_new_file
from ui.page import Navigator, Page
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.notice_strip import NoticeStrip, Tone
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask


class LeavingBar(QWidget):
    """Puts two buttons into the page's heading; each warns here, in the page, before it acts."""

    def __init__(self, page: Page, workspace: Workspace, navigator: Navigator) -> None:
        """Build without an attachment; without the permission there are no buttons."""
        super().__init__()
        self._page, self._workspace, self._navigator = page, workspace, navigator
        self._held: Attachment | None = None
        self._task: BackgroundTask | None = None
        self.strip: NoticeStrip | None = None
        self._column = QVBoxLayout(self)
        space(self._column, gap=0)
        set_shown(self, False)
        self.elsewhere = button(_("&Open in another program…"))
        self.copy = button(_("Save a cop&y…"), "download")
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.copy.clicked.connect(self._on_copy)
        for made in (self.elsewhere, self.copy):
            page.heading.add_right(made)
            set_shown(made, False)

    def show_attachment(self, held: Attachment) -> None:
        """Offer the ways out for this one, if the user may."""
        self._held = held
        may = self._workspace.may(Permission.OPEN_ELSEWHERE)
        for made in (self.elsewhere, self.copy):
            set_shown(made, may)

    def forget(self) -> None:
        """Take away buttons and warning."""
        self._held = None
        self._take_away()
        for made in (self.elsewhere, self.copy):
            set_shown(made, False)

    @Slot()
    def _on_elsewhere(self) -> None:
        detail = _(
            "It lies on this computer until CaseDesk is locked or closed, and the other program "
            "may keep traces of it. What is changed there is not kept here. The audit trail "
            "notes that you opened it."
        )
        self._warn(detail, _("Open it there"), self._open_elsewhere)

    @Slot()
    def _on_copy(self) -> None:
        detail = _(
            "Whoever finds it where you save it can read it, and it stays there until somebody "
            "deletes it. The audit trail notes that you saved it."
        )
        self._warn(detail, _("Choose where to save it…"), self._save_copy)

    def _warn(self, detail: str, act: str, do: Callable[[], None]) -> None:
        self._take_away()
        text = _("A copy of this file leaves the encrypted partnership file.")
        acts = ((act, do), (_("Leave it in here"), self._take_away))
        self.strip = NoticeStrip(text, detail=detail, tone=Tone.WARN, acts=acts, dismissible=False)
        self.strip.dismissed.connect(self._on_dismissed)
        self._column.addWidget(self.strip)
        set_shown(self, True)
        announce(self.strip, f"{text} {detail}")
        self.strip.buttons[-1].setFocus()

    @Slot()
    def _on_dismissed(self) -> None:
        self._take_away()

    def _take_away(self) -> None:
        strip, self.strip = self.strip, None
        if strip is not None:
            held = strip.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
            set_shown(self, False)
            if held:
                self.elsewhere.setFocus()

    def _open_elsewhere(self) -> None:
        held, workspace = self._held, self._workspace
        if held is None:
            return

        def work(_progress: Progress) -> Path:
            return copy_for_program(workspace, held.id)

        self._task = task = BackgroundTask(work)
        task.succeeded.connect(self._on_written)
        task.failed.connect(self._on_failed)
        task.start()

    @Slot(object)
    def _on_written(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            text = _("This computer has no program that opens this kind of file.")
            self._navigator.show_notice(text, tone=Tone.WARN)

    def _save_copy(self) -> None:
        held, workspace = self._held, self._workspace
        if held is None:
            return
        name = name_for_copy(held.name, held.kind)
        chosen = ask_new_file(self._page, _("Save a copy"), name, _("All files (*)"))
        if not chosen:
            return

        def work(_progress: Progress) -> Path:
            save_copy(workspace, held.id, Path(chosen))
            return Path(chosen)

        self._task = task = BackgroundTask(work)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_failed)
        task.start()

    @Slot(object)
    def _on_saved(self, target: Path) -> None:
        text = _("Copy saved: {name}. CaseDesk no longer protects it.")
        self._navigator.show_notice(text.format(name=target.name), tone=Tone.WARN)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_error(self._navigator, error)
