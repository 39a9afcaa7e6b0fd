"""Every connection is durable and careful, and whoever will write waits before reading."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from casedesk.security.roles import Permission
from casedesk.storage.column_types import UTCDateTime
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import open_engine
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW

FULL, MEMORY = 2, 2
KEPT_BY_EVERY_CONNECTION = {
    "journal_mode": "wal",
    "synchronous": FULL,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "temp_store": MEMORY,
    "cipher_memory_security": "1",
}


def test_each_connection_writes_ahead_and_waits_for_the_disk(workspace: Workspace) -> None:
    both = [workspace.engine.raw_connection() for _connection in range(2)]
    for connection in both:
        cursor: Any = connection.cursor()
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in KEPT_BY_EVERY_CONNECTION
        }
        assert found == KEPT_BY_EVERY_CONNECTION
    for connection in both:
        connection.close()


def test_idle_connections_let_their_pages_go_and_one_in_use_does_not(workspace: Workspace) -> None:
    three: list[Any] = [workspace.engine.raw_connection() for _connection in range(3)]
    asked: dict[int, list[str]] = {place: [] for place in range(3)}
    for place, connection in enumerate(three):
        connection.driver_connection.set_trace_callback(asked[place].append)
    for connection in three[:2]:
        connection.close()
    workspace.let_pages_go()
    assert list(asked.values()) == [["PRAGMA shrink_memory"], ["PRAGMA shrink_memory"], []]
    three[2].close()
    with workspace.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM account"))


def test_who_will_write_holds_the_file_from_the_beginning_and_readers_hold_nobody(
    workspace: Workspace,
) -> None:
    def another_begins_to_write() -> None:
        with workspace.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA busy_timeout=0")
            connection.execute(text("SELECT 1"))

    with workspace.engine.connect() as writer:
        writer.execute(text("SELECT 1"))  # it has only read so far
        with pytest.raises(OperationalError, match="locked"):
            another_begins_to_write()
    with workspace.reading(Permission.READ_RECORDS) as session:
        session.execute(text("SELECT count(*) FROM person"))
        another_begins_to_write()


def test_records_that_are_missing_are_not_made_by_opening_them(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "records.db", DataKey(bytes(range(32))))
    with pytest.raises(OperationalError, match="unable to open"):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


def test_a_moment_keeps_its_zone_and_one_without_is_refused(workspace: Workspace) -> None:
    kept, dialect = UTCDateTime(), workspace.engine.dialect
    stored = kept.process_bind_param(NOW, dialect)
    assert kept.process_result_value(stored, dialect) == NOW
    with pytest.raises(ValueError, match="zone"):
        kept.process_bind_param(NOW.replace(tzinfo=None), dialect)


def test_what_goes_wrong_in_the_database_tells_no_value_and_prints_nothing(
    workspace: Workspace, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DBAPIError) as failed, workspace.engine.connect() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Siân Morgan"})
    assert "Morgan" not in str(failed.value)
    records = workspace.file.folder / "records.db"
    with pytest.raises(DatabaseError, match="not a database"):
        open_engine(records, DataKey(bytes(range(32)))).connect()
    assert capfd.readouterr() == ("", "")  # the encryption library would name pages and files
