"""The page "Actions": a list to filter, tick and change, a board, and one action beside them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from casedesk.actions.action_list import action_board, action_lines
from casedesk.actions.bulk import close_actions
from casedesk.actions.model import ActionFilter, ActionStatus
from casedesk.actions.service import reopen_action
from casedesk.errors import CaseDeskError
from casedesk.i18n import _, ngettext
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done, show_error
from ui.page import Navigator
from ui.pages.actions.actions_board import Board
from ui.pages.actions.actions_filters import ActionFilters
from ui.pages.actions.actions_forms import done_with_undo
from ui.pages.actions.actions_list import ActionBar
from ui.pages.actions.actions_panel import ActionPanel
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.plain_form import Done
from ui.table_models.action_table import ActionSource, action_columns
from ui.table_models.list_filter import FilterState
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import number
from ui.theme.units import px
from ui.widgets.announce import announce
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.hairline import Hairline
from ui.widgets.segmented import Segmented
from ui.widgets.showing import focus_back
from ui.widgets.tick_table import TickTable

USUAL = ActionFilter(status=ActionStatus.OPEN)
LIST, BOARD, OPEN_BESIDE = "list", "board", "action"


class ActionsPage(ListPage[ActionFilter]):
    """Lists actions; a record of it is a filter, perhaps with an action to open beside."""

    topics = frozenset({Topic.ACTIONS, Topic.CASES})
    page_id = "actions"
    source: ActionSource
    table: TickTable
    filters: ActionFilters

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the list of the open actions."""
        source = ActionSource(workspace, USUAL)
        table = TickTable(_("Actions"), PagedTableModel(action_columns(), source))
        filters = ActionFilters(workspace, USUAL)
        super().__init__(workspace, bus, navigator, source=source, table=table, filters=filters)
        self._restored = False
        self._before: QWidget | None = None
        may_change = self.may(Permission.CHANGE_RECORDS)
        self.table.setAccessibleDescription(_("Space ticks the row, Ctrl+A ticks all rows"))
        self.bar = ActionBar()
        self.board = Board(self.bar.menu)
        self.side = ActionPanel(workspace, navigator, may_change=may_change)
        self._autosave = AutosaveForm({"form": self.side.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "actions")
        self._place_parts(may_change)
        self._connect()

    def title(self) -> str:
        return _("Actions")

    def open_record(self, record: FilterState) -> None:
        """Show the actions of a filter, as `filter_state` describes it; `action` opens one."""
        values = dict(record)
        opens = values.pop(OPEN_BESIDE, None)
        if opens is None or values:
            super().open_record(tuple(values.items()))
        if opens is not None:
            self.side.open_action(opens)

    def count_text(self, count: int) -> str:
        return ngettext("{count} action", "{count} actions", count).format(count=number(count))

    def no_match_text(self) -> str:
        return _("No action matches.")

    def nothing_text(self) -> str:
        return _("There is no open action. Actions set at meetings and on cases appear here.")

    def first_step(self) -> tuple[str, str]:
        may = self.may(Permission.CHANGE_RECORDS)
        return (_("New action"), "new_action") if may else super().first_step()

    def count(self) -> int:
        if self.looks.value() == BOARD:
            board = action_board(self.workspace, self.source.chosen)
            self.board.show_board(board, self.workspace)
            return board.open.count + board.waiting.count
        shown = super().count()
        self.source.ticked.intersection_update(self._shown_ids())
        return shown

    def refresh(self) -> None:
        super().refresh()
        self._show_chosen()
        self.side.refresh()
        if not self._restored:
            self._restored = True
            self._drafts.bring_back(self._autosave.restore)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or super().first_focus()

    def panes(self) -> list[QWidget]:
        return [self.filters.search, self.main_part(), self.side.focus_part()]

    def save(self) -> bool:
        """Save the form that is open."""
        if self.side.host.form is None:
            return False
        self.side.host.form.save()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.side.action_id is not None and self.side.host.form is None
        if event.key() == Qt.Key.Key_Escape and shown:
            self.side.close_action()
        else:
            super().keyPressEvent(event)

    # -- building --

    def _place_parts(self, may_change: bool) -> None:
        self.heading.add_right(self._drafts.state)
        self.looks = Segmented(_("Look"), [(LIST, _("List")), (BOARD, _("Board"))])
        self.heading.add_right(self.looks)
        if may_change:
            self.chase_button = button(_("Chase overdue…"))
            self.chase_button.setToolTip(_("Messages to the owners of all that is overdue"))
            self.chase_button.clicked.connect(self._on_chase)
            self.heading.add_right(self.chase_button)
            new = button(_("&New action"), "plus", primary=True)
            new.setToolTip(_("New action (Ctrl+Shift+A)"))
            new.clicked.connect(partial(self.go, "new_action"))
            self.heading.add_right(new)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_pane)
        self.stack.addWidget(self.board)
        self.card.add_full(self.stack)
        if may_change:
            self.card.add_full(Hairline(strong=True), 0)
            self.card.add_full(self.bar, 0)
        self.body.addWidget(self.filters)
        self.body.addWidget(Columns([(self.card, 5), (self.side, 3)], narrow_below=760), 1)

    def _connect(self) -> None:
        self.looks.changed.connect(self._on_look)
        self.table.selected.connect(self._show_chosen)
        self.table.toggled.connect(self._on_toggled)
        self.table.all_wanted.connect(partial(self._on_wanted, "all"))
        self.board.opened.connect(self.open_row)
        self.board.selected.connect(self._show_chosen)
        self.board.moved.connect(self._on_moved)
        self.bar.wanted.connect(self._on_wanted)
        self.side.case_wanted.connect(partial(self.navigator.open_page, "case"))
        self.side.closed.connect(self._back_to_list)
        self.side.form_opened.connect(self._on_form_opened)
        self.side.host.closed.connect(self._on_form_closed)

    # -- showing --

    @Slot()
    def _show_chosen(self) -> None:
        on_board = self.looks.value() == BOARD
        ticked = 0 if on_board else len(self.source.ticked)
        self.bar.show_chosen(ticked, self._current_reference(), on_board=on_board)

    def _current_reference(self) -> str:
        if self.looks.value() == BOARD:
            current = self.board.current_id()
            model = self.board.models[self.board.active]
            return "" if current is None else model.cell(model.row_of(current), 0).text.split()[0]
        row = self.model.row_of(self.table.current_id())
        return self.model.cell(row, 1).text if row >= 0 else ""

    def main_part(self) -> QWidget:
        return self.board.focus_part() if self.looks.value() == BOARD else super().main_part()

    def _shown_ids(self) -> list[int]:
        return [self.model.id_at(row) for row in range(self.model.rowCount())]

    def _chosen_ids(self) -> list[int]:
        """Return what a change is for: the rows ticked, or else the one that is chosen."""
        on_board = self.looks.value() == BOARD
        if self.source.ticked and not on_board:
            return [one for one in self._shown_ids() if one in self.source.ticked]
        current = self.board.current_id() if on_board else self.table.current_id()
        return [] if current is None else [current]

    # -- acts --

    @Slot()
    def _on_look(self) -> None:
        is_board = self.looks.value() == BOARD
        self.stack.setCurrentWidget(self.board if is_board else self.list_pane)
        self.filters.set_board(on=is_board)
        self.refresh()

    @Slot(object)
    def _on_toggled(self, action_id: int) -> None:
        self.source.ticked ^= {action_id}
        self._ticks_changed()

    def _ticks_changed(self) -> None:
        self.may_be_forgotten = not self.source.ticked
        self.model.look_again()
        self._show_chosen()
        announce(self.table, self.bar.said.text())

    def _on_wanted(self, kind: str) -> None:
        ids = self._chosen_ids()
        if kind == "all":
            self.source.ticked = set(self._shown_ids())
            self._ticks_changed()
        elif kind == "none":
            self.source.ticked.clear()
            self._ticks_changed()
            self.table.setFocus()  # the button is gone
        elif kind == "chase":
            self.navigator.open_page("chase", tuple(ids))
        elif kind in {"done_today", "open_again"}:
            for_all = partial(self._done_today, ids) if kind == "done_today" else self._reopen
            for_all()
        elif ids:
            self.side.open_form(kind, ids)

    @Slot(object, int)
    def _on_moved(self, action_id: int, step: int) -> None:
        """Move a card: to the right it is done today, to the left open again."""
        self._on_wanted("done_today" if step > 0 else "open_again")
        self.board.go_to(action_id)

    def _done_today(self, ids: list[int]) -> None:
        today = self.workspace.today()
        held = [line.action for line in action_lines(self.workspace, ids)]
        still_open = [one.id for one in held if one.status is ActionStatus.OPEN]
        if not still_open:
            return
        try:
            before = close_actions(self.workspace, still_open, ActionStatus.DONE, today)
        except CaseDeskError as error:
            show_error(self.navigator, error)
        else:
            say_done(self.navigator, *done_with_undo(self.workspace, _("Done today."), before))

    def _reopen(self) -> None:
        ids = self._chosen_ids()
        held = [line.action for line in action_lines(self.workspace, ids)]
        closed = [one.id for one in held if one.status is not ActionStatus.OPEN]
        why = _("Moved back to open.")
        try:
            before = [reopen_action(self.workspace, one, why) for one in closed]
        except CaseDeskError as error:
            show_error(self.navigator, error)
        else:
            if before:
                say_done(self.navigator, *done_with_undo(self.workspace, _("Open again."), before))

    @Slot()
    def _on_form_opened(self) -> None:
        self._before = QApplication.focusWidget() or self._before
        QTimer.singleShot(0, self, self._see_side)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self._drafts.discard()
        before, self._before = self._before, None
        focus_back(before, self.main_part())
        if done is not None:
            self.source.ticked.clear()
            self.model.look_again()
            self._show_chosen()
            say_done(self.navigator, *done)

    @Slot(object)
    def open_row(self, record_id: Any) -> None:
        """Open an action beside the list."""
        self.side.open_action(record_id)
        QTimer.singleShot(0, self, self._see_side)

    @Slot()
    def _see_side(self) -> None:
        """Scroll to what was opened where it stands below the list, as at 200 % text."""
        if self.side.isVisible():
            self.scroll_area.ensureWidgetVisible(self.side.focus_part(), 0, px(96))

    @Slot()
    def _back_to_list(self) -> None:
        self.main_part().setFocus()

    @Slot()
    def _on_chase(self) -> None:
        self.navigator.open_page("chase", ())
