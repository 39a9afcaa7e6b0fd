"""The tab of a case with the tools and powers used, and the course of the one chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.pages.parts.list_tab import ListTab
from ui.table_models.case_parts_table import course_columns
from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableRow
from ui.theme.units import at_most, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.paged_table import HEADER, ROW, PagedTable
from ui.widgets.showing import set_shown

_USED_SHOWN = 3  # rows of the powers used; their course needs the room
_CORRECT = {"step": "correct_step", "breach": "correct_breach", "answered": "reopen_deadline"}
_ERROR = {"step": "step_error", "breach": "breach_error"}


class PowersTab(QWidget):
    """The tools and powers used, and below them the course of the one chosen."""

    wanted = Signal(str, object)

    def __init__(self, used: ListTab, *, may_change: bool) -> None:
        """Put the course below the list `used`."""
        super().__init__()
        self.used, self._may = used, may_change
        used.wanted.connect(self.wanted)
        self.course_model = PagedTableModel(course_columns(), FixedRows(), self, two_lines=True)
        self.course = PagedTable(_("Steps, deadlines and breaches"), self.course_model)
        self.course.opened.connect(self._on_opened)
        self.course.selected.connect(self._on_selected)
        self.answer = button(_("Say what came of the deadline"))
        self.correct, self.error = button(_("Correct")), button(_("In error"))
        self.correct.setAccessibleName(_("Correct the step or breach"))
        self.error.setAccessibleName(_("Step or breach recorded in error"))
        self.error.setToolTip(_("Recorded in error"))
        self.answer.clicked.connect(self._on_answer)
        self.correct.clicked.connect(self._on_correct)
        self.error.clicked.connect(self._on_error)
        self.warnings = label("", "warn", wrap=True)
        self.struck = label("", "quiet", wrap=True)
        self.card = Card(_("Course and deadlines"))
        self.card.add(self.warnings)
        self.card.add(self.struck)
        # What it would like to have makes every tab of the page higher than the window.
        self.course.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.card.add_full(self.course)
        self._bar = QWidget()
        flow = FlowLayout(self._bar)
        space(flow, (12, 8, 12, 8), 8)
        for made in (self.answer, self.correct, self.error):
            flow.addWidget(made)
        self.card.add_full(Hairline(strong=True), 0)
        self.card.add_full(self._bar, 0)
        set_shown(self._bar, may_change)
        column = QVBoxLayout(self)
        space(column, gap=8)
        at_most(used.list_pane, height=HEADER + _USED_SHOWN * ROW + 2)
        column.addWidget(used)
        column.addWidget(self.card, 1)

    def show_course(
        self, title: str, rows: Sequence[TableRow], warnings: Sequence[str], struck: str
    ) -> None:
        """Show steps and deadlines of one use; without rows the card goes away."""
        self.card.set_title(title)
        self.course_model.set_source(FixedRows(rows))
        self.warnings.setText("\n".join(f"● {one}" for one in warnings))
        self.struck.setText(struck)
        set_shown(self.warnings, bool(warnings))
        set_shown(self.struck, bool(struck))
        set_shown(self.card, bool(rows or warnings or struck))
        self._on_selected(self.course.current_id())

    @Slot(object)
    def _on_selected(self, key: Any) -> None:
        kind = "" if key is None else key[0]
        self.answer.setEnabled(kind == "deadline")
        self.correct.setEnabled(kind in _CORRECT)
        self.error.setEnabled(kind in _ERROR)
        answered = kind == "answered"
        self.correct.setText(_("Take back the answer") if answered else _("Correct"))

    @Slot(object)
    def _on_opened(self, key: Any) -> None:
        if self._may and key[0] == "deadline":
            self.wanted.emit("settle", key[1])
        elif self._may:
            self._want(_CORRECT)

    @Slot()
    def _on_answer(self) -> None:
        key = self.course.current_id()
        if key is not None:
            self._on_opened(key)

    @Slot()
    def _on_correct(self) -> None:
        self._want(_CORRECT)

    @Slot()
    def _on_error(self) -> None:
        self._want(_ERROR)

    def _want(self, forms: dict[str, str]) -> None:
        """Ask for the form of what is chosen in the course; see `case_course_forms`."""
        kind, record = self.course.current_id() or ("", None)
        if kind == "answered":
            self.wanted.emit(forms[kind], record)
        elif kind in forms:
            self.wanted.emit(forms[kind], f"{record}/{self.used.table.current_id()}")
