"""Whatever is wrong with a partnership file, one sentence says so and what to do."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from casedesk.audit.service import audit_entries
from casedesk.errors import StorageError, WrongPassphraseError
from casedesk.security import anchors
from casedesk.security.key_file import read_key_file
from casedesk.security.roles import Permission
from casedesk.storage.location import check_location
from casedesk.workspace import service
from casedesk.workspace.backup import describe_backup, restore
from casedesk.workspace.older_state import rolled_back, tell_of_failed_tries
from casedesk.workspace.passphrases import set_passphrase_after_recovery
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import NOW, PASSPHRASE, Clock

PAGE = 4096


@pytest.fixture
def key(prepared_file: Path) -> bytes:
    return (prepared_file.parent / "key.bin").read_bytes()


@pytest.fixture
def folder(prepared_file: Path, tmp_path: Path) -> Path:
    """A partnership file that is not open."""
    return Path(shutil.copytree(prepared_file, tmp_path / "riverside.casedesk"))


def test_wrong_passphrases_are_counted_and_told_in_the_trail(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = read_key_file(folder / "keys.json").file_id
    for tries in (1, 2):
        with pytest.raises(WrongPassphraseError, match="capital letters"):
            service.open_file(folder, "harbour violin teapot Meadow")
        assert anchors.anchor_of(file_id).failed_tries == tries
    later = time.time() + 2
    monkeypatch.setattr(anchors.time, "time", lambda: later)
    opened = service.open_file(folder, PASSPHRASE, clock=Clock())
    (entry,) = (e for e in audit_entries(opened) if e.action == "file.tries_failed")
    assert entry.detail == "times 2"
    service.lock(opened)
    assert anchors.anchor_of(file_id).failed_tries == 0


def test_a_new_start_does_not_get_round_the_wait(folder: Path, key: bytes) -> None:
    file_id = read_key_file(folder / "keys.json").file_id
    anchors.remember(file_id, anchors.Anchor(failed_tries=8, tried_at=time.time() - 20))
    for ask in (service.open_file, describe_backup):
        with pytest.raises(WrongPassphraseError, match=r"Try again in (39|40) seconds"):
            ask(folder, PASSPHRASE)  # even the right one
    assert anchors.anchor_of(file_id).failed_tries == 8  # what was not tried does not count
    service.lock(service.open_with_key(folder, key))
    assert anchors.anchor_of(file_id).failed_tries == 8  # nor does what needed no passphrase


def test_a_clock_set_back_prolongs_no_wait() -> None:
    ahead = anchors.Anchor(failed_tries=4, tried_at=time.time() + 1_000_000)
    assert ahead.wait_seconds == ahead.delay_seconds


def test_a_full_disk_does_not_turn_a_wrong_passphrase_into_a_crash(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    with pytest.raises(WrongPassphraseError):
        service.open_file(folder, "wrong", recovery=True)


def test_wrong_passphrases_that_could_not_be_put_on_record_are_told_later(
    workspace: Workspace,
) -> None:
    file_id = workspace.file.file_id
    anchors.count_failed_try(file_id)
    with workspace.changing(Permission.COUNT) as change:  # nobody else can write meanwhile
        change.audit("test.held", "file")
        tell_of_failed_tries(workspace)
    assert anchors.anchor_of(file_id).failed_tries == 1
    tell_of_failed_tries(workspace)
    assert anchors.anchor_of(file_id).failed_tries == 0
    assert audit_entries(workspace)[0].action == "file.tries_failed"


def test_each_further_wrong_passphrase_waits_longer() -> None:
    delays = [anchors.Anchor(failed_tries=tries).delay_seconds for tries in range(12)]
    assert delays == [0, 0, 1, 2, 4, 8, 15, 30, 60, 60, 60, 60]


def test_no_folder_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no partnership file at this place"):
        service.open_file(tmp_path / "nowhere.casedesk", PASSPHRASE)


def test_a_flipped_byte_anywhere_is_found_by_verify(folder: Path, key: bytes) -> None:
    records = folder / "records.db"
    whole = records.read_bytes()
    for page in range(5, len(whole) // PAGE, 23):
        damaged = bytearray(whole)
        damaged[page * PAGE + 200] ^= 1
        records.write_bytes(damaged)
        try:
            opened = service.open_with_key(folder, key, clock=Clock())
        except StorageError:
            continue
        assert not service.verify(opened).pages_ok, page
        service.lock(opened)


OPENS_AND_WAITS = """
import sys
from pathlib import Path
from casedesk.workspace import service
from casedesk.workspace.backup import describe_backup, restore
from casedesk.workspace.older_state import rolled_back, tell_of_failed_tries
from casedesk.workspace.passphrases import set_passphrase_after_recovery
opened = service.open_with_key(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_window(folder: Path, key: bytes) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", OPENS_AND_WAITS, str(folder), key.hex()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_file_is_open_in_one_window_only(folder: Path, key: bytes) -> None:
    with another_window(folder, key) as process:
        with pytest.raises(StorageError, match="open already"):
            service.open_with_key(folder, key)
        beside = service.open_file(folder, PASSPHRASE, exclusive=False)
        assert beside.today()
        service.lock(beside)
        process.kill()  # no lock is left behind
        process.wait()
        service.lock(service.open_with_key(folder, key))


def test_a_network_share_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "with blank" / "riverside.casedesk"
    folder.mkdir(parents=True)
    table = tmp_path / "mounts"
    share = str(folder.parent).replace(" ", "\\040")
    for kind in ("cifs", "nfs4", "fuse.sshfs"):
        table.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/share {share} {kind} rw 0 0\n")
        with pytest.raises(StorageError, match="network share"):
            check_location(folder, table)
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {share} ext4 rw 0 0\n")
    check_location(folder, table)
    check_location(folder, tmp_path / "no such table")


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - Riverside Council", "Dropbox", "com~apple~CloudDocs"]
)
def test_a_folder_kept_in_step_with_other_computers_is_refused(
    prepared_file: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name / "riverside.casedesk"
    shutil.copytree(prepared_file, folder)
    with pytest.raises(StorageError, match="kept in step"):
        service.open_file(folder, PASSPHRASE)
    with pytest.raises(StorageError, match="kept in step"):
        service.create(folder.with_name("new.casedesk"), PASSPHRASE)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Let file permissions count although the tests may run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders have no write permission on Windows")
def test_a_folder_that_cannot_be_written_to_is_refused(prepared_file: Path, key: bytes) -> None:
    service.lock(service.open_with_key(_copied(prepared_file), key))  # everything is imported
    folder = _copied(prepared_file)
    try:
        for path in (*folder.iterdir(), folder):
            path.chmod(0o444 if path.is_file() else 0o555)
        with as_somebody_else(), pytest.raises(StorageError, match="cannot be written to"):
            service.open_with_key(folder, key)
        with as_somebody_else(), pytest.raises(StorageError, match="cannot be written to"):
            service.create(folder / "new.casedesk", PASSPHRASE)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder.parent)


def _copied(prepared_file: Path) -> Path:
    """Copy the prepared file to where every user of the computer can look into."""
    parent = Path(tempfile.mkdtemp())
    parent.chmod(0o755)
    return Path(shutil.copytree(prepared_file, parent / "riverside.casedesk"))


def test_an_older_state_of_the_file_is_told_until_a_backup_is_restored(
    workspace: Workspace, prepared_file: Path, key: bytes, tmp_path: Path
) -> None:
    recovery = (prepared_file.parent / "recovery.txt").read_text()
    folder = Path(shutil.copytree(prepared_file, tmp_path / "older.casedesk"))
    a_case(workspace)
    service.lock(workspace)  # this computer remembers where the trail ended
    for number in range(2):  # closing it does not make the older state the remembered one
        older = service.open_with_key(folder, key, clock=Clock(NOW + timedelta(days=1)))
        a_case(older, reference=f"M-2026-90{number}")  # nor does working on
        assert ["older" in problem for problem in service.verify(older).problems] == [True]
        service.lock(older)
    restore(prepared_file, recovery, folder, recovery=True)
    restored = service.open_with_key(folder, key, clock=Clock())
    assert service.verify(restored).problems == ()
    service.lock(restored)


def test_keys_of_before_a_change_of_passphrase_are_told(workspace: Workspace, key: bytes) -> None:
    folder = workspace.file.folder
    before = (folder / "keys.json").read_bytes()
    set_passphrase_after_recovery(workspace, "copper lantern willow thimble")
    service.lock(workspace)
    (folder / "keys.json").write_bytes(before)
    for _opening in range(2):
        again = service.open_with_key(folder, key, clock=Clock())
        (problem,) = rolled_back(again)
        assert problem.startswith("keys.json is older")
        service.lock(again)
    again = service.open_with_key(folder, key, clock=Clock())
    set_passphrase_after_recovery(again, "copper lantern willow thimble")
    assert rolled_back(again) == []
    service.lock(again)


def test_deleted_changes_beside_the_records_are_told(prepared_file: Path, tmp_path: Path) -> None:
    key = (prepared_file.parent / "key.bin").read_bytes()
    folder = Path(shutil.copytree(prepared_file, tmp_path / "a.casedesk"))
    opened = service.open_with_key(folder, key, clock=Clock())
    a_case(opened)
    copied = Path(shutil.copytree(folder, tmp_path / "b.casedesk"))  # with what is not merged yet
    service.lock(opened)
    (copied / "records.db-wal").unlink()
    (copied / "lock").unlink()
    again = service.open_with_key(copied, key, clock=Clock())
    with again.reading(Permission.READ_RECORDS) as session:
        count = session.connection().exec_driver_sql('SELECT count(*) FROM "case"').scalar()
    assert count == 0
    assert not service.verify(again).is_whole
    service.lock(again)
