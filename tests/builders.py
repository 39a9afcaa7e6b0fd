"""Makes valid records; a test names only what it is about."""

from datetime import date
from typing import Any

from sqlalchemy import select

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.contacts.model import ContactNote
from casedesk.contacts.service import note_details
from casedesk.contacts.tables import ContactNoteRow
from casedesk.deadlines.model import Deadline
from casedesk.interventions.service import get_intervention
from casedesk.meetings.model import MeetingSummary
from casedesk.overviews.service import meeting_page
from casedesk.people.model import NewPerson
from casedesk.people.rules import name_key, sound_key
from casedesk.people.tables import PersonRow
from casedesk.places.service import place_of
from casedesk.places.tables import PlaceRow
from casedesk.referrals.model import (
    CriterionMet,
    Involved,
    NewReferral,
    ReferralFields,
    ReferringAgency,
)
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.storage.base import Base
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.workspace import Workspace

RECEIVED = date(2026, 11, 2)


def a_case(workspace: Workspace, **given: Any) -> int:
    """Record a case and return its id."""
    usual = {"reference": "M-2026-014", "forum_id": "marac", "opened_on": RECEIVED}
    return _added(workspace, CaseRow(**{**usual, **given}))


def a_referral(workspace: Workspace, case_id: int, **given: Any) -> int:
    """Record a referral that led to `case_id` and return its id."""
    usual = {"reference": f"R-{case_id:04}", "forum_id": "marac", "received_on": RECEIVED}
    return _added(workspace, ReferralRow(case_id=case_id, **{**usual, **given}))


def a_person(workspace: Workspace, surname: str = "Quarrington", **given: Any) -> int:
    """Record a person and return the id."""
    keys = {
        "surname_key": name_key(surname),
        "forenames_key": name_key(given.get("forenames", "")),
        "sound_key": sound_key(surname),
    }
    return _added(workspace, PersonRow(surname=surname, **{**keys, **given}))


def a_place(workspace: Workspace, address: str = "12 Mill Court", **given: Any) -> int:
    """Record a place and return its id."""
    usual = {"postcode": "QX4 1BR", "place_key": f"{address.casefold()} qx41br"}
    return _added(workspace, PlaceRow(address=address, **{**usual, **given}))


def add_place(workspace: Workspace, address: str, postcode: str | None = None) -> int:
    """Record a place as a referral does, or find it if it is known; return its id."""
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.PLACES) as change:
        place_id = place_of(change, address, postcode)
        change.audit("test.recorded", f"place/{place_id}")
        return place_id


def new_referral(**given: Any) -> NewReferral:
    """Return a referral to the MARAC, not recorded yet, that lacks nothing."""
    fields: dict[str, Any] = {
        "received_on": date(2026, 11, 12),
        "referrer_name": "PC Owen Tate",
        "reason": "Threats at the door.",
        "told_and_wants": "told_agrees",
        "safe_to_tell": "yes",
        "lawful_basis_id": "public_task_safeguarding",
    }
    harming = NewPerson(surname="Pugh", forenames="Gareth", born_on=date(1985, 1, 9))
    rest: dict[str, Any] = {
        "forum_id": "marac",
        "subject": NewPerson(surname="Morgan", forenames="Siân", born_on=date(1988, 5, 3)),
        "agencies": (ReferringAgency("police"), ReferringAgency("idva")),
        "others": (Involved(harming, "person_causing_harm", "ex_partner"),),
        "criteria": (CriterionMet("escalation", "Three reports in eight weeks."),),
    }
    for name, value in given.items():
        (fields if name in ReferralFields.__struct_fields__ else rest)[name] = value
    return NewReferral(fields=ReferralFields(**fields), **rest)


def people_of(workspace: Workspace, case_id: int) -> list[int]:
    """Return the ids of the people of a case, the subject first."""
    query = (
        select(CasePersonRow.person_id)
        .where(CasePersonRow.case_id == case_id)
        .order_by(CasePersonRow.id)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(session.scalars(query))


def notes_of(workspace: Workspace, **about: int | None) -> list[ContactNote]:
    """Return the contact notes of a `case_id` or `person_id` in the order of their entry."""
    query = select(ContactNoteRow.id).filter_by(**about, error_at=None).order_by(ContactNoteRow.id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = list(session.scalars(query))
    return [note_details(workspace, one, opening=False) for one in found]


def the_meeting(workspace: Workspace, meeting_id: int) -> MeetingSummary:
    """Return a meeting as its page reads it."""
    return meeting_page(workspace, meeting_id).meeting


def the_deadline(workspace: Workspace, intervention_id: int, rule_id: str) -> Deadline:
    """Return one deadline of the use of a power, with how it was worked out."""
    found = get_intervention(workspace, intervention_id, opening=False).deadlines
    return next(one.deadline for one in found if one.deadline.id == rule_id)


def corrections_of(
    workspace: Workspace, kind: type[Base], record_id: int
) -> tuple[Correction, ...]:
    """Return what a record held before it was corrected."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return corrections_in(session, kind, record_id)


def _added(workspace: Workspace, row: Base) -> int:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.add(row)
        change.audit("test.recorded", row.__tablename__)
    return int(row.id)  # type: ignore[attr-defined]
