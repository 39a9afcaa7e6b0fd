"""Finds damage in the records: three checks, because each finds what the others miss."""

from pathlib import Path

from sqlalchemy import Connection, text
from sqlcipher3 import dbapi2

from casedesk.errors import StorageError
from casedesk.i18n import _, ngettext
from casedesk.storage.data_key import DataKey
from casedesk.storage.sqlite_errors import damaged, storage_error

PAGE_BYTES = 4096
_FIRST_PAGE = "HMAC verification failed for page 1"


def page_problems(connection: Connection) -> list[str]:
    """Return what is wrong with the pages of the file; empty if nothing is.

    `cipher_integrity_check` finds changed pages, `quick_check` a file cut at a page
    boundary, and `foreign_key_check` records whose owner is gone.
    """
    found: list[str] = []
    for check in ("cipher_integrity_check", "quick_check", "foreign_key_check"):
        try:
            rows = connection.execute(text(f"PRAGMA {check}")).all()
        except Exception as error:
            if storage_error(error) is None:
                raise
            return [*found, damaged()]
        found += [f"{check}: {row[0]}" for row in rows if row[0] != "ok"]
    return found


def opening_fault(error: BaseException, database: Path, key: DataKey) -> StorageError:
    """Return the failure to show for records that could not be read with `key`."""
    known = storage_error(error) or StorageError(damaged())
    return StorageError(fault_of(database, key)) if str(known) == damaged() else known


def fault_of(database: Path, key: DataKey) -> str:
    """Return the sentence for damaged records, as exactly as can be told.

    Every page bears a seal. Bad seals tell what is damaged; where all are good and the
    database is still refused, pages are missing at the end.
    """
    size = database.stat().st_size
    try:
        bad, opens = _bad_pages(database, key)
    except (dbapi2.DatabaseError, MemoryError):
        return damaged()
    if size % PAGE_BYTES or not (bad or opens):
        return _(
            "records.db of this partnership file is cut short or did not arrive whole. Copy the "
            "whole folder again from where it came from, or restore the last good backup."
        )
    if _FIRST_PAGE in bad:
        return _(
            "The beginning of records.db of this partnership file is damaged. Nothing was "
            "changed. Restore the last good backup."
        )
    if bad:
        return ngettext(
            "{count} of the {total} pages of records.db of this partnership file is damaged. "
            "Keep a copy of the folder as it is, and restore the last good backup.",
            "{count} of the {total} pages of records.db of this partnership file are damaged. "
            "Keep a copy of the folder as it is, and restore the last good backup.",
            len(bad),
        ).format(count=len(bad), total=size // PAGE_BYTES)
    return damaged()


def _bad_pages(database: Path, key: DataKey) -> tuple[list[str], bool]:
    """Return what the seals say, and whether the database opens."""
    # Not through the engine: it looks at the first page, and that may be the damaged one.
    connection = dbapi2.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        key.hand_over(connection.set_key)
        bad = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError:
            return bad, False
        return bad, True
    finally:
        connection.close()
