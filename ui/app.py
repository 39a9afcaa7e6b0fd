"""Puts the parts together: settings, window, unlock or first run, the open file, locking.

The only module that knows of both the gate and the pages behind it. What needs the
store is imported after the first paint (see `ui.start`).
"""

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from casedesk.errors import CaseDeskError
from casedesk.i18n import _, use_language
from casedesk.progress import Progress
from casedesk.security.core_dumps import forbid_core_dumps
from casedesk.settings import Settings, load_settings, save_settings
from ui.leaving import Leaving, missed_sentence, tell_what_was_missed
from ui.main_window import MainWindow
from ui.pages.workspace.unlock_page import UnlockPage
from ui.theme.theme import new_application, start_theme

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.frame import Place
    from ui.pages.workspace.backup_page import RestoreWanted
    from ui.pages.workspace.leaving_page import LeavingPage
    from ui.workers.background_task import BackgroundTask
    from ui.workers.desktop_lock import DesktopLock

MOST_RECENT = 8
OF_BACKUPS = ("backup_folder", "backup_times", "backup_states", "missed_backups")
LISTEN_AFTER_MS = 500  # the first page is painted by then


class Gate(Protocol):
    """What stands before an open file: it can say one sentence."""

    def say(self, sentence: str) -> None:
        """Show the sentence."""


class Program(QObject):
    """One window and at most one open partnership file."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        """Build the window; `begin` shows it."""
        super().__init__()
        self.settings = settings
        self.window = MainWindow(app, settings, keep_settings)
        self.workspace: Workspace | None = None
        self._gate: Gate | None = None
        self._place: Place | None = None
        self._locked_file = ""
        self._task: BackgroundTask | None = None
        self._desktop: DesktopLock | None = None
        self.window.lock_wanted.connect(self.lock)
        self.window.closing.connect(self._close_file)
        self.window.closes_later.connect(self._say_it_closes)
        self._leaving = Leaving(self)
        self._leaving.shows.connect(self._show_leaving)
        self._leaving.ended.connect(self._on_left)
        self.window.may_close = self._may_close

    def begin(self, file: Path | None = None) -> None:
        """Show the window: first run on a computer without a file, else the unlock page."""
        known = self.settings.files_there()
        if file is None and not known:
            self.show_first_run()
        else:
            self.show_unlock(file)
        self.window.show()

    def show_unlock(self, file: Path | None = None) -> None:
        """Ask which file, and for its passphrase."""
        gate = UnlockPage(self.settings)
        if file is not None:
            gate.choose(file)
        gate.opened.connect(self._on_opened)
        gate.new_wanted.connect(self.show_first_run)
        gate.practice_wanted.connect(self.show_practice)
        self._gate = gate
        self.window.show_gate(gate)

    @Slot()
    def show_first_run(self) -> None:
        """Set up a new partnership file."""
        from ui.pages.workspace.first_run_page import FirstRunPage  # noqa: PLC0415 - seldom needed

        self._gate = gate = FirstRunPage(leads_back=bool(self.settings.files_there()))
        gate.made.connect(self._remember)
        gate.opened.connect(self._on_opened)
        gate.left.connect(self.show_unlock)
        gate.place.open_wanted.connect(self.show_unlock)
        gate.place.practice_wanted.connect(self.show_practice)
        self.window.show_gate(gate)

    @Slot()
    def show_practice(self) -> None:
        """Make, or open, practice data."""
        from ui.pages.workspace.practice_page import PracticePage  # noqa: PLC0415 - seldom needed

        self._gate = gate = PracticePage()
        gate.opened.connect(self._on_opened)
        gate.left.connect(self.show_unlock)
        self.window.show_gate(gate)

    @Slot(object, bool)
    def _on_opened(self, workspace: "Workspace", recovery: bool) -> None:
        from ui.frame import open_first_page  # noqa: PLC0415 - the pages need the store
        from ui.navigation import entries  # noqa: PLC0415 - the same

        self._remember(workspace)
        place = self._place if self._locked_file == workspace.file.file_id else None
        frame = self.window.show_frame(workspace, entries(self.restore, self.window))

        def open_page() -> None:
            if frame.page is None:  # keys typed ahead may have opened another
                open_first_page(frame, place)
            self._soon(workspace, partial(self._begin_visit, workspace, recovery))

        self._soon(workspace, open_page)

    def _soon(self, workspace: "Workspace", act: Callable[[], None]) -> None:
        """Do something in the next turn, unless the file is locked by then.

        All that is done on opening a file in one turn was the longest time without an answer.
        """

        def run() -> None:
            if self.workspace is workspace and self.window.frame is not None:
                act()

        QTimer.singleShot(1, self, run)

    def _begin_visit(self, workspace: "Workspace", recovery: bool) -> None:
        """Say what there is to say now that the first page stands, and begin to tidy."""
        self._welcome(workspace)
        self._say_what_was_found(workspace)
        if recovery and self.window.frame is not None:
            self.window.frame.open_page("new_passphrase")
        self._tidy(workspace)
        QTimer.singleShot(LISTEN_AFTER_MS, self, self._listen)

    @Slot()
    def _listen(self) -> None:
        """Lock as soon as the desktop locks its screen, or the computer goes to sleep."""
        from ui.workers.desktop_lock import DesktopLock  # noqa: PLC0415 - a file is open

        if self._desktop is None:
            self._desktop = DesktopLock(self)
            self._desktop.locked.connect(self.lock)
            self._desktop.sleeps.connect(self.lock_at_once)

    def _tidy(self, workspace: "Workspace") -> None:
        """Remove what a power cut left, and the files of drafts that were thrown away."""
        from ui.workers.background_task import BackgroundTask  # noqa: PLC0415 - the store is open

        opened = workspace.clock()  # what was thrown away before cannot be taken back any more

        def work(progress: Progress) -> None:
            from casedesk.arrivals import service as arrivals  # noqa: PLC0415 - the store is open
            from casedesk.attachments import leaving  # noqa: PLC0415 - the store is open
            from casedesk.audit.rehearsal import rehearse_trail  # noqa: PLC0415 - the same
            from casedesk.overviews.rehearsal import rehearse_the_rest  # noqa: PLC0415 - the same

            leave = partial(leaving.tidy, opened=opened, progress=progress)
            for tidy in (leave, arrivals.tidy):
                with suppress(CaseDeskError):  # on a full disk, the next time
                    tidy(workspace)
            rehearse_the_rest(workspace, progress)
            rehearse_trail(workspace)

        self._tidying = BackgroundTask(work, only_looks=True)  # kept: it ends in its own timer
        self._tidying.start()

    def say(self, sentence: str) -> None:
        """Tell what went wrong where nobody foresaw it: on the page in sight, or on the gate."""
        from ui.widgets.notice_strip import Tone  # noqa: PLC0415 - after the first paint

        if self.window.frame is not None:
            self.window.frame.show_notice(sentence, tone=Tone.STOP)
        elif self._gate is not None:
            self._gate.say(sentence)

    @Slot(object)
    def _remember(self, workspace: "Workspace") -> None:
        """Hold the open file, so that closing locks it, and offer it at the next start."""
        self.workspace = workspace
        folder = str(workspace.file.folder)
        others = [known for known in self.settings.recent_files if known != folder]
        self.settings.recent_files = [folder, *others][:MOST_RECENT]
        keep_settings(self.settings)

    def _welcome(self, workspace: "Workspace") -> None:
        """Point whoever opens a file for the first time to the tour, else to the guide."""
        from casedesk.overviews.service import is_first_visit  # noqa: PLC0415 - the store is open
        from casedesk.tour.service import tour  # noqa: PLC0415 - the same
        from ui.pages.overviews.tour_offer import tell_newcomer  # noqa: PLC0415 - the same

        frame = self.window.frame
        if frame is None:
            return
        if (leads := tour(workspace)) is not None:
            if "today" not in frame.entries:  # which offers it itself
                tell_newcomer(workspace, frame, leads)
        elif is_first_visit(workspace):
            text = _("New here? A guide leads you through your first ten minutes.")
            act = (_("Open the guide"), partial(frame.open_page, "help"))
            frame.show_notice(text, acts=(act,))

    def _say_what_was_found(self, workspace: "Workspace") -> None:
        from casedesk.workspace.older_state import rolled_back  # noqa: PLC0415 - the store is open
        from ui.widgets.notice_strip import Tone  # noqa: PLC0415 - after the first paint

        if self.window.frame is not None:
            for sentence in rolled_back(workspace):
                self.window.frame.show_notice(sentence, tone=Tone.STOP)
            tell_what_was_missed(workspace, self.window.frame)

    @Slot()
    def lock(self) -> None:
        """Save drafts, back up if that is chosen, forget the key, show the unlock page."""
        hidden = self.workspace if self._hide() else None
        if hidden is not None and not self._leaving.begin(hidden, closing=False):
            self._end_lock()

    @Slot()
    def lock_at_once(self) -> None:
        """Lock without a backup, as before a sleep: nothing is to be in memory meanwhile."""
        if self._leaving.goes_on:
            self._leaving.stop_now()
        elif self._hide():
            self._end_lock()

    def _hide(self) -> bool:
        """Save drafts and take the records out of the window; False: there are none."""
        from ui.workers.background_task import stop_all_work  # noqa: PLC0415 - the store is open

        if self.workspace is None or self._leaving.goes_on:
            return False
        stop_all_work()  # also where no page stands yet, as of a file that is being set up
        self._locked_file = self.workspace.file.file_id
        self._place = self.window.close_workspace()
        QApplication.clipboard().clear()
        return True

    def _end_lock(self) -> None:
        if self.workspace is not None:
            folder, missed = self.workspace.file.folder, missed_sentence(self.workspace)
            self._close_file()
            self.show_unlock(folder)
            if missed:
                self.say(missed)

    def _may_close(self) -> bool:
        """Tell whether the window may close; if not, it does so once a backup has ended."""
        if self._leaving.goes_on:
            self._leaving.close_after()
            return False
        return self.workspace is None or not self._leaving.begin(self.workspace, closing=True)

    @Slot(object)
    def _show_leaving(self, page: "LeavingPage") -> None:
        self.window.close_workspace()
        self._gate = page
        self.window.show_gate(page)

    @Slot(bool)
    def _on_left(self, closing: bool) -> None:
        if closing:
            self._close_file()
            self.window.close()
        else:
            self._end_lock()

    @Slot()
    def _close_file(self) -> None:
        from casedesk.attachments.leaving import remove_copies  # noqa: PLC0415 - the store is open
        from casedesk.overviews.service import end_visit  # noqa: PLC0415 - the same
        from casedesk.workspace import service  # noqa: PLC0415 - the same

        if self.workspace is not None:
            QApplication.clipboard().clear()
            remove_copies(self.workspace)
            with suppress(CaseDeskError):  # closing must always end
                end_visit(self.workspace)
            service.lock(self.workspace)
            self.workspace = None

    def restore(self, wanted: "RestoreWanted") -> None:
        """Put a backup in the place of the open file, which is kept beside it."""
        from ui.workers.background_task import BackgroundTask  # noqa: PLC0415 - the store is open

        if self.workspace is None:
            return
        folder = self.workspace.file.folder
        self.lock_at_once()
        self.say(_("The backup is being restored…"))

        def work(_progress: Progress) -> str:
            from casedesk.workspace.backup import restore  # noqa: PLC0415 - the store is open

            restore(wanted.backup, wanted.passphrase, folder)
            return _("The backup was restored. The records before it were kept beside it.")

        self._task = BackgroundTask(work, must_end=True)
        self._task.succeeded.connect(self._on_restored)
        self._task.failed.connect(self._on_not_restored)
        self._task.start()

    @Slot()
    def _say_it_closes(self) -> None:
        self.say(_("CaseDesk closes as soon as this has ended."))

    @Slot(object)
    def _on_restored(self, sentence: str) -> None:
        self.say(sentence)

    @Slot(object)
    def _on_not_restored(self, error: Exception) -> None:
        if not isinstance(error, CaseDeskError):
            raise error
        self.say(str(error))


def keep_settings(settings: Settings) -> None:
    """Store the settings; what backups wrote there meanwhile stays."""
    stored = load_settings()
    settings.last_backups = {**settings.last_backups, **stored.last_backups}
    for name in OF_BACKUPS:
        setattr(settings, name, getattr(stored, name))
    save_settings(settings)


def _start_watching(program: Program) -> None:
    """Take over what nobody foresees; before, no file is open to tell of.

    The window's icon is drawn only now as well. The log begins with the first error, at the latest
    when the pages are loaded: what writes it takes 4 MB.
    """
    from ui.theme.icons import program_icon  # noqa: PLC0415 - the same
    from ui.unforeseen import Unforeseen  # noqa: PLC0415 - the same

    Unforeseen(program.say).install()
    QApplication.setWindowIcon(program_icon())


def run_window(settings: Settings, file: Path | None) -> int:
    """Show the window until it is closed; return the exit status."""
    forbid_core_dumps()
    app = new_application("CaseDesk")
    use_language(settings.language)
    start_theme(app, settings.theme, settings.text_percent)
    program = Program(app, settings)
    program.window.completed.connect(partial(_start_watching, program))
    program.begin(file)
    gc.freeze()  # what stands now stays; `ui.start` held the collector until here
    gc.enable()
    return app.exec()
