"""The page "New partnership file": four steps, one after the other, in the main window."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from casedesk.progress import Progress
from ui.pages.workspace.first_run_steps import (
    OrganisationStep,
    PassphraseStep,
    PlaceStep,
    Step,
)
from ui.pages.workspace.recovery_step import RecoveryStep
from ui.theme.units import at_most, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.workers.background_task import BackgroundTask
from ui.workers.early_import import import_pages

if TYPE_CHECKING:
    from casedesk.workspace.service import Created
    from casedesk.workspace.workspace import Workspace

PLACE, PASSPHRASE, RECOVERY, ORGANISATION = range(4)


class FirstRunPage(QWidget):
    """Makes a partnership file; emits it open when the last step is done."""

    made = Signal(object)  # Workspace: the file exists, its recovery key is not typed back yet
    opened = Signal(object, bool)  # Workspace, False
    left = Signal()  # back to the unlock page

    def __init__(self, *, leads_back: bool = True, parent: QWidget | None = None) -> None:
        """Begin with the place; `leads_back`: there was something before it."""
        super().__init__(parent)
        self._leads_back = leads_back
        self._created: Created | None = None
        self._task: BackgroundTask | None = None
        self._number = PLACE
        self.place, self.passphrase = PlaceStep(), PassphraseStep()
        self.recovery, self.organisation = RecoveryStep(), OrganisationStep()
        self.steps: list[tuple[str, Step]] = [
            (_("Where to keep the file"), self.place),
            (_("Choose a passphrase"), self.passphrase),
            (_("Recovery key"), self.recovery),
            (_("Your partnership"), self.organisation),
        ]
        self._build()
        self._connect()
        self._show_step(PLACE)

    def _build(self) -> None:
        self.heading = label("", "title")
        self.problem = label("", "error", wrap=True)
        self.back_button = button(_("&Back"))
        self.next_button = button(_("&Continue"), primary=True)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.problem, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        card = Card()
        for _title, step in self.steps:  # no stack: the card is as high as the step in sight
            step.hide()
            card.add(step, 1)
        card.add(row)
        outer = QVBoxLayout(self)
        space(outer, (24, 24, 24, 24), 16)
        outer.addStretch(1)
        for part in (self.heading, card):
            at_most(part, width=640)
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addWidget(part, 100)
            middle.addStretch(1)
            outer.addLayout(middle)
        outer.addStretch(2)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        for box in self.findChildren(QLineEdit):
            if box is not self.passphrase.form.first.edit:
                box.returnPressed.connect(self._on_next)
        self.passphrase.form.first.entered.connect(self._on_first_passphrase)
        self.recovery.working.connect(self._on_sheet_work)
        self.recovery.failed.connect(self._on_failed)

    def _show_step(self, number: int) -> None:
        title, step = self.steps[number]
        text = _("Step {number} of 4: {title}").format(number=number + 1, title=title)
        self.heading.setText(text)
        self.problem.clear()
        self._number = number
        for _title, other in self.steps:
            other.setVisible(other is step)
        # The file exists from the third step on; going back would not unmake it.
        self.back_button.setVisible(number < RECOVERY and (number > PLACE or self._leads_back))
        self.next_button.setText(_("&Start") if number == ORGANISATION else _("&Continue"))
        self.setFocusProxy(step)
        step.setFocus()
        self._to_the_top()
        announce(self, text)

    def _to_the_top(self) -> None:
        """Begin each step with its title, also in a window that has to scroll."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().setValue(0)
            above = above.parentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.organisation.fit_into(self.window().height())

    @Slot()
    def _on_back(self) -> None:
        if self._number == PLACE:
            self.left.emit()
        else:
            self._show_step(self._number - 1)

    @Slot()
    def _on_first_passphrase(self) -> None:
        form = self.passphrase.form
        if form.second.text():
            self._on_next()
        else:
            form.second.setFocus()

    @Slot()
    def _on_next(self) -> None:
        number = self._number
        if self._busy() or not self.steps[number][1].is_done():
            return
        if number == PASSPHRASE:
            self._create()
        elif number == ORGANISATION:
            self._finish()
        else:
            self._show_step(number + 1)

    def _create(self) -> None:
        target, passphrase = self.place.target(), self.passphrase.form.text()

        def work(_progress: Progress) -> "Created":
            from casedesk.workspace import service  # noqa: PLC0415 - not before the first paint

            return service.create(target, passphrase)

        self._begin(work, self._on_created)

    def _busy(self) -> bool:
        is_running = self._task is not None and self._task.is_running
        return is_running or self.recovery.is_busy

    def _begin(self, work: Callable[[Progress], object], then: Callable[[Any], None]) -> None:
        self.next_button.setEnabled(False)
        self.problem.clear()
        self._task = BackgroundTask(work)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_created(self, created: "Created") -> None:
        self._created = created
        self.made.emit(created.workspace)
        self.passphrase.form.clear()
        self.next_button.setEnabled(True)
        self.recovery.show_key(created.recovery_key or "", self.place.target().stem)
        self._show_step(RECOVERY)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.next_button.setEnabled(True)
        if isinstance(error, Cancelled):
            return  # the window is being closed
        if not isinstance(error, CaseDeskError):
            raise error
        self.say(str(error))

    def say(self, sentence: str) -> None:
        """Say what went wrong."""
        self.problem.setText(sentence)
        announce(self, sentence)

    @Slot(bool)
    def _on_sheet_work(self, working: bool) -> None:
        self.next_button.setDisabled(working)
        if working:
            self.problem.clear()

    def _finish(self) -> None:
        from casedesk.forums.service import set_in_use  # noqa: PLC0415 - see ui.start
        from casedesk.overviews.rehearsal import rehearse  # noqa: PLC0415 - the same
        from casedesk.workspace import service  # noqa: PLC0415 - not before the first paint

        if self._created is None:
            return
        workspace = self._created.workspace
        partnership = self.organisation.organisation.text()
        user_name = self.organisation.user_name.text()
        wanted = {one: box.isChecked() for one, box in self.organisation.forums.items()}

        def work(progress: Progress) -> "Workspace":
            service.name_partnership(workspace, partnership, user_name)
            for forum_id, in_use in wanted.items():
                set_in_use(workspace, forum_id, in_use)
            import_pages(progress)
            rehearse(workspace)
            return workspace

        self._begin(work, self._on_named)

    @Slot(object)
    def _on_named(self, workspace: "Workspace") -> None:
        self.recovery.forget()
        self._created = None
        self.opened.emit(workspace, False)
