"""What a partnership file may be called, and what lies where inside it."""

import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from casedesk.errors import InputError, StorageError
from casedesk.i18n import _
from casedesk.safe_file import sync_folder
from casedesk.settings import RESTORED
from casedesk.storage.sqlite_errors import storage_error

SUFFIX = ".casedesk"
DATABASE, KEYS, LOCK = "records.db", "keys.json", "lock"
PART = ".part"  # ends the name of what is being made
LONGEST_NAME = 180  # bytes: what is added to it while restoring still fits into the usual 255
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))  # Unicode kinds: control, direction …


def cannot_write() -> str:
    """Return the sentence for a folder that nothing can be written to."""
    return _("This folder cannot be written to. Choose a folder of your own, or free some space.")


def name_problem(name: str) -> str:
    """Return why a name of a file, partnership or person will not do, or an empty text.

    Characters that cannot be seen, or that turn the direction of writing, make one name look
    like another and act on a terminal.
    """
    if any(unicodedata.category(sign) in UNSEEN for sign in name):
        return _("This name has characters that cannot be seen. Type it again without them.")
    if len(name.encode()) > LONGEST_NAME:
        return _("This name is too long. Use at most {count} letters.").format(count=LONGEST_NAME)
    return ""


def check_new_place(folder: Path) -> None:
    """See that a partnership file can be made at `folder`.

    Raises:
        InputError: it cannot be called that.
        StorageError: something is there already, or the folder around it is missing.
    """
    if folder.suffix != SUFFIX:
        raise InputError({"folder": _("The name of a partnership file ends in .casedesk.")})
    problem = name_problem(folder.name)
    if problem:
        raise InputError({"folder": problem})
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError(_("There is something at this place already. Choose another name."))
    if not folder.parent.is_dir():
        raise StorageError(
            _("The folder that this was to be written in does not exist. Make it first.")
        )


def restored_beside(target: Path) -> Path:
    """Return where a backup that is being restored lies, whole, until it gets its name."""
    return target.with_name(target.name + RESTORED)


def finish_restore(target: Path) -> None:
    """Give a restored backup its name, where the program ended just before it could.

    Only then is nothing under the name itself: what was there has moved aside, whole.

    Raises:
        StorageError: the folder cannot be written to.
    """
    fresh = restored_beside(target)
    if target.exists() or not (fresh / DATABASE).is_file():
        return
    try:
        fresh.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StorageError(cannot_write()) from error


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


def keep_private(path: Path) -> None:
    """Let only this user of the computer in, where the disk knows users (a FAT stick does not)."""
    with suppress(OSError):
        path.chmod(0o700 if path.is_dir() else 0o600)


@contextmanager
def new_private_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes that of a new partnership file once it is whole.

    What is half made has keys but no recovery key that anybody was told: it never gets the
    file's name, and goes away if filling it fails, or at the next try if that was cut off.

    Raises:
        StorageError: the place cannot be written to, or the disk is full.
    """
    part = folder.with_name(folder.name + PART)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        keep_private(part)
        yield part
        with suppress(FileNotFoundError):
            folder.rmdir()  # an empty one may be there
        part.rename(folder)
        sync_folder(folder.parent)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise StorageError(cannot_write()) from error
        known = storage_error(error) if isinstance(error, DBAPIError) else None
        if known is not None:
            raise known from error
        raise
