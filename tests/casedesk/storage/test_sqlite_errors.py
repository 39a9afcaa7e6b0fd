"""What SQLite says is told in words a person can act on; a bug stays a bug."""

import pytest

from casedesk.storage.sqlite_errors import storage_error


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "Free some space and save again"),
        ("disk I/O error", "Free some space and save again"),
        ("attempt to write a readonly database", "Move it to a folder of your own"),
        ("database is locked", "Wait a moment and try again"),
        ("database disk image is malformed", "Restore the last good backup"),
        ("file is not a database", "Restore the last good backup"),
        ("vtable constructor failed: place_index", "Restore the last good backup"),
        ("fts5: corruption found reading blob 1 from table", "Restore the last good backup"),
        ("unable to open database file", "Restore a backup"),
    ],
)
def test_each_fault_has_its_advice(said: str, told: str) -> None:
    assert told in str(storage_error(Exception(said)))


def test_anything_else_is_a_bug() -> None:
    assert storage_error(Exception("UNIQUE constraint failed: case.reference")) is None
