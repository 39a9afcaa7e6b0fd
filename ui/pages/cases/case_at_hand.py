"""What the forms of a case are given: the case as last read, or what a power is used on."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from casedesk.cases.model import PersonInCase
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.overviews.model import CasePage
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.plain_form import Sheet
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField


class Home(Protocol):
    """What the use of a power belongs to: a case, or a person or place alone."""

    @property
    def workspace(self) -> Workspace:
        """Return the open partnership file."""

    @property
    def case_id(self) -> int | None:
        """Return the id of the case, if there is one."""

    @property
    def people(self) -> Sequence[tuple[int, str]]:
        """Return the id and name of everybody it may be used on."""

    @property
    def place(self) -> tuple[int | None, str]:
        """Return the id and address of the place it may be used on."""

    def day(self, name: str) -> DateField:
        """Return boxes for a day, with a Today button."""


class Case(Struct, frozen=True):
    """What a form of a case's page is given."""

    workspace: Workspace
    page: CasePage

    @property
    def id(self) -> int:
        """Return the id of the case."""
        return self.page.case.id

    @property
    def case_id(self) -> int | None:
        """Return the id of the case, as a `Home`."""
        return self.page.case.id

    @property
    def people(self) -> Sequence[tuple[int, str]]:
        """Return the id and name of everybody in the case."""
        return [(one.person_id, one.name) for one in self.page.people]

    @property
    def place(self) -> tuple[int | None, str]:
        """Return the id and address of the place of the case."""
        return self.page.case.fields.place_id, self.page.place

    def day(self, name: str) -> DateField:
        """Return boxes for a day, with a Today button."""
        return DateField(name, today=self.workspace.today)

    def link(self, link_id: int) -> PersonInCase:
        """Return somebody of the case as it was last read.

        Raises:
            NotFoundError: they are no longer in it.
        """
        found = next((one for one in self.page.people if one.id == link_id), None)
        if found is None:
            raise NotFoundError(_("This person is no longer in the case. Look at the list again."))
        return found

    def person_of(self, link_id: int) -> int:
        """Return the id of somebody of the case; see `link`."""
        return self.link(link_id).person_id

    def other_person(self, name: str, person_id: int) -> tuple[QWidget, str]:
        """Return the list of everybody else in the case, and the hint that says so."""
        others = {one.person_id: one.name for one in self.page.people}
        offered = [Choice(str(key), text) for key, text in others.items() if key != person_id]
        return ChoiceBox(name, offered), _("People of this case are offered.")


Build = Callable[[Case, Any], Sheet]
HomeBuild = Callable[[Home, Any], Sheet]
