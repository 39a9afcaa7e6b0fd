"""Backups that CaseDesk makes by itself when a file is locked or the window is closed."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from casedesk.dates import LONDON
from casedesk.errors import Cancelled, StorageError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.security.key_file import read_key_file
from casedesk.security.roles import Permission
from casedesk.settings import load_settings
from casedesk.storage.sqlite_errors import no_room
from casedesk.workspace.backup import backup
from casedesk.workspace.backup_notes import (
    BackupTime,
    WhyMissed,
    backup_time,
    is_backed_up,
    note_missed,
)
from casedesk.workspace.file_layout import KEYS, SUFFIX
from casedesk.workspace.workspace import Workspace

LAST_KEPT, DAYS_KEPT = 5, 14  # the page "Backup and restore" says both in words
_MARK = "auto"  # in the name: what somebody made by hand is never removed


def is_due(workspace: Workspace, *, closing: bool) -> bool:
    """Tell whether a backup is to be made before the file is locked.

    Args:
        workspace: the open file.
        closing: the window is closed as well.
    """
    time = backup_time(workspace)
    if time is BackupTime.NEVER or (time is BackupTime.EXIT and not closing):
        return False
    folder = load_settings().backup_folder
    if not folder or not workspace.may(Permission.MANAGE_FILE):
        return False
    try:
        return not is_backed_up(workspace, Path(folder))
    except StorageError:
        return True  # the backup itself says what is wrong


def back_up_by_itself(workspace: Workspace, progress: Progress) -> Path:
    """Make a backup in the folder that was chosen, and remove the oldest of its kind.

    What goes wrong is noted for the next unlocking, and so is a computer that goes off meanwhile:
    the note is made first and taken away at the end.

    Returns:
        Where the backup is.

    Raises:
        StorageError: it was not made; nothing was kept of it.
        Cancelled: it was stopped; nothing was kept of it.
    """
    note_missed(workspace, WhyMissed.CUT_OFF)
    folder = Path(load_settings().backup_folder)
    try:
        if not folder.is_dir():
            note_missed(workspace, WhyMissed.GONE)
            raise StorageError(_("The folder for backups is not there."))
        made = backup(workspace, folder / _name(workspace), progress)
    except Cancelled:
        note_missed(workspace, None)
        raise
    except StorageError as error:
        if folder.is_dir():
            full = str(error) == no_room()
            note_missed(workspace, WhyMissed.FULL if full else WhyMissed.FAILED)
        else:
            note_missed(workspace, WhyMissed.GONE)
        raise
    _thin(workspace, made)
    return made


def to_remove(names: Iterable[str]) -> list[str]:
    """Return which of one file's own backups go: all but the last, and the last of the days.

    Args:
        names: of the backups, as this module gives them; they sort by their moment.
    """
    newest_first = sorted(names, reverse=True)
    of_days: dict[str, str] = {}
    for name in newest_first:
        of_days.setdefault(_day(name), name)
    kept = {*newest_first[:LAST_KEPT], *list(of_days.values())[:DAYS_KEPT]}
    return [name for name in newest_first if name not in kept]


def _name(workspace: Workspace) -> str:
    moment = workspace.clock().astimezone(LONDON)
    return f"{workspace.file.folder.stem}-{_MARK}-{moment:%Y-%m-%d-%H%M%S}{SUFFIX}"


def _day(name: str) -> str:
    return name.removesuffix(SUFFIX)[: -len("-103000")]


def _thin(workspace: Workspace, made: Path) -> None:
    """Remove what is no longer kept; what cannot be removed stays until the next time."""
    stem = re.escape(workspace.file.folder.stem)
    own = re.compile(rf"{stem}-{_MARK}-\d{{4}}-\d\d-\d\d-\d{{6}}{re.escape(SUFFIX)}")
    names = [one.name for one in made.parent.iterdir() if own.fullmatch(one.name)]
    for name in to_remove(names):
        with suppress(OSError, StorageError):
            _remove(made.with_name(name), made, workspace.file.file_id)


def _remove(old: Path, made: Path, file_id: str) -> None:
    """Remove one backup of this file; under its name it is whole until it is gone."""
    if old == made or old.is_symlink() or read_key_file(old / KEYS).file_id != file_id:
        return
    part = old.with_name(f"{old.name}.part")
    old.replace(part)
    shutil.rmtree(part)
