"""A power cut in the middle of a restore leaves one whole file, and opening ends the restore."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casedesk.errors import StorageError
from casedesk.security import anchors
from casedesk.security.key_file import read_key_file
from casedesk.settings import Settings
from casedesk.workspace import service
from casedesk.workspace.backup import describe_backup, restore
from casedesk.workspace.older_state import rolled_back
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import Clock

IS_KILLED = """
import os, signal, sys
from pathlib import Path
from casedesk.workspace import backup

move = Path.replace
moves = []

def killed(self, target):
    moved = move(self, target)
    if ".casedesk" in self.name:
        moves.append(self.name)
        if len(moves) == int(sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)
    return moved

Path.replace = killed
backup.restore(Path(sys.argv[1]), sys.argv[3], Path(sys.argv[2]), recovery=True)
"""
WHOLE, ASIDE, IN_PLACE = 1, 2, 3  # moves done: the copy is whole, the old one aside, the new in


@pytest.fixture
def recovery(prepared_file: Path) -> str:
    return (prepared_file.parent / "recovery.txt").read_text()


@pytest.fixture
def later(workspace: Workspace) -> Path:
    """A partnership file with a case more than its backup, which is the prepared file."""
    a_case(workspace)
    service.lock(workspace)
    return workspace.file.folder


def killed_after(moves: int, source: Path, target: Path, recovery: str) -> None:
    command = [sys.executable, "-c", IS_KILLED, str(source), str(target), recovery, str(moves)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no signal ends a program there at once")
@pytest.mark.parametrize(
    ("moves", "cases"), [(WHOLE, 1), (ASIDE, 0), (IN_PLACE, 0)], ids=["whole", "aside", "in place"]
)
def test_whenever_it_is_cut_off_one_whole_file_opens_without_alarm(
    later: Path, prepared_file: Path, recovery: str, moves: int, cases: int
) -> None:
    killed_after(moves, prepared_file, later, recovery)
    assert later.exists() == (moves != ASIDE)
    assert Settings(recent_files=[str(later)]).files_there() == [str(later)]  # it is offered
    opened = service.open_file(later, recovery, recovery=True, clock=Clock())
    assert service.verify(opened).problems == ()
    service.lock(opened)
    assert describe_backup(later, recovery, recovery=True).cases == cases
    kept = list(later.parent.glob("*.before-restore-*.casedesk"))
    assert [describe_backup(one, recovery, recovery=True).cases for one in kept] == (
        [] if moves == WHOLE else [1]
    )
    assert restore(prepared_file, recovery, later, recovery=True)  # and it can be asked for again
    assert not list(later.parent.glob("*.restored*"))


def test_both_ends_are_known_only_until_the_file_is_closed(
    later: Path, prepared_file: Path, recovery: str, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(later, tmp_path / "copy.casedesk"))
    killed_after(IN_PLACE, prepared_file, later, recovery)
    service.lock(service.open_file(later, recovery, recovery=True))
    assert anchors.anchor_of(read_key_file(later / "keys.json").file_id).restored_seq == 0
    older = service.open_file(copy, recovery, recovery=True)
    assert len(rolled_back(older)) == 1
    service.lock(older)


def test_a_folder_that_is_half_copied_is_not_taken_for_a_restored_one(
    later: Path, recovery: str
) -> None:
    moved = later.rename(later.with_name("elsewhere.casedesk"))
    (later.parent / f"{later.name}.restored").mkdir()
    with pytest.raises(StorageError, match="no partnership file at this place"):
        service.open_file(later, recovery, recovery=True)
    assert moved.exists()
