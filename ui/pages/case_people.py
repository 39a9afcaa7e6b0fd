"""The tab "People" of a case: everybody in it, and below the one chosen."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.people.model import PersonDetails
from ui.pages.case_lists import ListTab
from ui.pages.case_overview import struck
from ui.pages.person_summary import PersonSummary
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.showing import set_shown


class PeopleTab(QWidget):
    """The list, and how the person chosen is reached safely; what was corrected, struck."""

    def __init__(self, people: ListTab) -> None:
        """Put the person chosen below the list `people`."""
        super().__init__()
        self.list = people
        self.summary = PersonSummary()
        self.card = Card(_("Person"))
        self.card.add(self.summary)
        self._struck: list[QWidget] = []
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(people, 1)
        column.addWidget(self.card)
        set_shown(self.card, False)

    def show_person(self, person: PersonDetails | None) -> None:
        """Show a person with safe contact, address and corrections; None shows nobody."""
        set_shown(self.card, person is not None)
        for old in self._struck:
            self.card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._struck = []
        if person is None:
            return
        self.summary.show_person(person)
        self._struck = [struck(one) for one in person.corrections]
        for part in self._struck:
            self.card.add(part)
