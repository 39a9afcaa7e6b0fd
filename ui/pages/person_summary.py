"""A recorded person in a few lines: who it is, where they live, how to reach them safely."""

from datetime import date

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.i18n import _
from casedesk.people.model import Certainty, PersonDetails, SafeContact
from ui.text_format import long_date
from ui.theme.units import space
from ui.widgets.elided_line import ElidedLine


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


def way_of_contact(safe: SafeContact) -> str:
    """Return how a person may be reached: "Text message only, 07700 900461"; empty if not said."""
    kind = next((one for one in ContactKind if one == (safe.how or "").strip()), None)
    how = _("{how} only").format(how=contact_kind_text(kind)) if kind else (safe.how or "").strip()
    return ", ".join(part for part in (how, (safe.number or "").strip()) if part)


def rules_of_contact(safe: SafeContact) -> str:
    """Return when, and who must not answer: "Weekdays 10:00–14:00. Gareth must not answer."."""
    sentences = [(safe.when or "").strip().rstrip(".")]
    if (safe.who_must_not_answer or "").strip():
        who = (safe.who_must_not_answer or "").strip().rstrip(".")
        sentences.append(_("{who} must not answer").format(who=who))
    return " ".join(f"{one}." for one in sentences if one)


def address_text(person: PersonDetails) -> str:
    """Return where a person lives, and whether that is protected."""
    address = person.address_now
    if address is None:
        return _("Address not known")
    shown = ", ".join(part for part in (address.address, address.postcode) if part)
    if address.protected:
        return _("Address protected: {address}").format(address=shown)
    return shown


class PersonSummary(QFrame):
    """An inset with name, birth date and address at the left, safe contact at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("part", "inset")
        self.person: PersonDetails | None = None
        self.name, self.way = ElidedLine(), ElidedLine()
        self.address, self.rules = ElidedLine(role="quiet"), ElidedLine(role="quiet")
        grid = QGridLayout(self)
        space(grid, (12, 7, 12, 7), 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 5)
        parts = ((self.name, self.way), (self.address, self.rules))
        for row, line in enumerate(parts):
            for column, part in enumerate(line):
                grid.addWidget(part, row, column)

    def show_person(self, person: PersonDetails) -> None:
        """Show a person; what is dangerous to miss is never left out."""
        self.person = person
        born = born_text(person.born_on, person.born_certainty)
        self.name.show_text(person.name, f", {born}")
        self.address.show_text("", address_text(person))
        safe = person.safe_contact
        way = way_of_contact(safe) or _("not recorded")
        self.way.show_text(_("Safe contact:"), f" {way}")
        self.rules.show_text("", rules_of_contact(safe))
        parts = (self.name, self.address, self.way, self.rules)
        self.setAccessibleName(". ".join(part.text() for part in parts if part.text()))
