"""Where a workbook is chosen, and what is shown while one is read or brought in."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from casedesk.i18n import _
from ui.file_choice import ask_file, ask_new_file
from ui.theme.units import at_least, at_most, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

WIDEST = 760


class WorkbookChoice(Card):
    """Says what can be brought in, and asks for the file."""

    chosen = Signal(object)  # Path
    template_wanted = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the card."""
        super().__init__(_("The partnership's workbook"), parent)
        at_most(self, width=WIDEST)
        self.add(
            label(
                _(
                    "Choose the workbook (.xlsx), or one sheet of it as CSV, or drop the file "
                    "on this page. It is read first; nothing is written until you have seen "
                    "what was found in it."
                ),
                wrap=True,
            )
        )
        self.add(
            label(
                _(
                    "Sheets: Referrals, Actions, Interventions, Registers, Figures and Meetings. "
                    "Any of them may be absent. The template holds their headings."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.problem = label("", "error", wrap=True)
        set_shown(self.problem, False)
        self.add(self.problem)
        self.choose_button = button(_("Choose &workbook…"), "folder-open", primary=True)
        self.choose_button.clicked.connect(self._on_choose)
        self.template_button = button(_("Save &template…"), "download")
        self.template_button.clicked.connect(self._on_template)
        row = QHBoxLayout()
        space(row, (0, 4, 0, 0), gap=8)
        row.addWidget(self.choose_button)
        row.addWidget(self.template_button)
        row.addStretch(1)
        self.add(row)

    def show_problem(self, sentence: str) -> None:
        """Say why a file was not read; an empty sentence takes it away."""
        self.problem.setText(f"✕ {sentence}" if sentence else "")
        set_shown(self.problem, bool(sentence))
        self.choose_button.setAccessibleDescription(sentence)
        announce(self.problem, sentence)

    @Slot()
    def _on_choose(self) -> None:
        name = ask_file(self, _("Choose a workbook"), _("Workbooks (*.xlsx *.csv);;All files (*)"))
        if name:
            self.chosen.emit(Path(name))

    @Slot()
    def _on_template(self) -> None:
        name = ask_new_file(
            self, _("Save the template"), _("CaseDesk template.xlsx"), _("Workbook (*.xlsx)")
        )
        if name:
            self.template_wanted.emit(Path(name))


class AtWorkCard(Card):
    """What is being done, how far it is, and a way to stop it."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, hint: str = "") -> None:
        """Start hidden; `begin` shows it. `hint` says what cancelling leaves behind."""
        super().__init__("", parent)
        at_most(self, width=WIDEST)
        self.what = label("", "card", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        at_least(self.bar, width=160)
        self.stop_button = button(_("Ca&ncel"))
        self.stop_button.clicked.connect(self._on_stop)
        row = QHBoxLayout()
        space(row, gap=12)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.add(self.what)
        self.add(row)
        hint = hint or _("Cancel leaves the records as they are.")
        self.add(label(hint, "quiet", wrap=True))
        self.hide()

    def begin(self, what: str) -> None:
        """Show that something begins; the length is not known yet."""
        self.what.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        set_shown(self, True)
        announce(self, what)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot()
    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.what.setText(_("Stopping…"))
        self.stop_wanted.emit()
