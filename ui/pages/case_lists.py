"""The tabs of a case that are lists: people, risk, actions, tools and powers."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from casedesk.i18n import _
from ui.table_models.case_parts_table import course_columns
from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableColumn, TableRow
from ui.theme.units import at_most, space
from ui.widgets.buttons import button, menu_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import HEADER, ROW, PagedTable
from ui.widgets.showing import set_shown

_USED_SHOWN = 3  # rows of the powers used; their course needs the room
_CORRECT = {"step": "correct_step", "breach": "correct_breach", "answered": "reopen_deadline"}
_ERROR = {"step": "step_error", "breach": "breach_error"}


class Tool(NamedTuple):
    """A button below a list: the form it opens, and whether it needs a chosen row.

    What is `rare` stands in the menu of the button More.
    """

    kind: str
    text: str
    for_row: bool = True
    icon: str = ""
    rare: bool = False


class ListTab(Card):
    """A table with the buttons for its rows; Enter opens the first form for a row."""

    wanted = Signal(str, object)  # kind of form, id of the row or None
    chosen = Signal(object)  # id of the row

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn],
        empty: str,
        tools: Sequence[Tool],
        opens: str,
        *,
        may_change: bool,
    ) -> None:
        """Build an empty list.

        Args:
            name: what the rows are.
            columns: of the table.
            empty: what is said where there are none.
            tools: the buttons.
            opens: the kind of form that Enter opens.
            may_change: without it there are no buttons.
        """
        super().__init__()
        self.setAccessibleName(name)
        self._opens, self._may = opens, may_change
        self.model = PagedTableModel(columns, FixedRows(), self)
        self.table = PagedTable(name, self.model)
        self.table.opened.connect(self._on_opened)
        self.table.selected.connect(self._on_selected)
        self.list_pane = ListPane(self.table, EmptyState(empty))
        self.add_full(self.list_pane)
        self._tools = tools
        self.buttons: dict[str, QPushButton] = {}
        self.rare: dict[str, QAction] = {}
        bar = self._build_bar()
        self.bar = bar
        self.add_full(Hairline(strong=True), 0)
        self.add_full(bar, 0)
        set_shown(bar, may_change)
        self._allowed: set[str] | None = None

    def _build_bar(self) -> QWidget:
        bar, menu = QWidget(), QMenu()
        flow = FlowLayout(bar)
        space(flow, (12, 8, 12, 8), 8)
        for tool in self._tools:
            act = partial(self._on_tool, tool)
            if tool.rare:
                self.rare[tool.kind] = menu.addAction(tool.text)
                self.rare[tool.kind].triggered.connect(act)
                continue
            made = button(tool.text, tool.icon)
            made.clicked.connect(act)
            flow.addWidget(made)
            self.buttons[tool.kind] = made
        if self.rare:
            self.more = menu_button(_("More"), menu)
            flow.addWidget(self.more)
        return bar

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows; the chosen one stays chosen where it is still there."""
        self.model.set_source(FixedRows(rows))
        self._on_selected(self.table.current_id())

    def allow(self, kinds: set[str] | None) -> None:
        """Let only these buttons for a row work; None: all."""
        self._allowed = kinds
        self._enable(self.table.current_id())

    def focus_part(self) -> QWidget:
        """Return what gets the focus on this tab."""
        if self.model.rowCount():
            return self.table
        return next(iter(self.buttons.values()), self.table)

    def _enable(self, row_id: Any) -> None:
        for tool in self._tools:
            fits = self._allowed is None or tool.kind in self._allowed
            enabled = not tool.for_row or (row_id is not None and fits)
            part = self.rare[tool.kind] if tool.rare else self.buttons[tool.kind]
            part.setEnabled(enabled)

    def _on_tool(self, tool: Tool, _checked: bool = False) -> None:
        self.wanted.emit(tool.kind, self.table.current_id() if tool.for_row else None)

    @Slot(object)
    def _on_opened(self, row_id: Any) -> None:
        if self._may:
            self.wanted.emit(self._opens, row_id)

    @Slot(object)
    def _on_selected(self, row_id: Any) -> None:
        self._enable(row_id)
        self.chosen.emit(row_id)


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
