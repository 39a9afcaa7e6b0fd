"""Finds out what a recipient must not receive, and holds a document against it.

The last step before anything is written. If it cannot be done, nothing is written.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.cases.model import BarredPart
from casedesk.cases.must_not_receive import barred_in
from casedesk.cases.tables import CasePersonRow
from casedesk.contacts.model import ContactKind
from casedesk.documents.model import Document, Hit, Recipient
from casedesk.documents.rules import Guarded, hits, telephone_numbers
from casedesk.forums.model import Part
from casedesk.people.protected_addresses import protected_addresses
from casedesk.people.service import present_id
from casedesk.people.tables import PersonNameRow, PersonRow

_LETTERS_ARE_SAFE = frozenset(
    (ContactKind.LETTER.value, "letters", "post", "by letter", "by post", "llythyr", "drwy lythyr")
)
# A letter or a notice may go to who causes harm: it is how the law reaches them.
_NEVER_SERVED = frozenset((BarredPart.DISCUSSION, BarredPart.RISK))


def what_stops(session: Session, document: Document, recipient: Recipient) -> tuple[Hit, ...]:
    """Return every place of a document that this recipient must not receive."""
    return hits(document, guarded_for(session, document, recipient))


def guarded_for(session: Session, document: Document, recipient: Recipient) -> Guarded:
    """Return what a recipient must not find in a document.

    A person may have their own address and number; everybody else's stay guarded.
    """
    person_id = recipient.person_id
    if person_id is not None:
        person_id = present_id(session, person_id)
    agency = agencies().get(recipient.agency_id or "")
    not_answering, names = _of_people(session, document.case_ids)
    return Guarded(
        addresses=protected_addresses(session, besides=person_id),
        numbers=_numbers(session, besides=person_id),
        not_answering=not_answering,
        names=names,
        barred=_barred(session, document, recipient.agency_id, person_id),
        sees_people=agency is None or agency.sees_people,
        no_letters=person_id is not None and not _may_be_written_to(session, person_id),
    )


def _numbers(session: Session, besides: int | None) -> frozenset[str]:
    """Return the numbers of everybody else; a record joined into theirs is the recipient's own."""
    query = select(PersonRow.safe_contact_number).where(
        PersonRow.safe_contact_number.is_not(None), PersonRow.error_at.is_(None)
    )
    if besides is not None:
        own = func.coalesce(PersonRow.joined_into_id, PersonRow.id)
        query = query.where(own != besides)
    return frozenset(
        one for text in session.scalars(query) for one in telephone_numbers(text or "")
    )


def _of_people(
    session: Session, case_ids: Collection[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return who must not answer and the names of everybody, for the people of these cases."""
    ids = select(CasePersonRow.person_id).where(
        CasePersonRow.case_id.in_(case_ids), CasePersonRow.error_at.is_(None)
    )
    people = session.execute(
        select(
            PersonRow.safe_contact_not,
            PersonRow.surname,
            PersonRow.forenames,
            PersonRow.known_as,
        ).where(PersonRow.id.in_(ids))
    ).all()
    others = session.scalars(
        select(PersonNameRow.name).where(
            PersonNameRow.person_id.in_(ids), PersonNameRow.error_at.is_(None)
        )
    )
    names = {name for _not, *found in people for name in found if name}
    return frozenset(one[0] for one in people if one[0]), frozenset(names | set(others))


def _barred(
    session: Session, document: Document, agency_id: str | None, person_id: int | None
) -> dict[int, frozenset[BarredPart]]:
    found: defaultdict[int, set[BarredPart]] = defaultdict(set)
    for case_id in document.case_ids:
        for one in barred_in(session, case_id):
            mine = one.agency_id == agency_id if one.agency_id else one.person_id == person_id
            if mine:
                found[case_id].add(one.part)
        if person_id is not None and _causes_harm(session, case_id, person_id):
            served = document.is_served
            found[case_id] |= _NEVER_SERVED if served else {BarredPart.EVERYTHING}
    return {case_id: frozenset(parts) for case_id, parts in found.items()}


def _causes_harm(session: Session, case_id: int, person_id: int) -> bool:
    query = select(func.count()).where(
        CasePersonRow.case_id == case_id,
        CasePersonRow.person_id == person_id,
        CasePersonRow.role == Part.HARMING,
        CasePersonRow.error_at.is_(None),
    )
    return bool(session.scalar(query))


def _may_be_written_to(session: Session, person_id: int) -> bool:
    """Tell whether a letter keeps the rules of safe contact; without rules it does."""
    row = session.execute(
        select(PersonRow.safe_contact_how, PersonRow.safe_contact_not).where(
            PersonRow.id == person_id
        )
    ).one()
    how = (row.safe_contact_how or "").strip().casefold()
    return how in _LETTERS_ARE_SAFE if how else not (row.safe_contact_not or "").strip()
