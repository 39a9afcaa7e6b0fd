"""The page "Change passphrase": the old one, and a new one twice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.workspace.passphrases import change_passphrase
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.workspace.one_card import put_card
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.new_passphrase_form import NewPassphraseForm
from ui.widgets.passphrase_box import PassphraseBox
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class ChangePassphrasePage(Page):
    """Asks for the old passphrase, so that an unlocked window is not enough."""

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build an empty form."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self.old = PassphraseBox(_("Present passphrase"))
        self.old_field = FormField(_("Present &passphrase"), self.old)
        self.new = NewPassphraseForm()
        self.new.first_field.label.setText(_("&New passphrase"))
        self.errors = ErrorSummary()
        self.change_button = button(_("Change passph&rase"), primary=True)
        card = Card(_("Passphrase of this partnership file"))
        card.add(self.errors)
        card.add(self.old_field)
        card.add(self.new)
        card.add(
            label(
                _("The recovery sheet stays valid. Backups keep the passphrase of their day."),
                "quiet",
                wrap=True,
            )
        )
        put_card(self.body, card, self.change_button)
        self.change_button.clicked.connect(self._on_change)

    def title(self) -> str:
        """Return the page's name."""
        return _("Change passphrase")

    def first_focus(self) -> QWidget:
        """Begin with the present passphrase."""
        return self.old

    @Slot()
    def _on_change(self) -> None:
        if (self._task is not None and self._task.is_running) or not self.new.agrees():
            return
        old, new = self.old.text(), self.new.text()

        def work(_progress: Progress) -> None:
            change_passphrase(self.workspace, old, new)

        self.change_button.setEnabled(False)
        self._task = BackgroundTask(work)
        self._task.succeeded.connect(self._on_changed_passphrase)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_changed_passphrase(self, _nothing: object) -> None:
        self.change_button.setEnabled(True)
        self.errors.clear()
        self.old.clear()
        self.new.clear()
        self.navigator.show_notice(_("The passphrase was changed."))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, InputError):
            fields = (("old", self.old_field), ("new", self.new.first_field))
            self.errors.show_problems(error.problems, fields)
        else:
            show_error(self.navigator, error)
