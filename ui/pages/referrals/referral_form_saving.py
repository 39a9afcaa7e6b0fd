"""Asks where the empty referral form is to lie, and writes it in the worker."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from casedesk.arrivals.service import save_form
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.progress import Progress
from ui.error_display import show_error
from ui.file_choice import ask_new_file
from ui.page import Page
from ui.widgets.notice_strip import Tone
from ui.workers.background_task import BackgroundTask


def ask_and_save_form(page: Page, forum_id: str) -> None:
    """Let the user choose a file and write the form of a forum into it."""
    name = _("Referral to {forum}.pdf").format(forum=forums()[forum_id].short_title)
    chosen = ask_new_file(page, _("Save a referral form to send out"), name, _("PDF (*.pdf)"))
    if chosen:
        write_form(page, forum_id, Path(chosen))


def write_form(page: Page, forum_id: str, target: Path) -> None:
    """Write the form of a forum to `target` and say so on the page."""
    workspace = page.workspace

    def work(_progress: Progress) -> str:
        save_form(workspace, forum_id, target)
        return target.name

    task = BackgroundTask(work)
    teller = _Teller(page)
    task.succeeded.connect(teller.say_saved)
    task.failed.connect(teller.say_failed)
    task.finished.connect(teller.deleteLater)
    task.start()


class _Teller(QObject):
    """Tells on a page how the writing ended; goes with the page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._navigator = page.navigator

    @Slot(object)
    def say_saved(self, name: str) -> None:
        text = _("The referral form was saved: {file}").format(file=name)
        detail = _("Send it to partners by secure email. Drop the filled-in form on this window.")
        self._navigator.show_notice(text, detail=detail, tone=Tone.GOOD)

    @Slot(object)
    def say_failed(self, error: Exception) -> None:
        show_error(self._navigator, error)
