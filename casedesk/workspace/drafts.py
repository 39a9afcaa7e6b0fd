"""Forms that are not saved yet, kept so that nothing typed is ever lost.

A draft is no record: nobody relies on it, it is counted nowhere, and it is written every
few seconds while somebody types. So it goes through a write session of its own, without
an audit entry and without telling the pages; the trail begins when the form is saved.
It lies in the encrypted file like everything else, and a lock or a crash leaves it there.

A draft that the disk has no room for waits in memory, sealed with the key of its file: a lock
does not lose it, and nobody reads it meanwhile. It is written at the next opportunity.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from casedesk.errors import StorageError
from casedesk.security.roles import Permission
from casedesk.workspace.tables import DraftRow
from casedesk.workspace.unrecorded import writing_unrecorded
from casedesk.workspace.workspace import Change, Workspace

_PURPOSE = "waiting draft"
_waiting: dict[str, dict[str, bytes]] = {}  # file id -> form -> what is sealed


class Draft(Struct, frozen=True):
    """What was typed into a form; `content` is the form's own text, such as JSON."""

    form: str
    content: str
    saved_at: datetime


def save_draft(workspace: Workspace, form: str, content: str) -> None:
    """Keep what is typed in `form`, in place of its earlier draft.

    Raises:
        StorageError: it cannot be written now; the form keeps what was typed, and a copy waits.
    """
    draft = Draft(form, content, workspace.clock())
    try:
        _write(workspace, draft)
    except StorageError:
        plain = json.dumps([draft.content, draft.saved_at.isoformat()]).encode()
        sealed = workspace.key.seal(_PURPOSE, plain)
        _waiting.setdefault(workspace.file.file_id, {})[form] = sealed
        raise


def discard_draft(workspace: Workspace, form: str) -> None:
    """Forget a draft: the form was saved, or somebody threw it away.

    Raises:
        StorageError: it cannot be written now.
    """
    _waiting.get(workspace.file.file_id, {}).pop(form, None)
    with _writing(workspace) as session:
        session.execute(delete(DraftRow).where(DraftRow.form == form))


def discard_draft_in(change: Change, form: str) -> None:
    """Forget a draft in the change that takes away what it belongs to.

    Call `discard_draft` as well once that is saved: a copy may wait in memory.
    """
    change.session.execute(delete(DraftRow).where(DraftRow.form == form))


def discard_all_but(workspace: Workspace, prefix: str, kept: Collection[str]) -> None:
    """Forget every draft whose form is called `prefix` and more, but those in `kept`.

    Raises:
        StorageError: it cannot be written now.
    """
    others = DraftRow.form.startswith(prefix, autoescape=True), DraftRow.form.not_in(kept)
    with _writing(workspace) as session:
        session.execute(delete(DraftRow).where(*others))


def draft_of(workspace: Workspace, form: str) -> Draft | None:
    """Return the draft of one form, or None."""
    return next((draft for draft in drafts(workspace) if draft.form == form), None)


def drafts(workspace: Workspace) -> list[Draft]:
    """Return every draft, the newest first."""
    query = select(DraftRow.form, DraftRow.content, DraftRow.saved_at)
    with workspace.reading(Permission.CHANGE_RECORDS) as session:
        rows = session.execute(query.order_by(DraftRow.id.desc()))
        stored = {row.form: Draft(*row) for row in rows}
    newest = {**stored, **{draft.form: draft for draft in _waited(workspace)}}
    return sorted(newest.values(), key=lambda draft: draft.saved_at, reverse=True)


def _waited(workspace: Workspace) -> list[Draft]:
    """Return the drafts that the disk had no room for; write them if it has room now."""
    found = []
    for form, sealed in list(_waiting.get(workspace.file.file_id, {}).items()):
        content, moment = json.loads(workspace.key.unseal(_PURPOSE, sealed))
        found.append(Draft(form, content, datetime.fromisoformat(moment)))
        with suppress(StorageError):
            _write(workspace, found[-1])
    return found


def _write(workspace: Workspace, draft: Draft) -> None:
    values = {"content": draft.content, "saved_at": draft.saved_at}
    statement = insert(DraftRow).values(form=draft.form, **values)
    with _writing(workspace) as session:
        session.execute(statement.on_conflict_do_update(index_elements=["form"], set_=values))
    _waiting.get(workspace.file.file_id, {}).pop(draft.form, None)


@contextmanager
def _writing(workspace: Workspace) -> Iterator[Session]:
    workspace.require(Permission.CHANGE_RECORDS)
    with writing_unrecorded(workspace) as session:
        yield session
