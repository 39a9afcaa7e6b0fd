"""List, search and scorecard of a file of 100,000 practice cases, against the bare driver.

The bare side runs SQL written by hand through the same connection of the SQLCipher driver, with
the same settings and equally warm; nothing is painted. Before anything is timed, both sides must
give the same answer.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from casedesk.cases.case_list import case_ids, case_page, case_rows
from casedesk.cases.model import CaseFilter
from casedesk.dates import Period, quarter_of
from casedesk.practice.service import make_practice_file
from casedesk.search.service import search
from casedesk.workspace import service
from casedesk.workspace.full_text import prefix_query
from casedesk.workspace.workspace import Workspace
from tests.benchmarks import feel
from tests.benchmarks.bare_scorecard import BareScorecard
from tests.benchmarks.measuring import Result, compare, milliseconds, of_times

CASES, PAGE, ROWS, HITS, SCORECARDS = 100_000, 200, 1000, 20, 100
PASSPHRASE = "harbour violin teapot meadow"
COLUMNS = """id, reference, subject_name, forum_id, status, risk_band, opened_on, closed_on,
    last_heard_on, next_hearing_on, is_repeat, children_in_household, lead_agency_id, unfinished"""
RANKED = "SELECT rowid FROM {0}_index WHERE {0}_index MATCH ? ORDER BY rank LIMIT {1}"
# What the search shows of each hit, by hand: the same lines, not their ids alone.
SHOWN = (
    """SELECT p.id, p.forenames, p.surname, p.known_as, p.born_on, p.born_certainty, p.recorded_at,
        (SELECT count(*) FROM case_person WHERE person_id = p.id AND error_at IS NULL)
        FROM ({ranked}) JOIN person p ON p.id = rowid""",
    """SELECT a.person_id, a.protected, l.address, l.postcode FROM person_address a
        JOIN place l ON l.id = a.place_id
        WHERE a.error_at IS NULL AND a.person_id IN ({ranked})""",
    """SELECT c.id, c.reference, c.subject_name, c.forum_id, c.status, c.opened_on
        FROM ({ranked}) JOIN "case" c ON c.id = rowid""",
    "SELECT l.id, l.address, l.postcode, l.area FROM ({ranked}) JOIN place l ON l.id = rowid",
)

COMMONEST = """SELECT substr(surname, 1, 3) FROM person WHERE length(surname) > 3
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"""


def results() -> Iterator[Result]:
    """Make the file once and measure everything on it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "large.casedesk")
        workspace = make_practice_file(file, PASSPHRASE, CASES)
        key = workspace.key.reveal().hex()
        try:
            yield from measured(workspace)
        finally:
            service.lock(workspace)
        yield from feel.measured(file, key, Path(folder))


def measured(workspace: Workspace) -> Iterator[Result]:
    """Give the lines for an open file."""
    with bare_driver(workspace) as bare:
        yield from _list(workspace, bare)
        yield from _search(workspace, bare)
        yield _scorecard(workspace, bare)


@contextmanager
def bare_driver(workspace: Workspace) -> Iterator[Any]:
    """Give the cursor of a connection of the driver, unlocked and set up as the program's own."""
    connection = workspace.engine.raw_connection()
    try:
        yield connection.cursor()
    finally:
        connection.close()


def _list(workspace: Workspace, bare: Any) -> Iterator[Result]:
    first = f"""SELECT {COLUMNS} FROM "case" WHERE error_at IS NULL
        ORDER BY opened_on DESC, id DESC LIMIT {PAGE}"""
    page = bare.execute(first).fetchall()
    assert [line.id for line in case_page(workspace)] == [row[0] for row in page]
    yield compare(
        f"first page ({PAGE}) of the list of {CASES:,} cases / raw query",
        lambda: case_page(workspace),
        lambda: bare.execute(first).fetchall(),
        4,
        runs=100,
    )
    wanted = case_ids(workspace)[CASES // 2 : CASES // 2 + ROWS]
    those = f"""SELECT {COLUMNS} FROM "case" WHERE error_at IS NULL
        AND id IN (SELECT value FROM json_each(?))"""
    ids = json.dumps(wanted)
    assert len(case_rows(workspace, wanted)) == len(bare.execute(those, (ids,)).fetchall()) == ROWS
    yield compare(
        f"{ROWS:,} lines by their ids / raw query",
        lambda: case_rows(workspace, wanted),
        lambda: bare.execute(those, (ids,)).fetchall(),
        4,
        runs=100,
    )


def _search(workspace: Workspace, bare: Any) -> Iterator[Result]:
    (name,) = bare.execute('SELECT subject_name FROM "case" WHERE id = ?', (CASES // 2,)).fetchone()
    forename, surname = name.split()[0], name.split()[-1]
    (common,) = bare.execute(COMMONEST).fetchone()
    for kind, words in (
        ("a surname", surname),
        ("two names", f"{forename} {surname}"),
        ("the commonest three letters", common),
    ):
        yield _search_of_all(workspace, bare, kind, words)
        yield _search_in_list(workspace, bare, kind, words)


def _search_of_all(workspace: Workspace, bare: Any, kind: str, words: str) -> Result:
    query = prefix_query(words)
    indexes = ("person", "person", "case", "place")
    pairs = zip(SHOWN, indexes, strict=True)
    statements = [shown.format(ranked=RANKED.format(index, HITS)) for shown, index in pairs]
    hits = search(workspace, words, HITS)
    assert hits.people
    assert hits.cases
    return compare(
        f"search of people, cases and places for {kind} / raw FTS5 and the same lines",
        lambda: search(workspace, words, HITS),
        lambda: [bare.execute(statement, (query,)).fetchall() for statement in statements],
        2,
        runs=100,
    )


def _search_in_list(workspace: Workspace, bare: Any, kind: str, words: str) -> Result:
    query, chosen = prefix_query(words), CaseFilter(words=words)
    found = f"""SELECT {COLUMNS} FROM "case" WHERE error_at IS NULL
        AND id IN (SELECT rowid FROM case_index WHERE case_index MATCH ?)
        ORDER BY opened_on DESC, id DESC LIMIT {PAGE}"""
    expected = [row[0] for row in bare.execute(found, (query,)).fetchall()]
    assert [line.id for line in case_page(workspace, chosen)] == expected
    return compare(
        f"list narrowed to {kind} / raw FTS5",
        lambda: case_page(workspace, chosen),
        lambda: bare.execute(found, (query,)).fetchall(),
        2,
        runs=100,
    )


def _scorecard(workspace: Workspace, bare: Any) -> Result:
    scorecard = BareScorecard(bare, _last_quarter(workspace))
    scorecard.check(workspace)
    pairs = []
    for _run in range(SCORECARDS):
        ours = milliseconds(lambda: scorecard.ours(workspace))
        scorecard.figures()  # our audit entry has emptied the page cache of the bare connection
        pairs.append((ours, milliseconds(scorecard.figures)))
    title = f"scorecard of a quarter, {len(scorecard.measures)} measures / raw SQL"
    return of_times(title, pairs, 3)


def _last_quarter(workspace: Workspace) -> Period:
    return quarter_of(quarter_of(workspace.today()).first - timedelta(days=1))
