"""The cases that wait for a meeting, proposed for its agenda; or one by its reference."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casedesk.i18n import _, ngettext
from casedesk.meetings.model import CaseToHear
from ui.table_models.meeting_table import waiting_columns, waiting_rows
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.theme.units import at_least, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable


class WaitingPane(Card):
    """All that wait are chosen at first; Space takes one out or in."""

    wanted = Signal(list)  # ids of cases, in the order proposed
    reference_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the table."""
        super().__init__(_("Cases that wait"), parent)
        self._cases: list[CaseToHear] = []
        self._ticked: set[int] = set()
        back = link_button(_("&Back to the case"), at_edge=True)
        back.clicked.connect(self.closed)
        self.add_tool(back)
        self.model = PagedTableModel(waiting_columns(), FixedRows(), self)
        self.table = PagedTable(_("Cases that wait"), self.model)
        self.table.setAccessibleDescription(_("Space takes a case out or in."))
        self.table.installEventFilter(self)
        self.table.opened.connect(self._toggle)
        self.table.clicked.connect(self._on_clicked)
        empty = EmptyState(_("No case of this forum waits for a meeting."))
        pane = ListPane(self.table, empty)
        at_least(pane, height=180)
        self.add_full(Hairline(strong=True), 0)
        self.add_full(pane, 1)
        hint = _("Space takes a case out or in. Cases with children stand first.")
        self.put_button = button("", "plus")
        self.put_button.clicked.connect(self._on_put)
        self.reference = QLineEdit()
        self.reference.returnPressed.connect(self._on_reference)
        self.reference_field = FormField(_("Another case b&y its reference"), self.reference)
        add = button(_("&List it"))
        add.clicked.connect(self._on_reference)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.reference_field, 1)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        self.add_block(label(hint, "quiet", wrap=True), self.put_button, row)

    def show_cases(self, cases: list[CaseToHear], *, anew: bool) -> None:
        """Show the cases that wait; `anew`: choose them all."""
        known = {one.case_id for one in self._cases}
        self._cases = cases
        everybody = {one.case_id for one in cases}
        self._ticked = everybody if anew else (self._ticked & everybody) | (everybody - known)
        self._show()

    def first_control(self) -> QWidget:
        """Return what gets the focus."""
        return self.table if self._cases else self.reference

    def chosen(self) -> list[int]:
        """Return the cases that are ticked, in their order."""
        return [one.case_id for one in self._cases if one.case_id in self._ticked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        press = QEvent.Type.KeyPress
        if (
            isinstance(event, QKeyEvent)
            and event.type() is press
            and event.key() == Qt.Key.Key_Space
        ):
            self._toggle(self.table.current_id())
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.model.set_source(FixedRows(waiting_rows(self._cases, self._ticked)))
        count = len(self.chosen())
        text = ngettext("&Put {count} case on the agenda", "&Put {count} on the agenda", count)
        self.put_button.setText(text.format(count=count))
        self.put_button.setEnabled(count > 0)

    @Slot(object)
    def _toggle(self, case_id: Any) -> None:
        if case_id is not None:
            self._ticked ^= {case_id}
            self._show()

    @Slot(object)
    def _on_clicked(self, index: Any) -> None:
        if index.column() == 0:
            self._toggle(self.model.id_at(index.row()))

    @Slot()
    def _on_put(self) -> None:
        self.wanted.emit(self.chosen())

    @Slot()
    def _on_reference(self) -> None:
        self.reference_wanted.emit(self.reference.text())
