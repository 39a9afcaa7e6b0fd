"""The rows that a new referral makes beside its own: reference, case and people."""

from sqlalchemy import select

from casedesk.cases.repeats import after_joining
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import InputError
from casedesk.forums.catalogue import Forum
from casedesk.forums.model import Part, part_of, reference_prefix
from casedesk.i18n import _
from casedesk.people.model import NewPerson
from casedesk.people.service import add_person
from casedesk.people.tables import PersonRow
from casedesk.referrals.model import NewReferral
from casedesk.referrals.tables import ReferralRow
from casedesk.workspace.references import next_reference
from casedesk.workspace.workspace import Change

_DIGITS = 3  # M-2026-014


def new_reference(change: Change, new: NewReferral, forum: Forum) -> str:
    """Return the reference that was typed, or the next one of the forum's year.

    Raises:
        InputError: the reference that was typed is taken.
    """
    given = (new.reference or "").strip()
    if not given:
        year = (new.fields.received_on or change.today).year
        prefix = f"{reference_prefix(forum)}-{year}-"
        columns = (CaseRow.reference, ReferralRow.reference)
        free = [next_reference(change.session, column, prefix, _DIGITS) for column in columns]
        return max(free, key=lambda reference: (len(reference), reference))
    taken = (
        select(CaseRow.id)
        .where(CaseRow.reference == given)
        .union(select(ReferralRow.id).where(ReferralRow.reference == given))
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
            subject_name="" if new.subject is not None else new.address.strip(),
            place_id=place_id,
            lead_agency_id=lead,
            children_in_household=fields.children_in_household,
            risk_tool_id=fields.risk_tool_id,
            risk_score=fields.risk_score,
        )
    )


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
        return add_person(change, person)
    change.find(PersonRow, person)
    return after_joining(change.session, [person])[person]
