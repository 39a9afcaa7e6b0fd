"""Copies of attachments that leave the encrypted file: a permission, and each in the audit trail.

A copy for another program lies in a folder of this user alone and goes when the file is locked;
what a power cut left there goes when the file is opened next.
"""

import os
import shutil
import stat
import tempfile
from datetime import datetime
from pathlib import Path

import platformdirs

from casedesk.attachments.erasing import erase_thrown_away
from casedesk.attachments.file_names import name_for_copy
from casedesk.attachments.model import Content
from casedesk.attachments.service import attachment_content
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.safe_file import private_folder, write_file
from casedesk.security.roles import Permission
from casedesk.settings import APP_NAME
from casedesk.storage.sqlite_errors import no_room
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.stored_bytes import remove_unkept
from casedesk.workspace.workspace import Workspace


def copy_for_program(workspace: Workspace, attachment_id: int) -> Path:
    """Write a copy that another program can open and return where it is; call `remove_copies`.

    Raises:
        NotAllowedError: the user's role lacks the permission.
        NotFoundError: it is no longer there.
        InputError: under "file", there is no room or no place for it.
    """
    found = _leaving(workspace, attachment_id, "attachment.opened_elsewhere")
    folder = _folder(workspace)
    try:
        private_folder(folder.parent)
        private_folder(folder)
        place = Path(tempfile.mkdtemp(dir=folder))  # for this user alone
        target = place / copy_name(found)
        write_file(target, found.content, private=True)
    except OSError:
        raise InputError({"file": no_room()}) from None
    return target


def save_copy(workspace: Workspace, attachment_id: int, target: Path) -> None:
    """Write a copy to a place that the user chose; it is no longer protected there.

    Raises:
        NotAllowedError: the user's role lacks the permission.
        NotFoundError: it is no longer there.
        InputError: under "file", it cannot be written there.
        StorageError: `target` is a partnership file, this one or another, or lies in one.
    """
    refuse_inside_file(target)
    found = _leaving(workspace, attachment_id, "attachment.copied_out")
    try:
        write_file(target, found.content, private=True)
    except OSError:
        text = _("The copy cannot be written there. Choose another folder, or free some space.")
        raise InputError({"file": text}) from None


def copy_name(found: Content) -> str:
    """Return the name of a copy: its ending is that of what it is."""
    return name_for_copy(found.attachment.name, found.attachment.kind)


def remove_copies(workspace: Workspace) -> None:
    """Remove every copy made for another program; one that is still open there goes next time."""
    shutil.rmtree(_folder(workspace), ignore_errors=True)


def tidy(workspace: Workspace, opened: datetime, progress: Progress) -> None:
    """Remove what a power cut left, and erase files of drafts that were thrown away.

    A power cut leaves copies for other programs and files half written. Call it once the file is
    open in the one window that it can be open in; `opened` is when that was.
    """
    remove_copies(workspace)
    if workspace.may(Permission.ADD_ATTACHMENTS):
        remove_unkept(workspace)
        erase_thrown_away(workspace, opened, progress)


def _leaving(workspace: Workspace, attachment_id: int, act: str) -> Content:
    """Return what is to be copied; rather one entry too many than an unseen copy."""
    workspace.require(Permission.OPEN_ELSEWHERE)
    found = attachment_content(workspace, attachment_id, opening=False)
    with workspace.changing(Permission.OPEN_ELSEWHERE) as change:
        change.audit(act, f"attachment/{attachment_id}", found.attachment.owner.record)
    return found


def _folder(workspace: Workspace) -> Path:
    """Return where the copies of this file lie: in memory, where the system has such a place."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull)
    if os.name != "nt" and _is_private(runtime):
        return runtime / APP_NAME / "opened" / workspace.file.file_id
    cache = Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False))
    return cache / "opened" / workspace.file.file_id


def _is_private(folder: Path) -> bool:
    """Tell whether a folder is this user's alone."""
    try:
        state = folder.stat()
    except OSError:
        return False
    mine = state.st_uid == os.getuid() and not stat.S_IMODE(state.st_mode) & 0o077
    return stat.S_ISDIR(state.st_mode) and mine
