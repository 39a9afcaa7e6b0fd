"""From a typed passphrase to the data key, each further wrong one after a longer wait."""

import math
from pathlib import Path

from casedesk.errors import StorageError, WrongPassphraseError
from casedesk.i18n import ngettext
from casedesk.security import anchors
from casedesk.security.key_file import PASSPHRASE, RECOVERY, KeyFile
from casedesk.storage.data_key import DataKey
from casedesk.workspace.records_file import are_of_other_keys, foreign_keys, foreign_records


def unlock(folder: Path, keys: KeyFile, typed: str, *, recovery: bool) -> DataKey:
    """Return the data key of the partnership file in `folder`.

    The wait after wrong passphrases is kept here and not in the window, so that neither a new
    start nor the command line gets round it. It stops nobody who copied the file: what
    stops those is the key derivation.

    Args:
        folder: the partnership file, with records.
        keys: its key file.
        typed: the passphrase, or the recovery key.
        recovery: which of the two.

    Raises:
        WrongPassphraseError: it opens nothing, or came too soon after wrong ones.
        StorageError: keys and records are not of one partnership file.
    """
    seconds = math.ceil(anchors.anchor_of(keys.file_id).wait_seconds)
    if seconds > 0:
        raise WrongPassphraseError(
            ngettext(
                "After several wrong passphrases the next try must wait. Try again in "
                "{seconds} second.",
                "After several wrong passphrases the next try must wait. Try again in "
                "{seconds} seconds.",
                seconds,
            ).format(seconds=seconds)
        )
    is_foreign = are_of_other_keys(folder, keys)
    try:
        key = keys.unlock(RECOVERY if recovery else PASSPHRASE, typed)
    except WrongPassphraseError:
        anchors.count_failed_try(keys.file_id)
        if is_foreign:
            raise StorageError(foreign_keys()) from None
        raise
    if is_foreign:
        key.wipe()
        raise StorageError(foreign_records())
    return key
