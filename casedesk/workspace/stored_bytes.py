"""Bytes kept inside the encrypted file: written in pieces, so that nobody waits for a large one.

Each piece is a short write of its own, between which the window saves what is typed. What is
written is nothing yet: it belongs to nobody until a change makes it kept together with the
record that names it. What no record ever named, after a power cut, goes when the next is written.
"""

import time
from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casedesk.digests import sha256_of
from casedesk.errors import StorageError
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.storage.sqlite_errors import damaged
from casedesk.workspace.tables import StoredBytesRow, StoredPieceRow
from casedesk.workspace.unrecorded import writing_unrecorded
from casedesk.workspace.workspace import Change, Workspace

PIECE_BYTES = 512 * 1024
# Whoever waits to write tries again every so often, and would hardly ever find the gap: while 50 MB
# were added, a draft waited 1.4 s without a pause and 0.04 s with it (measured).
_PAUSE = 0.01  # seconds


def put_bytes(workspace: Workspace, content: bytes, progress: Progress) -> int:
    """Write `content` into the file and return its id; nothing relies on it yet.

    Call `keep_bytes` in the change that records what it is. One writer at a time: what was
    put before and never kept is removed.

    Raises:
        StorageError: there is no room; nothing of it stays.
        Cancelled: it was stopped; nothing of it stays.
    """
    remove_unkept(workspace)
    try:
        with writing_unrecorded(workspace) as session:
            row = StoredBytesRow(kept=False)
            session.add(row)
            session.flush()
            content_id = row.id
        for place, at in enumerate(range(0, len(content), PIECE_BYTES)):
            progress.step(at, len(content))
            piece = {"place": place, "content": content[at : at + PIECE_BYTES]}
            if place:
                time.sleep(_PAUSE)
            with writing_unrecorded(workspace) as session:
                session.execute(insert(StoredPieceRow).values(content_id=content_id, **piece))
        progress.step(len(content), len(content))
    except BaseException:
        with suppress(StorageError):
            remove_unkept(workspace)
        raise
    return content_id


def keep_bytes(change: Change, content_id: int) -> None:
    """Let what `put_bytes` wrote stay, together with the record of this change."""
    change.session.execute(
        update(StoredBytesRow).where(StoredBytesRow.id == content_id).values(kept=True)
    )


def bytes_in(session: Session, content_id: int, size: int, sha256: str) -> bytes:
    """Return kept bytes, compared with what was recorded of them.

    Raises:
        StorageError: they are not those that were kept.
    """
    query = (
        select(StoredPieceRow.content)
        .where(StoredPieceRow.content_id == content_id)
        .order_by(StoredPieceRow.place)
    )
    found = b"".join(session.scalars(query))
    if len(found) != size or sha256_of(found).hex() != sha256:
        raise StorageError(damaged())
    return found


def erase_bytes(workspace: Workspace, content_ids: Collection[int], progress: Progress) -> None:
    """Erase kept bytes, piece by piece, and overwrite where they stood in the file.

    Without that they would lie, encrypted, in pages that are free until something is written there.

    What is left when it stops is erased when it is called again.

    Raises:
        StorageError: it cannot be written now.
        Cancelled: it was stopped.
    """
    pieces = select(StoredPieceRow.id).where(StoredPieceRow.content_id.in_(content_ids))
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        found = session.scalars(pieces).all()
    for done, piece_id in enumerate(found):
        progress.step(done, len(found))
        with writing_unrecorded(workspace) as session:
            session.execute(delete(StoredPieceRow).where(StoredPieceRow.id == piece_id))
        time.sleep(_PAUSE)


def remove_unkept(workspace: Workspace) -> None:
    """Remove what was put and never kept: the program or the computer stopped meanwhile.

    Raises:
        StorageError: it cannot be written now.
    """
    unkept = select(StoredBytesRow.id).where(StoredBytesRow.kept.is_(False))
    with writing_unrecorded(workspace) as session:
        leftovers = session.scalars(unkept).all()
        if not leftovers:
            return
        session.execute(delete(StoredPieceRow).where(StoredPieceRow.content_id.in_(leftovers)))
        session.execute(delete(StoredBytesRow).where(StoredBytesRow.id.in_(leftovers)))
