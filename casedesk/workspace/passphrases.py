"""Changing what opens a partnership file that is open: its passphrase, its recovery key."""

from msgspec.structs import replace

from casedesk.errors import InputError, NotAllowedError, StorageError, WrongPassphraseError
from casedesk.i18n import _
from casedesk.security import anchors
from casedesk.security.key_file import PASSPHRASE, RECOVERY, KeyFile, read_key_file
from casedesk.security.recovery_key import new_recovery_key
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import KEYS, cannot_write
from casedesk.workspace.workspace import Workspace

SHORTEST_PASSPHRASE = 12
_ACTS = {PASSPHRASE: "file.passphrase_changed", RECOVERY: "file.recovery_key_replaced"}


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
    _replace_passphrase(workspace, _keys_proven(workspace, "old", old), new)


def set_passphrase_after_recovery(workspace: Workspace, new: str) -> None:
    """Give a file that was opened by its recovery key a new passphrase.

    Raises:
        InputError: the new passphrase is too short.
    """
    _replace_passphrase(workspace, read_key_file(workspace.file.folder / KEYS), new)


def no_recovery_key(workspace: Workspace) -> str:
    """Return why this file has no recovery key, or an empty text."""
    if workspace.file.is_practice:
        return _("Practice files have no recovery key: they hold invented data alone.")
    return ""


def make_recovery_key(workspace: Workspace, passphrase: str) -> str:
    """Return a new recovery key for whoever knows the passphrase; it opens nothing yet.

    Raises:
        InputError: the passphrase is wrong; by field.
    """
    _keys_proven(workspace, "passphrase", passphrase)
    return new_recovery_key()


def replace_recovery_key(workspace: Workspace, recovery_key: str) -> None:
    """Let the file be opened by this recovery key from now on, and no longer by the one before.

    Raises:
        NotAllowedError: practice data has none.
        StorageError: the keys were changed by something else, or are not saved.
    """
    problem = no_recovery_key(workspace)
    if problem:
        raise NotAllowedError(problem)
    keys = read_key_file(workspace.file.folder / KEYS)
    keys.check(workspace.key)
    _put_slot(workspace, keys, RECOVERY, recovery_key)


def _keys_proven(workspace: Workspace, field: str, passphrase: str) -> KeyFile:
    """Return the keys of the file to somebody who knows what opens it."""
    keys = read_key_file(workspace.file.folder / KEYS)
    try:
        keys.unlock(PASSPHRASE, passphrase).wipe()
    except WrongPassphraseError as error:
        raise InputError({field: str(error)}) from None
    return keys


def _replace_passphrase(workspace: Workspace, keys: KeyFile, new: str) -> None:
    problem = passphrase_problem(new)
    if problem:
        raise InputError({"new": problem})
    _put_slot(workspace, keys, PASSPHRASE, new)


def _put_slot(workspace: Workspace, keys: KeyFile, kind: str, typed: str) -> None:
    # Put back from before, keys count on from the newest this computer knows of.
    newest = max(keys.generation, anchors.anchor_of(keys.file_id).generation)
    changed = replace(keys, generation=newest).with_slot(workspace.key, kind, typed)
    # Saved first: rather one entry too many than a new passphrase that nobody was told of.
    with workspace.changing(Permission.MANAGE_FILE) as change:
        change.audit(_ACTS[kind], "file")
    try:
        changed.write(workspace.file.folder / KEYS)
    except OSError as error:
        raise StorageError(cannot_write()) from error
