"""Forms that are not saved yet, kept so that nothing typed is ever lost.

A draft is no record: nobody relies on it, it is counted nowhere, and it is written every
few seconds while somebody types. So it goes through a write session of its own, without
an audit entry and without telling the pages; the trail begins when the form is saved.
It lies in the encrypted file like everything else, and a lock or a crash leaves it there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from casedesk.security.roles import Permission
from casedesk.storage.sqlite_errors import storage_error
from casedesk.workspace.tables import DraftRow
from casedesk.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form; `content` is the form's own text, such as JSON."""

    form: str
    content: str
    saved_at: datetime


def save_draft(workspace: Workspace, form: str, content: str) -> None:
    """Keep what is typed in `form`, in place of its earlier draft.

    Raises:
        StorageError: it cannot be written now; the form keeps what was typed.
    """
    values = {"content": content, "saved_at": workspace.clock()}
    statement = insert(DraftRow).values(form=form, **values)
    with _writing(workspace) as session:
        session.execute(statement.on_conflict_do_update(index_elements=["form"], set_=values))


def discard_draft(workspace: Workspace, form: str) -> None:
    """Forget a draft: the form was saved, or somebody threw it away.

    Raises:
        StorageError: it cannot be written now.
    """
    with _writing(workspace) as session:
        session.execute(delete(DraftRow).where(DraftRow.form == form))


def draft_of(workspace: Workspace, form: str) -> Draft | None:
    """Return the draft of one form, or None."""
    return next((draft for draft in drafts(workspace) if draft.form == form), None)


def drafts(workspace: Workspace) -> list[Draft]:
    """Return every draft, the newest first."""
    query = select(DraftRow.form, DraftRow.content, DraftRow.saved_at).order_by(
        DraftRow.saved_at.desc(), DraftRow.id.desc()
    )
    with workspace.reading(Permission.CHANGE_RECORDS) as session:
        return [Draft(*row) for row in session.execute(query)]


@contextmanager
def _writing(workspace: Workspace) -> Iterator[Session]:
    workspace.require(Permission.CHANGE_RECORDS)
    try:
        with Session(workspace.engine) as session, session.begin():
            yield session
    except DBAPIError as error:
        known = storage_error(error)
        if known is None:
            raise
        raise known from None
