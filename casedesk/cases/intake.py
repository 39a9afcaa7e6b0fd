"""The rows that a new referral makes beside its own: reference, case and people."""

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import func, select

from casedesk.cases.repeats import after_joining
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import InputError, NotFoundError
from casedesk.forums.catalogue import Forum
from casedesk.forums.model import Part, part_of, reference_prefix
from casedesk.i18n import _
from casedesk.people.model import NewPerson
from casedesk.people.service import add_person, record_different
from casedesk.people.tables import PersonRow
from casedesk.places.rules import tidy_postcode
from casedesk.places.tables import PlaceRow
from casedesk.referrals.model import NewReferral
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.references import next_reference
from casedesk.workspace.workspace import Change

_DIGITS = 3  # M-2026-014


def new_reference(change: Change, new: NewReferral, forum: Forum) -> str:
    """Return the reference that was typed, or the next one of the forum's year.

    Raises:
        InputError: the reference that was typed is taken.
    """
    given = " ".join((new.reference or "").split())
    if not given:
        year = (new.fields.received_on or change.today).year
        prefix = f"{reference_prefix(forum)}-{year}-"
        columns = (CaseRow.reference, ReferralRow.reference)
        free = [next_reference(change.session, column, prefix, _DIGITS) for column in columns]
        return max(free, key=lambda reference: (len(reference), reference))
    alike = {given, given.upper(), given.lower()}  # b1 and B1 would be taken for each other
    taken = (
        select(CaseRow.id)
        .where(CaseRow.reference.in_(alike))
        .union(select(ReferralRow.id).where(ReferralRow.reference.in_(alike)))
    )
    if change.session.execute(taken).first():
        raise InputError({"reference": _("This reference is taken. Enter another one.")})
    return given


def open_case(change: Change, new: NewReferral, reference: str, place_id: int | None) -> CaseRow:
    """Open the case of a new referral."""
    lead = new.agencies[0].agency_id if new.agencies else None
    fields = new.fields
    return change.add(
        CaseRow(
            reference=reference,
            forum_id=new.forum_id,
            opened_on=fields.received_on or change.today,
            subject_name="" if new.subject is not None else _address(new),
            place_id=place_id,
            lead_agency_id=lead,
            children_in_household=fields.children_in_household,
            risk_tool_id=fields.risk_tool_id,
            risk_score=fields.risk_score,
        )
    )


def _address(new: NewReferral) -> str:
    return new.address.strip() or tidy_postcode(new.postcode) or ""


def add_people(change: Change, new: NewReferral, forum: Forum, case_id: int) -> int | None:
    """Put everybody whom the referral names into its case and return the subject's id."""
    subject_id = None
    if new.subject is not None:
        subject_id = recorded_person(change, new.subject)
        subject_role = next((role.id for role in forum.person_roles if role.subject), None)
        change.add(
            CasePersonRow(
                case_id=case_id, person_id=subject_id, role=Part.SUBJECT, forum_role_id=subject_role
            )
        )
    for other in new.others:
        role = forum.role(other.role_id)
        change.add(
            CasePersonRow(
                case_id=case_id,
                person_id=recorded_person(change, other.person),
                role=Part.OTHER if role is None else part_of(role),
                forum_role_id=other.role_id,
                relationship_kind=other.relationship,
                note=other.note,
            )
        )
    return subject_id


def recorded_person(change: Change, person: int | NewPerson) -> int:
    """Return the id of a person: of the record chosen, after joining, or of a new one.

    Raises:
        NotFoundError: the person chosen is no longer there.
    """
    if isinstance(person, NewPerson):
        person_id = add_person(change, person)
        tell_apart(change, ((person_id, other) for other in person.different_from))
        return person_id
    change.find(PersonRow, person)
    return after_joining(change.session, [person])[person]


def tell_apart(change: Change, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Mark recorded people as different for good and return the pairs that were marked.

    Who may not decide on possible matches has only looked; a record that is gone meanwhile has
    nothing more to be told apart from.
    """
    if not change.user.may(Permission.JOIN_PEOPLE):
        return ()
    marked = []
    for pair in pairs:
        one, other = (after_joining(change.session, [part])[part] for part in pair)
        with suppress(NotFoundError):
            if one != other:
                record_different(change, one, other)
                marked.append((one, other))
    return tuple(marked)


def last_ids(change: Change) -> tuple[int, int]:
    """Return the highest ids of people and places; nobody else adds any within the change."""
    person = change.session.scalar(select(func.max(PersonRow.id)))
    place = change.session.scalar(select(func.max(PlaceRow.id)))
    return person or 0, place or 0


def made_since(change: Change, last: tuple[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the people and places that a change recorded after `last_ids`."""
    people = select(PersonRow.id).where(PersonRow.id > last[0]).order_by(PersonRow.id)
    places = select(PlaceRow.id).where(PlaceRow.id > last[1]).order_by(PlaceRow.id)
    return tuple(change.session.scalars(people)), tuple(change.session.scalars(places))
