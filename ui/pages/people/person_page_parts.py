"""What stands at the top and at the left of a person's page: warnings, and who it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from casedesk.contacts.model import rules_of_contact, way_of_contact
from casedesk.i18n import _
from casedesk.overviews.model import Caution
from casedesk.overviews.person_view import PersonPage as View
from casedesk.people.model import PersonDetails
from ui.pages.parts.struck_text import struck
from ui.pages.people.match_values import person_values
from ui.pages.people.person_summary import address_text, born_text
from ui.text_format import capital
from ui.theme.units import space
from ui.widgets.card import Card
from ui.widgets.clear_away import empty_out
from ui.widgets.elided_line import ElidedLine
from ui.widgets.labels import caution, label
from ui.widgets.showing import set_shown

_BY_OTHERS = frozenset(
    (
        ("forenames",),
        ("surname",),
        ("born_on", "born_certainty"),
        ("safe_contact_how",),
        ("safe_contact_number",),
        ("safe_contact_when",),
        ("safe_contact_not",),
    )
)  # in the name, or told in a sentence


class Warnings(Card):
    """What is dangerous to miss, in the same words as everywhere; not there without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without one."""
        super().__init__(parent=parent)
        self.labels: list[QLabel] = []
        self.setAccessibleName(_("Warnings"))
        set_shown(self, False)

    def show_warnings(self, warnings: Sequence[Caution]) -> None:
        """Show these."""
        empty_out(self.body)
        self.labels = [_narrow(caution(one.text, is_danger=one.is_danger)) for one in warnings]
        for one in self.labels:
            self.add(one)
        self.setAccessibleDescription(" ".join(one.text for one in warnings))
        set_shown(self, bool(warnings))


class PersonFacts(Card):
    """Name, birth date with how sure it is, where they live, answers; corrected ones struck."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(_("Who it is"), parent)
        self.name = ElidedLine(breaks=True)
        self._shown: View | None = None

    def show_person(self, view: View) -> None:
        """Show a person; what has not changed is left alone."""
        if view == self._shown:
            return
        self._shown = view
        self.body.removeWidget(self.name)
        empty_out(self.body)
        person = view.person
        born = born_text(person.born_on, person.born_certainty)
        if view.age is not None:
            born = _("{born}, aged {age}").format(born=born, age=view.age)
        self.name.show_text(person.name or _("Not named"), f", {born}")
        self.add(self.name)
        self.add(_grid(person))
        for one in person.corrections:
            self.add(struck(one))


def _grid(person: PersonDetails) -> QWidget:
    """Return what is known, line by line, and that no safe contact or address is."""
    holder = QWidget()
    grid = QGridLayout(holder)
    space(grid, (0, 0, 0, 0), 8)
    grid.setColumnStretch(1, 1)
    safe = person.safe_contact
    told = way_of_contact(safe) or rules_of_contact(safe)  # among the warnings, at the top
    facts = [] if told else [(_("Safe contact"), "")]
    facts.append((_("Address"), capital(address_text(person))))
    facts += [
        (title, text)
        for fields, (title, text) in person_values(person).items()
        if text and fields not in _BY_OTHERS
    ]
    top = Qt.AlignmentFlag.AlignTop
    for row, (title, text) in enumerate(facts):
        grid.addWidget(label(title, "quiet"), row, 0, top)
        grid.addWidget(_words(text or _("Not recorded"), "" if text else "quiet"), row, 1)
    return holder


def _words(text: str, kind: str) -> QLabel:
    return _narrow(label(text, kind, wrap=True))


def _narrow(made: QLabel) -> QLabel:
    # A word of 10,000 letters must not widen the page.
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
