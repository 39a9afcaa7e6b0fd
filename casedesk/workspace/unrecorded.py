"""Writing what is no record, and so leaves no audit entry: drafts, bytes, pages of the search."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from casedesk.storage.sqlite_errors import storage_error
from casedesk.workspace.workspace import Workspace


@contextmanager
def writing_unrecorded(workspace: Workspace) -> Iterator[Session]:
    """Write in a transaction of its own; the change of the record, if there is one, is audited.

    Raises:
        StorageError: it cannot be written now.
    """
    try:
        with Session(workspace.engine) as session, session.begin():
            yield session
    except DBAPIError as error:
        known = storage_error(error)
        if known is None:
            raise
        raise known from None
