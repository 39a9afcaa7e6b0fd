"""Bringing in a workbook of 20,000 practice referrals, into an empty file each time.

The bare side reads the sheet with openpyxl and gives the rows that the import wrote, those of the
full-text index among them, to the driver in bulk: nothing is checked, matched or converted.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from casedesk.exchange.service import apply_plan, questions, read_plan
from casedesk.practice.workbook import write_practice_workbook
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.benchmarks.measuring import Result, milliseconds, of_times

REFERRALS, RUNS = 20_000, 3
PASSPHRASE = "harbour violin teapot meadow"
KEPT_TABLES = (
    "type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_index\\_%' ESCAPE '\\'"
)
Rows = dict[str, list[tuple[Any, ...]]]


def results() -> Iterator[Result]:
    """Import and insert in turn; each run has files of its own."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "referrals.xlsx")
        write_practice_workbook(book, REFERRALS, seed=1, today=date(2026, 11, 20))
        pairs = [_run(Path(folder, str(number)), book) for number in range(RUNS)]
    yield of_times(
        f"import of {REFERRALS:,} referrals / openpyxl reading it + driver inserting the rows",
        pairs,
        2,
    )


def _run(folder: Path, book: Path) -> tuple[float, float]:
    folder.mkdir()
    ours, bare = _empty(folder / "ours.casedesk"), _empty(folder / "bare.casedesk")
    try:
        before = _rows(bare)
        took = milliseconds(lambda: _import(ours, book))
        written = {
            table: [row for row in rows if row not in known]
            for table, rows in _rows(ours).items()
            for known in [set(before[table])]
        }
        assert len(written["referral"]) == REFERRALS
        return took, milliseconds(lambda: _read(book)) + _insertion(bare, written)
    finally:
        service.lock(ours)
        service.lock(bare)


def _empty(file: Path) -> Workspace:
    made = service.create(file, PASSPHRASE, practice=True)
    return made.workspace


def _import(workspace: Workspace, book: Path) -> None:
    plan = read_plan(workspace, book)
    assert not questions(plan)
    apply_plan(workspace, plan)


def _read(book: Path) -> None:
    workbook = load_workbook(book, read_only=True, data_only=True)
    for row in workbook["Referrals"].iter_rows(values_only=True):
        assert row
    workbook.close()


def _rows(workspace: Workspace) -> Rows:
    """Return all rows of all tables; of full-text tables the row id and the words."""
    connection = workspace.engine.raw_connection()
    try:
        cursor = connection.cursor()
        names = [
            name
            for (name,) in cursor.execute(f"SELECT name FROM sqlite_master WHERE {KEPT_TABLES}")
        ]
        return {
            name: cursor.execute(
                f'SELECT {"rowid, words" if name.endswith("_index") else "*"} FROM "{name}"'
            ).fetchall()
            for name in names
        }
    finally:
        connection.close()


def _insertion(workspace: Workspace, written: Rows) -> float:
    """Return the milliseconds of one transaction that inserts all, without the triggers."""
    connection = workspace.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        for (name,) in cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            cursor.execute(f"DROP TRIGGER {name}")

        def insert() -> None:
            cursor.execute("BEGIN IMMEDIATE")
            for table, rows in written.items():
                if rows:
                    columns = "(rowid, words)" if table.endswith("_index") else ""
                    places = ", ".join("?" * len(rows[0]))
                    cursor.executemany(
                        f'INSERT OR REPLACE INTO "{table}" {columns} VALUES ({places})', rows
                    )
            cursor.execute("COMMIT")

        return milliseconds(insert)
    finally:
        connection.close()
