"""Working figures: true counts for staff, the last quarters, and the cases behind a number."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.dates import Period
from casedesk.i18n import _, catalogue_text, ngettext
from casedesk.measures.model import LAST_YEAR, Figure
from casedesk.measures.service import count, measure_of, records_behind, series_of_quarters
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.measures.quarters_card import QUARTERS, Quarters, QuartersCard
from ui.table_models.measure_table import (
    behind_columns,
    behind_rows,
    heads,
    measure_columns,
    working_rows,
)
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class WorkingFigures(QWidget):
    """A table of measures; the chosen one is drawn, and Enter shows what is behind it."""

    record_wanted = Signal(object)  # RecordBehind

    def __init__(self, workspace: "Workspace", navigator: Navigator) -> None:
        """Build the cards; `show_period` fills them."""
        super().__init__()
        self._workspace, self._navigator = workspace, navigator
        self._period: Period | None = None
        self._task: BackgroundTask | None = None
        self._drawing: BackgroundTask | None = None
        self._finding: BackgroundTask | None = None
        self.state = label("", "quiet")
        self._model = PagedTableModel(measure_columns("", ""), FixedRows())
        self.table = PagedTable(_("Measures"), self._model)
        empty = self._empty = EmptyState(_("The figures are being counted."))
        main = Card(_("True figures, for staff only"))
        main.add_tool(self.state)
        main.add_full(ListPane(self.table, empty))
        self.chart_card = QuartersCard()
        self._behind = PagedTableModel(behind_columns(), FixedRows())
        self.behind = PagedTable(_("Records behind the figure"), self._behind)
        self.behind_card = Card(_("Behind this figure"))
        self.behind_card.title_label.setWordWrap(True)
        self.behind_card.add_full(
            ListPane(self.behind, EmptyState(_("Press Enter on a measure to see its records.")))
        )
        set_shown(self.behind_card, workspace.may(Permission.READ_RECORDS))
        right = QWidget()
        column = QVBoxLayout(right)
        space(column, gap=16)
        column.addWidget(self.chart_card)
        column.addWidget(self.behind_card, 1)
        outer = QVBoxLayout(self)
        space(outer)
        outer.addWidget(Columns([(main, 2), (right, 1)]))
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(self._on_opened)
        self.behind.opened.connect(self.record_wanted)

    def show_period(self, period: Period) -> None:
        """Count again in the background; old figures stay in sight meanwhile."""
        if period != self._period:
            self._show_nothing_behind()
        self._period = period
        self.state.setText(_("Working…"))

        def work(_progress: Progress) -> list[Figure]:
            return count(self._workspace, period, compare=LAST_YEAR)

        self._task = BackgroundTask(work, only_looks=True)
        self._task.succeeded.connect(self._on_counted)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_counted(self, figures: list[Figure]) -> None:
        self.state.setText("")
        self._empty.set_text(_("Nothing was recorded in this period or a year before."))
        if self._period is None:
            return
        self._model.set_columns(measure_columns(*heads(self._period)))
        self._model.set_source(FixedRows(working_rows(figures)))
        if self.table.current_id() is None and figures:
            self.table.setCurrentIndex(self._model.index(0, 0))  # its quarters are drawn beside

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.state.setText("")
        show_error(self._navigator, error)

    @Slot(object)
    def _on_selected(self, measure_id: str | None) -> None:
        period = self._period
        if measure_id is None or period is None:
            return

        def work(_progress: Progress) -> Quarters:
            found = series_of_quarters(self._workspace, measure_id, period, QUARTERS)
            return Quarters(measure_id, tuple(found))

        self._drawing = BackgroundTask(work, only_looks=True)
        self._drawing.succeeded.connect(self._on_drawn)
        self._drawing.failed.connect(self._on_failed)
        self._drawing.start()

    @Slot(object)
    def _on_drawn(self, quarters: Quarters) -> None:
        self.chart_card.show_quarters(quarters)

    @Slot(object)
    def _on_opened(self, measure_id: str) -> None:
        period = self._period
        if period is None or not self._workspace.may(Permission.READ_RECORDS):
            return
        self.state.setText(_("Working…"))

        def work(_progress: Progress) -> _Behind:
            found = records_behind(self._workspace, measure_id, period)
            return _Behind(measure_id, period, len(found), FixedRows(behind_rows(found)))

        self._finding = BackgroundTask(work, only_looks=True)
        self._finding.succeeded.connect(self._on_found)
        self._finding.failed.connect(self._on_failed)
        self._finding.start()

    @Slot(object)
    def _on_found(self, behind: "_Behind") -> None:
        self.state.setText("")
        if behind.period != self._period:
            return
        title = catalogue_text(measure_of(behind.measure_id).title)
        text = ngettext("{measure}: {count} record", "{measure}: {count} records", behind.count)
        self.behind_card.set_title(text.format(measure=title, count=number(behind.count)))
        self._behind.set_source(behind.rows)

    def _show_nothing_behind(self) -> None:
        self.behind_card.set_title(_("Behind this figure"))
        self._behind.set_source(FixedRows())


class _Behind(Struct, frozen=True):
    """The records behind a figure, ready to be shown."""

    measure_id: str
    period: Period
    count: int
    rows: FixedRows
