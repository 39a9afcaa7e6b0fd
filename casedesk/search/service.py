"""Search over people, cases and places by the beginnings of words."""

import json
from collections import Counter

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.people.service import person_lines
from casedesk.places.service import find_places
from casedesk.search.model import CaseHit, PersonHit, SearchHits
from casedesk.security.roles import Permission
from casedesk.workspace.full_text import SHORTEST, prefix_query
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
        words: what is typed; below three characters nothing is found.
        limit: how many of each kind at most.
    """
    query = prefix_query(words)
    if not query:
        return SearchHits()
    with workspace.reading(Permission.READ_RECORDS) as session:
        people = _people(session, _ranked(session, "person_index", query, limit))
        cases = _cases(session, _ranked(session, "case_index", query, limit))
    return SearchHits(people, cases, tuple(find_places(workspace, words, limit)))


def _ranked(session: Session, index: str, query: str, limit: int) -> list[int]:
    """Return the best hits, of the newest records only where very many match."""
    hits = session.execute(
        text(
            f"SELECT rowid FROM {index} WHERE {index} MATCH :query AND rowid >= coalesce("
            f"(SELECT rowid FROM {index} WHERE {index} MATCH :query "
            "ORDER BY rowid DESC LIMIT 1 OFFSET :most), 0) ORDER BY rank, rowid LIMIT :limit"
        ),
        {"query": query, "most": MOST_RANKED, "limit": limit},
    )
    return list(hits.scalars())


def _people(session: Session, ids: list[int]) -> tuple[PersonHit, ...]:
    lines = person_lines(session, ids)
    named = session.execute(
        select(CasePersonRow.person_id).where(
            CasePersonRow.error_at.is_(None),
            text("case_person.person_id IN (SELECT value FROM json_each(:ids))"),
        ),
        {"ids": json.dumps(ids)},
    )
    cases = Counter(named.scalars())
    return tuple(PersonHit(lines[i], cases[i]) for i in ids)


def _cases(session: Session, ids: list[int]) -> tuple[CaseHit, ...]:
    rows = session.execute(
        select(
            CaseRow.id,
            CaseRow.reference,
            CaseRow.subject_name,
            CaseRow.forum_id,
            CaseRow.status,
            CaseRow.opened_on,
        ).where(text('"case".id IN (SELECT value FROM json_each(:ids))')),
        {"ids": json.dumps(ids)},
    )
    found = {row.id: CaseHit(*row) for row in rows}
    return tuple(found[i] for i in ids)
