"""The page of a long list: narrowed, counted, opened; every filter is a step of the history."""

from typing import Any, Generic, Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.i18n import _
from casedesk.workspace.saved_views import SavedView
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.pages.parts.list_filters import ListFilters
from ui.pages.parts.own_views import OwnViews
from ui.table_models.list_filter import (
    Filter,
    FilterState,
    filter_kept,
    filter_of,
    filter_state,
    kept_state,
)
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_pane import ListPane
from ui.widgets.notice_strip import Tone
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown


class Source(Protocol[Filter]):
    """Where the rows come from: those of the filter `chosen`."""

    chosen: Filter

    def sorted_by(self) -> tuple[str, bool]:
        """Return the column that the rows are ordered by, and whether the other way round."""


class ListPage(Page, Generic[Filter]):
    """Base of the lists of cases, of actions, and of tools and powers.

    The filter that the source begins with is the usual one. A page places `filters` and the card
    around `list_pane` itself, and says in words how many there are and what is missing.
    """

    page_id = ""
    record_page = ""  # where a row leads to
    may_be_forgotten = True

    def __init__(
        self,
        workspace: Workspace,
        bus: ChangeBus,
        navigator: Navigator,
        *,
        source: Source[Filter],
        table: PagedTable,
        filters: ListFilters[Filter],
        icon: str = "search",
    ) -> None:
        """Show what `source` gives in `table`; `icon` is that of the empty list."""
        super().__init__(workspace, bus, navigator)
        self.source, self.table, self.model = source, table, table.model()
        self._usual: Filter = source.chosen
        self._just_shown = True
        self.table.opened.connect(self.open_row)
        self.filters = filters
        self.filters.chosen.connect(self.choose)
        self.filters.typed.connect(self._show)
        self.filters.entered.connect(self._to_list)
        self.own = OwnViews(workspace, navigator, table, self._now, filters.view_flow)
        self.own.wanted.connect(self._on_own_view)
        filters.add_line(self.own.naming)
        self.empty = EmptyState("", _("C&lear filters"), icon)
        self.empty.acted.connect(self.lead_on)
        self.list_pane = ListPane(table, self.empty)
        self.card = Card()
        self.card.setAccessibleName(table.accessibleName())

    # -- what a page says --

    def count_text(self, count: int) -> str:
        """Return how many there are, in words."""
        raise NotImplementedError

    def no_match_text(self) -> str:
        """Return what is said when nothing matches a filter."""
        raise NotImplementedError

    def nothing_text(self) -> str:
        """Return what is said while there is nothing at all."""
        raise NotImplementedError

    def first_step(self) -> tuple[str, str]:
        """Return what leads on while there is nothing at all: its words, and its page."""
        return "", ""

    def count(self) -> int:
        """Ask for the rows again and return how many there are."""
        self.model.refresh()
        return self.model.rowCount()

    def main_part(self) -> QWidget:
        """Return what gets the focus when the page is opened."""
        return self.table if self.model.rowCount() else self.filters.search

    @Slot(object)
    def open_row(self, record_id: Any) -> None:
        """Open the page of a row."""
        self.navigator.open_page(self.record_page, record_id)

    # -- what the frame asks --

    def open_record(self, record: FilterState) -> None:
        """Show what a filter chooses, as `filter_state` describes it."""
        chosen = filter_of(type(self._usual), record)
        if chosen != self.source.chosen:
            self._show(chosen)

    def refresh(self) -> None:
        self.filters.refresh()
        self.own.refresh()
        self.heading.set_subtitle(self.count_text(self.count()))
        bare = self.is_bare()
        step = self.first_step()[0] if bare else ""
        self.empty.set_text(self.nothing_text() if bare else self.no_match_text())
        if self.empty.button is not None:
            self.empty.button.setText(step or _("C&lear filters"))
            narrowed = self.source.chosen != type(self._usual)()
            set_shown(self.empty.button, bool(step) or narrowed)

    def first_focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        stays, self._just_shown = not self._just_shown, False
        if stays and focused is not None and self.isAncestorOf(focused):
            return focused  # a filter changed: the focus does not move by itself
        return self.main_part()

    def panes(self) -> list[QWidget]:
        here = self.table if self.model.rowCount() else self.list_pane
        return [self.filters.search, here]

    def search_box(self) -> QWidget:
        return self.filters.search

    def showEvent(self, event: QShowEvent) -> None:
        self._just_shown = True
        super().showEvent(event)

    # -- choosing --

    def is_bare(self) -> bool:
        """Tell whether the list is empty although next to nothing narrows it."""
        return self.source.chosen in {type(self._usual)(), self._usual} and not (
            self.model.rowCount()
        )

    @Slot(object)
    def choose(self, chosen: Filter) -> None:
        """Show others; Alt+Left goes back to those before."""
        if chosen != self.source.chosen:
            self.navigator.open_page(self.page_id, filter_state(self.source.chosen))
            self.navigator.open_page(self.page_id, filter_state(chosen))

    @Slot(object)
    def _on_own_view(self, view: SavedView) -> None:
        try:
            chosen = filter_kept(type(self._usual), view.chosen, self.filters.named_days())
        except (KeyError, TypeError, ValueError):  # kept by another version of CaseDesk
            text = _("This view asks for something that is no longer there. Keep it anew.")
            self.navigator.show_notice(text, tone=Tone.WARN)
            return
        self.table.sort_rows(view.sort_key, view.descending)
        self.choose(chosen)

    def _now(self) -> SavedView:
        """Return what is shown now as a view without a name."""
        state = kept_state(self.source.chosen, self.filters.named_days())
        return SavedView(0, self.page_id, "", state, *self.source.sorted_by())

    @Slot()
    def lead_on(self) -> None:
        """Take the one step that leads on from an empty list: the first record, or show all."""
        page_id = self.first_step()[1] if self.is_bare() else ""
        if page_id:
            self.go(page_id)
            return
        self.choose(type(self._usual)())
        self.main_part().setFocus()

    @Slot(object)
    def _show(self, chosen: Filter) -> None:
        self.source.chosen = chosen
        self.filters.show_filter(chosen)
        self.refresh()

    @Slot()
    def _to_list(self) -> None:
        self.main_part().setFocus()
