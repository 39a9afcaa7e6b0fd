"""What this computer notes of the backups of a file: when, of which state, and what was missed.

Nothing here is case data: ids of files, moments, numbers of entries and folders.
"""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from sqlalchemy import func, select

from casedesk.security.roles import Permission
from casedesk.settings import load_settings, save_settings
from casedesk.storage.audit_trail import AuditRow
from casedesk.workspace.tables import DraftRow
from casedesk.workspace.workspace import Workspace

_CHANGE_NOTHING = ("file.backed_up", "figures.previewed", "visit.ended")


class BackupTime(StrEnum):
    """When CaseDesk backs a file up by itself; the value is what the settings hold."""

    NEVER = "never"
    EXIT = "exit"
    LOCK = "lock"  # and on exit


class WhyMissed(StrEnum):
    """Why a backup that CaseDesk was to make by itself is not there."""

    CUT_OFF = "cut_off"  # the program or the computer ended before it did
    GONE = "gone"  # the folder
    FULL = "full"
    FAILED = "failed"


class Missed(Struct, frozen=True):
    """A backup that was not made; `at` is in UTC."""

    at: datetime
    why: WhyMissed


def backup_time(workspace: Workspace) -> BackupTime:
    """Return when this file is backed up by itself on this computer; at first never."""
    stored = load_settings().backup_times.get(workspace.file.file_id)
    return next((one for one in BackupTime if one == stored), BackupTime.NEVER)


def choose_backup_time(workspace: Workspace, time: BackupTime, folder: Path | None) -> None:
    """Back this file up by itself from now on; `folder` is where to, None where as before."""
    settings = load_settings()
    settings.backup_times[workspace.file.file_id] = time.value
    if folder is not None:
        settings.backup_folder = str(folder)
    save_settings(settings)


def state_of(workspace: Workspace, folder: Path) -> str:
    """Return what tells one state of the records, and where they go, from another.

    Entries of what was merely looked at, of visits and of backups make no other state.
    """
    changes = (
        select(AuditRow.seq)
        .where(AuditRow.action.not_like("%.viewed"), AuditRow.action.not_in(_CHANGE_NOTHING))
        .order_by(AuditRow.seq.desc())
        .limit(1)
    )
    drafts = select(func.count(), func.max(DraftRow.saved_at))
    reads = workspace.may(Permission.READ_RECORDS)  # an analyst backs up without reading any
    with workspace.reading(Permission.READ_RECORDS if reads else Permission.MANAGE_FILE) as session:
        count, newest = session.execute(drafts).one()
        return f"{session.scalar(changes)} {count} {newest} {folder}"


def is_backed_up(workspace: Workspace, folder: Path) -> bool:
    """Tell whether the last backup went to `folder` and nothing was changed since."""
    noted = load_settings().backup_states.get(workspace.file.file_id)
    return noted == state_of(workspace, folder)


def note_backup(workspace: Workspace, state: str) -> None:
    """Note that a backup of `state` was made just now; failing to is no failure."""
    with suppress(OSError):
        settings, file_id = load_settings(), workspace.file.file_id
        settings.last_backups[file_id] = workspace.clock().isoformat()
        settings.backup_states[file_id] = state
        settings.missed_backups.pop(file_id, None)
        save_settings(settings)


def note_missed(workspace: Workspace, why: WhyMissed | None) -> None:
    """Note that a backup was missed just now; None: that none was. Failing to is no failure."""
    with suppress(OSError):
        settings = load_settings()
        settings.missed_backups.pop(workspace.file.file_id, None)
        if why is not None:
            noted = f"{why.value} {workspace.clock().isoformat()}"
            settings.missed_backups[workspace.file.file_id] = noted
        save_settings(settings)


def missed_backup(workspace: Workspace) -> Missed | None:
    """Return the backup that was missed, unless one was made since."""
    noted = load_settings().missed_backups.get(workspace.file.file_id, "")
    why, _blank, moment = str(noted).partition(" ")
    try:
        return Missed(datetime.fromisoformat(moment), WhyMissed(why))
    except ValueError:
        return None
