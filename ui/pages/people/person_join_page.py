"""Joining a person with another record chosen by hand: found, compared, joined or told apart."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.i18n import _, side_by_side
from casedesk.people.model import JoinPreview, OpenMatch, PersonDetails, PersonSought, reason_text
from casedesk.people.service import person_details, possible_matches, preview_join
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.people.match_acts import PairActs
from ui.pages.people.match_pair import LEFT, PairCard
from ui.pages.people.match_values import two_values
from ui.pages.people.person_choice import PersonChoice, offer
from ui.pages.people.person_summary import PersonSummary
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.scrolled_column import scrolled_column
from ui.widgets.showing import set_shown

_MOST_OFFERED = 5


class PersonJoinPage(Page):
    """Who may be the same is offered at once; anybody else is found by name."""

    topics = frozenset({Topic.PEOPLE, Topic.CASES})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a person; `open_record` names one."""
        super().__init__(workspace, bus, navigator)
        self._person: PersonDetails | None = None
        self._other: PersonDetails | None = None
        self._preview: JoinPreview | None = None
        self.choice: PersonChoice | None = None
        self._field: FormField | None = None
        self._acts = PairActs(workspace, navigator)
        self.back_button = button(_("&Back to the person"), "arrow-left")
        self.different_button = button(_("&Different people, for good"), "split")
        self.join_button = button(_("&Join these two"), "merge", primary=True)
        for made, act in (
            (self.back_button, self._go_back),
            (self.different_button, self._on_different),
            (self.join_button, self._on_join),
        ):
            made.clicked.connect(act)
            self.heading.add_right(made)
        self._add_cards()

    def title(self) -> str:
        return _("Join two records")

    def open_record(self, record: Any) -> None:
        """Begin with the person on the left and nobody on the right."""
        try:
            self._person = person_details(self.workspace, record)
        except NotFoundError:
            self._person = None
        self._offer()

    def refresh(self) -> None:
        """Look whether both are still there, and what of them changed."""
        person, other = self._person, self._other
        if person is None:
            self._show_pair()
            return
        try:
            now = person_details(self.workspace, person.id, opening=False)
            gone = now.id != person.id  # it leads to another record by now
            self._person = now
        except NotFoundError:
            self._person, gone = None, True
        if gone:
            self._offer()
        elif other is not None:
            self._compare(other.id, opening=False)

    def first_focus(self) -> QWidget:
        if self._person is None:
            return self.gone.button or self.gone
        return self.choice.box if self.choice is not None else self.back_button

    def panes(self) -> list[QWidget]:
        return [self.first_focus(), self.pair] if self._preview else [self.first_focus()]

    def _add_cards(self) -> None:
        scrolled_column(self.scroll_area, self.body, 16)
        self.card = Card(_("Which record is the same person?"))
        self.summary = PersonSummary()
        self.pair = PairCard()
        self.pair.kept_changed.connect(self._show_moves)
        self.gone = EmptyState(_("This person is no longer there."), _("Search people"), "users")
        self.gone.acted.connect(partial(self.navigator.open_page, "people"))
        for part in (self.card, self.pair, self.gone):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.card.add(self.summary)

    # -- showing --

    def _offer(self) -> None:
        """Show the person, and whoever may be the same."""
        self._other = self._preview = None
        person = self._person
        if self._field is not None:
            self.card.body.removeWidget(self._field)
            self._field.hide()
            self._field.deleteLater()
            self._field = self.choice = None
        if person is not None:
            self.summary.show_person(person)
            name = _("&The other record")
            self.choice = PersonChoice(
                self.workspace, name.replace("&", ""), self._offered(person), without=(person.id,)
            )
            self.choice.changed.connect(self._on_chosen)
            hint = _("Type a name. Alt+Down goes to the people found.")
            self._field = FormField(name, self.choice, hint=hint)
            self.card.add(self._field)
        self._show_pair()

    def _offered(self, person: PersonDetails) -> list[Any]:
        address = person.address_now
        shown = address is not None and not address.protected
        sought = PersonSought(
            surname=person.surname,
            forenames=person.forenames,
            known_as=person.known_as or "",
            born_on=person.born_on,
            address=address.address if shown and address else "",
            postcode=(address.postcode or "") if shown and address else "",
            telephone=person.safe_contact.number or "",
            person_id=person.id,
        )
        return [
            offer(one, side_by_side(*map(reason_text, one.reasons)))
            for one in possible_matches(self.workspace, sought, _MOST_OFFERED)
        ]

    @Slot()
    def _on_chosen(self) -> None:
        other = None if self.choice is None else self.choice.value()
        if other is None:
            self._other = self._preview = None
            self._show_pair()
        elif self._other is None or other != self._other.id:
            self._compare(other, opening=True)

    def _compare(self, other_id: int, *, opening: bool) -> None:
        """Show both side by side; what has not changed stays as it was chosen."""
        person = self._person
        if person is None:
            return
        try:
            preview = preview_join(self.workspace, person.id, other_id)
            other = person_details(self.workspace, other_id, opening=opening)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            self._other = self._preview = None
        else:
            if (preview, other) != (self._preview, self._other):
                self._preview, self._other = preview, other
                at = self.workspace.clock()
                match = OpenMatch(0, preview.kept, preview.joined, (), 0, at)
                lines = (preview.kept, preview.joined)
                self.pair.show_pair(match, two_values(person, other, lines))
                self.pair.show_moves(preview.moves, preview.set_aside)
        self._show_pair()

    def _show_pair(self) -> None:
        ready = self._preview is not None
        for shown_with_both in (self.pair, self.join_button, self.different_button):
            set_shown(shown_with_both, ready)
        set_shown(self.gone, self._person is None)
        set_shown(self.card, self._person is not None)
        set_shown(self.back_button, self._person is not None)

    @Slot()
    def _show_moves(self) -> None:
        """Say what would move when the other record is kept."""
        sides = self._sides()
        if sides is not None:
            preview = preview_join(self.workspace, *sides)
            self.pair.show_moves(preview.moves, preview.set_aside)

    def _sides(self) -> tuple[int, int] | None:
        if self._person is None or self._other is None:
            return None
        ids = (self._person.id, self._other.id)
        return ids if self.pair.kept == LEFT else (ids[1], ids[0])

    # -- deciding --

    @Slot()
    def _go_back(self) -> None:
        if self._person is not None:
            self.navigator.open_page("person", self._person.id)

    @Slot()
    def _on_join(self) -> None:
        sides, seen = self._sides(), self._preview
        if sides is not None and seen is not None:
            kept = partial(self.navigator.open_page, "person", sides[0])
            self._acts.join(self.pair, seen, sides, kept, self.refresh)

    @Slot()
    def _on_different(self) -> None:
        sides = self._sides()
        if sides is not None:
            self._acts.tell_apart(*sides, self._go_back, self.refresh)
