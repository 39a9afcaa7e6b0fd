"""The page "Possible matches": pairs of records that may be one person, decided one by one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.people.model import JoinPreview, OpenMatch, UndoneJoin
from casedesk.people.service import (
    count_open_matches,
    open_matches,
    person_details,
    preview_join,
    recent_joins,
)
from casedesk.workspace.model import Topic
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.people.match_acts import PairActs
from ui.pages.people.match_pair import LEFT, PairCard
from ui.pages.people.match_values import two_values
from ui.table_models.match_table import join_columns, join_rows, match_columns, match_rows
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.text_format import number
from ui.theme.units import fix, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import HEADER, TWO_LINE_ROW, PagedTable
from ui.widgets.scrolled_column import scrolled_column
from ui.widgets.showing import set_shown

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace

MOST_JOINS_IN_SIGHT = 3


class MatchesPage(Page):
    """A list of pairs; the chosen one side by side; after each decision the next is chosen."""

    topics = frozenset({Topic.PEOPLE, Topic.CASES, Topic.REFERRALS, Topic.IMPORTS})

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build list, pair and recent joinings."""
        super().__init__(workspace, bus, navigator)
        self._matches: dict[int, OpenMatch] = {}
        self._preview: JoinPreview | None = None
        self._row = 0
        self._reading = QTimer(self, interval=1, singleShot=True)  # of the pair, a turn of its own
        self._reading.timeout.connect(self._read_pair)
        self._acts = PairActs(workspace, navigator, self._on_parted)
        self.different_button = button(_("&Different people, for good"), "split")
        self.join_button = button(_("&Join these two"), "merge", primary=True)
        self.different_button.clicked.connect(self._on_different)
        self.join_button.clicked.connect(self._on_join)
        self.heading.add_right(self.different_button)
        self.heading.add_right(self.join_button)
        self.pair = PairCard()
        self.pair.kept_changed.connect(self._show_preview)
        self.right = QWidget()
        beside = QVBoxLayout(self.right)
        space(beside, gap=0)
        beside.addWidget(self.pair)
        beside.addStretch(1)
        scrolled_column(self.scroll_area, self.body, 16)
        self.body.addWidget(Columns([(self._list_card(), 2), (self.right, 3)]), 1)
        self.body.addWidget(self._joins_card())

    def title(self) -> str:
        """Return the page's name."""
        return _("Possible matches")

    def first_focus(self) -> QWidget:
        """Begin with the first list that has lines, or with the sentence that none waits."""
        if self._matches:
            return self.table
        return self.join_table if self.join_model.rowCount() else self.empty

    def panes(self) -> list[QWidget]:
        """Return list, pair and recent joinings."""
        return [self.table, self.pair, self.join_table]

    def refresh(self) -> None:
        """Ask what waits, and keep to the chosen pair or take the next one."""
        matches = open_matches(self.workspace)
        self._matches = {match.id: match for match in matches}
        self.model.set_source(FixedRows(match_rows(matches)))
        count = count_open_matches(self.workspace)
        text = _("Waiting for a decision: {count}").format(count=number(count))
        self.heading.set_subtitle(text if count else "")
        joins = recent_joins(self.workspace)
        self.join_model.set_source(FixedRows(join_rows(joins)))
        fix(
            self.join_table, height=HEADER + min(len(joins), MOST_JOINS_IN_SIGHT) * TWO_LINE_ROW + 2
        )
        set_shown(self.joins_card, bool(joins))
        for part in (self.right, self.join_button, self.different_button):
            set_shown(part, bool(matches))
        if matches and self.table.current_id() is None:
            self.table.select_id(matches[min(self._row, len(matches) - 1)].id)

    # -- building --

    def _list_card(self) -> Card:
        self.model = PagedTableModel(match_columns(), FixedRows(), two_lines=True)
        self.table = PagedTable(_("Possible matches"), self.model)
        self.table.selected.connect(self._on_selected)
        self.empty = EmptyState(
            _("No pair waits. What an import or a referral leaves open appears here."), icon="users"
        )
        card = Card(_("Which may be one person"))
        card.add_full(ListPane(self.table, self.empty))
        return card

    def _joins_card(self) -> Card:
        self.join_model = PagedTableModel(join_columns(), FixedRows(), two_lines=True)
        self.join_table = PagedTable(_("Joined in the last 30 days"), self.join_model)
        self.join_table.opened.connect(self._undo)
        self.undo_button = link_button(_("&Undo this join"), "undo-2", at_edge=True)
        self.undo_button.clicked.connect(self._on_undo)
        self.joins_card = Card(_("Joined in the last 30 days"))
        self.joins_card.add_tool(self.undo_button)
        self.joins_card.add_full(self.join_table)
        return self.joins_card

    # -- showing --

    @Slot(object)
    def _on_selected(self, match_id: int | None) -> None:
        if match_id in self._matches:
            self._row = self.model.row_of(match_id)
            if self._preview is None:
                self._read_pair()  # else the page would open with an empty card
            else:
                self._reading.start()

    @Slot()
    def _read_pair(self) -> None:
        """Show the chosen pair side by side."""
        match = self._chosen()
        if match is None:
            return
        try:
            preview = preview_join(self.workspace, match.first.id, match.second.id)
            if preview == self._preview:
                return  # nothing of it has changed: what is chosen stays chosen
            first = person_details(self.workspace, match.first.id)
            second = person_details(self.workspace, match.second.id)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self._preview = preview
        self.pair.show_pair(match, two_values(first, second, (match.first, match.second)))
        self.pair.show_moves(preview.moves, preview.set_aside)
        self.scroll_area.verticalScrollBar().setValue(0)

    @Slot()
    def _show_preview(self) -> None:
        """Say what would move when the other record is kept."""
        match = self._seen_pair()
        if match is not None:
            kept, joined = self._sides(match)
            preview = preview_join(self.workspace, kept, joined)
            self.pair.show_moves(preview.moves, preview.set_aside)

    def _chosen(self) -> OpenMatch | None:
        return self._matches.get(self.table.current_id())

    def _seen_pair(self) -> OpenMatch | None:
        """Return the chosen pair; None while it still waits to be shown side by side."""
        return None if self._reading.isActive() else self._chosen()

    def _sides(self, match: OpenMatch) -> tuple[int, int]:
        ids = (match.first.id, match.second.id)
        return ids if self.pair.kept == LEFT else (ids[1], ids[0])

    # -- deciding --

    @Slot()
    def _on_join(self) -> None:
        match, seen = self._seen_pair(), self._preview
        if match is not None and seen is not None:
            self._acts.join(self.pair, seen, self._sides(match), self._go_on, self.refresh)

    @Slot()
    def _on_different(self) -> None:
        match = self._seen_pair()
        if match is not None:
            self._acts.tell_apart(match.first.id, match.second.id, self._go_on, self.refresh)

    def _go_on(self) -> None:
        """Put the focus on the next pair, which the list has chosen by now."""
        self.first_focus().setFocus()

    @Slot()
    def _on_undo(self) -> None:
        join_id = self.join_table.current_id()
        if join_id is None:
            join_id = self.join_model.id_at(0)
        if join_id is not None:
            self._undo(join_id)

    @Slot(object)
    def _undo(self, join_id: int) -> None:
        self._acts.part(join_id)

    def _on_parted(self, undone: UndoneJoin) -> None:
        self._choose_pair(undone.kept_id, undone.joined_id)

    def _choose_pair(self, one_id: int, other_id: int) -> None:
        for match in self._matches.values():
            if {match.first.id, match.second.id} == {one_id, other_id}:
                self.table.select_id(match.id)
