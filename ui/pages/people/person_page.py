"""The page of one person: what is dangerous to miss, who it is, cases, who else is involved."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from casedesk.dates import local_day
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.overviews.person_view import PersonPage as View
from casedesk.overviews.person_view import person_page
from casedesk.people.model import PersonDetails, PersonPart
from casedesk.people.service import mark_person_in_error, take_back_person_error
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.cases.case_person_forms import correct_person_sheet
from ui.pages.contacts import contact_note_forms
from ui.pages.parts.form_parts import error_sheet
from ui.pages.parts.plain_form import Sheet
from ui.pages.parts.record_page import NARROW_BELOW, RecordPage
from ui.pages.people import person_part_forms
from ui.pages.people.match_acts import PairActs
from ui.pages.people.person_at_hand import OnePerson
from ui.pages.people.person_notes import PersonNotes
from ui.pages.people.person_page_lists import PersonLists, parts_list, show_parts
from ui.pages.people.person_page_parts import PersonFacts, Warnings
from ui.text_format import number, short_date
from ui.widgets.buttons import button, menu_button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled_column import scrolled_column
from ui.widgets.showing import set_shown

_NEW = frozenset(("add_name", "add_address", "add_relation"))


class PersonPage(RecordPage[View]):
    """Shows a person; a form opens in place of who it is, beside cases and people involved."""

    kind = "person"
    topics = frozenset(
        {Topic.PEOPLE, Topic.PLACES, Topic.CASES, Topic.INTERVENTIONS, Topic.CONTACTS}
    )
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a person; `open_record` shows one."""
        gone = EmptyState(_("This person is no longer there."), _("Search people"), "users")
        super().__init__(workspace, bus, navigator, gone, "people")
        self.warnings, self.facts = Warnings(), PersonFacts()
        self.parts = parts_list(may_change=self.may(Permission.CHANGE_RECORDS))
        self.parts.wanted.connect(self._on_part_wanted)
        self.parts.chosen.connect(self._on_part_chosen)
        self.notes = PersonNotes(may_change=self.may(Permission.CHANGE_RECORDS))
        self.notes.wanted.connect(self._on_note_wanted)
        self.lists = PersonLists(may_join=self.may(Permission.JOIN_PEOPLE))
        self.lists.opened.connect(navigator.open_page)
        self._acts = PairActs(workspace, navigator)
        self.lists.part_again.connect(self._acts.part)
        self.lists.not_different.connect(self._on_doubt)
        self._place_parts()
        self._add_acts()

    def title(self) -> str:
        return _("Person")

    def read(self, record_id: int, *, opening: bool) -> View:
        return person_page(self.workspace, record_id, opening=opening)

    def main_part(self) -> QWidget:
        cases = self.lists.cases
        return cases.table if cases.model.rowCount() else self.parts.focus_part()

    def panes(self) -> list[QWidget]:
        return [*super().panes(), self.parts.focus_part(), self.notes.list, self.lists]

    def show_acts(self, shown: bool) -> None:
        set_shown(self.change_button, shown and self.may(Permission.CHANGE_RECORDS))
        set_shown(self.join_button, shown and self.may(Permission.JOIN_PEOPLE))

    def show_record(self, view: View) -> None:
        person = view.person
        recorded = _("Recorded {day}").format(day=short_date(local_day(person.recorded_at)))
        cases = _("Cases: {count}").format(count=number(len(view.cases)))
        self.heading.set_subtitle(f"{recorded} · {cases}")
        self.warnings.show_warnings(view.warnings)
        self.facts.show_person(view)
        show_parts(self.parts, person)
        self.notes.show_notes(view.notes, self.workspace.today().year)
        self.lists.show_view(view, self.workspace.today())

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for this person."""
        view = self.view
        if view is None:
            raise NotFoundError(_("This person is no longer there. Look at the list again."))
        involved = [one.person for one in view.involved]
        people = OnePerson(self.workspace, view.person.id, involved)
        if kind == "correct_person":
            return correct_person_sheet(people, view.person.id)
        if kind == "person_error":
            return _error(self.workspace, view.person)
        if kind in contact_note_forms.SHEETS:
            return contact_note_forms.SHEETS[kind](people, record)
        return person_part_forms.SHEETS[kind](people, record)

    # -- building --

    def _place_parts(self) -> None:
        whole = QVBoxLayout(self.whole)
        scrolled_column(self.scroll_area, whole, 16)
        whole.addWidget(self.warnings)
        facts = self.place_facts(self.facts, self.parts, self.notes)
        whole.addWidget(Columns([(facts, 3), (self.lists, 2)], narrow_below=NARROW_BELOW), 1)

    def _add_acts(self) -> None:
        acts = (
            ("correct_person", _("&Correct who it is"), None),
            ("add_address", _("Add an &address"), None),
            ("add_name", _("Add another &name"), None),
            ("add_relation", _("Add a &relation"), None),
            ("person_error", _("Recorded in &error"), None),
        )
        menu = QMenu()
        self._fill_menu(menu, acts)
        self.change_button = menu_button(_("Cha&nge"), menu, "pencil")
        self.join_button = button(_("&Join with another record"), "merge")
        self.join_button.clicked.connect(self._on_join)
        self.heading.add_right(self.join_button)
        self.heading.add_right(self.change_button)

    # -- acts --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form; what is added is added to this person."""
        super().open_form(kind, self.record_id if kind in _NEW else record)

    @Slot()
    def _on_join(self) -> None:
        if self.view is not None:
            self.navigator.open_page("person_join", self.view.person.id)

    @Slot(str, object)
    def _on_part_wanted(self, kind: str, record: Any) -> None:
        """Open what an address or a relation leads to, or a form."""
        if self.view is None:
            return
        if kind != "open_part":
            self.open_form(kind, record)
            return
        part, record_id, _person = str(record).split("/")
        person, key = self.view.person, int(record_id)
        if part == PersonPart.ADDRESS:
            place = next((one.place_id for one in person.addresses if one.id == key), 0)
            if place:  # 0 where it may not be seen
                self.navigator.open_page("place", place)
        elif part == PersonPart.RELATION:
            other = next((one.other_id for one in person.relations if one.id == key), None)
            self.navigator.open_page("person", other)
        elif self.may(Permission.CHANGE_RECORDS):
            self.open_form("correct_person_part", record)

    @Slot(object)
    def _on_part_chosen(self, key: Any) -> None:
        part = str(key or "").partition("/")[0]
        can = {"correct_person_part", "person_part_error"}
        if part != PersonPart.NAME:
            can |= {"open_part", "end_person_part"}
        self.parts.allow(can)

    @Slot(str, object)
    def _on_note_wanted(self, kind: str, record: Any) -> None:
        """Begin a contact note for this person, or open a form of one that is there."""
        if kind == "new_note" and self.view is not None:
            self.navigator.open_page("contact_note", ("person", self.view.person.id))
        else:
            self.open_form(kind, record)

    @Slot(int)
    def _on_doubt(self, other_id: int) -> None:
        if self.view is not None:
            self._acts.doubt(self.view.person.id, other_id)


def _error(workspace: Workspace, person: PersonDetails) -> Sheet:
    return error_sheet(
        _("this person"),
        lambda why: mark_person_in_error(workspace, person.id, person.version, why),
        undo=partial(take_back_person_error, workspace, person.id),
    )
