"""Reads what is recorded of people, as plain values."""

import json
from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casedesk.dates import LONDON
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.people.matches import shown_addresses
from casedesk.people.model import (
    UNDO_DAYS,
    Address,
    Certainty,
    JoinedRecord,
    NameKind,
    OtherName,
    PersonDetails,
    PersonLine,
    Relation,
    SafeContact,
    shown_name,
)
from casedesk.people.protected_addresses import (
    address_hidden,
    hidden_places,
    may_see_addresses,
    place_text_shown,
)
from casedesk.people.tables import (
    PersonAddressRow,
    PersonJoinRow,
    PersonNameRow,
    PersonRow,
    RelationRow,
)
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Workspace


def person_details(workspace: Workspace, person_id: int, *, opening: bool = True) -> PersonDetails:
    """Return everything recorded of a person; a joined record leads to the one it became.

    Who only reads sees no address of somebody of whom one is protected, nor one where such a
    person lives or lived, and that it is so.

    Args:
        workspace: the open partnership file.
        person_id: the person.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(PersonRow, present_id(session, person_id))
        if row is None or row.error_at is not None:
            raise NotFoundError(_("This person is no longer there. Look at the list again."))
        found = _as_permitted(workspace, session, _details(session, row))
    if opening:
        workspace.note_view(f"person/{found.id}")
    return found


def _details(session: Session, row: PersonRow) -> PersonDetails:
    return PersonDetails(
        id=row.id,
        version=row.version,
        surname=row.surname,
        forenames=row.forenames,
        known_as=row.known_as,
        born_on=row.born_on,
        born_certainty=Certainty(row.born_certainty) if row.born_certainty else None,
        gender=row.gender,
        ethnicity_group=row.ethnicity_group,
        ethnicity_detail=row.ethnicity_detail,
        disabled=row.disabled,
        lgbt=row.lgbt,
        language=row.language,
        interpreter=row.interpreter,
        safe_contact=SafeContact(
            how=row.safe_contact_how,
            when=row.safe_contact_when,
            number=row.safe_contact_number,
            who_must_not_answer=row.safe_contact_not,
        ),
        recorded_at=row.recorded_at,
        other_names=_other_names(session, row.id),
        addresses=_addresses(session, row.id),
        relations=_relations(session, row.id),
        joined=_joined(session, row.id),
        corrections=_corrections(session, row.id),
    )


def _as_permitted(workspace: Workspace, session: Session, person: PersonDetails) -> PersonDetails:
    """Return the person without addresses and earlier values of them, unless they may be seen."""
    if may_see_addresses(workspace):
        return person
    addresses = addresses_shown(workspace, session, person.id)
    shown = place_text_shown(workspace, session)
    own = any(one.protected for one in person.addresses)
    return replace(
        person,
        addresses=addresses,
        corrections=tuple(
            replace(one, old_value=shown(one.old_value)) if one.field == "address" else one
            for one in person.corrections
            if not (own and one.field == "address")
        ),
    )


def addresses_shown(workspace: Workspace, session: Session, person_id: int) -> tuple[Address, ...]:
    """Return a person's addresses as the user at work may see them, the present one first.

    One protected address hides every address of that person, and a place hides itself where
    somebody else lives or lived of whom one is protected.
    """
    found = _addresses(session, person_id)
    hidden = hidden_places(workspace, session, {one.place_id for one in found})
    return tuple(
        replace(one, place_id=0, address=address_hidden(), postcode=None)
        if one.place_id in hidden
        else one
        for one in found
    )


def present_id(session: Session, person_id: int) -> int:
    """Return the record that a person's was joined into, in the end; else the same."""
    while True:
        into = session.scalar(select(PersonRow.joined_into_id).where(PersonRow.id == person_id))
        if into is None:
            return person_id
        person_id = into


_LINES = select(
    PersonRow.id,
    PersonRow.forenames,
    PersonRow.surname,
    PersonRow.known_as,
    PersonRow.born_on,
    PersonRow.born_certainty,
    PersonRow.recorded_at,
).where(text("person.id IN (SELECT value FROM json_each(:ids))"))


def person_lines(session: Session, ids: Iterable[int]) -> dict[int, PersonLine]:
    """Return people in one line each, by id; protected addresses are not shown."""
    wanted = sorted(set(ids))
    addresses = shown_addresses(session, wanted)
    rows = session.execute(_LINES, {"ids": json.dumps(wanted)})
    return {
        row.id: PersonLine(
            row.id,
            shown_name(row.forenames, row.surname, row.known_as),
            row.born_on,
            *addresses.get(row.id, ("", False)),
            row.recorded_at,
            Certainty(row.born_certainty) if row.born_certainty else None,
        )
        for row in rows
    }


def _corrections(session: Session, person_id: int) -> tuple[Correction, ...]:
    """Return what was corrected of a person and of what belongs to them, the earliest first."""
    found = list(corrections_in(session, PersonRow, person_id))
    for kind in (PersonNameRow, PersonAddressRow, RelationRow):
        corrected = (
            select(kind.id)
            .where(kind.person_id == person_id, kind.error_at.is_(None))
            .where(
                kind.id.in_(
                    select(CorrectionRow.record_id).where(
                        CorrectionRow.table_name == kind.__tablename__
                    )
                )
            )
        )
        for record_id in session.scalars(corrected):
            found.extend(corrections_in(session, kind, record_id))
    return tuple(sorted(found, key=lambda one: one.at))


def _other_names(session: Session, person_id: int) -> tuple[OtherName, ...]:
    query = (
        select(PersonNameRow.id, PersonNameRow.name, PersonNameRow.kind)
        .where(PersonNameRow.person_id == person_id, PersonNameRow.error_at.is_(None))
        .order_by(PersonNameRow.id)
    )
    return tuple(OtherName(row.id, row.name, NameKind(row.kind)) for row in session.execute(query))


def _addresses(session: Session, person_id: int) -> tuple[Address, ...]:
    """Return the addresses, those that have not ended first, the latest before the earlier."""
    query = (
        select(
            PersonAddressRow.id,
            PersonAddressRow.place_id,
            PlaceRow.address,
            PlaceRow.postcode,
            PersonAddressRow.protected,
            PersonAddressRow.from_on,
            PersonAddressRow.to_on,
            PersonAddressRow.version,
        )
        .join(PlaceRow, PlaceRow.id == PersonAddressRow.place_id)
        .where(PersonAddressRow.person_id == person_id, PersonAddressRow.error_at.is_(None))
        .order_by(
            PersonAddressRow.to_on.is_not(None),
            PersonAddressRow.to_on.desc(),
            PersonAddressRow.from_on.desc(),
            PersonAddressRow.id.desc(),
        )
    )
    return tuple(Address(*row) for row in session.execute(query))


def _relations(session: Session, person_id: int) -> tuple[Relation, ...]:
    rows = session.execute(
        select(
            RelationRow.id,
            RelationRow.person_id,
            RelationRow.other_id,
            RelationRow.kind,
            RelationRow.ended_on,
        )
        .where(
            (RelationRow.person_id == person_id) | (RelationRow.other_id == person_id),
            RelationRow.error_at.is_(None),
        )
        .order_by(RelationRow.id)
    ).all()
    names = person_lines(session, {i for row in rows for i in (row.person_id, row.other_id)})
    found = []
    for row in rows:
        outward = row.person_id == person_id
        other = row.other_id if outward else row.person_id
        found.append(Relation(row.id, other, names[other].name, row.kind, outward, row.ended_on))
    return tuple(found)


def _joined(session: Session, person_id: int) -> tuple[JoinedRecord, ...]:
    query = (
        select(
            PersonJoinRow.id,
            PersonRow.id.label("person_id"),
            PersonRow.forenames,
            PersonRow.surname,
            PersonRow.known_as,
            PersonRow.born_on,
            PersonJoinRow.at,
        )
        .join(PersonRow, PersonRow.id == PersonJoinRow.joined_id)
        .where(PersonJoinRow.kept_id == person_id, PersonJoinRow.undone_at.is_(None))
        .order_by(PersonJoinRow.id)
    )
    return tuple(
        JoinedRecord(
            join_id=row.id,
            person_id=row.person_id,
            name=shown_name(row.forenames, row.surname, row.known_as),
            born_on=row.born_on,
            at=row.at,
            until=row.at.astimezone(LONDON).date() + timedelta(days=UNDO_DAYS),
        )
        for row in session.execute(query)
    )
