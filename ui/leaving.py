"""Backs the open file up before it is locked or the window is closed, if that is chosen and due.

The pages are out of the window by then. The key is held until the backup has ended or was
stopped; a computer that goes to sleep does not wait for it.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from casedesk.progress import Progress

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.frame import Frame
    from ui.pages.workspace.leaving_page import LeavingPage
    from ui.workers.background_task import BackgroundTask


class Leaving(QObject):
    """At most one backup before one lock or one close."""

    shows = Signal(object)  # the page that is to stand in the window meanwhile
    ended = Signal(bool)  # the window is to be closed; else the file is to be locked

    def __init__(self, parent: QObject) -> None:
        """Wait for the first."""
        super().__init__(parent)
        self.page: LeavingPage | None = None
        self._task: BackgroundTask | None = None
        self._closing = False

    @property
    def goes_on(self) -> bool:
        """Tell whether a backup is being made."""
        return self.page is not None

    def begin(self, workspace: "Workspace", *, closing: bool) -> bool:
        """Begin a backup if one is due; tell whether it is to be waited for."""
        from casedesk.workspace.own_backups import (  # noqa: PLC0415 - the store is open
            back_up_by_itself,
            is_due,
        )
        from ui.pages.workspace.leaving_page import LeavingPage  # noqa: PLC0415 - seldom needed
        from ui.workers.background_task import BackgroundTask  # noqa: PLC0415 - the store is open

        if not is_due(workspace, closing=closing):
            return False

        def work(progress: Progress) -> object:
            return back_up_by_itself(workspace, progress)

        self._closing = closing
        self._task = task = BackgroundTask(work)
        self.page = page = LeavingPage(closing=closing)
        page.skipped.connect(task.cancel)
        task.progressed.connect(page.show_progress)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)
        self.shows.emit(page)
        task.start()
        return True

    def close_after(self) -> None:
        """Close the window as soon as the backup has ended."""
        self._closing = True
        if self.page is not None:
            self.page.set_closing(closing=True)
            self.page.say(_("CaseDesk closes as soon as this has ended."))

    def stop_now(self) -> None:
        """Stop the backup and wait until it has: the computer goes to sleep."""
        if self._task is not None and self.page is not None:
            self._task.cancel()
            self._task.wait()
            self._end()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Go on: what was missed is noted, and told at the next unlocking."""
        if not isinstance(error, (Cancelled, CaseDeskError)):
            raise error

    @Slot()
    def _on_finished(self) -> None:
        if self.page is not None:  # else it was stopped
            self._end()

    def _end(self) -> None:
        self.page = self._task = None
        self.ended.emit(self._closing)


def missed_sentence(workspace: "Workspace") -> str:
    """Return what is to be said of a backup that was missed; empty if none was."""
    from casedesk.workspace.backup_notes import missed_backup  # noqa: PLC0415 - the store is open
    from ui.pages.workspace.backup_words import missed_text  # noqa: PLC0415 - the same

    missed = missed_backup(workspace)
    return missed_text(missed) if missed is not None else ""


def tell_what_was_missed(workspace: "Workspace", frame: "Frame") -> None:
    """Say above the page in sight that a backup was missed, and lead to making one."""
    from ui.widgets.notice_strip import Tone  # noqa: PLC0415 - the store is open

    sentence = missed_sentence(workspace)
    if sentence:
        act = (_("Backup and restore"), partial(frame.open_page, "backup"))
        frame.show_notice(sentence, tone=Tone.WARN, acts=(act,))
