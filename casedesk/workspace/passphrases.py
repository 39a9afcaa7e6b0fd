"""Changing the passphrase of an open partnership file."""

from msgspec.structs import replace

from casedesk.errors import InputError, StorageError, WrongPassphraseError
from casedesk.i18n import _
from casedesk.security import anchors
from casedesk.security.key_file import PASSPHRASE, KeyFile, read_key_file
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import KEYS, cannot_write
from casedesk.workspace.workspace import Workspace

SHORTEST_PASSPHRASE = 12


def passphrase_problem(passphrase: str) -> str:
    """Return why a new passphrase will not do, or an empty text."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return _("Use at least {count} characters. Four unrelated words work well.").format(
            count=SHORTEST_PASSPHRASE
        )
    return ""


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Let the file be opened by another passphrase from now on.

    Raises:
        InputError: the old passphrase is wrong, or the new one too short; by field.
    """
    path = workspace.file.folder / KEYS
    keys = read_key_file(path)
    try:
        keys.unlock(PASSPHRASE, old).wipe()
    except WrongPassphraseError as error:
        raise InputError({"old": str(error)}) from None
    _replace_passphrase(workspace, keys, new)


def set_passphrase_after_recovery(workspace: Workspace, new: str) -> None:
    """Give a file that was opened by its recovery key a new passphrase.

    Raises:
        InputError: the new passphrase is too short.
    """
    _replace_passphrase(workspace, read_key_file(workspace.file.folder / KEYS), new)


def _replace_passphrase(workspace: Workspace, keys: KeyFile, new: str) -> None:
    problem = passphrase_problem(new)
    if problem:
        raise InputError({"new": problem})
    # Put back from before, keys count on from the newest this computer knows of.
    newest = max(keys.generation, anchors.anchor_of(keys.file_id).generation)
    changed = replace(keys, generation=newest).with_slot(workspace.key, PASSPHRASE, new)
    # Saved first: rather one entry too many than a new passphrase that nobody was told of.
    with workspace.changing(Permission.MANAGE_FILE) as change:
        change.audit("file.passphrase_changed", "file")
    try:
        changed.write(workspace.file.folder / KEYS)
    except OSError as error:
        raise StorageError(cannot_write()) from error
