"""What is done with a partnership file as a whole: create, open, lock, keys, verify.

Backups stand in `backup.py`.
"""

import getpass
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from casedesk.errors import InputError, StorageError
from casedesk.i18n import _
from casedesk.security.key_file import (
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    new_key_file,
    newer_version,
    read_key_file,
)
from casedesk.security.recovery_key import new_recovery_key
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail, schema
from casedesk.storage.base import load_all_tables
from casedesk.storage.data_key import KEY_BYTES, DataKey
from casedesk.storage.encrypted_engine import APPLICATION_ID, open_engine
from casedesk.storage.integrity import opening_fault, page_problems
from casedesk.storage.location import check_location
from casedesk.storage.sqlite_errors import damaged
from casedesk.workspace.file_layout import (
    DATABASE,
    KEYS,
    LOCK,
    cannot_write,
    check_new_place,
    finish_restore,
    keep_private,
    name_problem,
    new_private_folder,
)
from casedesk.workspace.model import FileInfo, Topic, User, Verification
from casedesk.workspace.older_state import remember_end, rolled_back, tell_of_failed_tries
from casedesk.workspace.passphrases import passphrase_problem
from casedesk.workspace.records_file import (
    check_database,
    checkpoint,
    copy_records,
    foreign_records,
    records_salt,
    write_ahead,
)
from casedesk.workspace.tables import AccountRow, PartnershipRow
from casedesk.workspace.unlocking import unlock
from casedesk.workspace.workspace import Workspace

REAL, PRACTICE = "real", "practice"

Clock = Callable[[], datetime]


class Created(Struct, frozen=True):
    """A new file, open, and the recovery key that is shown once (practice data has none)."""

    workspace: Workspace
    recovery_key: str | None


def system_clock() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def create(
    folder: Path,
    passphrase: str,
    organisation: str = "",
    *,
    practice: bool = False,
    user_name: str = "",
    clock: Clock = system_clock,
) -> Created:
    """Make a new partnership file and leave it open.

    Args:
        folder: where; its name must end in `.casedesk`, and it must not exist.
        passphrase: what opens it from now on.
        organisation: the name shown in the marking banner and on every page that leaves.
        practice: make a file for invented data, which can never hold real records.
        user_name: who works with it; by default the user of this computer.
        clock: tells the time, in UTC.

    Raises:
        InputError: the passphrase is too short, or a name will not do.
        StorageError: something is there already, or the place will not do.
    """
    _check_new_file(folder, passphrase, organisation)
    key = DataKey(secrets.token_bytes(KEY_BYTES))
    keys = new_key_file(PRACTICE if practice else REAL).with_slot(key, PASSPHRASE, passphrase)
    recovery = None if practice else new_recovery_key()
    keys = keys.with_slot(key, RECOVERY, recovery) if recovery else keys
    with new_private_folder(folder) as part:
        names = (organisation, user_name or getpass.getuser())
        _make_database(part / DATABASE, key, keys, names, clock())
        keys = keys.for_records(key, records_salt(part))
        keys.write(part / KEYS)
    made = _opened(folder, keys, key, clock, exclusive=True)
    with made.changing(Permission.MANAGE_FILE, Topic.FILE) as change:
        change.audit("file.created", "file")
    return Created(made, recovery)


def open_file(
    folder: Path,
    passphrase: str,
    *,
    recovery: bool = False,
    exclusive: bool = True,
    clock: Clock = system_clock,
) -> Workspace:
    """Open a partnership file.

    Args:
        folder: the partnership file.
        passphrase: the passphrase, or the recovery key as typed.
        recovery: `passphrase` is the recovery key.
        exclusive: nobody else may have it open; else only counting, verifying and
            backing up are meant to follow.
        clock: tells the time, in UTC.

    Raises:
        WrongPassphraseError: it opens nothing.
        StorageError: with what is wrong and what to do.
    """
    finish_restore(folder)
    if not folder.is_dir():
        raise StorageError(
            _("There is no partnership file at this place. Choose a folder ending in .casedesk.")
        )
    check_location(folder)
    keys = read_key_file(folder / KEYS)
    check_database(folder / DATABASE)
    key = unlock(folder, keys, passphrase, recovery=recovery)
    workspace = _opened(folder, keys, key, clock, exclusive=exclusive)
    tell_of_failed_tries(workspace)
    return workspace


def file_id_of(folder: Path) -> str:
    """Return the id in a file's `keys.json` without opening it; empty if it cannot be read."""
    try:
        return read_key_file(folder / KEYS).file_id
    except StorageError:
        return ""


def open_with_key(folder: Path, key: bytes, *, clock: Clock = system_clock) -> Workspace:
    """Open a partnership file with its data key itself, as after unlocking.

    Raises:
        StorageError: with what is wrong and what to do.
    """
    return _opened(folder, read_key_file(folder / KEYS), DataKey(key), clock, exclusive=True)


def lock(workspace: Workspace, *, remember: bool = True) -> None:
    """Close the file: remember where the trail ended, merge the log, forget the key."""
    if workspace.key.is_wiped:
        return
    try:
        if remember:
            remember_end(workspace)
        checkpoint(workspace.engine)
    except (DBAPIError, dbapi2.Error, OSError, StorageError):
        pass  # closing must always end; the next opening reports what is wrong
    workspace.listeners.clear()
    workspace.engine.dispose()
    workspace.key.wipe()
    if workspace.file_lock is not None:
        workspace.file_lock.release()


def name_partnership(workspace: Workspace, organisation: str, user_name: str) -> Workspace:
    """Set the partnership's name and the user's; return the same open file, under them.

    Raises:
        InputError: a name is missing; by field.
    """
    problems = {}
    if not organisation.strip():
        problems["organisation"] = _("Enter the partnership's name.")
    if not user_name.strip():
        problems["user_name"] = _("Enter your name.")
    for field, name in (("organisation", organisation), ("user_name", user_name)):
        problem = name_problem(name)
        if problem:
            problems[field] = problem
    if problems:
        raise InputError(problems)
    before = workspace.file, workspace.user
    try:
        with workspace.changing(Permission.MANAGE_FILE, Topic.FILE) as change:
            change.session.execute(update(PartnershipRow).values(organisation=organisation.strip()))
            change.session.execute(
                update(AccountRow)
                .where(AccountRow.id == workspace.user.id)
                .values(name=user_name.strip())
            )
            change.audit("file.named", "file", "organisation user_name")
            # Before the pages are told that something changed: they show these.
            workspace.file = replace(workspace.file, organisation=organisation.strip())
            workspace.user = replace(workspace.user, name=user_name.strip())
    except BaseException:
        workspace.file, workspace.user = before
        raise
    return workspace


def verify(workspace: Workspace) -> Verification:
    """Check every page, every reference between records and the whole audit trail."""
    try:
        with workspace.reading(Permission.MANAGE_FILE) as session:
            connection = session.connection()
            pages = page_problems(connection)
            chain = audit_trail.check_chain(connection, workspace.key.derive("audit"))
        problems = [*pages, *rolled_back(workspace)]
    except StorageError as error:  # a damaged page stops whatever reads it
        return Verification(False, 0, False, (str(error),))
    if chain.broken_at is not None:
        problems.append(
            _("The audit trail is broken at entry {number}.").format(number=chain.broken_at)
        )
    return Verification(not pages, chain.entries, chain.broken_at is None, tuple(problems))


def _check_new_file(folder: Path, passphrase: str, organisation: str) -> None:
    problem = passphrase_problem(passphrase)
    if problem:
        raise InputError({"passphrase": problem})
    problem = name_problem(organisation)
    if problem:
        raise InputError({"organisation": problem})
    check_new_place(folder)
    check_location(folder.parent)


def _make_database(
    database: Path, key: DataKey, keys: KeyFile, names: tuple[str, str], now: datetime
) -> None:
    """Make the database of a file; `names`: of the partnership and its first user."""
    secret = keys.kind != PRACTICE
    engine = open_engine(database, key, create=True, migrating=True, secret=secret)
    schema.upgrade(engine)
    with engine.begin() as connection:
        _first_rows(connection, keys, *names, now)
    engine.dispose()
    keep_private(database)


def _first_rows(
    connection: Connection, keys: KeyFile, organisation: str, user_name: str, now: datetime
) -> None:
    connection.execute(
        PartnershipRow.__table__.insert(),  # type: ignore[attr-defined]
        {
            "file_id": keys.file_id,
            "kind": keys.kind,
            "organisation": organisation,
            "created_at": now,
        },
    )
    connection.execute(
        AccountRow.__table__.insert(),  # type: ignore[attr-defined]
        {"name": user_name, "role_id": "coordinator", "created_at": now},
    )


def _opened(
    folder: Path, keys: KeyFile, key: DataKey, clock: Clock, *, exclusive: bool
) -> Workspace:
    file_lock = locked(folder) if exclusive else None
    try:
        database = folder / DATABASE
        check_database(database)
        load_all_tables()
        engine = open_engine(database, key, secret=keys.kind != PRACTICE)
        try:
            file, user = _read_identity(engine, folder, keys, key)
        except BaseException:
            engine.dispose()
            raise
        return Workspace(file, user, engine, key, clock, file_lock)
    except BaseException:
        if file_lock is not None:
            file_lock.release()
        raise


def _read_identity(
    engine: Engine, folder: Path, keys: KeyFile, key: DataKey
) -> tuple[FileInfo, User]:
    try:
        write_ahead(engine)
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = schema.schema_version(connection)
        if application != APPLICATION_ID or not version:
            raise StorageError(damaged())
        if version > schema.HEAD:
            raise StorageError(newer_version())
        if version < schema.HEAD:
            _upgrade(folder, key, version)
        with engine.connect() as connection:
            partnership = connection.execute(select(PartnershipRow.__table__)).one()
            account = connection.execute(select(AccountRow.__table__).limit(1)).one()
            connection.rollback()
    except (DBAPIError, dbapi2.DatabaseError) as error:
        raise opening_fault(error, folder / DATABASE, key) from None
    if (partnership.file_id, partnership.kind) != (keys.file_id, keys.kind):
        raise StorageError(foreign_records())
    file = FileInfo(folder, keys.file_id, partnership.organisation, partnership.kind == PRACTICE)
    return file, User(account.id, account.name, account.role_id)


def _upgrade(folder: Path, key: DataKey, version: str) -> None:
    """Bring the tables up to date, after a copy of the records beside them."""
    copy = folder / f"records-before-{version}.db"
    engine = open_engine(folder / DATABASE, key, migrating=True)
    try:
        copy.unlink(missing_ok=True)
        copy_records(engine, copy)
        schema.upgrade(engine)
    finally:
        engine.dispose()


def locked(folder: Path) -> FileLock:
    """Take the file for this window alone; the caller releases it.

    Raises:
        StorageError: another window has it open, or the folder cannot be written to.
    """
    # Opened on the worker thread, given back on the window's: the lock must not know threads.
    file_lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        file_lock.acquire()
    except Timeout:
        raise StorageError(
            _("This partnership file is open already. Close it in the other window first.")
        ) from None
    except OSError as error:
        raise StorageError(cannot_write()) from error
    return file_lock
