"""The plain forms of a contact note: correct it, plan the next contact, recorded in error."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QLineEdit

from casedesk.contacts.model import (
    ContactKind,
    ContactNote,
    NewContactNote,
    WasSafe,
    contact_kind_text,
)
from casedesk.contacts.service import (
    correct_note,
    mark_note_in_error,
    note_details,
    set_next_contact,
    take_back_note_error,
)
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import choice, error_sheet, reason_ask, same_moment, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.text_format import long_date
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField


class NotesAtHand(Protocol):
    """A page that shows contact notes: a case or a person."""

    @property
    def workspace(self) -> Workspace:
        """Return the open partnership file."""


def _correct_note(home: NotesAtHand, note_id: Any) -> Sheet:
    held = note_details(home.workspace, note_id)

    def act(values: Values) -> Done:
        new = NewContactNote(
            kind=ContactKind(values["kind"] or held.kind),
            note=values["note"] or "",
            case_id=held.case_id,
            person_id=held.person_id,
            at=same_moment(values["at"], held.at),
            number_used=values["number_used"],
            was_safe=WasSafe(values["was_safe"]) if values["was_safe"] else None,
            said_by=values["said_by"],
            next_contact_on=values["next_contact_on"],
        )
        correct_note(home.workspace, note_id, new, values["reason"] or "", held.version)
        undo = partial(_note_as_before, home.workspace, held)
        return Done(_("Note corrected. The old text stays, struck."), undo)

    kinds = [Choice(kind, contact_kind_text(kind)) for kind in ContactKind]
    safe = [Choice("yes", _("Yes")), Choice("no", _("No")), Choice("not_known", _("Not known"))]
    return Sheet(
        title=_("Correct the contact note"),
        asks=[
            Ask("kind", _("Kind of contact"), choice(_("Kind of contact"), kinds), held.kind,
                half=True),
            Ask("was_safe", _("Was it safe?"), choice(_("Was it safe?"), safe, none=_("Not said")),
                held.was_safe, half=True),
            Ask("at", _("When"), MomentField(_("When"), today=home.workspace.today), held.at),
            Ask("note", _("What was said or done"), words(4), held.note),
            Ask("said_by", _("Said by"), QLineEdit(), held.said_by, if_known=True, half=True),
            Ask("number_used", _("Number used"), QLineEdit(), held.number_used, if_known=True,
                half=True),
            Ask("next_contact_on", _("Next contact due"), DateField(_("Next contact due")),
                held.next_contact_on, if_known=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )  # fmt: skip


def _note_as_before(workspace: Workspace, held: ContactNote) -> None:
    """Correct a note to what it was."""
    before = NewContactNote(
        **{name: getattr(held, name) for name in NewContactNote.__struct_fields__}
    )
    correct_note(workspace, held.id, before, _("The correction was taken back."))


def next_contact_sheet(workspace: Workspace, whose: Mapping[int, str]) -> Sheet:
    """Return the form that moves a next contact to another day, or says that none is due.

    Args:
        workspace: the open partnership file.
        whose: the notes by id, with whose contact it is; asked where there are several.

    Raises:
        NotFoundError: there is no note, or it was recorded in error.
    """
    if not whose:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    # Their words are not shown here.
    held = {str(one): note_details(workspace, one, opening=False) for one in whose}
    first, due = next(iter(held)), _("Next contact due")
    day_box = DateField(due)

    def act(values: Values) -> Done:
        note, day = held[values.get("whose") or first], values["next_contact_on"]
        set_next_contact(workspace, note.id, day, note.version)
        undo = partial(set_next_contact, workspace, note.id, note.next_contact_on)
        text = _("No next contact is due.")
        if day is not None:
            text = _("Next contact due on {day}.").format(day=long_date(day))
        return Done(text, undo)

    asks = [Ask("next_contact_on", due, day_box, held[first].next_contact_on, if_known=True)]
    if len(whose) > 1:
        asks.insert(0, _whose_ask(whose, held, day_box))
    return Sheet(
        title=_("Next contact"),
        asks=asks,
        save_text=_("Save day"),
        act=act,
        intro=_("Enter another day, or leave it empty if none is due."),
    )


def _whose_ask(
    whose: Mapping[int, str], held: Mapping[str, ContactNote], day_box: DateField
) -> Ask:
    """Return the question whose contact it is; the day follows, unless another was typed."""
    name = _("Whose contact")
    box = ChoiceBox(name, [Choice(str(one), text) for one, text in whose.items()])
    shown = next(iter(held))

    def follow() -> None:
        nonlocal shown
        before, now = shown, box.value() or shown
        if now != before and day_box.value() == held[before].next_contact_on:
            day_box.set_value(held[now].next_contact_on)
        shown = now

    box.chosen.connect(follow)
    return Ask("whose", name, box, shown)


def _next_contact(home: NotesAtHand, note_id: Any) -> Sheet:
    return next_contact_sheet(home.workspace, {note_id: ""})


def _note_error(home: NotesAtHand, note_id: Any) -> Sheet:
    version = note_details(home.workspace, note_id, opening=False).version
    return error_sheet(
        _("this contact note"),
        lambda reason: mark_note_in_error(home.workspace, note_id, reason, version),
        partial(take_back_note_error, home.workspace, note_id),
    )


SHEETS: Mapping[str, Callable[[NotesAtHand, Any], Sheet]] = {
    "correct_note": _correct_note,
    "next_contact": _next_contact,
    "note_error": _note_error,
}
