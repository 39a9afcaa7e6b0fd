"""What the forms of a person are given: a case with its people, or the one whose page it is."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.people.model import PersonLine
from casedesk.workspace.workspace import Workspace
from ui.pages.people.person_choice import PersonChoice, offer
from ui.widgets.date_field import DateField


class PeopleAtHand(Protocol):
    """A page that shows people; it knows each by an id of its own."""

    @property
    def workspace(self) -> Workspace:
        """Return the open file."""

    def day(self, name: str) -> DateField:
        """Return boxes for a day, with a Today button."""

    def person_of(self, link_id: int) -> int:
        """Return the id of a person by what the page knows them by."""

    def other_person(self, name: str, person_id: int) -> tuple[QWidget, str]:
        """Return what somebody else is chosen with, and a hint below it."""


class OnePerson(Struct, frozen=True):
    """The person whose page it is, known by their own id; `involved` are offered at once."""

    workspace: Workspace
    id: int
    involved: Sequence[PersonLine] = ()

    def day(self, name: str) -> DateField:
        """Return boxes for a day, with a Today button."""
        return DateField(name, today=self.workspace.today)

    def person_of(self, link_id: int) -> int:
        """Return the id itself."""
        return link_id

    def other_person(self, name: str, person_id: int) -> tuple[QWidget, str]:
        """Return a box that searches all people; those of the same cases are offered first."""
        offered = [offer(one, _("in the same case")) for one in self.involved]
        box = PersonChoice(self.workspace, name, offered, without=(person_id,))
        return box, _("Type a name. Alt+Down goes to the people found.")
