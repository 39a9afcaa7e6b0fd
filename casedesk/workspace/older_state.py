"""Was the file put back to an older state? This computer remembers where it last ended.

Asked in one place for the window and every command. The memory never goes back by itself:
an older state stays told at every opening until a backup is restored with CaseDesk, which
leaves an entry in the trail.
"""

from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection, text

from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.security import anchors
from casedesk.security.anchors import Anchor
from casedesk.security.key_file import read_key_file
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail
from casedesk.workspace.file_layout import KEYS
from casedesk.workspace.workspace import Workspace


def rolled_back(workspace: Workspace) -> list[str]:
    """Say whether this computer remembers a later state of records or keys than the file has."""
    remembered = anchors.anchor_of(workspace.file.file_id)
    found = []
    allowed = (
        Permission.READ_RECORDS if workspace.may(Permission.READ_RECORDS) else (Permission.COUNT)
    )
    with workspace.reading(allowed) as session:
        if _is_older(session.connection(), remembered, workspace.file.folder):
            found.append(
                _(
                    "This file is older than when it was last closed on this computer: entries "
                    "are missing. If you put a backup back by copying it, restore that backup "
                    "with CaseDesk, so that it is on record and this notice ends. If nobody "
                    "did, tell whoever looks after information security."
                )
            )
    if read_key_file(workspace.file.folder / KEYS).generation < remembered.generation:
        found.append(
            _(
                "keys.json is older than when this file was last closed on this computer: a "
                "passphrase or recovery key that was changed since then opens it again. Change the "
                "passphrase and make a new recovery key."
            )
        )
    return found


def remember_end(workspace: Workspace) -> None:
    """Remember where the trail ends now, unless the file is older than what is remembered."""
    file = workspace.file
    remembered = anchors.anchor_of(file.file_id)
    generation = max(read_key_file(file.folder / KEYS).generation, remembered.generation)
    with workspace.engine.connect() as connection:
        is_older = _is_older(connection, remembered, file.folder)
        head = audit_trail.head(connection)
        connection.rollback()
    now = replace(remembered, generation=generation, restored_seq=0, restored_mac="")
    if not is_older:
        now = replace(now, seq=head.seq, mac=head.mac).ending(file.folder, head.seq, head.mac)
    anchors.remember(file.file_id, now)


def tell_of_failed_tries(workspace: Workspace) -> None:
    """Put the wrong passphrases since the last opening into the trail, and forget them."""
    remembered = anchors.anchor_of(workspace.file.file_id)
    if not remembered.failed_tries:
        return
    try:
        with workspace.changing(Permission.COUNT) as change:
            change.audit("file.tries_failed", "file", f"times {remembered.failed_tries}")
    except StorageError:
        return  # they are told at the next opening that can write
    with suppress(OSError):
        anchors.remember(workspace.file.file_id, replace(remembered, failed_tries=0, tried_at=0.0))


def _is_older(connection: Connection, remembered: Anchor, folder: Path) -> bool:
    """Tell whether the trail lacks the entry it ended with, here or in a restored backup."""
    ends = [remembered.end_in(folder), (remembered.restored_seq, remembered.restored_mac)]
    query = text("SELECT mac FROM audit WHERE seq = :seq")
    known = [(seq, mac) for seq, mac in ends if seq]
    return bool(known) and all(
        connection.execute(query, {"seq": seq}).scalar() != mac for seq, mac in known
    )
