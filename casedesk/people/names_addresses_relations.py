"""A person's other names, addresses and relations: added, corrected, ended, marked in error."""

from datetime import date

from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.model import Address, NameKind, PersonPart
from casedesk.people.records import found_person
from casedesk.people.tables import PersonAddressRow, PersonNameRow, RelationRow
from casedesk.places.service import place_of
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Change, Workspace

_Row = PersonNameRow | PersonAddressRow | RelationRow


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


def correct_name(
    workspace: Workspace, name_id: int, name: str, kind: NameKind, reason: str
) -> None:
    """Correct another name of a person; the old one stays, struck.

    Raises:
        InputError: the name is blank, or the reason is missing.
    """
    if not name.strip():
        raise InputError({"name": _("Enter the name.")})
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonNameRow, name_id)
        changed = change.correct(row, reason, name=" ".join(name.split()), kind=kind)
        change.audit("person.name_corrected", f"person/{row.person_id}", " ".join(changed))


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
        row = PersonAddressRow(person_id=person_id, protected=protected, from_on=from_on)
        return _add_address(change, row, address, postcode)


def move_address(
    workspace: Workspace,
    before: Address,
    address: str,
    postcode: str | None = None,
    *,
    protected: bool = False,
    from_on: date | None = None,
) -> int:
    """Record where a person moved to, and that they live no longer where they did; both or none.

    Args:
        workspace: the open file.
        before: the address that ends, on the first day of the new one; today if that is not known.
        address: the new address in words.
        postcode: if it is known.
        protected: the new address must not be told.
        from_on: since which day, if it is known.

    Returns:
        The id of the new address.

    Raises:
        InputError: neither an address nor a postcode, or a day that does not fit.
        ConflictError: somebody changed the earlier address meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE, Topic.PLACES) as change:
        old = change.find(PersonAddressRow, before.id, before.version)
        row = PersonAddressRow(person_id=old.person_id, protected=protected, from_on=from_on)
        made = _add_address(change, row, address, postcode)
        last = from_on or change.today
        if old.from_on is not None and last < old.from_on:
            text = _("The present address begins after this day. Check the day.")
            raise InputError({"from_on": text})
        old.to_on = last
        change.audit("person.address_ended", f"person/{old.person_id}", "to_on")
        return made


def take_back_move(workspace: Workspace, made: int, before_id: int, reason: str) -> None:
    """Undo that a person moved: the new address was an error, the earlier one has not ended.

    Raises:
        ConflictError: somebody changed the new address meanwhile.
        NotFoundError: one of them is no longer there.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row, old = change.find(PersonAddressRow, made, 1), change.find(PersonAddressRow, before_id)
        change.mark_in_error(row, reason)
        old.to_on = None
        change.audit("person.address_marked_in_error", f"person/{row.person_id}", "address")
        change.audit("person.address_end_taken_back", f"person/{row.person_id}", "address")


def correct_address(
    workspace: Workspace,
    address_id: int,
    version: int,
    reason: str,
    *,
    address: str,
    postcode: str | None,
    protected: bool,
    from_on: date | None,
) -> None:
    """Correct where a person lives or lived; what stood there stays, struck.

    Raises:
        InputError: neither an address nor a postcode, a day that does not fit, or no reason.
        ConflictError: somebody changed the address meanwhile.
    """
    topics = (Topic.PEOPLE, Topic.PLACES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(PersonAddressRow, address_id, version)
        if from_on is not None and from_on > min(row.to_on or change.today, change.today):
            raise InputError({"from_on": _("This day lies too late. Check it.")})
        if row.from_on is None:
            row.from_on = from_on  # filled in
        changed = change.correct(row, reason, protected=protected, from_on=from_on)
        place_id = place_of(change, address, postcode)
        if place_id != row.place_id:
            changed.append("address")
            _keep_old_address(change, row, reason)
            row.place_id = place_id
        change.audit("person.address_corrected", f"person/{row.person_id}", " ".join(changed))


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
    """Record the last day on which a person lived at an address; an earlier one stays, struck.

    Raises:
        InputError: the day lies before the first, or in the future.
        ConflictError: somebody changed the address meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(PersonAddressRow, address_id, version)
        _check_end(to_on, row.from_on, change.today)
        _set_end(change, row, "to_on", to_on)
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


def correct_relation(workspace: Workspace, relation_id: int, kind: str, reason: str) -> None:
    """Correct what a person is to another; what stood there stays, struck.

    Raises:
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(RelationRow, relation_id)
        changed = change.correct(row, reason, kind=kind)
        change.audit("person.relation_corrected", f"person/{row.person_id}", " ".join(changed))


def end_relation(workspace: Workspace, relation_id: int, ended_on: date) -> None:
    """Record the day on which a relation ended; an earlier one stays, struck.

    Raises:
        InputError: the day lies in the future.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = change.find(RelationRow, relation_id)
        _check_end(ended_on, None, change.today)
        _set_end(change, row, "ended_on", ended_on)
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


def take_back_error(workspace: Workspace, part: PersonPart, record_id: int) -> None:
    """Undo that a name, address or relation was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked, or the person is gone meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = _row(change, part, record_id)
        if row is None or row.error_at is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        found_person(change, row.person_id)
        row.error_at = row.error_reason = None
        change.audit(f"person.{part}_error_taken_back", f"person/{row.person_id}", part)


def take_back_end(
    workspace: Workspace, part: PersonPart, record_id: int, before: date | None = None
) -> None:
    """Undo that an address or a relation ended; `before` is the day on which it had already.

    Raises:
        NotFoundError: there is none, or it was marked as recorded in error.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PEOPLE) as change:
        row = _row(change, part, record_id)
        if row is None or row.error_at is not None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        if isinstance(row, PersonAddressRow):
            row.to_on = before
        elif isinstance(row, RelationRow):
            row.ended_on = before
        change.audit(f"person.{part}_end_taken_back", f"person/{row.person_id}", part)


def _add_address(change: Change, row: PersonAddressRow, address: str, postcode: str | None) -> int:
    found_person(change, row.person_id)
    if row.from_on is not None and row.from_on > change.today:
        raise InputError({"from_on": _("This day lies in the future. Check it.")})
    row.place_id = place_of(change, address, postcode)
    made = change.add(row).id
    change.audit("person.address_added", f"person/{row.person_id}", "address")
    return made


def _set_end(change: Change, row: PersonAddressRow | RelationRow, name: str, last: date) -> None:
    """Fill in a last day; one that was recorded before is corrected."""
    if getattr(row, name) is None:
        setattr(row, name, last)
    else:
        change.correct(row, _("Another last day was given."), **{name: last})


def _keep_old_address(change: Change, row: PersonAddressRow, reason: str) -> None:
    if not reason.strip():
        raise InputError({"reason": _("Say why this is corrected.")})
    place = change.find(PlaceRow, row.place_id)
    change.session.add(
        CorrectionRow(
            table_name=PersonAddressRow.__tablename__,
            record_id=row.id,
            field="address",
            old_value=", ".join(filter(None, (place.address, place.postcode))),
            reason=reason.strip(),
            at=change.now,
            account_id=change.user.id,
        )
    )


def _check_end(day: date, first: date | None, today: date) -> None:
    if day > today:
        raise InputError({"to_on": _("This day lies in the future. Check it.")})
    if first is not None and day < first:
        raise InputError({"to_on": _("This day lies before the first. Check both.")})


def _row(change: Change, part: PersonPart, record_id: int) -> _Row | None:
    if part is PersonPart.NAME:
        return change.session.get(PersonNameRow, record_id)
    if part is PersonPart.ADDRESS:
        return change.session.get(PersonAddressRow, record_id)
    return change.session.get(RelationRow, record_id)
