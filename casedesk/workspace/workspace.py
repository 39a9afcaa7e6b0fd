"""An unlocked partnership file and who is at work on it: the only way to rows.

`reading` and `changing` name the permission they need, so that none can be
forgotten; what `changing` does is saved together with its audit entry or not at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from filelock import BaseFileLock
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from casedesk.dates import LONDON
from casedesk.errors import (
    ConflictError,
    InputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail
from casedesk.storage.base import Base, Recorded
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import let_pages_go
from casedesk.storage.list_triggers import LIST_TRIGGERS
from casedesk.storage.search_index import SEARCH_TRIGGERS, index_later_than
from casedesk.storage.sqlite_errors import storage_error
from casedesk.workspace.model import FileInfo, Topic, User
from casedesk.workspace.tables import CorrectionRow

Row = TypeVar("Row", bound=Base)
_ROW_BY_ROW = (*LIST_TRIGGERS, *SEARCH_TRIGGERS)
Listener = Callable[[frozenset[Topic]], None]


class Change:
    """One change in the making; nothing of it is kept unless it leaves an audit entry."""

    def __init__(self, session: Session, user: User, now: datetime, key: bytes) -> None:
        """Belong to the write transaction of `session`."""
        self.session = session
        self.user = user
        self.now = now
        self.audited = False
        self._key = key

    @property
    def today(self) -> date:
        """Return the local calendar day of this change."""
        return self.now.astimezone(LONDON).date()

    @property
    def stamp(self) -> dict[str, Any]:
        """Return who and when, for rows that are written in bulk."""
        return {
            "recorded_at": self.now,
            "recorded_by": self.user.id,
            "on_hold": False,
            "version": 1,
        }

    def add(self, row: Row) -> Row:
        """Add one row, stamped with who and when, and give it its id."""
        stamped: object = row  # a row class may or may not carry the columns of Recorded
        if isinstance(stamped, Recorded):
            stamped.recorded_at, stamped.recorded_by = self.now, self.user.id
        self.session.add(row)
        self.session.flush()
        return row

    def find(self, kind: type[Row], record_id: int, version: int | None = None) -> Row:
        """Return the row to change.

        Args:
            kind: the row class.
            record_id: its id.
            version: what the caller saw when it read the record, if it can say.

        Raises:
            NotFoundError: there is none, or it was recorded in error.
            ConflictError: somebody changed it since it was read.
        """
        row = self.session.get(kind, record_id)
        found: object = row
        if row is None or (isinstance(found, Recorded) and found.error_at is not None):
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        if version is not None and isinstance(found, Recorded) and found.version != version:
            raise ConflictError(changed_meanwhile())
        return row

    def correct(self, row: Base, reason: str, /, **fields: Any) -> list[str]:
        """Give fields of a recorded row new values and keep the old ones, struck.

        Returns:
            The names of the fields that differ, for the audit entry.

        Raises:
            InputError: the reason is missing although something differs.
        """
        changed = [name for name, value in fields.items() if getattr(row, name) != value]
        if changed and not reason.strip():
            raise InputError({"reason": _("Say why this is corrected.")})
        for name in changed:
            old = getattr(row, name)
            self.session.add(
                CorrectionRow(
                    table_name=row.__tablename__,
                    record_id=row.id,  # type: ignore[attr-defined]  # every record has one
                    field=name,
                    old_value=None if old is None else str(old),
                    reason=reason.strip(),
                    at=self.now,
                    account_id=self.user.id,
                )
            )
            setattr(row, name, fields[name])
        return changed

    def mark_in_error(self, row: Recorded, reason: str) -> None:
        """Take a record out of lists and counts; it stays in the file with the reason.

        Raises:
            InputError: the reason is missing.
        """
        if not reason.strip():
            raise InputError({"reason": _("Say why this was recorded in error.")})
        row.error_at, row.error_reason = self.now, reason.strip()

    def find_in_error(self, kind: type[Row], record_id: int) -> Row:
        """Return a row that was recorded in error, to take that back.

        Raises:
            NotFoundError: there is none, or it is not marked.
        """
        row = self.session.get(kind, record_id)
        found: object = row
        if row is None or not isinstance(found, Recorded) or found.error_at is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        return row

    def take_error_back(self, row: Recorded, *others: Recorded) -> None:
        """Bring a record back, and of the others those that were marked together with it."""
        marked = row.error_at
        for one in (row, *(one for one in others if one.error_at == marked)):
            one.error_at = one.error_reason = None

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Add very many rows at once: the search follows at the end of the block.

        The triggers that keep lists and search in step row by row are away meanwhile and
        come back in the same transaction. Only new people, cases and places are indexed, so
        rows that are there already must be changed outside the block.
        """
        connection = self.session.connection()
        last = [
            connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{table}"').scalar_one()
            for table in ("person", "case", "place")
        ]
        for statement in _ROW_BY_ROW:
            connection.exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
        yield
        for statement in (*index_later_than(*last), *_ROW_BY_ROW):
            connection.exec_driver_sql(statement)

    def audit(self, action: str, record: str, detail: str = "") -> None:
        """Leave an entry: what was done to which record; names of fields, never values."""
        self.session.flush()
        audit_trail.append(
            self.session,
            self._key,
            at=self.now,
            actor=f"{self.user.id} {self.user.role_id}",
            action=action,
            record=record,
            detail=detail,
        )
        self.audited = True


class Workspace:
    """What every service function is given."""

    def __init__(  # noqa: PLR0917
        self,
        file: FileInfo,
        user: User,
        engine: Engine,
        key: DataKey,
        clock: Callable[[], datetime],
        lock: BaseFileLock | None = None,
    ) -> None:
        """Take over an open engine, a data key and the lock; `service.lock` gives them back."""
        self.file = file
        self.user = user
        self.engine = engine
        self.key = key
        self.clock = clock
        self.file_lock = lock
        self.listeners: list[Listener] = []
        self.unwritten_views: list[tuple[datetime, str]] = []  # while the disk is full
        self._audit_key = key.derive("audit")
        self._reader = engine.execution_options(begin_sql="BEGIN")

    def today(self) -> date:
        """Return the local calendar day."""
        return self.clock().astimezone(LONDON).date()

    def may(self, permission: Permission) -> bool:
        """Tell whether the user at work may do something that needs `permission`."""
        return self.user.may(permission)

    def require(self, permission: Permission) -> None:
        """Refuse what the user's role does not permit.

        Raises:
            NotAllowedError: the same words whatever was asked, so that they give no hint.
        """
        if not self.may(permission):
            raise NotAllowedError(
                _("Your role does not include this. Ask the coordinator of the partnership.")
            )

    def let_pages_go(self) -> None:
        """Free the memory in which the file was read; for when nobody is at work just now."""
        let_pages_go(self.engine)

    @contextmanager
    def reading(self, permission: Permission) -> Iterator[Session]:
        """Give a session that sees one unchanging state of the records.

        Raises:
            NotAllowedError: the user's role lacks `permission`.
            StorageError: the records cannot be read.
        """
        self.require(permission)
        with _plain_errors(), Session(self._reader) as session:
            yield session
            session.rollback()

    @contextmanager
    def changing(self, permission: Permission, *topics: Topic) -> Iterator[Change]:
        """Open one change: saved if the block ends well, undone if it raises.

        Raises:
            NotAllowedError: the user's role lacks `permission`.
            ConflictError: a row was changed by somebody else after it was read.
            StorageError: it could not be saved; nothing of it was.
            RuntimeError: the block left no audit entry; that is a bug.
        """
        self.require(permission)
        with (
            _plain_errors(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            change = Change(session, self.user, self.clock(), self._audit_key)
            waiting = len(self.unwritten_views)
            self._write_views(change)
            yield change
            if not change.audited:
                raise RuntimeError("a change must leave an audit entry")
        del self.unwritten_views[:waiting]
        if topics:  # an entry that a record was looked at changes nothing that is shown
            for listener in list(self.listeners):
                listener(frozenset(topics))

    def note_view(self, record: str) -> None:
        """Leave the audit entry that the user at work opened a record that tells of a person.

        Each function that returns such a record takes `opening` and calls this once it has read
        it; False is for what is open already and only asked for again. A list never calls it.
        Source: Data Protection Act 2018, section 62 (logs of consultation).

        A full disk keeps nobody from reading, or a safe telephone number could not be looked up
        when it counts. The entry then waits in memory, with its time, and is written before the
        next one that can be: which this tries again.

        Args:
            record: its kind and id, such as "person/12".
        """
        try:
            with self.changing(Permission.READ_RECORDS) as change:
                _note_view(change, record)
        except StorageError:
            self.unwritten_views.append((self.clock(), record))

    def _write_views(self, change: Change) -> None:
        """Write what waits, in order: when it happened, and when it was written."""
        for at, record in self.unwritten_views:
            _note_view(change, record, at)
        change.audited = False  # the change itself must leave an entry all the same


def _note_view(change: Change, record: str, at: datetime | None = None) -> None:
    """Leave the entry of a view; `at` is the moment of one that could not be written then."""
    kind = record.partition("/")[0]
    late = "" if at is None else f"at {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}, written later"
    change.audit(f"{kind}.viewed", record, late)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Let no database error through: its text and parameters may hold case data."""
    try:
        yield
    except StaleDataError:
        raise ConflictError(changed_meanwhile()) from None
    except DBAPIError as error:
        known = storage_error(error)
        if known is None:
            raise
        raise known from None


def changed_meanwhile() -> str:
    """Return the sentence for a record that somebody else changed first."""
    return _("Somebody else changed this record meanwhile. Look at it again, then decide.")
