"""The strip that is seen while files are added: how far it is, and Stop."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from casedesk.attachments.model import Added
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.attachments.attachment_added import show_added
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask


class AddingStrip(QWidget):
    """Hidden until something is added; says at the end what became of each file."""

    def __init__(self, workspace: Workspace, navigator: Navigator, back: QWidget) -> None:
        """Build without work; the focus goes to `back` where Stop had it at the end."""
        super().__init__()
        self._workspace, self._navigator, self._back = workspace, navigator, back
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

    @property
    def is_busy(self) -> bool:
        """Tell whether files are being added."""
        return self._task is not None and self._task.is_running

    def run(self, words: str, work: Callable[[Progress], list[Added]]) -> None:
        """Add files in the background; `words` say what is being done."""
        self._task = task = BackgroundTask(work)
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_added)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)
        self.words.setText(words)
        announce(self, words)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        set_shown(self, True)
        task.start()

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
            self._back.setFocus()
        set_shown(self, False)
