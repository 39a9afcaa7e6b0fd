"""The page of one place: its units, who lives there, what happened and was done there."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.overviews.place_view import PlacePage as View
from casedesk.overviews.place_view import place_page
from casedesk.places.model import PlaceDetails
from casedesk.places.service import (
    correct_place,
    mark_place_in_error,
    place_details,
    take_back_place_error,
)
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.parts.form_parts import error_sheet, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.pages.parts.record_page import NARROW_BELOW, RecordPage
from ui.pages.places.place_page_parts import PlaceFacts, PlaceLists
from ui.widgets.buttons import menu_button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled_column import scrolled_column
from ui.widgets.showing import set_shown


class PlacePage(RecordPage[View]):
    """Shows a place; a form opens in place of its facts."""

    kind = "place"
    topics = frozenset(
        {Topic.PLACES, Topic.PEOPLE, Topic.CASES, Topic.REFERRALS, Topic.INCIDENTS,
         Topic.INTERVENTIONS}
    )  # fmt: skip
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a place; `open_record` shows one."""
        gone = EmptyState(_("This place is no longer there."), _("Search places"), "map-pin")
        super().__init__(workspace, bus, navigator, gone, "people")
        self.facts, self.lists = PlaceFacts(), PlaceLists()
        self.lists.opened.connect(navigator.open_page)
        self.facts.opened.connect(navigator.open_page)
        self._place_parts()
        acts = (
            ("correct_place", _("&Correct the place"), None),
            ("place_error", _("Recorded in &error"), None),
        )
        menu = QMenu()
        self._fill_menu(menu, acts)
        self.change_button = menu_button(_("Cha&nge"), menu, "pencil")
        self.heading.add_right(self.change_button)

    def title(self) -> str:
        return _("Place")

    def read(self, record_id: int, *, opening: bool) -> View:
        return place_page(self.workspace, record_id, opening=opening)

    def main_part(self) -> QWidget:
        return self.lists.first_table() or self.change_button

    def panes(self) -> list[QWidget]:
        return [*super().panes(), self.facts, self.lists]

    def show_acts(self, shown: bool) -> None:
        set_shown(self.change_button, shown and self.may(Permission.CHANGE_RECORDS))

    def show_record(self, view: View) -> None:
        self.heading.set_subtitle(view.place.area or "")
        self.facts.show_place(view)
        self.lists.show_view(view)

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for this place."""
        if self.view is None:
            raise NotFoundError(_("This place is no longer there. Look at the list again."))
        build = _correct if kind == "correct_place" else _error
        return build(self.workspace, self.view.place)

    def _place_parts(self) -> None:
        whole = QVBoxLayout(self.whole)
        scrolled_column(self.scroll_area, whole, 16)
        facts = self.place_facts(self.facts)
        whole.addWidget(Columns([(facts, 3), (self.lists, 4)], narrow_below=NARROW_BELOW), 1)


def _correct(workspace: Workspace, held: PlaceDetails) -> Sheet:
    def act(values: Values) -> Done:
        new = {name: values[name] for name in ("postcode", "area", "note")}
        correct_place(
            workspace,
            held.id,
            held.version,
            values["reason"] or "",
            address=values["address"] or "",
            **new,
        )
        undo = partial(_put_back, workspace, held)
        return Done(_("Place corrected. What was recorded before is kept."), undo)

    return Sheet(
        title=_("Correct the place"),
        asks=[
            Ask("address", _("Address"), QLineEdit(), held.address, half=True),
            Ask("postcode", _("Postcode"), QLineEdit(), held.postcode, if_known=True, half=True),
            Ask("area", _("Area"), QLineEdit(), held.area, if_known=True),
            Ask("note", _("Note"), words(3), held.note, if_known=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )


def _put_back(workspace: Workspace, before: PlaceDetails) -> None:
    """Correct a place to what it was."""
    now, why = place_details(workspace, before.id), _("The correction was taken back.")
    fields = {name: getattr(before, name) for name in ("postcode", "area", "note")}
    correct_place(workspace, now.id, now.version, why, address=before.address, **fields)


def _error(workspace: Workspace, held: PlaceDetails) -> Sheet:
    return error_sheet(
        _("this place"),
        lambda why: mark_place_in_error(workspace, held.id, held.version, why),
        undo=partial(take_back_place_error, workspace, held.id),
    )
