"""The page "Practice data": makes a file of invented records to try things out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from casedesk.practice.own_file import PASSPHRASE, practice_folder
from casedesk.progress import Progress
from ui.pages.workspace.one_card import put_in_middle
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.workers.background_task import BackgroundTask
from ui.workers.early_import import import_pages

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace

CASES = 400


class PracticePage(QWidget):
    """Opens the practice data of this computer, making them first if there are none."""

    opened = Signal(object, bool)  # Workspace, False
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for Start."""
        super().__init__(parent)
        self._task: BackgroundTask | None = None
        self.start_button = button(_("&Start"), primary=True)
        self.back_button = button(_("&Back"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of making practice data"))
        self.bar.hide()
        self.state = label("", "quiet", wrap=True)
        card = self._card()
        put_in_middle(self, card)
        self.start_button.clicked.connect(self._on_start)
        self.back_button.clicked.connect(self._on_back)
        self.setFocusProxy(self.start_button)

    def _card(self) -> Card:
        card = Card(_("Practice data"))
        card.add(
            label(
                _(
                    "A made-up partnership with made-up people, in a file of its own. Every page "
                    "says so, and it can never be mixed with real records."
                ),
                wrap=True,
            )
        )
        tools = QHBoxLayout()
        space(tools, gap=8)
        for part in (self.start_button, self.back_button):
            tools.addWidget(part)
        tools.addWidget(self.bar, 1)
        tools.addStretch(0)
        card.add(tools)
        card.add(self.state)
        return card

    @Slot()
    def _on_start(self) -> None:
        if self._task is not None and self._task.is_running:
            return
        self.start_button.setEnabled(False)
        self.state.setText(_("Making practice data…"))
        self.bar.show()

        def work(progress: Progress) -> "Workspace":
            from casedesk.overviews.rehearsal import rehearse  # noqa: PLC0415 - see ui.start
            from casedesk.practice.service import open_or_make  # noqa: PLC0415 - the same

            import_pages(progress)
            workspace = open_or_make(practice_folder(), PASSPHRASE, CASES, progress)
            rehearse(workspace)
            return workspace

        self._task = BackgroundTask(work)
        self._task.progressed.connect(self._show_progress)
        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _on_made(self, workspace: "Workspace") -> None:
        self.opened.emit(workspace, False)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.start_button.setEnabled(True)
        self.bar.hide()
        if not isinstance(error, CaseDeskError):
            raise error
        self.say("" if isinstance(error, Cancelled) else str(error))

    def say(self, sentence: str) -> None:
        """Say what went wrong."""
        self.bar.hide()
        self.state.setText(sentence)

    @Slot()
    def _on_back(self) -> None:
        if self._task is not None and self._task.is_running:
            self._task.cancel()
        else:
            self.left.emit()
