"""A backup is whole or not there; restoring one keeps what it replaces."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from casedesk.errors import Cancelled, InputError, StorageError, WrongPassphraseError
from casedesk.people.model import NewPerson
from casedesk.people.service import record_person
from casedesk.security.roles import Permission
from casedesk.settings import load_settings
from casedesk.workspace import service
from casedesk.workspace.backup import BackupInfo, backup, describe_backup, restore
from casedesk.workspace.backup_notes import is_backed_up
from casedesk.workspace.records_file import checkpoint
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import NOW, PASSPHRASE, Clock


def audited(workspace: Workspace) -> list[str]:
    with workspace.reading(Permission.READ_AUDIT) as session:
        rows = session.connection().exec_driver_sql("SELECT action FROM audit ORDER BY seq")
        return list(rows.scalars())


@pytest.fixture
def recovery(prepared_file: Path) -> str:
    """The recovery key: it opens at once, where a passphrase takes a second."""
    return (prepared_file.parent / "recovery.txt").read_text()


def held(folder: Path, recovery: str) -> BackupInfo:
    return describe_backup(folder, recovery, recovery=True)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(workspace: Workspace, stick: Path) -> Path:
    """A backup with one case and one person."""
    a_case(workspace)
    record_person(workspace, NewPerson("Morgan", "Siân"))
    return backup(workspace, stick)


@pytest.fixture
def closed(workspace: Workspace, saved: Path) -> Path:
    """The partnership file of `workspace`, with one case more than `saved`, not open."""
    a_case(workspace, reference="M-2026-015")
    service.lock(workspace)
    return workspace.file.folder


def test_a_backup_is_named_after_the_file_and_the_local_time(saved: Path, stick: Path) -> None:
    assert saved == stick / "riverside-2026-11-20-1042.casedesk"
    assert sorted(p.name for p in saved.iterdir()) == ["keys.json", "records.db"]
    assert (saved / "records.db").read_bytes()[:6] != b"SQLite"


def test_a_backup_goes_exactly_where_it_is_asked_to(workspace: Workspace, stick: Path) -> None:
    assert backup(workspace, stick / "copy.casedesk") == stick / "copy.casedesk"


def test_a_name_without_the_ending_is_given_it(workspace: Workspace, stick: Path) -> None:
    for typed, name in (
        ("copy", "copy.casedesk"),
        ("CaseDesk.CaseDesk", "CaseDesk.casedesk"),
        ("riverside 2026.11", "riverside 2026.11.casedesk"),
    ):
        assert backup(workspace, stick / typed) == stick / name
        before = (stick / name / "records.db").read_bytes()
        with pytest.raises(StorageError, match="already"):  # nor is anything replaced
            backup(workspace, stick / typed)
        assert (stick / name / "records.db").read_bytes() == before


def test_a_file_that_has_the_name_is_not_replaced(workspace: Workspace, stick: Path) -> None:
    for name in ("notes.txt", "notes.casedesk"):
        (stick / name).write_text("mine")
        with pytest.raises(StorageError, match="file of this name already"):
            backup(workspace, stick / name)
        assert (stick / name).read_text() == "mine"
    assert sorted(one.name for one in stick.iterdir()) == ["notes.casedesk", "notes.txt"]


def test_a_backup_is_audited_and_remembered(workspace: Workspace, saved: Path) -> None:
    assert audited(workspace)[-1] == "file.backed_up"
    assert load_settings().last_backups[workspace.file.file_id] == NOW.isoformat()


@pytest.mark.parametrize("role", ["coordinator", "officer", "analyst"])
def test_whoever_looks_after_the_file_backs_it_up_also_without_reading_records(
    workspace: Workspace, stick: Path, role: str
) -> None:
    workspace.user = replace(workspace.user, role_id=role)
    assert backup(workspace, stick).is_dir()
    assert is_backed_up(workspace, stick)


def test_what_a_backup_holds_is_told_without_changing_it(saved: Path) -> None:
    before = {p.name: p.read_bytes() for p in saved.iterdir()}
    info = describe_backup(saved, PASSPHRASE)
    assert info.organisation == "Riverside Community Safety Partnership"
    assert (info.cases, info.people, info.last_changed) == (1, 1, NOW)
    assert {p.name: p.read_bytes() for p in saved.iterdir()} == before
    with pytest.raises(WrongPassphraseError):
        describe_backup(saved, "not the passphrase")


def test_a_backup_opens_like_any_partnership_file(saved: Path) -> None:
    opened = service.open_file(saved, PASSPHRASE, clock=Clock())
    try:
        assert service.verify(opened).audit_ok
        with opened.engine.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        assert mode == "wal"
    finally:
        service.lock(opened)


def test_a_place_that_is_taken_or_inside_the_file_is_refused(
    workspace: Workspace, stick: Path
) -> None:
    (stick / "copy.casedesk").mkdir()
    (stick / "copy.casedesk" / "mine.txt").write_text("mine")
    for place in (stick / "copy.casedesk", workspace.file.folder / "copy.casedesk"):
        with pytest.raises(StorageError):
            backup(workspace, place)
    assert [p.name for p in stick.iterdir()] == ["copy.casedesk"]


class StopAt:
    """Progress that is stopped at one step."""

    def __init__(self, step: int) -> None:
        self._step = step

    def step(self, done: int, total: int) -> None:
        if done == self._step:
            raise Cancelled


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_stopped_backup_leaves_nothing(workspace: Workspace, stick: Path, step: int) -> None:
    with pytest.raises(Cancelled):
        backup(workspace, stick, StopAt(step))
    assert list(stick.iterdir()) == []
    assert "file.backed_up" not in audited(workspace)


def test_damaged_records_are_not_backed_up(workspace: Workspace, stick: Path) -> None:
    a_case(workspace)
    checkpoint(workspace.engine)
    database = workspace.file.folder / "records.db"
    content = bytearray(database.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    database.write_bytes(content)
    workspace.engine.dispose()  # pages read earlier are forgotten
    with pytest.raises(StorageError, match="damaged"):
        backup(workspace, stick)
    assert list(stick.iterdir()) == []


def test_restoring_puts_the_backup_in_place_and_keeps_what_was_there(
    closed: Path, saved: Path, recovery: str
) -> None:
    kept = restore(saved, PASSPHRASE, closed, clock=Clock(datetime(2026, 11, 21, 9, tzinfo=UTC)))
    assert kept is not None
    assert kept.name == "riverside.before-restore-2026-11-21-090000.casedesk"
    assert held(kept, recovery).cases == 2
    opened = service.open_file(closed, PASSPHRASE, clock=Clock())
    try:
        assert held(saved, recovery).cases == 1
        assert audited(opened)[-1] == "file.restored"
        assert service.verify(opened).problems == ()  # no alarm: it was restored here
    finally:
        service.lock(opened)
    assert sorted(p.suffix for p in closed.parent.iterdir() if "riverside" in p.name) == [
        ".casedesk",
        ".casedesk",
    ]


def test_restoring_where_nothing_was(saved: Path, stick: Path, recovery: str) -> None:
    assert restore(saved, recovery, stick / "new.casedesk", recovery=True) is None
    assert held(stick / "new.casedesk", recovery).cases == 1


def test_a_backup_restored_under_another_name_raises_no_alarm_for_either(
    closed: Path, saved: Path, stick: Path, recovery: str
) -> None:
    restore(saved, recovery, stick / "new.casedesk", recovery=True)
    for _turn in range(2):
        for file in (closed, stick / "new.casedesk"):
            opened = service.open_file(file, recovery, recovery=True, clock=Clock())
            assert service.verify(opened).problems == ()
            service.lock(opened)


def test_an_open_file_is_not_replaced(workspace: Workspace, saved: Path, recovery: str) -> None:
    with pytest.raises(StorageError, match="open already"):
        restore(saved, recovery, workspace.file.folder, recovery=True)
    a_case(workspace, reference="M-2026-016")  # it goes on working


def test_a_backup_of_another_partnership_is_refused(closed: Path, tmp_path: Path) -> None:
    made = service.create(tmp_path / "other.casedesk", PASSPHRASE, "Elsewhere", practice=True)
    service.lock(made.workspace)
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(StorageError, match="another partnership file"):
        restore(tmp_path / "other.casedesk", PASSPHRASE, closed)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize("fault", ["flip", "cut", "empty", "no_keys", "no_records"])
def test_a_damaged_backup_changes_nothing(
    closed: Path, saved: Path, recovery: str, fault: str
) -> None:
    records = saved / "records.db"
    content = bytearray(records.read_bytes())
    if fault == "flip":
        content[len(content) // 2] ^= 1
        records.write_bytes(content)
    elif fault == "cut":
        records.write_bytes(content[: len(content) - 4096])
    elif fault == "empty":
        records.write_bytes(b"")
    else:
        (saved / {"no_keys": "keys.json", "no_records": "records.db"}[fault]).unlink()
    before = {p: p.read_bytes() for p in closed.iterdir() if p.is_file()}
    with pytest.raises(StorageError):
        restore(saved, recovery, closed, recovery=True)
    assert {p: p.read_bytes() for p in closed.iterdir() if p.is_file()} == before
    assert not list(closed.parent.glob("*.restored*"))


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_stopped_restore_changes_nothing(
    closed: Path, saved: Path, recovery: str, step: int
) -> None:
    with pytest.raises(Cancelled):
        restore(saved, recovery, closed, StopAt(step), recovery=True)
    assert held(closed, recovery).cases == 2
    opened = service.open_file(closed, recovery, recovery=True, clock=Clock())
    try:
        assert service.verify(opened).problems == ()
    finally:
        service.lock(opened)


def test_a_partnership_file_is_only_restored_under_its_own_kind_of_name(
    saved: Path, stick: Path, recovery: str
) -> None:
    with pytest.raises(InputError):
        restore(saved, recovery, stick / "new.zip", recovery=True)


def test_a_copied_folder_is_a_backup_too(closed: Path, stick: Path, recovery: str) -> None:
    shutil.copytree(closed, stick / "copied.casedesk")
    assert held(stick / "copied.casedesk", recovery).cases == 2
