"""The board: few actions at a glance, open, waiting for an answer, closed lately."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from casedesk.actions.model import ActionBoard
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.table_models.action_table import board_row
from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableColumn
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable

OPEN, WAITING, CLOSED = "open", "waiting", "closed"


class BoardTable(PagedTable):
    """One column of cards: Ctrl+Left and Ctrl+Right move the card, Left and Right the focus."""

    moved = Signal(int)  # -1 to the left, 1 to the right
    left = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(step)
        else:
            self.left.emit(step)


class Board(QWidget):
    """Three columns; a card moves between open and closed, and waits once it was chased."""

    opened = Signal(object)  # id of the action
    selected = Signal()
    moved = Signal(object, int)  # id of the action; -1: open again, 1: done

    def __init__(self, menu: QMenu) -> None:
        """Build empty columns; `menu` is shown for a card."""
        super().__init__()
        self.models: dict[str, PagedTableModel] = {}
        self.tables: dict[str, BoardTable] = {}
        self._labels = {name: label("", "strong") for name in (OPEN, WAITING, CLOSED)}
        self._menu = menu
        self.active = OPEN
        empty = {
            OPEN: _("Nothing is open that was not chased."),
            WAITING: _("What was chased stands here until it is closed."),
            CLOSED: _("Nothing was closed in the last 28 days."),
        }
        names = {
            OPEN: _("Open"),
            WAITING: _("Chased, waiting for an answer"),
            CLOSED: _("Closed in the last 28 days"),
        }
        parts = [(self._column(name, names[name], text), 1) for name, text in empty.items()]
        whole = QVBoxLayout(self)
        space(whole, gap=0)
        whole.addWidget(Columns(parts, gap=8, narrow_below=640))

    def show_board(self, board: ActionBoard, workspace: Workspace) -> None:
        """Show other cards; the chosen ones stay chosen."""
        texts = {
            OPEN: _("Open {count}"),
            WAITING: _("Waiting for an answer {count}"),
            CLOSED: _("Closed lately {count}"),
        }
        first = _("{title}, the first {shown}")
        for name, column in ((OPEN, board.open), (WAITING, board.waiting), (CLOSED, board.closed)):
            text = texts[name].format(count=number(column.count))
            if column.count > len(column.lines):
                text = first.format(title=text, shown=len(column.lines))
            self._labels[name].setText(text)
            rows = [board_row(line, workspace.today()) for line in column.lines]
            self.models[name].set_source(FixedRows(rows))

    def current_id(self) -> int | None:
        """Return the card that is chosen in the column last used."""
        found: int | None = self.tables[self.active].current_id()
        return found

    def focus_part(self) -> QWidget:
        """Return the column that takes the focus: the one last used, if it has cards."""
        names = [self.active, OPEN, WAITING, CLOSED]
        return next(
            (self.tables[one] for one in names if self.models[one].rowCount()),
            self.tables[OPEN],
        )

    def go_to(self, action_id: int) -> None:
        """Choose a card, in whichever column it stands now, and put the focus on it."""
        for name, model in self.models.items():
            if model.row_of(action_id) >= 0:
                self.active = name
                self.tables[name].select_id(action_id)
                self.tables[name].setFocus()

    def _column(self, name: str, title: str, empty: str) -> QWidget:
        model = PagedTableModel([TableColumn(title)], FixedRows(), two_lines=True)
        table = BoardTable(title, model)
        table.horizontalHeader().hide()
        table.setAccessibleDescription(
            _("Left and Right go to another column, Ctrl+Left and Ctrl+Right move the card")
        )
        table.opened.connect(self._on_opened)
        table.selected.connect(partial(self._on_selected, name))
        table.moved.connect(partial(self._on_moved, name))
        table.left.connect(partial(self._on_left, name))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(partial(self._on_menu, name))
        self.models[name], self.tables[name] = model, table
        whole = QWidget()
        column = QVBoxLayout(whole)
        space(column, gap=0)
        head = QVBoxLayout()
        space(head, (12, 8, 8, 8), 0)
        head.addWidget(self._labels[name])
        column.addLayout(head)
        column.addWidget(ListPane(table, EmptyState(empty)), 1)
        return whole

    def _on_opened(self, action_id: object) -> None:
        self.opened.emit(action_id)

    def _on_selected(self, name: str, action_id: object) -> None:
        if self.tables[name].hasFocus() or action_id is None:
            self.active = name if action_id is not None else self.active
        self.selected.emit()

    def _on_moved(self, name: str, step: int) -> None:
        self.active = name
        if self.current_id() is not None:
            self.moved.emit(self.current_id(), step)

    def _on_left(self, name: str, step: int) -> None:
        """Go to the next column that has cards."""
        order = [OPEN, WAITING, CLOSED]
        place = order.index(name) + step
        while 0 <= place < len(order):
            if self.models[order[place]].rowCount():
                self.active = order[place]
                self.tables[self.active].setFocus()
                self.selected.emit()
                return
            place += step

    def _on_menu(self, name: str, at: QPoint) -> None:
        self.active = name
        self.selected.emit()
        self._menu.popup(self.tables[name].viewport().mapToGlobal(at))
