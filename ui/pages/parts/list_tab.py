"""A list on a tab, with the buttons for its rows below it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from casedesk.i18n import _
from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableColumn, TableRow
from ui.theme.units import space
from ui.widgets.buttons import button, menu_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown


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
        line = Hairline(strong=True)
        self.add_full(line, 0)
        self.add_full(bar, 0)
        for part in (line, bar):  # a list that is only read ends at its own edge
            set_shown(part, may_change and bool(tools))
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
