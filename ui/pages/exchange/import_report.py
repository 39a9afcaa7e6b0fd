"""What a workbook holds, in cards: counts of its sheets, refused rows, and what became of it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casedesk.exchange.model import ImportReport, ImportResult
from casedesk.i18n import _, with_commas
from ui.file_choice import ask_new_file
from ui.table_models.import_table import (
    FaultSource,
    count_columns,
    count_rows,
    fault_columns,
)
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.text_format import number
from ui.theme.units import fix, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.check_line import CheckLine
from ui.widgets.labels import label
from ui.widgets.paged_table import HEADER, ROW, PagedTable
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State

MOST_NAMED = 12  # names in one sentence
MOST_ROWS_IN_SIGHT = 10


class CountsCard(Card):
    """How many rows of each sheet are new, known, different and refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(_("What was found"), parent)
        self.model = PagedTableModel(count_columns(), FixedRows())
        self.table = PagedTable(_("Rows of each sheet"), self.model)
        self.add_full(self.table, 0)
        self.left_out = label("", "quiet", wrap=True)
        self.add(self.left_out)

    def show_report(self, report: ImportReport) -> None:
        """Show the counts, and what of the workbook has no place in the records."""
        self.set_title(_("What was found in {file}").format(file=report.file_name))
        self.model.set_source(FixedRows(count_rows(report)))
        be_as_high_as(self.table, self.model.rowCount())
        sentences = left_out(report)
        self.left_out.setText("\n".join(sentences))
        set_shown(self.left_out, bool(sentences))


class RefusedCard(Card):
    """Every refused row with its reason; the whole list can be saved."""

    save_wanted = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("Refused rows"), parent)
        self.model = PagedTableModel(fault_columns(), FaultSource())
        self.table = PagedTable(_("Refused rows"), self.model)
        self.save_button = button(_("&Save list of refused rows…"), "download")
        self.save_button.clicked.connect(self._on_save)
        self.add_tool(self.save_button)
        self.add_full(self.table, 0)
        self.hide()

    def show_report(self, report: ImportReport) -> None:
        """Show the faults; without any the card is not there."""
        self.set_title(_("Refused rows: {count}").format(count=number(report.refused)))
        self.model.set_source(FaultSource(report.faults))
        rows = min(self.model.rowCount(), MOST_ROWS_IN_SIGHT)
        be_as_high_as(self.table, rows)
        set_shown(self, bool(report.faults))

    @Slot()
    def _on_save(self) -> None:
        name = ask_new_file(self, _("Save the list"), _("Refused rows.csv"), _("List (*.csv)"))
        if name:
            self.save_wanted.emit(Path(name))


class ResultCard(Card):
    """What an import did, and what is left to do after it."""

    matches_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("Brought in"), parent)
        self._lines = QVBoxLayout()
        space(self._lines, gap=4)
        self.add(self._lines)
        self.matches_button = button(_("Look at possible &matches"), "merge", primary=True)
        self.matches_button.clicked.connect(self.matches_wanted)
        self.another_button = button(_("Another &workbook…"), "folder-open")
        self.another_button.clicked.connect(self.another_wanted)
        row = QHBoxLayout()
        space(row, (0, 4, 0, 0), gap=8)
        for made in (self.matches_button, self.another_button):
            row.addWidget(made)
        row.addStretch(1)
        self.add(row)
        self.sentences: list[str] = []
        self.hide()

    def show_result(self, result: ImportResult, matches: int) -> None:
        """Show the numbers; `matches` is how many possible matches wait, 0 for none."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = list(_results(result, matches))
        self.sentences = [sentence for _state, sentence in lines]
        for state, sentence in lines:
            self._lines.addWidget(CheckLine(state, sentence))
        set_shown(self.matches_button, matches > 0)
        set_shown(self, True)

    def next_button(self) -> QPushButton:
        """Return the button of the next step."""
        return self.another_button if self.matches_button.isHidden() else self.matches_button


def be_as_high_as(table: PagedTable, rows: int) -> None:
    """Give a table in a card the height of so many rows."""
    fix(table, height=HEADER + rows * ROW + 2)


def _results(result: ImportResult, matches: int) -> list[tuple[State, str]]:
    lines = [(State.GOOD, _("Rows taken: {count}").format(count=number(result.taken)))]
    if result.corrected:
        text = _("Records changed to what the workbook says: {count}")
        lines.append((State.GOOD, text.format(count=number(result.corrected))))
    if result.same:
        text = _("Rows that were in the records already: {count}")
        lines.append((State.OPEN, text.format(count=number(result.same))))
    if result.refused:
        text = _("Rows refused: {count}. Mend them in the workbook and bring it in again.")
        lines.append((State.WARN, text.format(count=number(result.refused))))
    if matches:
        text = _("Possible matches to look at: {count}")
        lines.append((State.WARN, text.format(count=number(matches))))
    return lines


def left_out(report: ImportReport) -> list[str]:
    """Return in sentences what of a workbook is absent or was left out."""
    sentences = []
    if report.absent_sheets:
        text = _("Not in this workbook: {names}.")
        sentences.append(text.format(names=_listed(report.absent_sheets)))
    if report.ignored_sheets:
        text = _("Sheets left out: {names}.")
        sentences.append(text.format(names=_listed(report.ignored_sheets)))
    by_sheet: dict[str, list[str]] = {}
    for sheet, heading in report.ignored_columns:
        by_sheet.setdefault(sheet, []).append(heading)
    for sheet, headings in by_sheet.items():
        text = _("Columns left out of {sheet}: {names}.")
        sentences.append(text.format(sheet=sheet, names=_listed(headings)))
    return sentences


def _listed(names: tuple[str, ...] | list[str]) -> str:
    shown = with_commas(*(name[:60] for name in names[:MOST_NAMED]))
    more = len(names) - MOST_NAMED
    return shown if more <= 0 else _("{names} and {count} more").format(names=shown, count=more)
