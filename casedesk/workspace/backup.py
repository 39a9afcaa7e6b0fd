"""Backups: whole, checked copies of a partnership file, and putting one back in its place.

A backup is a partnership file itself, with the keys it had, so it opens like any other.
Nothing appears under its final name before it was opened and checked page by page.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import chain, count
from pathlib import Path

from filelock import FileLock
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from casedesk.dates import LONDON
from casedesk.errors import CaseDeskError, InputError, StorageError
from casedesk.i18n import _
from casedesk.progress import Progress, Unwatched
from casedesk.safe_file import folder_in_one_step, sync_folder, write_file
from casedesk.security import anchors
from casedesk.security.anchors import Anchor
from casedesk.security.key_file import KeyFile, newer_version, read_key_file
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail, schema
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import open_engine
from casedesk.storage.integrity import fault_of, opening_fault, page_problems
from casedesk.storage.location import check_location
from casedesk.storage.sqlite_errors import damaged, no_room, storage_error
from casedesk.workspace.backup_notes import note_backup, state_of
from casedesk.workspace.file_layout import (
    DATABASE,
    KEYS,
    SUFFIX,
    cannot_write,
    check_new_place,
    finish_restore,
    keep_private,
    restored_beside,
)
from casedesk.workspace.model import Topic
from casedesk.workspace.records_file import check_database, copy_records, foreign_records
from casedesk.workspace.service import (
    PRACTICE,
    Clock,
    lock,
    locked,
    open_with_key,
    system_clock,
)
from casedesk.workspace.unlocking import unlock
from casedesk.workspace.workspace import Workspace

_STEPS = 4
_NO_ROOM = (27, 28, 122)  # EFBIG, ENOSPC, EDQUOT


class BackupInfo(Struct, frozen=True):
    """What a backup holds. `last_changed` is the moment of its newest audit entry, in UTC."""

    organisation: str
    is_practice: bool
    file_id: str
    last_changed: datetime | None
    cases: int
    people: int
    audit_entries: int


def backup(workspace: Workspace, target: Path, progress: Progress | None = None) -> Path:
    """Copy the open file, check the copy and return where it is.

    Args:
        workspace: the open file; others may go on reading and writing meanwhile.
        target: an existing folder, in which the copy is named after the file and the
            local time; else the place of the copy, whose name is given the ending of
            a partnership file where it has none.
        progress: told after each of four steps; may stop the work.

    Raises:
        StorageError: there is no room, the place cannot be written to or holds something
            already, or the copy is not whole; nothing was kept.
        Cancelled: it was stopped; nothing was kept.
    """
    workspace.require(Permission.MANAGE_FILE)
    watch = progress or Unwatched()
    place = _backup_place(workspace, target)
    state = state_of(workspace, place.parent)  # before: what is changed meanwhile is not in it
    with _storage_errors(), folder_in_one_step(place) as part:
        keep_private(part)
        watch.step(0, _STEPS)
        copy_records(workspace.engine, part / DATABASE, partial(watch.step, 0, _STEPS))
        watch.step(1, _STEPS)
        write_file(part / KEYS, (workspace.file.folder / KEYS).read_bytes(), private=True)
        read_key_file(part / KEYS).check(workspace.key)
        watch.step(2, _STEPS)
        _check(part, workspace.key, workspace.file.file_id)
        watch.step(3, _STEPS)
        # Before the copy gets its name: rather one entry too many than an unseen copy.
        with workspace.changing(Permission.MANAGE_FILE, Topic.FILE) as change:
            change.audit("file.backed_up", "file")
    note_backup(workspace, state)
    watch.step(_STEPS, _STEPS)
    return place


def describe_backup(folder: Path, passphrase: str, *, recovery: bool = False) -> BackupInfo:
    """Look into a backup without changing it.

    Args:
        folder: the backup.
        passphrase: the one that opened the file when the backup was made.
        recovery: `passphrase` is the recovery key.

    Raises:
        WrongPassphraseError: it does not open this backup.
        StorageError: it is no backup, damaged, or made by a newer CaseDesk.
    """
    keys, key = _unlocked(folder, passphrase, recovery=recovery)
    with _storage_errors(), _opened(folder, key) as engine:
        return _described(engine, keys)


def restore(
    source: Path,
    passphrase: str,
    target: Path,
    progress: Progress | None = None,
    *,
    recovery: bool = False,
    clock: Clock = system_clock,
) -> Path | None:
    """Put a backup in the place of a partnership file, which is kept beside it.

    It is copied and checked, then the two change names; what fails is undone, and what a
    power cut stops between the two is ended by the next opening.

    Args:
        source: the backup; it stays as it is.
        passphrase: the one that opened the file when the backup was made.
        target: the partnership file; it need not exist.
        progress: told after each of four steps; may stop it before the last.
        recovery: `passphrase` is the recovery key.
        clock: tells the time, in UTC.

    Returns:
        Where the file that was there before is kept, if there was one.

    Raises:
        WrongPassphraseError: it does not open this backup.
        InputError: the target cannot be called that.
        StorageError: damaged, another file's, open, or no room; nothing was changed.
    """
    watch, (keys, key) = progress or Unwatched(), _unlocked(source, passphrase, recovery=recovery)
    _check_target(target, keys)
    with _storage_errors(), _held(target) as held, _beside(target, keys) as fresh:
        with folder_in_one_step(fresh) as part:
            keep_private(part)
            end = _copy_back(source, part, keys, key, clock=clock, watch=watch)
        kept = _put_in_place(fresh, target, end, keys, now=clock(), held=held)
    key.wipe()
    watch.step(_STEPS, _STEPS)
    return kept


@contextmanager
def _held(target: Path) -> Iterator[FileLock | None]:
    """Keep others from opening the file that is there, if one is."""
    held = locked(target) if target.exists() else None
    try:
        yield held
    finally:
        if held is not None:
            held.release()


@contextmanager
def _beside(target: Path, keys: KeyFile) -> Iterator[Path]:
    """Give a place beside the target; after a failure nothing is there or remembered."""
    fresh = restored_beside(target)
    before = anchors.anchor_of(keys.file_id)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        with suppress(OSError):
            anchors.remember(keys.file_id, before)
        raise


def _backup_place(workspace: Workspace, target: Path) -> Path:
    place = target
    if target.is_dir() and target.suffix != SUFFIX:
        moment = workspace.clock().astimezone(LONDON)
        name = workspace.file.folder.stem
        place = target / f"{name}-{moment:%Y-%m-%d-%H%M}{SUFFIX}"
    elif target.exists() and not target.is_dir():
        raise StorageError(
            _("There is a file of this name already. Give a folder, or a new name for the backup.")
        )
    elif target.suffix != SUFFIX:
        bare = target.stem if target.suffix.lower() == SUFFIX else target.name
        place = target.with_name(bare + SUFFIX)
    if place.resolve().is_relative_to(workspace.file.folder.resolve()):
        raise StorageError(
            _("A backup cannot lie inside the partnership file itself. Choose another folder.")
        )
    check_new_place(place)
    return place


def _unlocked(folder: Path, passphrase: str, *, recovery: bool) -> tuple[KeyFile, DataKey]:
    if not folder.is_dir():
        raise StorageError(
            _("There is no backup at this place. Choose a folder ending in .casedesk.")
        )
    keys = read_key_file(folder / KEYS)
    check_database(folder / DATABASE)
    return keys, unlock(folder, keys, passphrase, recovery=recovery)


@contextmanager
def _opened(folder: Path, key: DataKey) -> Iterator[Engine]:
    """Give an engine over the records in `folder` that only reads."""
    engine = open_engine(folder / DATABASE, key)
    try:
        yield engine.execution_options(begin_sql="BEGIN")
    finally:
        engine.dispose()


def _check(folder: Path, key: DataKey, file_id: str) -> None:
    """See that the records in `folder` are whole and those of `file_id`."""
    try:
        with _opened(folder, key) as engine, engine.connect() as connection:
            problems = page_problems(connection)
            if not problems:
                if schema.schema_version(connection) > schema.HEAD:
                    raise StorageError(newer_version())
                stored = connection.execute(text("SELECT file_id FROM partnership")).scalar()
                chain = audit_trail.check_chain(connection, key.derive("audit"))
                if stored != file_id:
                    raise StorageError(foreign_records())
                if chain.broken_at is not None:
                    raise StorageError(damaged())
            connection.rollback()
    except (DBAPIError, dbapi2.DatabaseError) as error:
        raise opening_fault(error, folder / DATABASE, key) from None
    if problems:
        raise StorageError(fault_of(folder / DATABASE, key))


def _described(engine: Engine, keys: KeyFile) -> BackupInfo:
    with engine.connect() as connection:
        if schema.schema_version(connection) > schema.HEAD:
            raise StorageError(newer_version())
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {counted}")).scalar_one()
            for counted in (
                '"case" WHERE error_at IS NULL',
                "person WHERE error_at IS NULL AND joined_into_id IS NULL",
                "audit",
            )
        ]
        name = connection.execute(text("SELECT organisation FROM partnership")).scalar_one()
        newest = connection.execute(
            text("SELECT at FROM audit WHERE seq = (SELECT seq FROM audit_head)")
        ).scalar()
        connection.rollback()
    moment = audit_trail.moment(newest) if newest else None
    return BackupInfo(name, keys.kind == PRACTICE, keys.file_id, moment, *counts)


def _check_target(target: Path, keys: KeyFile) -> None:
    if target.suffix != SUFFIX:
        raise InputError({"target": _("The name of a partnership file ends in .casedesk.")})
    check_location(target.parent)
    finish_restore(target)
    if not target.exists():
        check_new_place(target)
        return
    try:
        present = read_key_file(target / KEYS)
    except StorageError:
        return  # damaged or missing keys are a reason to restore, and what is there is kept
    if (present.file_id, present.kind) != (keys.file_id, keys.kind):
        raise StorageError(
            _("This backup belongs to another partnership file. Restore it under another name.")
        )


def _copy_back(
    source: Path, part: Path, keys: KeyFile, key: DataKey, *, clock: Clock, watch: Progress
) -> Anchor:
    """Fill `part` with a checked copy of the backup that says that it was restored.

    Returns:
        Where its trail ends.
    """
    watch.step(0, _STEPS)
    _check(source, key, keys.file_id)
    watch.step(1, _STEPS)
    with _opened(source, key) as engine:
        copy_records(engine, part / DATABASE)
    write_file(part / KEYS, (source / KEYS).read_bytes(), private=True)
    watch.step(2, _STEPS)
    workspace = open_with_key(part, key.reveal(), clock=clock)
    try:
        with workspace.changing(Permission.MANAGE_FILE) as change:
            change.audit("file.restored", "file")
        with workspace.reading(Permission.MANAGE_FILE) as session:
            head = audit_trail.head(session.connection())
    finally:
        lock(workspace, remember=False)
    _check(part, key, keys.file_id)
    watch.step(3, _STEPS)
    return Anchor(head.seq, head.mac, keys.generation)


def _put_in_place(
    fresh: Path, target: Path, end: Anchor, keys: KeyFile, *, now: datetime, held: FileLock | None
) -> Path | None:
    """Give the restored folder its name, and let this computer know where its trail ends."""
    # Until it has its name, both ends are known: a power cut in between raises no alarm.
    before = anchors.anchor_of(keys.file_id)
    anchors.remember(keys.file_id, replace(before, restored_seq=end.seq, restored_mac=end.mac))
    kept = _swap(fresh, target, now, held)
    after = before.ending(target, end.seq, end.mac)
    if kept is not None or not before.seq:  # else the file itself may lie under another name
        after = replace(after, seq=end.seq, mac=end.mac, generation=end.generation)
    with suppress(OSError):
        anchors.remember(keys.file_id, after)
    return kept


def _swap(fresh: Path, target: Path, now: datetime, held: FileLock | None) -> Path | None:
    """Give the restored folder its name; keep what had it."""
    kept = None
    if held is not None and os.name == "nt":
        held.release()  # there an open file inside stops the move
    if target.exists():
        kept = _free_name(target, now)
        target.replace(kept)
    try:
        fresh.replace(target)
    except OSError:
        if kept is not None:
            kept.replace(target)
        raise
    sync_folder(target.parent)
    return kept


def _free_name(target: Path, now: datetime) -> Path:
    """Return where to keep what is replaced; two restores within a second keep two."""
    name = f"{target.stem}.before-restore-{now.astimezone(LONDON):%Y-%m-%d-%H%M%S}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(kept for one in names if not (kept := target.with_name(one + SUFFIX)).exists())


@contextmanager
def _storage_errors() -> Iterator[None]:
    """Say in words what went wrong with disk or records."""
    try:
        yield
    except CaseDeskError:
        raise
    except OSError as error:
        known = no_room() if error.errno in _NO_ROOM else cannot_write()
        raise StorageError(known) from None
    except Exception as error:
        known_error = storage_error(error)
        if known_error is None:
            raise
        raise known_error from None
