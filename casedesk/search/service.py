"""Search over people, cases and places by the beginnings of words."""

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from casedesk.attachments.tables import AttachmentRow
from casedesk.cases.standing import case_stands
from casedesk.cases.subject_shown import named_as_seen
from casedesk.cases.tables import CaseRow
from casedesk.people.service import person_lines
from casedesk.people.tables import PersonRow
from casedesk.places.service import places_by_id, places_found
from casedesk.search.model import CaseHit, FileHit, PersonHit, SearchHits
from casedesk.security.roles import Permission
from casedesk.workspace.full_text import SHORTEST, case_query, person_query, prefix_query
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace

__all__ = ["MOST_RANKED", "SHORTEST", "prefix_query", "search"]

MOST_RANKED = 2000  # hits: ranking more takes longer than typing the next letter


def search(workspace: Workspace, words: str, limit: int = 20) -> SearchHits:
    """Return people, cases and places that hold every word, or begin with it.

    Accents and case do not count. Joined records and records in error are never found;
    people are found by every name and by their telephone number, cases by their
    reference and by everybody in them.

    Args:
        workspace: the open file.
        words: what is typed; below three characters only what is whole: a reference, a name of two.
        limit: how many of each kind at most.
    """
    query, wanted_case, who = prefix_query(words), case_query(words), person_query(words)
    if not wanted_case and not who:
        return SearchHits()
    with workspace.reading(Permission.READ_RECORDS) as session:
        cases = _cases(workspace, session, _ranked(session, "case_index", wanted_case, limit))
        people = _people(session, _ranked(session, "person_index", who, limit))
        places = places_found(session, query, limit) if query else ()
    return SearchHits(people, cases, tuple(places))


def recalled(workspace: Workspace, people: Sequence[int], places: Sequence[int]) -> SearchHits:
    """Return people and places by id as `search` would; without those it would not find any more.

    So nobody has to keep names of what was looked at: they are asked when they are shown.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        still = PersonRow.error_at.is_(None) & PersonRow.joined_into_id.is_(None)
        there = session.scalars(select(PersonRow.id).where(PersonRow.id.in_(people), still)).all()
        return SearchHits(_people(session, list(there)), places=places_by_id(session, places))


def recalled_files(workspace: Workspace, ids: Sequence[int]) -> list[FileHit]:
    """Return attachments by id with what tells them apart, as `recalled` does people."""
    query = (
        select(
            AttachmentRow.id,
            AttachmentRow.title,
            AttachmentRow.recorded_at.label("added_at"),
            AccountRow.name.label("added_by"),
            func.coalesce(CaseRow.reference, "").label("case_reference"),
        )
        .join(AccountRow, AccountRow.id == AttachmentRow.recorded_by)
        .outerjoin(CaseRow, CaseRow.id == AttachmentRow.case_id)
        .where(
            AttachmentRow.id.in_(ids),
            AttachmentRow.error_at.is_(None),
            case_stands(AttachmentRow.case_id),
        )
    )
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        return [FileHit(**row._mapping) for row in session.execute(query)]


_INDEXES = ("person_index", "case_index")
_HITS = {
    index: text(
        f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH :query LIMIT :most)"
    )
    for index in _INDEXES
}
# The index ranks by itself, but only all of its hits. Measured at 50,000 people: faster
# for several words, half as fast for one.
_RANKED = {
    index: text(f"SELECT rowid FROM {index} WHERE {index} MATCH :query ORDER BY rank LIMIT :limit")
    for index in _INDEXES
}
_NEWEST_RANKED = {
    index: text(
        f"SELECT rowid FROM (SELECT rowid, rank FROM {index} WHERE {index} MATCH :query "
        "ORDER BY rowid DESC LIMIT :most) ORDER BY rank, rowid LIMIT :limit"
    )
    for index in _INDEXES
}
_THEIR_CASES = text(
    "SELECT person_id FROM case_person WHERE error_at IS NULL "
    "AND person_id IN (SELECT value FROM json_each(:ids))"
)
_CASES = select(
    CaseRow.id,
    CaseRow.reference,
    CaseRow.subject_name,
    CaseRow.forum_id,
    CaseRow.status,
    CaseRow.opened_on,
).where(text('"case".id IN (SELECT value FROM json_each(:ids))'))


def _ranked(session: Session, index: str, query: str, limit: int) -> list[int]:
    """Return the best hits, of the newest records only where very many match."""
    if not query:
        return []
    asked = {"query": query, "most": MOST_RANKED, "limit": limit}
    several = '" "' in query
    few = several and session.execute(_HITS[index], asked).scalar_one() < MOST_RANKED
    ranked = (_RANKED if few else _NEWEST_RANKED)[index]
    return list(session.execute(ranked, asked).scalars())


def _people(session: Session, ids: list[int]) -> tuple[PersonHit, ...]:
    if not ids:
        return ()
    lines, cases = person_lines(session, ids), cases_of_people(session, ids)
    return tuple(PersonHit(lines[i], cases[i]) for i in ids)


def cases_of_people(session: Session, ids: Sequence[int]) -> Counter[int]:
    """Return how many cases name each of these people."""
    return Counter(session.execute(_THEIR_CASES, {"ids": json.dumps(list(ids))}).scalars())


def _cases(workspace: Workspace, session: Session, ids: list[int]) -> tuple[CaseHit, ...]:
    if not ids:
        return ()
    rows = session.execute(_CASES, {"ids": json.dumps(ids)})
    hits = named_as_seen(workspace, session, {row.id: CaseHit(*row) for row in rows})
    found = {hit.id: hit for hit in hits}
    return tuple(found[i] for i in ids)
