"""The page "People and places": a search box first, below it who and what was found, and why."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.people.service import count_open_matches
from casedesk.search.people_and_places import FoundHere, find_people_and_places
from casedesk.search.service import SHORTEST
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.table_models.people_table import (
    found_people_columns,
    found_people_rows,
    found_place_columns,
    found_place_rows,
)
from ui.text_format import number
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.search_box import SearchBox
from ui.widgets.showing import set_shown

NARROW_BELOW = 640


class PeoplePage(Page):
    """Finds people and places; Down goes from the box to the list, Enter opens."""

    topics = frozenset({Topic.PEOPLE, Topic.PLACES, Topic.CASES})
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the box and two empty lists."""
        super().__init__(workspace, bus, navigator)
        self.search = SearchBox()
        self.search.paused.connect(self._look)
        self.search.entered.connect(self._enter)
        self.matches = button(_("Possible matches"), "merge")
        self.matches.clicked.connect(partial(self.go, "matches"))
        self.heading.add_right(self.matches)
        self.more = label("", "quiet", wrap=True)
        self.body.addWidget(FormField(_("&Search people and places"), self.search))
        self.body.addWidget(self.more)
        cards = [(self._people_card(), 3), (self._places_card(), 2)]
        self.body.addWidget(Columns(cards, narrow_below=NARROW_BELOW), 1)

    def title(self) -> str:
        return _("People and places")

    def open_record(self, record: str) -> None:
        """Search for some words, as the search of the whole window does."""
        self.search.show_words(record)
        self._look()

    def refresh(self) -> None:
        """Search again; what is chosen stays chosen."""
        self._look()
        matches = count_open_matches(self.workspace)
        self.matches.setText(_("Possible matches: {count}").format(count=number(matches)))
        set_shown(self.matches, matches > 0 and self.may(Permission.JOIN_PEOPLE))

    def first_focus(self) -> QWidget:
        return self.search

    def panes(self) -> list[QWidget]:
        return [self.search, self.people_pane, self.places_pane]

    def search_box(self) -> QWidget:
        return self.search

    # -- building --

    def _people_card(self) -> Card:
        self.people_model = PagedTableModel(found_people_columns(), FixedRows(), two_lines=True)
        self.people = PagedTable(_("People found"), self.people_model)
        self.people.opened.connect(partial(self._open, "person"))
        self.nobody = EmptyState("", icon="users")
        self.people_pane = ListPane(self.people, self.nobody)
        self.people_card = Card(_("People"))
        self.people_card.add_full(self.people_pane)
        return self.people_card

    def _places_card(self) -> Card:
        self.places_model = PagedTableModel(found_place_columns(), FixedRows(), two_lines=True)
        self.places = PagedTable(_("Places found"), self.places_model)
        self.places.opened.connect(partial(self._open, "place"))
        self.nowhere = EmptyState("", icon="map-pin")
        self.places_pane = ListPane(self.places, self.nowhere)
        self.places_card = Card(_("Places"))
        self.places_card.add_full(self.places_pane)
        return self.places_card

    # -- searching --

    @Slot()
    def _enter(self) -> None:
        """Go to the first list that has something in it."""
        for table in (self.people, self.places):
            if table.model().rowCount():
                table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    @Slot()
    def _look(self) -> None:
        typed = self.search.words()
        found = find_people_and_places(self.workspace, typed) if typed else FoundHere()
        self.people_model.set_source(FixedRows(found_people_rows(found.people)))
        self.places_model.set_source(FixedRows(found_place_rows(found.places)))
        self._say(typed, found)

    def _say(self, typed: str, found: FoundHere) -> None:
        people, places = number(len(found.people)), number(len(found.places))
        self.people_card.set_title(_("People: {count}").format(count=people) if typed
                                   else _("People"))  # fmt: skip
        self.places_card.set_title(_("Places: {count}").format(count=places) if typed
                                   else _("Places"))  # fmt: skip
        few = len(typed.strip()) < SHORTEST
        if typed and not few:
            self.nobody.set_text(_("Nobody is found. Try a part of the name, or another spelling."))
            self.nowhere.set_text(_("No place is found. Try the street or the postcode."))
        else:
            self.nobody.set_text(
                _("Type three letters or more: a name, a telephone number or a birth date.")
            )
            self.nowhere.set_text(_("Type a part of an address or a postcode."))
        self.more.setText(_("These are the first. One more word narrows them."))
        set_shown(self.more, found.more)
        if typed:
            said = _("People: {people}. Places: {places}.")
            announce(self.search, said.format(people=people, places=places))

    def _open(self, page_id: str, record: Any) -> None:
        self.navigator.open_page(page_id, record)
