"""Whatever somebody does to the trail with another tool is found."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casedesk.audit.service import check_trail
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail, schema
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

ENTRIES = 5


@pytest.fixture
def trail(workspace: Workspace) -> Workspace:
    """A file with five entries, the first of which says that it was made."""
    for number in range(ENTRIES - 1):
        with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
            change.audit("case.changed", f"case/{number}", "status")
    return workspace


def run(workspace: Workspace, *statements: str) -> None:
    with workspace.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = '2 coordinator' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 5",
        "INSERT OR REPLACE INTO audit SELECT seq, at, actor, 'x', record, detail, previous, mac "
        "FROM audit WHERE seq = 3",
        "INSERT INTO audit SELECT 7, at, actor, action, record, detail, mac, mac FROM audit "
        "WHERE seq = 5",
        "INSERT INTO audit SELECT 6, at, actor, action, record, detail, previous, mac FROM audit "
        "WHERE seq = 5",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(trail: Workspace, statement: str) -> None:
    with pytest.raises(DBAPIError, match="audit trail"):
        run(trail, statement)
    assert check_trail(trail).broken_at is None


@pytest.mark.parametrize(
    ("statements", "found_at"),
    [
        (["UPDATE audit SET actor = '2 coordinator' WHERE seq = 3"], 3),
        (["UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE seq = 2"], 2),
        (["UPDATE audit SET record = 'case/9', detail = 'x' WHERE seq = 1"], 1),
        (["DELETE FROM audit WHERE seq = 3"], 3),
        (["DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = seq - 1 WHERE seq > 3"], 3),
        (["UPDATE audit SET seq = 100 - seq", "UPDATE audit SET seq = seq - 94"], 1),
        (["DELETE FROM audit WHERE seq = 5"], 5),
        (["UPDATE audit_head SET seq = 4"], 6),
    ],
)
def test_without_the_triggers_the_chain_shows_where_it_broke(
    trail: Workspace, statements: list[str], found_at: int
) -> None:
    with trail.engine.begin() as connection:
        schema.drop_triggers(connection)
    run(trail, *statements)
    assert check_trail(trail).broken_at == found_at


def test_a_cut_tail_shows_only_against_an_anchor(trail: Workspace) -> None:
    with trail.engine.begin() as connection:
        schema.drop_triggers(connection)
    run(
        trail,
        "DELETE FROM audit WHERE seq = 5",
        "UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit WHERE seq = 4)",
    )
    assert check_trail(trail).broken_at is None  # what test_faults finds by the anchor


def test_fields_cannot_be_moved_into_one_another(trail: Workspace) -> None:
    with trail.engine.begin() as connection:
        schema.drop_triggers(connection)
    run(trail, "UPDATE audit SET record = 'case/0status', detail = '' WHERE seq = 2")
    assert check_trail(trail).broken_at == 2


def test_a_change_without_an_entry_is_not_saved(workspace: Workspace) -> None:
    with (
        pytest.raises(RuntimeError, match="audit"),
        workspace.changing(Permission.CHANGE_RECORDS) as change,
    ):
        change.session.execute(text("INSERT INTO setting (name, value) VALUES ('a', 'b')"))
    with workspace.reading(Permission.READ_RECORDS) as session:
        assert session.execute(text("SELECT count(*) FROM setting")).scalar() == 0
        assert audit_trail.head(session.connection()).seq == 1  # the file's own


def test_no_other_program_reads_the_records(workspace: Workspace) -> None:
    plain = sqlite3.connect(workspace.file.folder / "records.db")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM audit").fetchall()
    plain.close()
