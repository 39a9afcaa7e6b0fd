"""What is recorded of people: entered, corrected, marked in error."""

from typing import Any

from msgspec.structs import asdict, replace

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.model import NewPerson
from casedesk.people.references import is_used
from casedesk.people.rules import name_key, person_problems, sound_key
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.rules import place_is_given
from casedesk.places.service import place_of
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_BESIDE = frozenset(("address", "postcode", "address_protected", "different_from"))
CORRECTABLE = frozenset(NewPerson.__struct_fields__) - _BESIDE  # columns of the person's row


def add_person(change: Change, new: NewPerson) -> int:
    """Record a person inside a larger change and return the id.

    Raises:
        InputError: no name, or an impossible birth date; by field.
    """
    problems = person_problems(new, change.today)
    if problems:
        raise InputError(problems)
    fields = {name: _tidy(value) for name, value in asdict(new).items() if name in CORRECTABLE}
    fields["surname"] = fields["surname"] or ""
    fields["forenames"] = fields["forenames"] or ""
    row = change.add(PersonRow(**fields, **_keys(new.surname, new.forenames)))
    if place_is_given(new.address, new.postcode):
        place_id = place_of(change, new.address, new.postcode)
        change.add(
            PersonAddressRow(person_id=row.id, place_id=place_id, protected=new.address_protected)
        )
    return row.id


def record_person(workspace: Workspace, new: NewPerson) -> int:
    """Record a person and return the id.

    Raises:
        InputError: no name, or an impossible birth date; by field.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE, Topic.PLACES) as change:
        person_id = add_person(change, new)
        change.audit("person.entered", f"person/{person_id}")
        return person_id


def correct_person_in(
    change: Change, person_id: int, version: int, reason: str = "", **fields: Any
) -> list[str]:
    """Correct a person, or fill in what was not known; `interventions.person_changes` calls it.

    What was empty is filled in without a reason; what differs is corrected and the old
    value stays, struck.

    Args:
        change: the change.
        person_id: the person.
        version: what was read with the details.
        reason: why, needed as soon as something recorded differs.
        **fields: any field of `NewPerson` but the address.

    Returns:
        The names of the fields that differ.

    Raises:
        InputError: an answer is impossible or the reason is missing; by field.
        ConflictError: somebody changed the record meanwhile.
        NotFoundError: it was joined to another, or recorded in error.
    """
    if not fields.keys() <= CORRECTABLE:
        raise TypeError("not a field of a person")
    row = found_person(change, person_id, version)
    changed = change_person(change, row, reason, fields)
    change.audit("person.corrected", f"person/{person_id}", " ".join(changed))
    return changed


def change_person(change: Change, row: PersonRow, reason: str, fields: dict[str, Any]) -> list[str]:
    """Fill in and correct fields of a person, with the keys they are found by.

    Returns:
        The names of the fields that differ.

    Raises:
        InputError: an answer is impossible or the reason is missing; by field.
    """
    new = {name: _tidy(value) for name, value in fields.items()}
    for name in new.keys() & {"surname", "forenames"}:
        new[name] = new[name] or ""
    as_new = NewPerson(**{name: getattr(row, name) for name in CORRECTABLE})
    problems = person_problems(replace(as_new, **new), change.today)
    if problems:
        raise InputError(problems)
    filled = [n for n, value in new.items() if not getattr(row, n) and value]
    for name in filled:
        setattr(row, name, new[name])
    corrected = change.correct(row, reason, **new)
    for name, key in _keys(row.surname, row.forenames).items():
        setattr(row, name, key)
    return sorted({*filled, *corrected})


def mark_person_in_error(workspace: Workspace, person_id: int, version: int, reason: str) -> None:
    """Take a person recorded by mistake out of lists and matches.

    Raises:
        InputError: the reason is missing.
        ConflictError: a case or another record still names the person, or somebody
            changed the record meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = found_person(change, person_id, version)
        if is_used(change.session, person_id):
            raise ConflictError(
                _("Other records name this person. Correct those first, or join the two people.")
            )
        change.mark_in_error(row, reason)
        change.audit("person.marked_in_error", f"person/{person_id}")


def take_back_person_error(workspace: Workspace, person_id: int) -> None:
    """Undo that a person was marked as recorded in error.

    Raises:
        NotFoundError: they are not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.session.get(PersonRow, person_id)
        if row is None or row.error_at is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        row.error_at = row.error_reason = None
        change.audit("person.error_taken_back", f"person/{person_id}")


def found_person(change: Change, person_id: int, version: int | None = None) -> PersonRow:
    """Return the row of a person who can be changed.

    Raises:
        NotFoundError: there is none, or it was joined to another or recorded in error.
        ConflictError: somebody changed it since it was read.
    """
    row = change.find(PersonRow, person_id, version)
    if row.joined_into_id is not None:
        raise NotFoundError(_("This person was joined with another record. Open that one instead."))
    return row


def _keys(surname: str, forenames: str) -> dict[str, str]:
    return {
        "surname_key": name_key(surname),
        "forenames_key": name_key(forenames),
        "sound_key": sound_key(surname),
    }


def _tidy(value: Any) -> Any:
    """Return typed text without blanks around it; nothing typed is None."""
    return value.strip() or None if isinstance(value, str) else value
