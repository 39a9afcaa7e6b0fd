"""What is recorded of people: entered, corrected, added to, marked in error."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.model import NameKind, NewPerson
from casedesk.people.references import is_used
from casedesk.people.rules import name_key, person_problems, sound_key
from casedesk.people.tables import PersonAddressRow, PersonNameRow, PersonRow, RelationRow
from casedesk.places.service import place_of
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_BESIDE = frozenset(("address", "postcode", "address_protected", "different_from"))
CORRECTABLE = frozenset(NewPerson.__dataclass_fields__) - _BESIDE  # columns of the person's row


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
    if new.address.strip() or (new.postcode or "").strip():
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


def correct_person(
    workspace: Workspace, person_id: int, version: int, reason: str = "", **fields: Any
) -> None:
    """Correct a person, or fill in what was not known.

    What was empty is filled in without a reason; what differs is corrected and the old
    value stays, struck.

    Args:
        workspace: the open file.
        person_id: the person.
        version: what was read with the details.
        reason: why, needed as soon as something recorded differs.
        **fields: any field of `NewPerson` but the address.

    Raises:
        InputError: an answer is impossible or the reason is missing; by field.
        ConflictError: somebody changed the record meanwhile.
        NotFoundError: it was joined to another, or recorded in error.
    """
    if not fields.keys() <= CORRECTABLE:
        raise TypeError("not a field of a person")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE, Topic.CASES) as change:
        row = found_person(change, person_id, version)
        changed = change_person(change, row, reason, fields)
        change.audit("person.corrected", f"person/{person_id}", " ".join(changed))


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


def add_name(workspace: Workspace, person_id: int, name: str, kind: NameKind) -> int:
    """Record another name of a person and return its id.

    Raises:
        InputError: the name is blank.
    """
    if not name.strip():
        raise InputError({"name": _("Enter the name.")})
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        found_person(change, person_id)
        row = PersonNameRow(person_id=person_id, name=" ".join(name.split()), kind=kind)
        change.add(row)
        change.audit("person.name_added", f"person/{person_id}", "name")
        return row.id


def mark_name_in_error(workspace: Workspace, name_id: int, reason: str) -> None:
    """Take another name recorded by mistake out of a person's names and out of matches.

    Raises:
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonNameRow, name_id)
        change.mark_in_error(row, reason)
        change.audit("person.name_marked_in_error", f"person/{row.person_id}", "name")


def add_address(
    workspace: Workspace,
    person_id: int,
    address: str,
    postcode: str | None = None,
    *,
    protected: bool = False,
    from_on: date | None = None,
) -> int:
    """Record where a person lives and return the id of that address.

    Args:
        workspace: the open file.
        person_id: the person.
        address: the address in words.
        postcode: if it is known.
        protected: it must not be told; it leaves lists, matches and outputs.
        from_on: since which day, if it is known.

    Raises:
        InputError: neither an address nor a postcode, or a day in the future.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE, Topic.PLACES) as change:
        found_person(change, person_id)
        if from_on is not None and from_on > change.today:
            raise InputError({"from_on": _("This day lies in the future. Check it.")})
        row = change.add(
            PersonAddressRow(
                person_id=person_id,
                place_id=place_of(change, address, postcode),
                protected=protected,
                from_on=from_on,
            )
        )
        change.audit("person.address_added", f"person/{person_id}", "address")
        return row.id


def protect_address(
    workspace: Workspace, address_id: int, version: int, *, protected: bool, reason: str
) -> None:
    """Protect an address from now on, or lift the protection.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the address meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonAddressRow, address_id, version)
        change.correct(row, reason, protected=protected)
        change.audit("person.address_protection_set", f"person/{row.person_id}", "protected")


def end_address(workspace: Workspace, address_id: int, version: int, to_on: date) -> None:
    """Record the last day on which a person lived at an address.

    Raises:
        InputError: the day lies before the first, or in the future.
        ConflictError: somebody changed the address meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonAddressRow, address_id, version)
        _check_end(to_on, row.from_on, change.today)
        row.to_on = to_on
        change.audit("person.address_ended", f"person/{row.person_id}", "to_on")


def mark_address_in_error(workspace: Workspace, address_id: int, version: int, reason: str) -> None:
    """Take an address recorded by mistake out of a person's addresses.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the address meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonAddressRow, address_id, version)
        change.mark_in_error(row, reason)
        change.audit("person.address_marked_in_error", f"person/{row.person_id}", "address")


def add_relation(workspace: Workspace, person_id: int, other_id: int, kind: str) -> int:
    """Record what a person is to another, such as parent, and return the id.

    Raises:
        InputError: both are the same person.
    """
    if person_id == other_id:
        raise InputError({"other": _("Choose another person.")})
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        found_person(change, person_id)
        found_person(change, other_id)
        row = change.add(RelationRow(person_id=person_id, other_id=other_id, kind=kind))
        change.audit("person.relation_added", f"person/{person_id}", f"person/{other_id}")
        return row.id


def end_relation(workspace: Workspace, relation_id: int, ended_on: date) -> None:
    """Record the day on which a relation ended.

    Raises:
        InputError: the day lies in the future.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(RelationRow, relation_id)
        _check_end(ended_on, None, change.today)
        row.ended_on = ended_on
        change.audit("person.relation_ended", f"person/{row.person_id}", "ended_on")


def mark_relation_in_error(workspace: Workspace, relation_id: int, reason: str) -> None:
    """Take a relation recorded by mistake off both people.

    Raises:
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(RelationRow, relation_id)
        change.mark_in_error(row, reason)
        change.audit("person.relation_marked_in_error", f"person/{row.person_id}", "relation")


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


def _check_end(day: date, first: date | None, today: date) -> None:
    if day > today:
        raise InputError({"to_on": _("This day lies in the future. Check it.")})
    if first is not None and day < first:
        raise InputError({"to_on": _("This day lies before the first. Check both.")})


def _keys(surname: str, forenames: str) -> dict[str, str]:
    return {
        "surname_key": name_key(surname),
        "forenames_key": name_key(forenames),
        "sound_key": sound_key(surname),
    }


def _tidy(value: Any) -> Any:
    """Return typed text without blanks around it; nothing typed is None."""
    return value.strip() or None if isinstance(value, str) else value
