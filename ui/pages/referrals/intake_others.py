"""The section of everybody else whom a referral names."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.forums.catalogue import Forum
from casedesk.forums.model import Part, compared_parts, part_of
from casedesk.i18n import _, catalogue_text
from casedesk.people.catalogue import lists
from casedesk.referrals.model import Involved
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_entry import PersonEntry
from ui.text_format import capital
from ui.theme.units import at_most, space
from ui.widgets.buttons import link_button
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.section import Section
from ui.widgets.state_mark import State


class OtherPerson(QWidget):
    """One person with role and relationship; can be taken out again."""

    changed = Signal()
    person_changed = Signal()
    out_wanted = Signal()

    def __init__(self, workspace: Workspace, forum: Forum, number: int) -> None:
        """Build an empty line; `number` tells the lines apart when they are read out."""
        super().__init__()
        name = _("Person {number}").format(number=number)
        self.role = ChoiceBox(_("{name}: role").format(name=name), [])
        kinds = [Choice(one.id, capital(catalogue_text(one.title))) for one in lists().relationship]
        relationship = _("{name}: relationship").format(name=name)
        self.relationship = ChoiceBox(relationship, kinds, empty="")
        self.role_field = FormField(_("Role"), self.role)
        beside = (self.role_field, FormField(_("Relationship"), self.relationship, if_known=True))
        self.entry = PersonEntry(workspace, name, beside=beside)
        self.out_button = link_button(_("Take out"), at_edge=True)
        self.out_button.setAccessibleName(_("{name}: take out").format(name=name))
        column = QVBoxLayout(self)
        space(column, gap=4)
        column.addWidget(self.entry)
        foot = QHBoxLayout()
        space(foot, gap=8)
        foot.addStretch(1)
        for tool in (*self.entry.tools(), self.out_button):
            foot.addWidget(tool)
        column.addLayout(foot)
        self.show_forum(forum)
        self.role.chosen.connect(self.person_changed)
        self.role.chosen.connect(self._on_role)
        for box in (self.role, self.relationship):
            box.chosen.connect(self.changed)
        self.entry.changed.connect(self.changed)
        self.entry.person_changed.connect(self.person_changed)
        self.out_button.clicked.connect(self.out_wanted)

    def show_forum(self, forum: Forum) -> None:
        """Offer the roles of a forum, in its words."""
        self._parts = {one.id: part_of(one) for one in forum.person_roles if not one.subject}
        roles = [one for one in forum.person_roles if not one.subject]
        self.role.set_choices([Choice(one.id, capital(catalogue_text(one.title))) for one in roles])

    def part(self) -> Part | None:
        """Return what the person is in any forum; None while no role is chosen."""
        return self._parts.get(self.role.value() or "")

    def value(self) -> Involved | None:
        """Return the person with role and relationship; None if nobody is named."""
        person = self.entry.value()
        if person is None:
            return None
        return Involved(person, self.role.value() or "", self.relationship.value() or None)

    def draft(self) -> dict[str, Any]:
        """Return what stands here."""
        chosen = {"role": self.role.value(), "relationship": self.relationship.value()}
        return {**self.entry.draft(), **chosen}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        self.role.set_value(draft.get("role"))
        self.relationship.set_value(draft.get("relationship"))
        self.entry.restore(draft)

    @Slot()
    def _on_role(self) -> None:
        if self.part() is Part.CHILD and not self.relationship.value():
            self.relationship.set_value("child")


class OthersSection(Section):
    """Everybody but the subject, and how many children live in the household.

    Has `draft`, `restore` and `changed` for `AutosaveForm`.
    """

    changed = Signal()
    people_changed = Signal()  # somebody recorded was chosen, or has another role
    taken_out = Signal(int, object)  # place and draft of a line, to put it back

    def __init__(self, number: int, workspace: Workspace, forum: Forum) -> None:
        """Start with nobody."""
        super().__init__(number, _("Other people"))
        self._workspace, self._forum = workspace, forum
        self.people: list[OtherPerson] = []
        self.add_button = link_button(_("Add &person"), "plus", at_edge=True)
        self.add_button.clicked.connect(self._on_add)
        self.add_tool(self.add_button)
        self._column = QVBoxLayout()
        space(self._column, gap=8)
        self.add(self._column)
        self.children_box = QLineEdit()
        self.children_box.setAccessibleName(_("Children in the household"))
        at_most(self.children_box, width=80)
        self.children_field = FormField(_("Children in the househ&old"), self.children_box)
        self.add(self.children_field)
        self.children_box.textChanged.connect(self.changed)
        self._made = 0

    def add_person(self, place: int | None = None) -> OtherPerson:
        """Add an empty line and return it."""
        self._made += 1
        person = OtherPerson(self._workspace, self._forum, self._made)
        at = len(self.people) if place is None else min(place, len(self.people))
        self.people.insert(at, person)
        self._column.insertWidget(2 * at, person)
        self._column.insertWidget(2 * at + 1, Hairline())
        person.changed.connect(self.changed)
        person.person_changed.connect(self.people_changed)
        person.out_wanted.connect(self._on_out_wanted)
        return person

    def put_back(self, place: int, draft: dict[str, Any]) -> None:
        """Put a line back that was taken out."""
        self.add_person(place).restore(draft)
        self._tell()

    def show_forum(self, forum: Forum) -> None:
        """Use the roles of another forum."""
        self._forum = forum
        for person in self.people:
            person.show_forum(forum)

    def values(self) -> tuple[Involved, ...]:
        """Return everybody who is named."""
        found = (person.value() for person in self.people)
        return tuple(one for one in found if one is not None)

    def compared_ids(self) -> set[int]:
        """Return the recorded people whom the forum's repeat rule looks at."""
        compared = compared_parts(self._forum)
        chosen = (one.entry.person for one in self.people if one.part() in compared)
        return {person.id for person in chosen if person is not None}

    def how_far(self) -> State:
        """Tell how far the section is."""
        named = [one for one in self.people if not one.entry.is_empty()]
        if not named:
            return State.WARN if self.children_box.text().strip() else State.OPEN
        unsure = any(one.entry.found.rows or one.part() is None for one in named)
        return State.WARN if unsure else State.GOOD

    def draft(self) -> dict[str, Any]:
        """Return what stands here."""
        return {
            "people": [person.draft() for person in self.people],
            "children": self.children_box.text(),
        }

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        for person in list(self.people):
            self._drop(person)
        for one in draft.get("people", ()):
            self.add_person().restore(one)
        self.children_box.setText(draft.get("children", ""))
        self.people_changed.emit()

    def _drop(self, person: OtherPerson) -> None:
        place = self.people.index(person)
        self.people.remove(person)
        for _turn in range(2):
            item = self._column.takeAt(2 * place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _tell(self) -> None:
        self.changed.emit()
        self.people_changed.emit()

    @Slot()
    def _on_add(self) -> None:
        person = self.add_person()
        self._tell()
        person.entry.fields.name_box.setFocus()

    @Slot()
    def _on_out_wanted(self) -> None:
        person = self.sender()
        if isinstance(person, OtherPerson) and person in self.people:
            place, draft = self.people.index(person), person.draft()
            self._drop(person)
            self.add_button.setFocus()
            self._tell()
            self.taken_out.emit(place, draft)
