"""The page "New recovery key": for whoever has lost the sheet, or never had one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.workspace.passphrases import (
    make_recovery_key,
    no_recovery_key,
    replace_recovery_key,
)
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.first_sight import show_from_the_top
from ui.page import Navigator, Page
from ui.pages.workspace.one_card import put_card
from ui.pages.workspace.recovery_step import RecoveryStep
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.passphrase_box import PassphraseBox
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class NewRecoveryKeyPage(Page):
    """Asks for the passphrase, shows a new key, and puts it in place once it was typed back.

    Whoever leaves before that, or locks, has changed nothing: the key is forgotten.
    """

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Ask for the passphrase; for practice data, say that there is no key."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self._key = ""
        self.box = PassphraseBox(_("Present passphrase"))
        self.field = FormField(_("Present &passphrase"), self.box)
        self.recovery = RecoveryStep()
        self.make_button = button(_("&Make a new recovery key"), primary=True)
        self.use_button = button(_("&Use this key from now on"), primary=True)
        self.cancel_button = button(_("Ca&ncel"))
        card = Card(_("Recovery key of this partnership file"))
        none = no_recovery_key(workspace)
        if none:
            card.add(label(none, wrap=True))
            put_card(self.body, card)
            return
        self._asking = self._first_part()
        self._meanwhile = label(
            _("Until you use this key, it opens nothing, and the sheet you have stays valid."),
            "strong",
            wrap=True,
        )
        for part in (self._asking, self._meanwhile, self.recovery):
            card.add(part)
        put_card(self.body, card, self.make_button, self.use_button, self.cancel_button)
        self._show_part()
        self._connect()

    def _first_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        space(column, gap=8)
        told = (
            _("Make a new key if the recovery sheet is lost, or if others may have seen it."),
            _(
                "Once it is in use, the old sheet no longer opens this file: destroy it. Backups "
                "keep the recovery key of their day."
            ),
        )
        for sentence in told:
            column.addWidget(label(sentence, wrap=True))
        column.addWidget(self.field)
        return part

    def _connect(self) -> None:
        self.box.changed.connect(self._on_typed)
        self.box.entered.connect(self._on_make)
        self.make_button.clicked.connect(self._on_make)
        self.use_button.clicked.connect(self._on_use)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.recovery.working.connect(self._set_busy)
        self.recovery.failed.connect(self._on_failed)
        for field in self.recovery.boxes.values():
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self._on_use)

    def title(self) -> str:
        """Return the page's name."""
        return _("New recovery key")

    def first_focus(self) -> QWidget | None:
        """Begin with the passphrase; practice data has nothing to type."""
        if no_recovery_key(self.workspace):
            return None
        return self.recovery.focusProxy() if self._key else self.box.edit

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # left or locked; a window made small goes on
            self._forget()

    def _show_part(self) -> None:
        """Show what comes first, or what is done with the key once there is one."""
        for part in (self._asking, self.make_button):
            set_shown(part, not self._key)
        for part in (self._meanwhile, self.recovery, self.use_button, self.cancel_button):
            set_shown(part, bool(self._key))

    def _forget(self) -> None:
        self.box.clear()
        self.field.show_problem("")
        if self._key:
            self._key = ""
            self.recovery.forget()
            self._show_part()

    def _begin(self, work: Callable[[Progress], object], then: Callable[[Any], None]) -> None:
        self._set_busy(True)
        self._task = BackgroundTask(work)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def _busy(self) -> bool:
        return self._task is not None or self.recovery.is_busy

    @Slot(bool)
    def _set_busy(self, busy: bool) -> None:
        for act in (self.make_button, self.use_button, self.cancel_button):
            act.setDisabled(busy)

    @Slot()
    def _on_finished(self) -> None:
        self._task = None  # it holds what was typed
        self._set_busy(False)

    @Slot()
    def _on_typed(self) -> None:
        self.field.show_problem("")

    @Slot()
    def _on_make(self) -> None:
        passphrase = self.box.text()
        if self._busy():
            return
        if not passphrase:
            self.field.show_problem(_("Type the passphrase."))
            self.field.go()
            return

        def work(_progress: Progress) -> str:
            return make_recovery_key(self.workspace, passphrase)

        self._begin(work, self._on_made)

    @Slot(object)
    def _on_made(self, key: str) -> None:
        if not self.isVisible():
            return  # somebody has left meanwhile
        self.box.clear()
        self._key = key
        self.recovery.show_key(key, self.workspace.file.folder.stem)
        self._show_part()
        first = self.first_focus()
        if first is not None:
            first.setFocus()
            show_from_the_top(self, first)

    @Slot()
    def _on_use(self) -> None:
        if self._busy() or not self.recovery.is_done():
            return
        key = self._key

        def work(_progress: Progress) -> None:
            replace_recovery_key(self.workspace, key)

        self._begin(work, self._on_used)

    @Slot(object)
    def _on_used(self, _nothing: object) -> None:
        self._start_over()
        self.navigator.show_notice(
            _("The new recovery key opens the file from now on. Destroy any older sheet.")
        )

    @Slot()
    def _on_cancel(self) -> None:
        self._start_over()
        self.navigator.show_notice(
            _("Nothing was changed: the old sheet stays valid. Destroy the new one.")
        )

    def _start_over(self) -> None:
        was_in_sight = self.isVisible()
        self._forget()
        if was_in_sight:
            self.box.setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.field.show_problem(str(error))
            self.box.select_all()
        else:
            show_error(self.navigator, error)
