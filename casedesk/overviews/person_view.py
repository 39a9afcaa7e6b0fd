"""One person as their page shows them: who it is, what is dangerous to miss, who else is involved.

What a case tells of others is shown as far as the user at work may read cases.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.cases.model import CaseStatus
from casedesk.cases.people_in_case import role_title
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.dates import age_on
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part
from casedesk.i18n import catalogue_text
from casedesk.interventions.model import InterventionFilter, InterventionSummary
from casedesk.interventions.service import list_interventions
from casedesk.overviews.case_view import warnings_of
from casedesk.overviews.model import Caution, TimelineEntry
from casedesk.overviews.timeline import notes_of_person
from casedesk.people.matches import DIFFERENT
from casedesk.people.model import Certainty, PersonDetails, PersonLine, protected_now
from casedesk.people.service import person_details, person_lines
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_MOST_INVOLVED = 500


class CaseOfPerson(Struct, frozen=True):
    """A case that names the person, with what they are in it and who leads it."""

    id: int
    reference: str
    forum: str
    role: str
    status: CaseStatus
    opened_on: date
    closed_on: date | None
    left_on: date | None
    lead_agency: str


class InvolvedPerson(Struct, frozen=True):
    """Somebody else in the same cases; `parts` are role, reference and forum of each."""

    person: PersonLine
    parts: tuple[tuple[str, str, str], ...]


class PersonPage(Struct, frozen=True):
    """Everything a person's page shows; `different` were noted as somebody else, for good.

    `notes` are the contact notes without a case, the latest first; a case's are on its page.
    """

    person: PersonDetails
    age: int | None
    warnings: tuple[Caution, ...]
    cases: tuple[CaseOfPerson, ...]
    involved: tuple[InvolvedPerson, ...]
    interventions: tuple[InterventionSummary, ...]
    different: tuple[PersonLine, ...]
    notes: tuple[TimelineEntry, ...]


def person_page(workspace: Workspace, person_id: int, *, opening: bool = True) -> PersonPage:
    """Return a person's page; a joined record leads to the one it became.

    Args:
        workspace: the open partnership file.
        person_id: the person.
        opening: False where the page is open already and only asks again; else it is audited.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    person = person_details(workspace, person_id, opening=opening)
    known = person.born_on is not None and person.born_certainty is not Certainty.NOT_KNOWN
    with workspace.reading(Permission.READ_RECORDS) as session:
        return PersonPage(
            person=person,
            age=age_on(person.born_on, workspace.today()) if known and person.born_on else None,
            warnings=warnings_of(
                person.safe_contact,
                protected=protected_now(person.addresses),
            ),
            cases=_cases(session, person.id),
            involved=_involved(session, person.id),
            interventions=tuple(
                list_interventions(workspace, InterventionFilter(person_id=person.id))
            ),
            different=_different(session, person.id),
            notes=notes_of_person(workspace, session, person.id),
        )


def _cases(session: Session, person_id: int) -> tuple[CaseOfPerson, ...]:
    query = (
        select(
            CaseRow.id,
            CaseRow.reference,
            CaseRow.forum_id,
            CasePersonRow.role,
            CasePersonRow.forum_role_id,
            CasePersonRow.ended_on,
            CaseRow.status,
            CaseRow.opened_on,
            CaseRow.closed_on,
            CaseRow.lead_agency_id,
        )
        .join(CaseRow, CaseRow.id == CasePersonRow.case_id)
        .where(
            CasePersonRow.person_id == person_id,
            CasePersonRow.error_at.is_(None),
            CaseRow.error_at.is_(None),
        )
        .order_by(CaseRow.status == CaseStatus.CLOSED, CaseRow.opened_on.desc(), CaseRow.id.desc())
    )
    found = []
    for row in session.execute(query):
        lead = agencies().get(row.lead_agency_id or "")
        found.append(
            CaseOfPerson(
                id=row.id,
                reference=row.reference,
                forum=forum_title(row.forum_id),
                role=role_title(row.forum_id, row.forum_role_id, Part(row.role)),
                status=CaseStatus(row.status),
                opened_on=row.opened_on,
                closed_on=row.closed_on,
                left_on=row.ended_on,
                lead_agency="" if lead is None else catalogue_text(lead.title),
            )
        )
    return tuple(found)


_INVOLVED = text(
    'SELECT o.person_id, o.role, o.forum_role_id, c.reference, c.forum_id FROM case_person m'
    ' JOIN "case" c ON c.id = m.case_id AND c.error_at IS NULL'
    " JOIN case_person o ON o.case_id = m.case_id AND o.person_id <> m.person_id"
    " AND o.error_at IS NULL WHERE m.person_id = :person AND m.error_at IS NULL"
    " ORDER BY c.opened_on DESC, c.id DESC, o.id LIMIT :most"
)  # fmt: skip


def _involved(session: Session, person_id: int) -> tuple[InvolvedPerson, ...]:
    """Return who else is in the person's cases, those in the most of them first."""
    parts: dict[int, dict[tuple[str, str, str], None]] = {}
    for row in session.execute(_INVOLVED, {"person": person_id, "most": _MOST_INVOLVED}):
        role = role_title(row.forum_id, row.forum_role_id, Part(row.role))
        part = (role, row.reference, forum_title(row.forum_id))
        parts.setdefault(row.person_id, {})[part] = None
    lines = person_lines(session, parts)
    found = [InvolvedPerson(lines[i], tuple(said)) for i, said in parts.items() if i in lines]
    return tuple(sorted(found, key=lambda one: -len(one.parts)))


def forum_title(forum_id: str) -> str:
    """Return a forum's short title; its id where it is not known any more."""
    forum = forums().get(forum_id)
    return forum_id if forum is None else catalogue_text(forum.short_title)


_DIFFERENT = text(
    "SELECT first_id + second_id - :person FROM possible_match WHERE decision = :decision"
    " AND (first_id = :person OR second_id = :person) ORDER BY decided_at DESC"
)


def _different(session: Session, person_id: int) -> tuple[PersonLine, ...]:
    asked = {"person": person_id, "decision": DIFFERENT}
    ids: Sequence[int] = list(session.execute(_DIFFERENT, asked).scalars())
    lines = person_lines(session, ids)
    return tuple(lines[one] for one in ids if one in lines)
