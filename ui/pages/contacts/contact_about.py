"""Whom a contact note is about: a case or a person, found by words, with the safe contact."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.cases.model import PersonInCase
from casedesk.errors import NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.overviews.service import case_page
from casedesk.people.model import PersonDetails
from casedesk.people.service import person_details
from casedesk.search.model import CaseHit, PersonHit
from casedesk.search.service import search
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_entry import PAUSE_MS
from ui.pages.people.person_summary import PersonSummary, born_text
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import link_button
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.found_list import FoundList, FoundRow
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

MOST_OF_A_KIND = 4
CHOOSE = "choose"
CASE, PERSON = "case", "person"


class ContactAbout(QWidget):
    """A box for words and what they find below it; once chosen, the case and the person.

    Enter takes the first one found, Alt+Down goes to the list. Has `draft`, `restore` and
    `changed` for `AutosaveForm`.
    """

    changed = Signal()
    person_changed = Signal()
    chosen = Signal()  # by the user, who goes on from here

    def __init__(self, workspace: Workspace) -> None:
        """Start with nothing chosen."""
        super().__init__()
        self._workspace = workspace
        self.case_id: int | None = None
        self.person: PersonDetails | None = None
        self._people: tuple[PersonInCase, ...] = ()
        self.words = QLineEdit()
        self.words.setAccessibleName(_("Case or person"))
        hint = _("Name, reference or telephone number; Enter takes the first one found")
        self.field = FormField(_("Case or &person"), self.words, hint=hint)
        self.found = FoundList(((CHOOSE, _("Choose")),))
        self.reference = label("", "strong")
        self.change_button = link_button(_("Change"), at_edge=True)
        self.change_button.setAccessibleName(_("Case or person: change"))
        self.who = ChoiceBox(_("Who was contacted"), [])
        self.who_field = FormField(_("Wh&o was contacted"), self.who)
        self.summary = PersonSummary()
        self._build()
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self.look_now)
        self.words.textEdited.connect(self._timer.start)
        self.words.textChanged.connect(self.changed)
        self.words.installEventFilter(self)
        self.found.acted.connect(self._on_acted)
        self.found.left.connect(self._on_left)
        self.change_button.clicked.connect(self.change)
        self.who.chosen.connect(self._on_who)
        self._show_state()

    def is_chosen(self) -> bool:
        """Tell whether a case or a person is chosen."""
        return self.case_id is not None or self.person is not None

    def person_id(self) -> int | None:
        """Return the person chosen, if any."""
        return None if self.person is None else self.person.id

    def show_case(self, case_id: int) -> None:
        """Choose a case and, in it, the person it is about."""
        try:
            page = case_page(self._workspace, case_id, opening=False)
        except NotFoundError:
            self.forget()
            return
        self.case_id = case_id
        self.reference.setText(page.case.reference)
        self._people = tuple(one for one in page.people if one.ended_on is None)
        self.who.set_choices(
            [Choice(str(p.person_id), with_commas(p.name, p.role_title)) for p in self._people]
        )
        self._choose(next(iter(self._people), None))

    def show_person(self, person_id: int) -> None:
        """Choose a person without a case."""
        self.case_id, self._people = None, ()
        self._show_person(person_id)

    def forget(self) -> None:
        """Choose nothing."""
        self.case_id, self._people = None, ()
        self.found.clear()
        self._show_person(None)

    def draft(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        return {"words": self.words.text(), "case": self.case_id, "person": self.person_id()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        self.words.setText(draft.get("words", ""))
        case_id, person_id = draft.get("case"), draft.get("person")
        if case_id is not None:
            self.show_case(case_id)
            if person_id is not None and self.case_id is not None:
                self._choose(next((p for p in self._people if p.person_id == person_id), None))
        elif person_id is not None:
            self.show_person(person_id)
        else:
            self.forget()

    @Slot()
    def change(self) -> None:
        """Look for another case or person."""
        self.forget()
        self.words.setFocus()
        self.words.selectAll()

    @Slot()
    def look_now(self) -> None:
        """Ask the records what the words may mean."""
        self._timer.stop()
        hits = search(self._workspace, self.words.text(), MOST_OF_A_KIND)
        rows = [_case_row(hit) for hit in hits.cases] + [_person_row(hit) for hit in hits.people]
        self.found.show_rows(_("Found: {count}").format(count=len(rows)), rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.look_now()
                if self.found.rows:
                    self._on_acted(self.found.rows[0].id, CHOOSE)
                return True
            if event.key() == Qt.Key.Key_Down:
                if self._timer.isActive():
                    self.look_now()
                return self.found.enter()
            if event.key() == Qt.Key.Key_Escape and self.found.rows:
                self.found.clear()
                return True
        return False

    def _build(self) -> None:
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(self.field)
        column.addWidget(self.found)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        space(row, gap=8)
        row.addWidget(self.reference)
        row.addStretch(1)
        row.addWidget(self.change_button)
        column.addWidget(self._head)
        column.addWidget(self.who_field)
        column.addWidget(self.summary)

    def _choose(self, person: PersonInCase | None) -> None:
        """Choose somebody of the list; None for nobody, as for one who left the case."""
        self._show_person(None if person is None else person.person_id)
        self.who.set_value(None if person is None else str(person.person_id))

    def _show_person(self, person_id: int | None) -> None:
        try:
            again = person_id == self.person_id()  # looked up anew, as after a change
            found = (
                None
                if person_id is None
                else person_details(self._workspace, person_id, opening=not again)
            )
        except NotFoundError:
            found = None
        self.person = found
        if found is not None:
            self.summary.show_person(found)
        self._show_state()
        self.changed.emit()
        self.person_changed.emit()

    def _show_state(self) -> None:
        chosen = self.is_chosen()
        if self.case_id is None:
            self.reference.setText(_("A person, without a case"))
        set_shown(self.field, not chosen)
        if chosen:
            self.found.clear()
        set_shown(self._head, chosen)
        offered = len(self._people) > 1 or (bool(self._people) and self.person is None)
        set_shown(self.who_field, self.case_id is not None and offered)
        set_shown(self.summary, self.person is not None)

    @Slot(str, str)
    def _on_acted(self, row_id: str, _act: str) -> None:
        kind, _dot, number = row_id.partition("/")
        if kind == CASE:
            self.show_case(int(number))
        else:
            self.show_person(int(number))
        if self.is_chosen():
            announce(self, f"{self.reference.text()} {self.summary.accessibleName()}")
            self.chosen.emit()

    @Slot()
    def _on_left(self) -> None:
        self.words.setFocus()

    @Slot()
    def _on_who(self) -> None:
        chosen = self.who.value()
        if chosen and int(chosen) != self.person_id():
            self._show_person(int(chosen))


def _case_row(hit: CaseHit) -> FoundRow:
    forum = forums().get(hit.forum_id)
    title = catalogue_text(forum.short_title) if forum is not None else hit.forum_id
    return FoundRow(f"{CASE}/{hit.id}", hit.reference, f"  {hit.subject_name}", title)


def _person_row(hit: PersonHit) -> FoundRow:
    person = hit.person
    born = capital(born_text(person.born_on, None))
    return FoundRow(f"{PERSON}/{person.id}", person.name, "", born)
