"""The page "Unlock": which partnership file, and the passphrase.

Only Qt and the settings are imported before the first paint. The store is loaded in a thread from
the first letter of the passphrase on: a page that waits for nobody holds no memory for it.
"""

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from casedesk.errors import Cancelled, CaseDeskError, WrongPassphraseError
from casedesk.i18n import _
from casedesk.practice.own_file import PASSPHRASE, is_practice_folder
from casedesk.progress import Progress
from casedesk.settings import Settings
from ui.theme.units import at_least, at_most, px, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.passphrase_box import PassphraseBox
from ui.workers.early_import import import_pages

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from casedesk.workspace.workspace import Workspace
    from ui.workers.background_task import BackgroundTask


class UnlockPage(QWidget):
    """Opens a partnership file; emits what it opened and how."""

    opened = Signal(object, bool)  # Workspace, opened by the recovery key
    new_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Offer the files this computer has opened before, the last one first."""
        super().__init__(parent)
        self._recovery = False
        self._task: BackgroundTask | None = None
        self._loading: BackgroundTask | None = None
        self._typed_on = False  # since the try that is being checked
        self._build()
        for folder in settings.files_there():
            self.files.addItem(Path(folder).stem, folder)
        self.files.setCurrentIndex(0)  # a list with a placeholder chooses nothing by itself
        self._go_first()
        self._connect()
        self._say_how()

    def choose(self, folder: Path) -> None:
        """Put `folder` first and wait for its passphrase."""
        place = self.files.findData(str(folder))
        if place < 0:
            self.files.insertItem(0, folder.stem, str(folder))
            place = 0
        self.files.setCurrentIndex(place)
        self._go_first()
        self.box.setFocus()

    def say(self, sentence: str) -> None:
        """Say what happened while the file was locked."""
        self.state.setText(sentence)
        announce(self.state, sentence)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.setFocus()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        links = (self.recovery_button, self.new_button, self.practice_button)
        wide = sum(link.sizeHint().width() + px(16) for link in links)
        fits = wide <= min(self.width() - px(48), self._below.maximumWidth())
        self._links.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def _go_first(self) -> None:
        """Begin with the passphrase; where no file is known yet, with choosing one."""
        self.setFocusProxy(self.box if self.files.count() else self.other_button)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        space(outer, (24, 24, 24, 24), 16)
        outer.addStretch(1)
        for part in (label("CaseDesk", "title"), self._build_card(), self._build_links()):
            at_most(part, width=560)
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addWidget(part, 100)
            middle.addStretch(1)
            outer.addLayout(middle)
        outer.addStretch(2)

    def _build_card(self) -> Card:
        self.files = QComboBox()
        self.files.setItemDelegate(QStyledItemDelegate(self.files))  # follows the style sheet
        self.files.setPlaceholderText(_("No file has been opened here yet"))
        at_least(self.files, height=32)
        self.other_button = button(_("Open &another…"), "folder-open")
        row = QHBoxLayout()
        space(row, gap=8)
        self.file_field = FormField(_("Partnership &file"), self.files)
        row.addWidget(self.file_field, 1)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.other_button)
        row.addLayout(beside)
        self.box = PassphraseBox(_("Passphrase"))
        self.box_field = FormField(_("&Passphrase"), self.box)
        self.unlock_button = button(_("&Unlock"), "lock-open", primary=True)
        self.state = label("", "quiet", wrap=True)
        tools = QHBoxLayout()
        space(tools, gap=16)
        tools.addWidget(self.unlock_button)
        tools.addWidget(self.state, 1)
        card = Card(_("Unlock"))
        card.add(row)
        card.add(self.box_field)
        card.add(tools)
        return card

    def _build_links(self) -> QWidget:
        self.recovery_button = link_button(_("Use &recovery key"), at_edge=True)
        self.new_button = link_button(_("&New partnership file"), at_edge=True)
        self.practice_button = link_button(_("&Try with practice data"), at_edge=True)
        self._below = below = QWidget()
        self._links = links = QBoxLayout(QBoxLayout.Direction.LeftToRight, below)
        space(links, gap=16)
        for link in (self.recovery_button, self.new_button, self.practice_button):
            links.addWidget(link)
        links.addStretch(1)
        return below

    def _connect(self) -> None:
        self.files.currentIndexChanged.connect(self._say_how)
        self.other_button.clicked.connect(self._on_other)
        self.unlock_button.clicked.connect(self._on_unlock)
        self.box.entered.connect(self._on_unlock)
        self.box.changed.connect(self._on_typed)
        self.recovery_button.clicked.connect(self._on_recovery)
        self.new_button.clicked.connect(self.new_wanted)
        self.practice_button.clicked.connect(self.practice_wanted)

    @Slot()
    def _on_other(self) -> None:
        from ui.file_choice import ask_folder  # noqa: PLC0415 - not before the first paint

        chosen = ask_folder(self, _("Choose a partnership file (a folder ending in .casedesk)"))
        if chosen:
            self.choose(Path(chosen))

    @Slot()
    def _on_recovery(self) -> None:
        self._recovery = not self._recovery
        self.box_field.rename(_("Recovery &key") if self._recovery else _("&Passphrase"))
        self.box.rename(self.box_field.name)
        self.recovery_button.setText(
            _("Use the &passphrase") if self._recovery else _("Use &recovery key")
        )
        self.box_field.show_problem("")
        self._say_how()
        self.box.clear()
        self.box.setFocus()

    @Slot()
    def _on_unlock(self) -> None:
        from ui.workers.background_task import BackgroundTask  # noqa: PLC0415 - loaded by now

        at_work = self._task is not None and self._task.is_running
        if at_work or not self.unlock_button.isEnabled():  # Return does not get round the wait
            return
        folder, typed, recovery = self.files.currentData(), self.box.text(), self._recovery
        if not folder:
            self.file_field.show_problem(_("Choose a partnership file first."))
            return
        if not typed:
            self.box_field.show_problem(_("Type the passphrase."))
            return
        self.file_field.show_problem("")
        self.box_field.show_problem("")
        self.state.setText(_("Checking the passphrase…"))
        self._typed_on = False
        self.unlock_button.setEnabled(False)
        self._below.setEnabled(False)  # a file opened for a page that is left would stay open

        def work(_progress: Progress) -> "Workspace":
            from casedesk.overviews.rehearsal import rehearse  # noqa: PLC0415 - loaded by now
            from casedesk.workspace import service  # noqa: PLC0415 - the same

            workspace = service.open_file(Path(folder), typed, recovery=recovery)
            rehearse(workspace)
            return workspace

        self._task = BackgroundTask(work)
        self._task.succeeded.connect(self._on_opened)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_opened(self, workspace: "Workspace") -> None:
        recovery = self._recovery
        self._below.setEnabled(True)
        self._ready()
        self.box.clear()
        if recovery:
            self._on_recovery()
        self.opened.emit(workspace, recovery)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._below.setEnabled(True)
        if isinstance(error, WrongPassphraseError):
            self._wait(self._delay_ms())
            self.box_field.show_problem(str(error))
            if not self._typed_on:  # or what is typed next would wipe out what was begun
                self.box.select_all()
            return
        self._ready()
        if isinstance(error, Cancelled):
            return  # the window is being closed
        if not isinstance(error, CaseDeskError):
            raise error
        self.file_field.show_problem(str(error))

    @Slot()
    def _on_typed(self) -> None:
        self._typed_on = True
        if self._loading is None:
            from ui.workers.background_task import BackgroundTask  # noqa: PLC0415 - not before

            self._loading = BackgroundTask(import_pages)
            self._loading.start()

    def _delay_ms(self) -> int:
        """Return how long the store still refuses another try."""
        from casedesk.security.anchors import anchor_of  # noqa: PLC0415 - loaded by now
        from casedesk.workspace.service import file_id_of  # noqa: PLC0415

        file_id = file_id_of(Path(self.files.currentData()))
        return math.ceil(anchor_of(file_id).wait_seconds * 1000)

    def _wait(self, delay_ms: int) -> None:
        if not delay_ms:
            self._ready()
            return
        seconds = math.ceil(delay_ms / 1000)
        self.say(_("Seconds to wait before the next try: {seconds}.").format(seconds=seconds))
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first paint

        # The usual timers come up to a twentieth early: the store would refuse the next try.
        timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._ready)
        timer.start(delay_ms + 1)

    @Slot()
    def _say_how(self) -> None:
        """Tell the passphrase of practice data, which nobody chose, if there is nothing else."""
        if not self.unlock_button.isEnabled():
            return  # it says how long to wait, or that the passphrase is being checked
        is_practice = is_practice_folder(self.files.currentData() or "") and not self._recovery
        text = _("These are practice data. Their passphrase is: {passphrase}")
        self.state.setText(text.format(passphrase=PASSPHRASE) if is_practice else "")

    @Slot()
    def _ready(self) -> None:
        self.unlock_button.setEnabled(True)
        self._say_how()
