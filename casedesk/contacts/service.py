"""Everything that can be done with contact notes."""

from datetime import date
from typing import Any, cast

from msgspec.structs import asdict
from sqlalchemy import Select, select

from casedesk.contacts.model import ContactKind, ContactNote, NewContactNote, WasSafe
from casedesk.contacts.rules import contact_warnings, note_problems
from casedesk.contacts.tables import ContactNoteRow
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.details import present_id
from casedesk.people.model import SafeContact
from casedesk.people.tables import PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.standing_case import check_case_stands
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace

_SHOWN = (
    ContactNoteRow.id,
    ContactNoteRow.version,
    ContactNoteRow.kind,
    ContactNoteRow.note,
    ContactNoteRow.case_id,
    ContactNoteRow.person_id,
    ContactNoteRow.at,
    ContactNoteRow.number_used,
    ContactNoteRow.was_safe,
    ContactNoteRow.said_by,
    ContactNoteRow.next_contact_on,
    ContactNoteRow.recorded_at,
    AccountRow.name.label("recorded_by"),
)
_CORRECTED = ("kind", "note", "at", "number_used", "was_safe", "said_by")


def warnings_for(
    workspace: Workspace, person_id: int, kind: ContactKind, number_used: str | None = None
) -> list[str]:
    """Return a sentence for each way in which a contact goes against a person's safe contact.

    Raises:
        NotFoundError: the person is no longer there.
    """
    query = select(
        PersonRow.safe_contact_how,
        PersonRow.safe_contact_when,
        PersonRow.safe_contact_number,
        PersonRow.safe_contact_not,
    ).where(PersonRow.id == person_id, PersonRow.error_at.is_(None))
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return contact_warnings(SafeContact(*row), kind, number_used)


def add_note(workspace: Workspace, new: NewContactNote) -> int:
    """Record a contact and return the id of the note.

    A person whose record was joined into another meanwhile is noted of under that one.

    Raises:
        InputError: by field, what is missing.
        NotFoundError: the case or the person is no longer there.
    """
    problems = note_problems(new, workspace.clock())
    if problems:
        raise InputError(problems)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CONTACTS) as change:
        if new.case_id is not None:
            check_case_stands(change.session, new.case_id)
        values = asdict(new) | {"at": new.at or change.now, "note": new.note.strip()}
        if new.person_id is not None:
            values["person_id"] = change.find(
                PersonRow, present_id(change.session, new.person_id)
            ).id
        row = change.add(ContactNoteRow(**values))
        change.audit("contact.noted", f"contact/{row.id}", _of(row))
        return row.id


def correct_note(
    workspace: Workspace,
    note_id: int,
    new: NewContactNote,
    reason: str,
    version: int | None = None,
) -> None:
    """Correct a note; what it said before stays, struck. It stays with its case and person.

    Raises:
        InputError: what is typed cannot be, or the reason is missing.
        ConflictError: somebody changed the note meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CONTACTS) as change:
        row = change.find(ContactNoteRow, note_id, version)
        problems = note_problems(new, change.now)
        problems.pop("case", None)
        if problems:
            raise InputError(problems)
        values = asdict(new) | {"at": new.at or row.at, "note": new.note.strip()}
        changed = change.correct(row, reason, **{name: values[name] for name in _CORRECTED})
        if row.next_contact_on != new.next_contact_on:
            row.next_contact_on = new.next_contact_on  # a plan, not a fact that was wrong
            changed.append("next_contact_on")
        change.audit("contact.corrected", f"contact/{row.id}", " ".join(changed))


def set_next_contact(
    workspace: Workspace, note_id: int, day: date | None, version: int | None = None
) -> None:
    """Plan the next contact for another day, or say with None that none is due.

    Raises:
        ConflictError: somebody changed the note meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CONTACTS) as change:
        row = change.find(ContactNoteRow, note_id, version)
        row.next_contact_on = day
        change.audit("contact.next_set", f"contact/{row.id}", "next_contact_on")


def mark_note_in_error(
    workspace: Workspace, note_id: int, reason: str, version: int | None = None
) -> None:
    """Take a note recorded by mistake out of lists and counts; it stays in the file.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the note meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CONTACTS) as change:
        row = change.find(ContactNoteRow, note_id, version)
        change.mark_in_error(row, reason)
        change.audit("contact.marked_in_error", f"contact/{row.id}")


def take_back_note_error(workspace: Workspace, note_id: int) -> None:
    """Bring back a note that was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CONTACTS) as change:
        change.take_error_back(change.find_in_error(ContactNoteRow, note_id))
        change.audit("contact.error_taken_back", f"contact/{note_id}")


def note_details(workspace: Workspace, note_id: int, *, opening: bool = True) -> ContactNote:
    """Return one note with what was corrected in it.

    Args:
        workspace: the open partnership file.
        note_id: the note.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(_notes().where(ContactNoteRow.id == note_id)).one_or_none()
        if row is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        found = _note(row, corrections_in(session, ContactNoteRow, note_id))
    if opening:
        workspace.note_view(f"contact/{note_id}")
    return found


def _notes() -> Select[Any]:
    query = cast("Select[Any]", select(*_SHOWN))
    return query.join(AccountRow, AccountRow.id == ContactNoteRow.recorded_by).where(
        ContactNoteRow.error_at.is_(None)
    )


def _note(row: Any, corrections: tuple[Correction, ...]) -> ContactNote:
    values = dict(row._mapping)
    values["kind"] = ContactKind(row.kind)
    values["was_safe"] = None if row.was_safe is None else WasSafe(row.was_safe)
    return ContactNote(**values, corrections=corrections)


def _of(row: ContactNoteRow) -> str:
    return f"person/{row.person_id}" if row.case_id is None else f"case/{row.case_id}"
