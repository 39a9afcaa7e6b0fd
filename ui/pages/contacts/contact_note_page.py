"""The page "Contact note": a call, visit, letter or message, logged in twenty seconds."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from casedesk.contacts.model import ContactKind, NewContactNote, WasSafe, contact_kind_text
from casedesk.contacts.service import add_note, mark_note_in_error, warnings_for
from casedesk.dates import DateTextError, parse_moment
from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.contacts.contact_about import CASE, PERSON, ContactAbout
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.theme.units import fix, space
from ui.widgets.announce import announce
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice
from ui.widgets.choice_field import ChoiceField
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

DRAFT = "contact_note"
BY_NUMBER = (ContactKind.CALL, ContactKind.TEXT)
NARROW_BELOW = 480
MOST_WARNINGS = 3


class ContactNotePage(Page):
    """Opened from anywhere; after saving the user is back where he was."""

    topics = frozenset({Topic.PEOPLE})
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the form."""
        super().__init__(workspace, bus, navigator)
        self._given: dict[str, int] = {}  # the case or person it was opened for
        self._record: Any = 0
        self._build_controls()
        self._autosave = AutosaveForm(self._controls(), self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, DRAFT)
        self.heading.add_right(self._drafts.state)
        self.save_button = button(_("&Save note   Ctrl+Enter"), primary=True)
        self.save_button.setAccessibleName(_("Save note"))
        self.save_button.clicked.connect(self.save)
        self.heading.add_right(self.save_button)
        body = self.scrolling_body()
        self.errors = ErrorSummary()
        body.addWidget(self.errors)
        kind = QHBoxLayout()
        space(kind, gap=8)
        kind.addWidget(self.kind)
        kind.addStretch(1)
        body.addLayout(kind)
        body.addWidget(self._card())
        body.addStretch(1)
        self.about.chosen.connect(self._on_chosen)
        self.about.person_changed.connect(self._show_warnings)
        self.kind.changed.connect(self._show_warnings)
        self.number.textChanged.connect(self._show_warnings)
        self._drafts.bring_back(self._restore)
        self._show_warnings()

    def title(self) -> str:
        return _("Contact note")

    def open_record(self, record: Any) -> None:
        """Write about a case or a person, or with 0 about whatever is chosen here.

        Args:
            record: the id of a case, or ("case", id), or that with the id of the person in it
                who was contacted; ("person", id) for a note without a case.
        """
        given = _given(record)
        if given == self._given:
            return
        self._autosave.save_now()
        self._given, self._record = given, record
        self._drafts.name = _draft_name(given)
        self.errors.clear()
        if not self._drafts.bring_back(self._restore):
            self._restore({})

    def refresh(self) -> None:
        person_id = self.about.person_id()
        if self.about.case_id is None and person_id is not None:
            self.about.show_person(person_id)
        self._show_warnings()

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        first = self.note if self.about.is_chosen() else self.about.words
        return self._drafts.focused() or first

    def save(self) -> bool:
        """Save the note and go back, or say at its field what stops that."""
        if self.errors.refuses(self, self._fields()):
            return True
        content = self._autosave.collect()
        try:
            note_id = add_note(self.workspace, self._new_note())
        except InputError as error:
            self.errors.show_problems(error.problems, self._fields())
            return True
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return True
        self._drafts.discard()
        self.errors.clear()
        record = self._record
        self._restore({})
        self.navigator.back()
        self.navigator.show_notice(
            _("Contact note saved"),
            tone=Tone.GOOD,
            undo=lambda: self._undo(note_id, record, content),
        )
        return True

    # -- building --

    def _build_controls(self) -> None:
        kinds = [(kind.value, contact_kind_text(kind)) for kind in ContactKind]
        self.kind = Segmented(_("Kind of contact"), kinds)
        self.about = ContactAbout(self.workspace)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        fix(self.note, height=96)
        self.number, self.said_by, self.at = QLineEdit(), QLineEdit(), QLineEdit()
        answers = {WasSafe.YES: _("Yes"), WasSafe.NO: _("No"), WasSafe.NOT_KNOWN: _("Not known")}
        choices = [Choice(one.value, text) for one, text in answers.items()]
        self.was_safe = ChoiceField(_("Was it safe?"), choices)
        self.next_contact = DateField(_("Next contact due"))
        self.warnings = [label("", "error", wrap=True) for _number in range(MOST_WARNINGS)]
        self.safe_number = link_button(_("&Used the safe number"), "phone", at_edge=True)
        self.safe_number.clicked.connect(self._on_safe_number)
        self.number_field = FormField(_("Nu&mber used"), self.number, if_known=True)
        self.note_field = FormField(_("&Note: what was said or done"), self.note)
        self.at_field = FormField(
            _("When, if not just now"), self.at, hint=_("Such as 09:30, or 19/11/2026 16:05")
        )
        self.next_field = FormField(_("Ne&xt contact due"), self.next_contact, if_known=True)

    def _card(self) -> Card:
        card = Card()
        card.add(self.about)
        for warning in self.warnings:
            card.add(warning)
        card.add(self.note_field)
        number = QHBoxLayout()
        space(number, gap=8)
        number.addWidget(self.number_field, 1)
        self._number_row = QWidget()
        self._number_row.setLayout(number)
        said_by = FormField(_("Said &by"), self.said_by, if_known=True)
        card.add(Columns([(self._number_row, 1), (said_by, 1)], narrow_below=NARROW_BELOW))
        below = QHBoxLayout()
        space(below, gap=8)
        below.addWidget(self.safe_number)
        below.addStretch(1)
        card.add(below)
        safe = FormField(_("Was it safe?"), self.was_safe, if_known=True)
        last = ((safe, 2), (self.next_field, 0), (self.at_field, 2))
        card.add(Columns(last, narrow_below=NARROW_BELOW))
        return card

    def _controls(self) -> dict[str, QWidget]:
        return {
            "kind": self.kind, "about": self.about, "note": self.note, "number": self.number,
            "said_by": self.said_by, "was_safe": self.was_safe, "next": self.next_contact,
            "at": self.at,
        }  # fmt: skip

    def _fields(self) -> Iterator[tuple[str, FormField]]:
        yield "case", self.about.field
        yield "note", self.note_field
        yield "number_used", self.number_field
        yield "next_contact_on", self.next_field
        yield "at", self.at_field

    # -- what happens --

    def _new_note(self) -> NewContactNote:
        problem = self.next_contact.problem()
        if problem:
            raise InputError({"next_contact_on": problem})
        safe = self.was_safe.value()
        return NewContactNote(
            kind=ContactKind(self.kind.value()),
            note=self.note.toPlainText(),
            case_id=self.about.case_id,
            person_id=self.about.person_id(),
            at=self._moment(),
            number_used=self.number.text().strip() or None,
            was_safe=WasSafe(safe) if safe else None,
            said_by=self.said_by.text().strip() or None,
            next_contact_on=self.next_contact.value(),
        )

    def _moment(self) -> datetime | None:
        typed = self.at.text().strip()
        if not typed:
            return None
        today = f"{self.workspace.today():%d/%m/%Y}"
        try:
            return parse_moment(typed if " " in typed or "T" in typed else f"{today} {typed}")
        except DateTextError as error:
            raise InputError({"at": str(error)}) from None

    def _restore(self, content: dict[str, Any]) -> None:
        blank: dict[str, Any] = {
            "kind": [ContactKind.CALL.value], "note": "", "number": "", "said_by": "",
            "was_safe": None, "next": [""] * 5, "at": "", "about": self._given,
        }  # fmt: skip
        self._autosave.restore({**blank, **content})
        self._show_warnings()

    def _undo(self, note_id: int, record: Any, content: dict[str, Any]) -> None:
        """Take the note out again; what was typed stands in the form."""
        self.navigator.open_page("contact_note", record)
        if not self._drafts.makes_way(partial(self._undo, note_id, record, content)):
            return
        try:
            mark_note_in_error(self.workspace, note_id, _("Saved too early"))
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self._restore(content)
        self._drafts.save_at_once()
        self.navigator.show_notice(_("The note was taken out again. Your text is back here."))

    @Slot()
    def _on_chosen(self) -> None:
        self.note.setFocus()

    @Slot()
    def _on_safe_number(self) -> None:
        if self.about.person is not None:
            self.number.setText(self.about.person.safe_contact.number or "")

    @Slot()
    def _show_warnings(self) -> None:
        kind, person_id = ContactKind(self.kind.value()), self.about.person_id()
        found: list[str] = []
        if person_id is not None:
            found = warnings_for(self.workspace, person_id, kind, self.number.text())
        marked = [f"▲ {text}" for text in found]
        shown = [warning.text() for warning in self.warnings if warning.text()]
        for number, warning in enumerate(self.warnings):
            warning.setText(marked[number] if number < len(marked) else "")
            set_shown(warning, number < len(marked))
        if found and marked != shown:
            announce(self, " ".join(found))
        by_number = kind in BY_NUMBER
        set_shown(self._number_row, by_number)
        person = self.about.person
        has_number = person is not None and bool(person.safe_contact.number)
        set_shown(self.safe_number, by_number and has_number)


def _given(record: Any) -> dict[str, int]:
    """Return the ids of the case and person that a note was begun for; see `open_record`."""
    kind, *ids = record if isinstance(record, tuple) else (CASE, int(record))
    return dict(zip((kind, PERSON), ids, strict=False)) if ids[0] else {}


def _draft_name(given: dict[str, int]) -> str:
    """Return what the draft is called: each case has one, whoever in it is contacted."""
    if CASE in given:
        return f"{DRAFT}/{given[CASE]}"
    return f"{DRAFT}/{PERSON}/{given[PERSON]}" if PERSON in given else DRAFT
