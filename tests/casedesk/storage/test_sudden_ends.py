"""A full disk or a killed program loses nothing that was saved, and leaves nothing half saved."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from casedesk.audit.service import check_trail
from casedesk.security.roles import Permission
from casedesk.workspace import service
from tests.conftest import PASSPHRASE, Clock

SAVES_FOR_EVER = """
import sys
from pathlib import Path
from tests.builders import add_place
from casedesk.workspace import service
opened = service.open_with_key(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
number = int(sys.argv[3])
while True:
    number += 1
    add_place(opened, f"{number} Mill Court", "QX1 1AA")
    print(number, flush=True)
"""

FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
from casedesk.errors import StorageError
from casedesk.places.service import find_places
from casedesk.workspace import service
from casedesk.workspace.backup import backup
from casedesk.workspace.drafts import draft_of, save_draft
from tests.builders import add_place

folder = Path(sys.argv[1])
opened = service.open_with_key(folder, bytes.fromhex(sys.argv[2]))
add_place(opened, "1 Mill Court", "QX1 1AA")
written = (folder / "records.db-wal").stat().st_size
everything = resource.getrlimit(resource.RLIMIT_FSIZE)

def refused(act):
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, everything[1]))
    try:
        act()
    except StorageError as error:
        print(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, everything)

refused(lambda: add_place(opened, "2 Mill Court", "QX1 1AA"))
refused(lambda: save_draft(opened, "intake", "half typed " * 1000))
refused(lambda: backup(opened, folder.parent / "copy.casedesk"))
print([p.address for p in find_places(opened, "mill court")])
print(draft_of(opened, "intake").content == "half typed " * 1000)  # it waited for room
add_place(opened, "3 Mill Court", "QX1 1AA")
print([p.address for p in find_places(opened, "mill court")])
print(service.verify(opened).problems)
service.lock(opened)
"""


@pytest.fixture
def key(prepared_file: Path) -> str:
    return (prepared_file.parent / "key.bin").read_bytes().hex()


@pytest.fixture
def folder(prepared_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared_file, tmp_path / "riverside.casedesk"))


def test_a_killed_program_loses_no_commit_and_leaves_no_half(folder: Path, key: str) -> None:
    done = 0
    for saves in (1, 2, 5, 11):
        command = [sys.executable, "-c", SAVES_FOR_EVER, str(folder), key, str(done)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _number in range(saves):
                done = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
        done = int(rest[-1]) if rest else done

        opened = service.open_with_key(folder, bytes.fromhex(key), clock=Clock())
        with opened.reading(Permission.READ_RECORDS) as session:
            places, indexed, entries = (
                session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("place", "place_index", "audit")
            )
        assert places in {done, done + 1}  # the last may have been saved but not reported
        assert places == indexed == entries - 1  # one says that the file was made
        assert service.verify(opened).problems == ()
        service.lock(opened)
        done = places


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes to stand for a disk")
def test_a_full_disk_refuses_the_save_and_keeps_all_before(folder: Path, key: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, str(folder), key],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = ran.stdout.splitlines()
    assert len(lines) == 7, ran.stdout
    for sentence in lines[:3]:
        assert sentence.startswith("There is no room left on the disk, so this was not saved.")
    assert lines[3:] == ["['1 Mill Court']", "True", "['1 Mill Court', '3 Mill Court']", "()"]
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]
    opened = service.open_with_key(folder, bytes.fromhex(key), clock=Clock())
    assert check_trail(opened).broken_at is None
    service.lock(opened)


KILLED_WHILE_MAKING = """
import os, signal, sys
from pathlib import Path
from casedesk.storage import schema
from casedesk.workspace import service
schema.upgrade = lambda engine: os.kill(os.getpid(), signal.SIGKILL)
service.create(Path(sys.argv[1]), sys.argv[2], practice=True)
"""


def test_a_file_that_was_half_made_has_no_name_yet_and_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "new.casedesk"
    ran = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_MAKING, str(folder), PASSPHRASE], check=False
    )
    assert ran.returncode == -signal.SIGKILL
    assert [one.name for one in tmp_path.iterdir()] == ["new.casedesk.part"]

    service.lock(service.create(folder, PASSPHRASE, practice=True).workspace)

    assert [one.name for one in tmp_path.iterdir()] == ["new.casedesk"]
    service.lock(service.open_file(folder, PASSPHRASE))
