"""`records.db` as a file: is it there, is it the one of these keys, how it is copied."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from casedesk.errors import Cancelled, StorageError
from casedesk.i18n import _
from casedesk.security.key_file import KeyFile
from casedesk.storage.integrity import PAGE_BYTES
from casedesk.workspace.file_layout import DATABASE, keep_private

_BETWEEN_LOOKS = 2_000  # steps of SQLite's machine, less than a millisecond
SALT_BYTES = 16  # SQLCipher writes them at the beginning; a compact copy keeps them


def check_database(database: Path) -> None:
    """See that there are records at all: an empty file would open as an empty store.

    Raises:
        StorageError: they are missing, empty or cut to less than a page.
    """
    try:
        size = database.stat().st_size
    except FileNotFoundError:
        raise StorageError(
            _("records.db is missing from this partnership file. Restore the last good backup.")
        ) from None
    if not database.is_file():
        raise StorageError(
            _(
                "records.db of this partnership file is no file. Keep a copy of the folder as it "
                "is, and restore the last good backup."
            )
        )
    if size == 0:
        raise StorageError(
            _(
                "records.db of this partnership file is empty: a copy of it did not end, or "
                "something emptied it. Restore the last good backup."
            )
        )
    if size < PAGE_BYTES:
        raise StorageError(
            _(
                "records.db of this partnership file is cut short: almost nothing of it is left. "
                "Restore the last good backup."
            )
        )


def records_salt(folder: Path) -> bytes:
    """Return what tells the records of one partnership file from those of another."""
    with open(folder / DATABASE, "rb") as file:
        return file.read(SALT_BYTES)


def are_of_other_keys(folder: Path, keys: KeyFile) -> bool:
    """Tell whether `keys` know the records they were made for, and these are others."""
    return bool(keys.records_salt) and records_salt(folder).hex() != keys.records_salt


def foreign_records() -> str:
    """Return the sentence for records that the keys beside them, which do open, do not fit."""
    return _(
        "records.db does not fit the keys of this partnership file: it was copied from another "
        "one, or its beginning is damaged. Put the right records.db back, or restore the last "
        "good backup."
    )


def foreign_keys() -> str:
    """Return the sentence for keys that do not open and were made for other records."""
    return _(
        "keys.json was not made for the records beside it, so this passphrase cannot open them: "
        "one of the two was copied from another partnership file. Put the right keys.json back, "
        "or restore the last good backup."
    )


def copy_records(engine: Engine, target: Path, look: Callable[[], None] | None = None) -> None:
    """Write a compact copy of the records, encrypted with the same key; remove it on failure.

    Args:
        engine: over the records.
        target: where the copy goes; it must not exist.
        look: called again and again meanwhile; it may raise `Cancelled` to stop.

    Raises:
        Cancelled: it was stopped.
    """
    raw = engine.raw_connection()
    connection = raw.driver_connection
    if connection is None:
        raise RuntimeError("the pool gave no connection")
    try:
        if look is not None:
            connection.set_progress_handler(partial(_is_stopped, look), _BETWEEN_LOOKS)
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
        keep_private(target)
    except BaseException:
        target.unlink(missing_ok=True)
        if look is not None:
            look()  # SQLite itself only says that it was interrupted
        raise
    finally:
        connection.set_progress_handler(None, _BETWEEN_LOOKS)
        raw.close()


def _is_stopped(look: Callable[[], None]) -> bool:
    """Tell SQLite whether to end what it is at."""
    try:
        look()
    except Cancelled:
        return True
    return False


def write_ahead(engine: Engine) -> None:
    """Keep changes in a log beside the records; a backup that is opened has none yet."""
    _pragma(engine, "journal_mode=WAL")


def checkpoint(engine: Engine) -> None:
    """Merge the log beside the records into them."""
    _pragma(engine, "wal_checkpoint(TRUNCATE)")


def _pragma(engine: Engine, pragma: str) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA {pragma}")
    finally:
        raw.close()
