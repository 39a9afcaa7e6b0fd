"""What lies where inside a partnership file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.storage.sqlite_errors import storage_error

SUFFIX = ".casedesk"
DATABASE, KEYS, LOCK = "records.db", "keys.json", "lock"


def cannot_write() -> str:
    """Return the sentence for a folder that nothing can be written to."""
    return _("This folder cannot be written to. Choose a folder of your own, or free some space.")


def refuse_inside_file(target: Path) -> None:
    """Keep what a person asks to be written from landing on or in a partnership file.

    A list of errors named `records.db` by a slip would otherwise replace every record.

    Raises:
        StorageError: `target` is a partnership file or lies in one.
    """
    place = target.resolve()
    for folder in (place, *place.parents):
        if folder.suffix.lower() == SUFFIX or (folder / KEYS).is_file():
            raise StorageError(
                _("Nothing else may be written into a partnership file. Choose another folder.")
            )


def keep_private(folder: Path) -> None:
    """Let only this user of the computer in, where the disk knows users (a FAT stick does not)."""
    with suppress(OSError):
        folder.chmod(0o700)


@contextmanager
def new_private_folder(folder: Path) -> Iterator[None]:
    """Make the folder of a new partnership file; take it away again if filling it fails.

    What is half made has keys but no recovery key that anybody was told.

    Raises:
        StorageError: the place cannot be written to, or the disk is full.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_private(folder)
        yield
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise StorageError(cannot_write()) from error
        known = storage_error(error) if isinstance(error, DBAPIError) else None
        if known is not None:
            raise known from error
        raise
