"""The page "Audit trail": who did what to which record, and whether the trail is unbroken."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QWidget

from casedesk.audit.model import ChainState
from casedesk.audit.service import check_trail, export_trail
from casedesk.i18n import _
from casedesk.outputs.service import export_trail_paper
from casedesk.progress import Progress
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.file_choice import ask_new_file
from ui.page import Navigator, Page
from ui.pages.audit.audit_filters import AuditFilters
from ui.table_models.audit_table import AuditSource, audit_columns, fields_text
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import moment_text, number
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button, menu_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_pane import ListPane
from ui.widgets.notice_strip import Tone
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel
from ui.workers.background_task import BackgroundTask

_PAGES = {
    "case": "case", "person": "person", "place": "place", "meeting": "meeting",
    "intervention": "power",
}  # fmt: skip


class AuditPage(Page):
    """Nothing here can be changed; Enter opens the record of an entry where it has a page."""

    topics = frozenset(Topic)

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build filters and table."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self._seen = self._filled = False
        self._source = AuditSource(workspace)
        self.model = PagedTableModel(audit_columns(), self._source, self)
        self.table = PagedTable(_("Audit trail"), self.model)
        self.table.opened.connect(self._open)
        self.filters = AuditFilters(workspace)
        self.filters.changed.connect(self._on_filtered)
        self.check_button = button(_("Check the chain"), "check")
        self.check_button.clicked.connect(self._on_check)
        self.export_button = menu_button(_("Exp&ort"), self._export_menu(), "download")
        self.heading.add_right(self.check_button)
        self.heading.add_right(self.export_button)
        self.chain = StateLabel()
        card = Card()
        card.setAccessibleName(_("Audit trail"))
        empty = EmptyState(_("No entry fits. Show all, or choose other days."), icon="history")
        self._pane = ListPane(self.table, empty)
        self._pane.setCurrentWidget(self.table)  # nothing is known yet that could not fit
        card.add_full(self._pane)
        self.body.addWidget(self._work_row())
        self.body.addWidget(self.filters)
        self.body.addWidget(card, 1)
        space(self.body, (0, 0, 0, 0), 12)

    def title(self) -> str:
        return _("Audit trail")

    def refresh(self) -> None:
        """Ask again; at first once the page has been painted, so that neither waits long."""
        if self._filled:
            self._fill()
        else:
            QTimer.singleShot(1, self, self._fill)

    @Slot()
    def _fill(self) -> None:
        self.filters.refresh()
        self._show_entries()
        if not self._filled and self.table.hasFocus():
            self.table.select_id(self.model.id_at(0))  # as on coming to a list that has rows
        self._filled = True

    def first_focus(self) -> QWidget:
        filled = self.model.rowCount() or not self._filled
        return self.table if filled else self.filters.who

    def search_box(self) -> QWidget:
        """Ctrl+F: the reference of a record."""
        return self.filters.reference

    def panes(self) -> list[QWidget]:
        return [self.filters, self.table]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._seen:  # records that were only looked at tell nobody
            self._show_entries()
        self._seen = True

    def _work_row(self) -> QWidget:
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of the export"))
        self.stop_button = button(_("Stop"))
        self.work_row = QWidget()
        row = QHBoxLayout(self.work_row)
        space(row, gap=8)
        row.addWidget(self.chain)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        for part in (self.bar, self.stop_button, self.work_row):
            set_shown(part, False)
        return self.work_row

    @Slot()
    def _on_filtered(self) -> None:
        self._source.wanted = self.filters.wanted()
        self._show_entries()
        announce(self, self._count_text())

    def _show_entries(self) -> None:
        self.model.refresh()
        self.heading.set_subtitle(self._count_text())

    def _count_text(self) -> str:
        return _("Entries: {count}").format(count=number(self.model.rowCount()))

    @Slot(object)
    def _open(self, entry: Any) -> None:
        record = self._source.record_of(entry)
        kind, _slash, key = record.partition("/")
        if kind in _PAGES and key.isdecimal():
            self.navigator.open_page(_PAGES[kind], int(key))
        else:
            self.navigator.show_notice(_("This record has no page of its own."))

    @Slot()
    def _on_check(self) -> None:
        if self._is_at_work():
            return

        def work(_progress: Progress) -> ChainState:
            return check_trail(self.workspace)

        self.chain.show_state(State.OPEN, _("Checking…"))
        self._begin(BackgroundTask(work, only_looks=True))
        if self._task is not None:
            self._task.succeeded.connect(self._on_checked)
            self._task.start()

    @Slot(object)
    def _on_checked(self, found: ChainState) -> None:
        if found.broken_at is not None:
            state, text = (
                State.STOP,
                _("The chain is broken at entry {number}.").format(number=number(found.broken_at)),
            )
        elif found.first_at is None or found.last_at is None:
            state, text = State.GOOD, _("The trail has no entry yet.")
        else:
            state, text = (
                State.GOOD,
                _("Unbroken from {first} to {last}. Entries: {count}").format(
                    first=moment_text(found.first_at),
                    last=moment_text(found.last_at),
                    count=number(found.entries),
                ),
            )
        self.chain.show_state(state, text, semibold=True)
        announce(self, text)

    def export(self) -> bool:
        self._on_export_table()
        return True

    def _export_menu(self) -> QMenu:
        menu = QMenu()
        menu.addAction(_("&Table, for a spreadsheet (CSV)…"), self._on_export_table)
        menu.addAction(_("&Paper, to be read and kept (PDF)…"), self._on_export_paper)
        return menu

    @Slot()
    def _on_export_table(self) -> None:
        self._ask_and_export(_("audit-trail-{day}.csv"), _("Table (*.csv)"))

    @Slot()
    def _on_export_paper(self) -> None:
        self._ask_and_export(_("audit-trail-{day}.pdf"), _("Paper (*.pdf)"), is_paper=True)

    def _ask_and_export(self, name: str, kinds: str, *, is_paper: bool = False) -> None:
        if self._is_at_work():
            return
        proposed = name.format(day=self.workspace.today().isoformat())
        chosen = ask_new_file(self, _("Export the entries shown"), proposed, kinds)
        if chosen:
            self.export_to(Path(chosen), is_paper=is_paper)

    def export_to(self, path: Path, *, is_paper: bool) -> None:
        """Write the entries that are shown; the export is an entry itself."""
        wanted = self._source.wanted

        def work(progress: Progress) -> tuple[str, int]:
            if is_paper:
                made = export_trail_paper(self.workspace, path, progress, wanted, fields_text)
            else:
                made = export_trail(self.workspace, path, progress, wanted)
            return path.name, made

        self.chain.show_state(State.NONE, "")
        task = BackgroundTask(work)
        self._begin(task)
        for part in (self.bar, self.stop_button):
            set_shown(part, True)
        self.stop_button.clicked.connect(task.cancel)
        task.progressed.connect(self._show_progress)
        task.succeeded.connect(self._on_exported)
        task.start()

    def _is_at_work(self) -> bool:
        return self._task is not None and self._task.is_running

    def _begin(self, task: BackgroundTask) -> None:
        self._task = task
        set_shown(self.work_row, True)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _on_exported(self, made: tuple[str, int]) -> None:
        name, entries = made
        self.navigator.show_notice(
            _("Exported to {name}. Entries: {count}").format(name=name, count=number(entries)),
            detail=_("The file is not encrypted. Keep it as you keep the records."),
            tone=Tone.GOOD,
        )
        self._show_entries()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.chain.show_state(State.NONE, "")
        show_error(self.navigator, error)

    @Slot()
    def _on_finished(self) -> None:
        if self.stop_button.hasFocus():
            self.export_button.setFocus()
        for part in (self.bar, self.stop_button):
            set_shown(part, False)
