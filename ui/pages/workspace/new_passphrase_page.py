"""The page "New passphrase": after the recovery key opened the file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.workspace.passphrases import set_passphrase_after_recovery
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.workspace.one_card import put_card
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.new_passphrase_form import NewPassphraseForm
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class NewPassphrasePage(Page):
    """Asks for a passphrase in place of the one that was lost."""

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build an empty form."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self.form = NewPassphraseForm()
        self.set_button = button(_("Set &new passphrase"), primary=True)
        card = Card(_("Choose a new passphrase"))
        card.add(
            label(
                _("The file was opened by its recovery key. The lost passphrase ends here."),
                wrap=True,
            )
        )
        card.add(self.form)
        put_card(self.body, card, self.set_button)
        self.set_button.clicked.connect(self._on_set)

    def title(self) -> str:
        """Return the page's name."""
        return _("New passphrase")

    def first_focus(self) -> QWidget:
        """Begin with the passphrase."""
        return self.form

    @Slot()
    def _on_set(self) -> None:
        if (self._task is not None and self._task.is_running) or not self.form.agrees():
            return
        new = self.form.text()

        def work(_progress: Progress) -> None:
            set_passphrase_after_recovery(self.workspace, new)

        self.set_button.setEnabled(False)
        self._task = BackgroundTask(work)
        self._task.succeeded.connect(self._on_set_done)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_set_done(self, _nothing: object) -> None:
        self.set_button.setEnabled(True)
        self.form.clear()
        self.navigator.show_notice(_("The new passphrase opens the file from now on."))
        self.navigator.open_page("today")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.set_button.setEnabled(True)
        if isinstance(error, InputError):
            self.form.first_field.show_problem(str(error))
        else:
            show_error(self.navigator, error)
