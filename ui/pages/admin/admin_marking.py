"""How the partnership marks its papers, on the page "Admin": shown, and chosen."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from casedesk.i18n import _, catalogue_text
from casedesk.workspace.catalogue import markings
from casedesk.workspace.marking import OWN, PageMarking, page_marking, set_page_marking
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import choice
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.theme.units import at_most
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice
from ui.widgets.form_field import FormField
from ui.widgets.labels import label

_WIDEST = 760


class MarkingCard(Card):
    """The marking in force and how papers are to be handled."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        """Build without a marking."""
        super().__init__(_("Marking"))
        at_most(self, width=_WIDEST)
        self.marking = label("", "strong", wrap=True)
        self.handling = label("", "strong", wrap=True)
        self.add(FormField(_("Words of the marking"), self.marking))
        self.add(FormField(_("How papers are handled"), self.handling))
        hint = _(
            "The marking stands above every page of this window. On each document, referral form "
            "and message made from now on it stands with the name of the partnership and with how "
            "papers are handled. Publications are always OFFICIAL, the recovery sheet is always "
            "OFFICIAL-SENSITIVE."
        )
        self.add(label(hint, "quiet", wrap=True))
        self.button = button(_("Change the marking"), "pencil")
        self.button.clicked.connect(self._on_button)
        self.add_tool(self.button)

    def show_marking(self, held: PageMarking) -> None:
        """Show the marking in force."""
        self.marking.setText(held.text)
        self.handling.setText(held.handling or _("Nothing is said"))

    def _on_button(self, _checked: bool = False) -> None:
        self.wanted.emit("marking", None)


def marking_sheet(workspace: Workspace, _record: Any) -> Sheet:
    """Return the form that changes the marking."""
    held = page_marking(workspace)

    def act(values: Values) -> Done:
        new = _typed(values)
        set_page_marking(workspace, new, held)
        undo = partial(_put_back, workspace, held)
        return Done(_("Saved. Window and papers are marked so from now on."), undo)

    return Sheet(
        _("Change the marking"),
        _asks(held),
        _("Save marking"),
        act,
        _("Ask those who look after information in your agencies before you change it."),
        _remark,
    )


def _put_back(workspace: Workspace, before: PageMarking) -> None:
    set_page_marking(workspace, before, page_marking(workspace))


def _asks(held: PageMarking) -> list[Ask]:
    marking = _("Marking")
    choices = [Choice(one.id, catalogue_text(one.title)) for one in markings().marking]
    own = Choice(OWN, _("Words of our own"))
    return [
        Ask("marking", marking, choice(marking, [*choices, own]), held.marking),
        Ask(
            "own_words",
            _("Our own words"),
            QLineEdit(),
            held.own_words or None,
            hint=_("Only with “Words of our own”; else empty."),
        ),
        Ask(
            "handling",
            _("How papers are handled"),
            QLineEdit(),
            held.handling or None,
            hint=_(
                "One line below the marking, or empty. Such as: Only for those named. Do not copy."
            ),
        ),
    ]


def _typed(values: Values) -> PageMarking:
    return PageMarking(values["marking"] or "", values["own_words"] or "", values["handling"] or "")


def _remark(values: Values) -> str:
    """Say what a marking below the usual one means; it stops nothing."""
    if values["marking"] in {None, markings().usual}:
        return ""
    return _(
        "Papers about people are usually marked {marking}: whoever gets one then knows that it "
        "is only for those who need it."
    ).format(marking=catalogue_text(markings().title_of(markings().usual)))
