"""A recorded person in a few lines: who it is, where they live, how to reach them safely."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.contacts.model import rules_of_contact, way_of_contact
from casedesk.i18n import _, with_commas
from casedesk.people.model import Certainty, PersonDetails
from ui.text_format import long_date
from ui.theme.units import space
from ui.widgets.columns import Columns
from ui.widgets.elided_line import ElidedLine
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

NARROW_BELOW = 560


def born_text(born_on: date | None, certainty: Certainty | None) -> str:
    """Return when somebody was born as it is shown: "born 3 May 1988", "born 2011 (about)"."""
    if born_on is None:
        return _("birth date not known")
    if certainty is Certainty.ABOUT:
        return _("born {year} (about)").format(year=born_on.year)
    if certainty is Certainty.YEAR:
        return _("born {year}").format(year=born_on.year)
    if certainty is Certainty.MONTH:
        return _("born {month}").format(month=long_date(born_on).partition(" ")[2])
    return _("born {day}").format(day=long_date(born_on))


def address_text(person: PersonDetails) -> str:
    """Return where a person lives, and whether that is protected."""
    address = person.address_now
    if address is None:
        return _("Address not known")
    shown = with_commas(address.address, address.postcode)
    if address.protected:
        return _("Address protected: {address}").format(address=shown)
    return shown


class PersonSummary(QFrame):
    """An inset with name, birth date and address at the left, safe contact at the right.

    Only the name is ever cut; what is dangerous to miss goes on to further lines.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("part", "inset")
        self.person: PersonDetails | None = None

    def _build(self) -> None:
        """Make the lines: with the first person, for a form has the place and mostly nobody."""
        self.name = ElidedLine(breaks=True)
        self.address, self.way, self.rules = _words("quiet"), _words(""), _words("quiet")
        heading = label(_("Safe contact:"), "strong")
        line = QHBoxLayout()
        space(line, gap=4)
        line.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.way, 1)
        left, right = QWidget(), QWidget()
        for whole, parts in ((left, (self.name, self.address)), (right, (line, self.rules))):
            column = QVBoxLayout(whole)
            space(column, gap=0)
            for part in parts:
                if isinstance(part, QWidget):
                    column.addWidget(part)
                else:
                    column.addLayout(part)
            column.addStretch(1)
        outer = QVBoxLayout(self)
        space(outer, (12, 7, 12, 7), 0)
        outer.addWidget(Columns(((left, 4), (right, 5)), gap=12, narrow_below=NARROW_BELOW))

    def show_person(self, person: PersonDetails) -> None:
        """Show a person; what is dangerous to miss is never left out."""
        if self.person is None:
            self._build()
        self.person = person
        born = born_text(person.born_on, person.born_certainty)
        self.name.show_text(person.name, f", {born}")
        self.address.setText(address_text(person))
        safe = person.safe_contact
        self.way.setText(way_of_contact(safe) or _("not recorded"))
        rules = rules_of_contact(safe)
        self.rules.setText(rules)
        set_shown(self.rules, bool(rules))
        way = _("Safe contact: {way}").format(way=self.way.text())
        parts = (self.name.text(), self.address.text(), way, rules)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))


def _words(kind: str) -> QLabel:
    made = label("", kind, wrap=True)
    made.setMinimumWidth(1)  # a word of 10,000 letters must not widen the page
    return made
