"""A recovery key is shown once: its sheet is printed or saved, two groups are typed back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from casedesk.dates import LONDON
from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.progress import Progress
from ui.file_choice import ask_new_file
from ui.pages.workspace.first_run_steps import Step, none_wrong
from ui.printing import ask_printer, paint_pages
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from casedesk.documents.model import PagePicture

ASKED_GROUPS = (2, 5)  # of the recovery key, to be typed back


class RecoveryStep(Step):
    """The key of a new file, or one that takes the place of another; the worker draws its sheet."""

    working = Signal(bool)  # the sheet is being drawn: what leads on waits
    failed = Signal(object)  # why there is no sheet

    def __init__(self) -> None:
        """Wait for the key."""
        super().__init__()
        self._key = self._file_name = ""
        self._task: BackgroundTask | None = None
        self._printer: QPrinter | None = None
        self.key_label = label("", "title", wrap=True)
        self.column.addWidget(
            label(
                _(
                    "This key opens the file if the passphrase is lost. Print or save the sheet, "
                    "lock it away, and type two groups back to show that you have it."
                ),
                wrap=True,
            )
        )
        self.column.addWidget(self.key_label)
        self.print_button = button(_("&Print sheet…"), "printer")
        self.save_button = button(_("&Save PDF…"), "download")
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        self.saved_label = label("", "good", wrap=True)
        row.addWidget(self.saved_label, 1)
        self.column.addLayout(row)
        self.boxes: dict[int, FormField] = {}
        for number in ASKED_GROUPS:
            text = _("Group {number} of the key").format(number=number)
            box = QLineEdit()
            box.setToolTip(_("As it stands on the sheet that you printed or saved."))
            self.boxes[number] = FormField(text, box)
            self.column.addWidget(self.boxes[number])
        self.column.addStretch(1)
        self.print_button.clicked.connect(self._on_print_sheet)
        self.save_button.clicked.connect(self._on_save_sheet)
        self.setFocusProxy(self.boxes[ASKED_GROUPS[0]].control)

    def show_key(self, key: str, file_name: str) -> None:
        """Show the key in groups; `file_name` stands on its sheet."""
        self._key, self._file_name = key, file_name
        self.key_label.setText("  ".join(key.split("-")))

    def forget(self) -> None:
        """Take the key, and what was typed of it, off the screen and out of memory."""
        self._key = ""
        self.key_label.clear()
        self.saved_label.clear()
        for field in self.boxes.values():
            field.show_problem("")
            if isinstance(field.control, QLineEdit):
                field.control.clear()

    def is_done(self) -> bool:
        """Check the two groups that were typed back."""
        groups = self._key.split("-")
        for number, field in self.boxes.items():
            box = field.control
            typed = box.text().strip().upper() if isinstance(box, QLineEdit) else ""
            same = bool(self._key) and typed == groups[number - 1]
            field.show_problem(
                "" if same else _("This is not group {number} of the sheet.").format(number=number)
            )
        return none_wrong(*self.boxes.values())

    @property
    def is_busy(self) -> bool:
        """Tell whether the sheet is being drawn."""
        return self._task is not None and self._task.is_running

    def _begin(self, work: Callable[[Progress], object], then: Callable[[Any], None]) -> None:
        self.working.emit(True)
        self._task = BackgroundTask(work)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self.failed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    @Slot()
    def _on_finished(self) -> None:
        self._task = self._printer = None  # the task holds the key
        self.working.emit(False)

    def _sheet(self) -> Callable[[], bytes]:
        """Return what draws the recovery sheet as PDF; it touches nothing of the page."""
        key, name, today = self._key, self._file_name, datetime.now(LONDON).date()

        def draw() -> bytes:
            from casedesk.documents.recovery_sheet import (  # noqa: PLC0415 - reportlab takes time
                recovery_sheet,
            )

            return recovery_sheet(key, name, today)

        return draw

    @Slot()
    def _on_save_sheet(self) -> None:
        title = _("Save the recovery sheet")
        chosen = ask_new_file(self, title, "recovery-sheet.pdf", "PDF (*.pdf)")
        if not chosen or self.is_busy or not self._key:  # locked while somebody chose
            return
        sheet = self._sheet()

        def work(_progress: Progress) -> str:
            from casedesk.documents.saving import save_document  # noqa: PLC0415

            save_document(Path(chosen), sheet())
            return Path(chosen).name

        self._begin(work, self._on_sheet_saved)

    @Slot(object)
    def _on_sheet_saved(self, name: str) -> None:
        if self._key:  # else it was left meanwhile
            text = _("Saved as {name}. Print it and lock it away.").format(name=name)
            self.saved_label.setText(text)
            announce(self, text)

    @Slot()
    def _on_print_sheet(self) -> None:
        try:
            printer = None if self.is_busy else ask_printer(self)
        except CaseDeskError as error:
            self.failed.emit(error)
            return
        if printer is not None and self._key:
            self.print_sheet(printer)

    def print_sheet(self, printer: "QPrinter") -> None:
        """Print the sheet as it would be saved; no file is written."""
        sheet, self._printer = self._sheet(), printer

        def work(_progress: Progress) -> "tuple[PagePicture, ...]":
            from casedesk.documents.page_picture import page_pictures  # noqa: PLC0415 - pdfium
            from casedesk.documents.service import PRINT_DPI  # noqa: PLC0415 - the same

            return page_pictures(sheet(), dots_per_inch=PRINT_DPI, most=1)

        self._begin(work, self._on_sheet_drawn)

    @Slot(object)
    def _on_sheet_drawn(self, pages: "tuple[PagePicture, ...]") -> None:
        try:
            if self._printer is not None and self._key:
                paint_pages(self._printer, pages)
        except CaseDeskError as error:
            self.failed.emit(error)
