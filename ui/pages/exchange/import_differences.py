"""Records of which a workbook says something else: each field is taken or left."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from casedesk.exchange.model import Difference, ImportReport
from casedesk.i18n import _
from ui.pages.exchange.import_report import MOST_ROWS_IN_SIGHT, be_as_high_as
from ui.table_models.import_table import DifferenceSource, difference_columns
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown


class DifferencesCard(Card):
    """The differences of one reading; none is taken unless it is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("Differences to the records"), parent)
        self._source = DifferenceSource()
        self.model = PagedTableModel(difference_columns(), self._source)
        self.table = PagedTable(_("Differences to the records"), self.model)
        self.field_button = button(_("Take or leave this fiel&d"))
        self.record_button = button(_("&Take or leave this row"))
        self.all_button = button(_("Take or leave &all"))
        self.why_not = label("", wrap=True)
        set_shown(self.why_not, False)
        self.add_full(self.table, 0)
        self.add(self.why_not)
        row = QHBoxLayout()
        space(row, (0, 4, 0, 0), gap=8)
        for made in (self.field_button, self.record_button, self.all_button):
            row.addWidget(made)
        row.addStretch(1)
        self.add(row)
        note = _(
            "Only what is set to take changes the records, and what was there before stays to be "
            "seen. Space, Enter or a click under Change does the same for one field."
        )
        self.table.setAccessibleDescription(note)
        self.add(label(note, "quiet", wrap=True))
        self._connect()
        self.hide()

    def show_report(self, report: ImportReport) -> None:
        """Show the differences, none chosen."""
        count = differing(report)
        self.set_title(_("Rows that differ from the records: {count}").format(count=number(count)))
        self._source = DifferenceSource(report.differences)
        self.model.set_source(self._source)
        be_as_high_as(self.table, min(self.model.rowCount(), MOST_ROWS_IN_SIGHT))
        can_be_taken = any(not one.why_not for one in report.differences)
        self._buttons_work(can_be_taken)

    @property
    def chosen(self) -> frozenset[Difference]:
        """Return what is to be put into the records."""
        return frozenset(self._source.chosen)

    def _connect(self) -> None:
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.table.clicked.connect(self._on_clicked)
        self._space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        self._space.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._space.activated.connect(self._on_field)
        self.field_button.clicked.connect(self._on_field)
        self.record_button.clicked.connect(self._on_record)
        self.all_button.clicked.connect(self._on_all)

    def _buttons_work(self, can_be_taken: bool) -> None:
        buttons: tuple[QPushButton, ...] = (
            self.field_button, self.record_button, self.all_button,
        )  # fmt: skip
        for one in buttons:
            one.setEnabled(can_be_taken)

    def _turn(self, some: Iterable[Difference]) -> None:
        """Take these; leave them where all are taken already."""
        able = {one for one in some if not one.why_not}
        if able <= self._source.chosen:
            self._source.chosen -= able
        else:
            self._source.chosen |= able
        self.model.refresh()
        self.changed.emit()

    def _current(self) -> Difference | None:
        place = self.table.current_id()
        return None if place is None else self._source.differences[place]

    @Slot()
    def _on_field(self) -> None:
        one = self._current()
        if one is None:
            return
        if one.why_not:
            announce(self.table, one.why_not)
            return
        self._turn([one])
        taken = one in self._source.chosen
        said = _("{column}: take") if taken else _("{column}: leave")
        announce(self.table, said.format(column=one.column))

    @Slot()
    def _on_record(self) -> None:
        current = self._current()
        if current is not None:
            same = (current.sheet, current.row)
            self._turn(one for one in self._source.differences if (one.sheet, one.row) == same)

    @Slot()
    def _on_all(self) -> None:
        self._turn(self._source.differences)

    @Slot(object)
    def _on_selected(self, _place: object) -> None:
        """Say below the table why an import cannot take the difference in sight."""
        one = self._current()
        self.why_not.setText(one.why_not if one is not None else "")
        set_shown(self.why_not, bool(one is not None and one.why_not))

    @Slot(object)
    def _on_opened(self, _place: object) -> None:
        self._on_field()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._on_field()


def differing(report: ImportReport) -> int:
    """Return how many rows say something else than the records."""
    return sum(count.differing for count in report.counts)


def rows_of(differences: Iterable[Difference]) -> int:
    """Return how many rows of a workbook these differences are of."""
    return len({(one.sheet, one.row) for one in differences})
