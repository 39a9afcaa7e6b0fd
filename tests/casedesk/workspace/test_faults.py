"""Whatever is wrong with a partnership file, one sentence says so and what to do."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casedesk.errors import StorageError, WrongPassphraseError
from casedesk.security import anchors
from casedesk.security.key_file import read_key_file
from casedesk.security.roles import Permission
from casedesk.storage.data_key import DataKey
from casedesk.storage.encrypted_engine import open_engine
from casedesk.storage.location import check_location
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import PASSPHRASE, Clock

PAGE = 4096


@pytest.fixture
def key(prepared_file: Path) -> bytes:
    return (prepared_file.parent / "key.bin").read_bytes()


@pytest.fixture
def folder(prepared_file: Path, tmp_path: Path) -> Path:
    """A partnership file that is not open."""
    return Path(shutil.copytree(prepared_file, tmp_path / "riverside.casedesk"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another partnership's file, with the same passphrase."""
    folder = tmp_path_factory.mktemp("other") / "elsewhere.casedesk"
    service.lock(service.create(folder, PASSPHRASE, "Elsewhere", practice=True).workspace)
    return folder


def refused(folder: Path, key: bytes | None = None) -> str:
    """Return the sentence with which opening is refused; nothing in the folder may change."""
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    with pytest.raises(StorageError) as error:
        service.open_with_key(folder, key) if key else service.open_file(folder, PASSPHRASE)
    after = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    after.pop("lock", None)
    before.pop("lock", None)
    assert after == before
    return str(error.value)


def test_a_wrong_passphrase_is_counted_until_the_file_opens(folder: Path) -> None:
    file_id = read_key_file(folder / "keys.json").file_id
    for tries in (1, 2):
        with pytest.raises(WrongPassphraseError, match="capital letters"):
            service.open_file(folder, "harbour violin teapot Meadow")
        assert anchors.anchor_of(file_id).failed_tries == tries
    service.lock(service.open_file(folder, PASSPHRASE, clock=Clock()))
    assert anchors.anchor_of(file_id).failed_tries == 0


def test_each_further_wrong_passphrase_waits_longer() -> None:
    delays = [anchors.Anchor(failed_tries=tries).delay_seconds for tries in range(12)]
    assert delays == [0, 0, 1, 2, 4, 8, 15, 30, 60, 60, 60, 60]


def test_no_folder_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no partnership file at this place"):
        service.open_file(tmp_path / "nowhere.casedesk", PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("keys.json", "Copy the whole folder again"), ("records.db", "Restore the last good backup")],
)
def test_a_missing_part_is_named(folder: Path, key: bytes, name: str, advice: str) -> None:
    (folder / name).unlink()
    sentence = refused(folder, key)
    assert sentence.startswith(f"{name} is missing")
    assert advice in sentence


@pytest.mark.parametrize("name", ["keys.json", "records.db"])
def test_a_part_of_another_partnership_file_is_noticed(
    folder: Path, other: Path, name: str
) -> None:
    shutil.copyfile(other / name, folder / name)
    assert "belong to another file" in refused(folder)


def _cut(content: bytes) -> bytes:
    return content[: len(content) - PAGE // 2]


def _cut_at_a_page(content: bytes) -> bytes:
    return content[: len(content) // PAGE // 2 * PAGE]


def _flip_first_page(content: bytes) -> bytes:
    return content[:100] + bytes((content[100] ^ 1,)) + content[101:]


def _flip_salt(content: bytes) -> bytes:
    return bytes((content[0] ^ 1,)) + content[1:]


@pytest.mark.parametrize(
    "fault",
    [
        lambda _content: b"",
        lambda content: content[:100],
        lambda _content: b"SQLite format 3\x00" * 1000,
        lambda _content: b"plain text\n" * 1000,
        _flip_salt,
        _flip_first_page,
    ],
    ids=["empty", "100 bytes", "plain database", "text", "salt", "first page"],
)
def test_records_that_cannot_be_read_are_refused(
    folder: Path, key: bytes, fault: Callable[[bytes], bytes]
) -> None:
    records = folder / "records.db"
    records.write_bytes(fault(records.read_bytes()))
    assert "Restore the last good backup" in refused(folder, key)


@pytest.mark.parametrize("fault", [_cut, _cut_at_a_page], ids=["in a page", "between pages"])
def test_cut_records_are_noticed_at_opening(
    folder: Path, key: bytes, fault: Callable[[bytes], bytes]
) -> None:
    records = folder / "records.db"
    records.write_bytes(fault(records.read_bytes()))
    assert "damaged" in refused(folder, key)


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


def test_a_file_of_a_newer_casedesk_is_left_alone(folder: Path, key: bytes) -> None:
    engine = open_engine(folder / "records.db", DataKey(key))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    assert refused(folder, key).startswith("This partnership file was made by a newer CaseDesk")


OPENS_AND_WAITS = """
import sys
from pathlib import Path
from casedesk.workspace import service
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


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - Riverside Council", "Dropbox"])
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


def test_an_older_state_of_the_file_is_told(
    workspace: Workspace, prepared_file: Path, key: bytes, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(prepared_file, tmp_path / "older.casedesk"))
    a_case(workspace)
    service.lock(workspace)  # this computer remembers where the trail ended
    older = service.open_with_key(folder, key, clock=Clock())
    assert ["older" in problem for problem in service.verify(older).problems] == [True]
    service.lock(older)


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
