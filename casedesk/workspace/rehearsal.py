"""A change carried out and undone, so that the store has composed its statements before.

The first referral in a new file took three times as long as the second: the store composes each
statement when it is asked for the first time, in which the window could not answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


class _Rehearsal(Workspace):
    """All that is read and changed here belongs to one transaction, which nobody commits."""

    def __init__(self, workspace: Workspace, session: Session) -> None:
        of = workspace
        super().__init__(of.file, of.user, of.engine, of.key, of.clock)
        self._session = session

    @contextmanager
    def reading(self, permission: Permission) -> Iterator[Session]:
        self.require(permission)
        yield self._session

    @contextmanager
    def changing(self, permission: Permission, *_topics: Topic) -> Iterator[Change]:
        self.require(permission)
        yield Change(self._session, self.user, self.clock(), self._audit_key)
        self._session.flush()
        self._session.expunge_all()  # else the next would not ask for what this one made


@contextmanager
def rehearsing(workspace: Workspace) -> Iterator[Workspace]:
    """Give a workspace of which nothing is kept and nobody is told; a worker's, and short.

    Others cannot write until the block has ended.
    """
    with Session(workspace.engine, expire_on_commit=False) as session:
        try:
            yield _Rehearsal(workspace, session)
        finally:
            session.rollback()
