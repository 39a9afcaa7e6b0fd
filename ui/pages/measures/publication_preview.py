"""Preview as published: what readers would see, what was hidden, and the button that lets it go."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from casedesk.dates import Period
from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.releases.model import Audience, Preview, Published, SplitTable
from casedesk.releases.service import preview, publish
from ui.error_display import error_text
from ui.file_choice import ask_folder
from ui.page import Navigator
from ui.table_models.measure_table import (
    heads,
    measure_columns,
    published_rows,
    split_columns,
    split_rows,
)
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.check_line import CheckLine
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.segmented import Segmented
from ui.widgets.state_mark import State
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class PublicationPreview(QWidget):
    """Protects in the background; nothing leaves before Publish, and that cannot be undone."""

    published = Signal(object)  # Published

    def __init__(self, workspace: "Workspace", navigator: Navigator) -> None:
        """Build the cards; `show_period` fills them."""
        super().__init__()
        self._workspace, self._navigator = workspace, navigator
        self._period: Period | None = None
        self._return_id = ""
        self._shown: tuple[str, Period, Audience] | None = None
        self._just_published = False  # what is shown
        self._task: BackgroundTask | None = None
        self._model = PagedTableModel(measure_columns("", ""), FixedRows())
        self.table = PagedTable(_("Figures as published"), self._model)
        self.main = Card(_("As readers would see it"))
        self.empty = EmptyState(_("The figures are being protected…"))
        self.main.add_full(ListPane(self.table, self.empty))
        self._splits = QVBoxLayout()
        self._said = ""  # of the checks, aloud
        self._split_names: list[tuple[str, str]] = []
        self._tables: list[PagedTable] = []
        space(self._splits, gap=16)
        left = QWidget()
        column = QVBoxLayout(left)
        space(column, gap=16)
        column.addWidget(self.main, 2)
        column.addLayout(self._splits, 3)
        outer = QVBoxLayout(self)
        space(outer)
        beside = QWidget()  # as high as it needs: the figures run on for pages
        right = QVBoxLayout(beside)
        space(right)
        right.addWidget(self._before_card())
        right.addStretch(1)
        outer.addWidget(Columns([(left, 2), (beside, 1)]))

    def show_period(self, return_id: str, period: Period) -> None:
        """Protect the figures of `period` and show what may leave."""
        audience = Audience(self.audience.value())
        self._just_published &= (return_id, period, audience) == self._shown
        self._shown = return_id, period, audience
        self._return_id, self._period = return_id, period
        self._show_checks([(State.LIVE, _("The figures are being protected…"), "")])
        self.publish_button.setEnabled(False)

        def work(progress: Progress) -> Preview:
            return preview(self._workspace, return_id, period, audience, progress)

        self._start(BackgroundTask(work, only_looks=True))
        if self._task is not None:
            self._task.succeeded.connect(self._on_protected)
            self._task.failed.connect(self._on_refused)
            self._task.start()

    def _before_card(self) -> Card:
        card = Card(_("Before you publish"))
        self.audience = Segmented(
            _("For"),
            [(Audience.PUBLIC.value, _("The public")), (Audience.PARTNERS.value, _("Partners"))],
        )
        self.audience.changed.connect(self._again)
        card.add(self.audience)
        self._checks = QVBoxLayout()
        space(self._checks, gap=8)
        card.add(self._checks)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Progress of the protection"))
        self.stop_button = button(_("S&top"))
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        card.add(row)
        self.publish_button = button(_("P&ublish: cannot be undone…"), "upload", primary=True)
        self.publish_button.clicked.connect(self._on_publish)
        card.add(self.publish_button)
        return card

    def _start(self, task: BackgroundTask) -> None:
        before = self._task
        if before is not None and before.is_running and before.only_looks:
            before.blockSignals(True)  # its figures would stand under another choice
            before.cancel()
        self._task = task
        self.bar.show()
        self.stop_button.show()
        self.stop_button.clicked.connect(task.cancel)
        task.finished.connect(self._on_finished)

    @Slot()
    def _again(self) -> None:
        if self._period is not None:
            self.show_period(self._return_id, self._period)

    def _place_splits(self, splits: Sequence[SplitTable]) -> None:
        """Make a table for each split; those that are there stay, with focus and place."""
        names = [(one.title, one.axis_title) for one in splits]
        if names == self._split_names:
            return
        self._split_names, self._tables = names, []
        while (item := self._splits.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for title, axis in names:
            card = Card(_("{measure} by {axis}").format(measure=title, axis=axis.lower()))
            table = PagedTable(title, PagedTableModel((), FixedRows()))
            card.add_full(table)
            self._tables.append(table)
            self._splits.addWidget(card)

    @Slot(object)
    def _on_protected(self, found: Preview) -> None:
        view = found.view
        now, before = heads(self._period) if self._period else ("", "")
        self._model.set_columns(measure_columns(now, before))
        self._model.set_source(FixedRows(published_rows(view.rows)))
        self.table.show_all_rows()
        self._place_splits(view.splits)
        for table, split in zip(self._tables, view.splits, strict=True):
            table.model().set_columns(split_columns(split, now, before))
            table.model().set_source(FixedRows(split_rows(split)))
            table.show_all_rows()
        lines = _checks(found)
        if self._just_published:
            again = _("For the next publication choose another period or other readers.")
            lines.insert(0, (State.GOOD, _("Published just now"), again))
        self._show_checks(lines)
        self.publish_button.setEnabled(not self._just_published)

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, CaseDeskError):
            raise error
        text = _("Stopped. Nothing left CaseDesk.") if isinstance(error, Cancelled) else None
        self._model.set_source(FixedRows())
        self.empty.set_text(text or error_text(error))
        self._show_checks([(State.WRONG, text or error_text(error), "")])

    def _show_checks(self, lines: list[tuple[State, str, str]]) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for state, text, detail in lines:
            self._checks.addWidget(CheckLine(state, text, detail))
        said = ". ".join(text for _state, text, _detail in lines)
        if said != self._said:
            announce(self, said)
        self._said = said

    @Slot()
    def _on_publish(self) -> None:
        chosen = ask_folder(
            self, _("Choose a folder; the publication gets a folder of its own inside it")
        )
        if chosen:
            self.publish_into(Path(chosen))

    def publish_into(self, folder: Path) -> None:
        """Publish into a new folder inside `folder`."""
        period = self._period
        if period is None:
            return
        audience, return_id = Audience(self.audience.value()), self._return_id
        name = f"{return_id}-{period.first.isoformat()}-{period.last.isoformat()}-{audience.value}"
        target = folder / name

        def work(progress: Progress) -> Published:
            return publish(self._workspace, return_id, period, audience, target, progress)

        self.publish_button.setEnabled(False)
        self._start(BackgroundTask(work))
        if self._task is not None:
            self._task.succeeded.connect(self._on_published)
            self._task.failed.connect(self._on_not_published)
            self._task.start()

    @Slot(object)
    def _on_published(self, made: Published) -> None:
        # The same thing is not offered twice: it is now what the next is held to.
        self._just_published = True
        self._navigator.show_notice(_("Published into {name}").format(name=made.folder.name))
        self._again()
        self.published.emit(made)

    @Slot(object)
    def _on_not_published(self, error: Exception) -> None:
        self.publish_button.setEnabled(True)
        if not isinstance(error, CaseDeskError):
            raise error
        self._show_checks([(State.WRONG, error_text(error), "")])

    @Slot()
    def _on_finished(self) -> None:
        self.bar.hide()
        self.stop_button.hide()


def _checks(found: Preview) -> list[tuple[State, str, str]]:
    lines = [
        (
            State.GOOD,
            _("Small numbers hidden: {small}; more cells hidden: {more}").format(
                small=found.hidden_small, more=found.hidden_beyond
            ),
            _("So that they cannot be worked out from totals."),
        ),
        (
            State.GOOD,
            _("Proof file made and checked"),
            _("Earlier publications it was held against: {count}").format(count=found.earlier),
        ),
    ]
    if found.unfinished:
        lines.append(
            (
                State.WARN,
                _("The period is not over"),
                _("What is published now stays as it is, whatever happens until its end."),
            )
        )
    if found.late:
        lines.append(
            (
                State.WARN,
                _("Figures changed since they were published: {count}").format(count=found.late),
                _("They stay as they were; changes go into the yearly revision."),
            )
        )
    if found.group_warnings:
        lines.append(
            (
                State.WARN,
                _("Rows that are all of one kind: {count}").format(count=found.group_warnings),
                _("Readers learn something about everybody in such a row."),
            )
        )
    return lines
