"""The plain sections of a referral: who refers, what has happened, how it may be shared."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from casedesk.forums.catalogue import Forum
from casedesk.i18n import _, catalogue_text, side_by_side
from casedesk.people.catalogue import lists
from casedesk.referrals.catalogue import default_basis, lawful_bases
from ui.pages.parts.form_parts import labelled
from ui.pages.referrals.intake_agencies import ReferringAgencies
from ui.theme.units import at_least
from ui.widgets.box_grid import BoxGrid
from ui.widgets.buttons import link_button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.section import Section
from ui.widgets.state_mark import State

NARROW_BELOW = 480


def far(filled: Iterable[bool]) -> State:
    """Tell how far a section is: all of its answers there, some, none."""
    answers = list(filled)
    if all(answers):
        return State.GOOD
    return State.WARN if any(answers) else State.OPEN


class ReferrerSection(Section):
    """Which agency refers, who, and on which day it was received."""

    def __init__(self, number: int, today: Callable[[], date]) -> None:
        """Build the section; `today` is for the Today button."""
        super().__init__(number, _("Referrer"))
        self.agency = ReferringAgencies()
        self.name, self.telephone = _line(_("Referrer: name")), _line(_("Referrer: telephone"))
        self.received = DateField(_("Date received"), today=today)
        self.fields = {
            "agencies": FormField(_("&Agency"), self.agency.boxes[0]),
            "referrer_name": FormField(_("&Name"), self.name),
            "referrer_telephone": FormField(_("&Telephone"), self.telephone),
            "received_on": FormField(_("&Received"), self.received),
        }
        self.controls: dict[str, QWidget] = {
            "agencies": self.agency, "referrer_name": self.name,
            "referrer_telephone": self.telephone, "received": self.received,
        }  # fmt: skip
        shares = zip(self.fields.values(), (4, 4, 3, 0), strict=True)
        at_least(self.name, width=104)
        at_least(self.telephone, width=88)
        self.add(BoxGrid(list(shares)))
        self.add(self.agency)
        self.more_button = link_button(_("Another agency"), "plus", at_edge=True)
        self.more_button.clicked.connect(self._on_more)
        self.add_tool(self.more_button)

    def how_far(self) -> State:
        """Tell how far the section is."""
        named = bool(self.name.text().strip())
        return far((bool(self.agency.values()), named, self.received.value() is not None))

    @Slot()
    def _on_more(self) -> None:
        self.agency.add_box().setFocus()


class HappenedSection(Section):
    """What has happened and when, in the referrer's words."""

    def __init__(self, number: int) -> None:
        """Build the section."""
        super().__init__(number, _("What has happened"))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        at_least(self.words, height=112)
        self.happened = DateField(_("When it happened"))
        self.fields = {
            "reason": FormField(_("&What has happened, and why it is referred now"), self.words),
            "happened_on": FormField(_("When it happened"), self.happened, if_known=True),
        }
        self.controls: dict[str, QWidget] = {"reason": self.words, "happened": self.happened}
        for field in self.fields.values():
            self.add(field)

    def how_far(self) -> State:
        """Tell how far the section is."""
        if self.words.toPlainText().strip():
            return State.GOOD
        return State.WARN if any(self.happened.draft()) else State.OPEN


class SharingSection(Section):
    """The three facts of lawful sharing: three different questions, none of which blocks."""

    def __init__(self, number: int, today: Callable[[], date]) -> None:
        """Build the section; bases are offered that apply today."""
        super().__init__(number, _("Sharing"))
        self._forum_id = ""
        self.told = ChoiceBox(
            _("What the person knows and wants"), labelled(lists().told_and_wants)
        )
        self.safe = ChoiceBox(_("Is it safe to tell them?"), labelled(lists().safe_to_tell))
        self.told_note = _line(_("In the person's own words"))
        self.safe_note = _line(_("Why"))
        day = today()
        offered = labelled(one for one in lawful_bases().values() if one.applies_on(day))
        self.basis = ChoiceBox(_("Lawful basis"), offered)
        self.condition = label("", "quiet", wrap=True)
        self.fields = {
            "told_and_wants": FormField(_("What the person &knows and wants"), self.told),
            "told_note": FormField(_("In the person's own words"), self.told_note, if_known=True),
            "safe_to_tell": FormField(_("&Is it safe to tell them?"), self.safe),
            "safe_note": FormField(_("Why"), self.safe_note, if_known=True),
            "lawful_basis_id": FormField(_("&Lawful basis for sharing"), self.basis),
        }
        self.controls: dict[str, QWidget] = {
            "told": self.told, "told_note": self.told_note, "safe": self.safe,
            "safe_note": self.safe_note, "basis": self.basis,
        }  # fmt: skip
        self._place()
        self.basis.chosen.connect(self._show_condition)

    def _place(self) -> None:
        for one, other in (("told_and_wants", "told_note"), ("safe_to_tell", "safe_note")):
            row = [(self.fields[one], 1), (self.fields[other], 1)]
            self.add(Columns(row, narrow_below=NARROW_BELOW))
        self.add(self.fields["lawful_basis_id"])
        self.add(self.condition)

    def show_forum(self, forum: Forum) -> None:
        """Choose the forum's default basis, unless another one was chosen."""
        before = default_basis(self._forum_id).id if self._forum_id else None
        self._forum_id = forum.id
        if self.basis.value() in {None, before}:
            self.basis.set_value(default_basis(forum.id).id)
        self._show_condition()

    def how_far(self) -> State:
        """Tell how far the section is; the basis that the forum gives does not count alone."""
        facts = (bool(self.told.value()), bool(self.safe.value()))
        return far((*facts, bool(self.basis.value()))) if any(facts) else State.OPEN

    @Slot()
    def _show_condition(self) -> None:
        basis = lawful_bases().get(self.basis.value() or "")
        parts = (basis.basis, basis.condition) if basis is not None else ()
        self.condition.setText(side_by_side(*(catalogue_text(part) for part in parts if part)))


def _line(name: str) -> QLineEdit:
    box = QLineEdit()
    box.setAccessibleName(name)
    return box
