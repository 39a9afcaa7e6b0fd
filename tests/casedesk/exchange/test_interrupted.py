"""An import that is stopped or killed leaves no trace."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.errors import Cancelled
from casedesk.exchange import service
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.workspace import service as files
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

CHILD = """
import os, signal, sys
from pathlib import Path
from casedesk.exchange import service
from casedesk.workspace import service as files

class KillMe:
    def step(self, done, total):
        if done >= int(sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)

key = Path(sys.argv[3]).read_bytes()
workspace = files.open_with_key(Path(sys.argv[1]), key)
plan = service.read_plan(workspace, Path(sys.argv[2]))
service.apply_plan(workspace, plan, KillMe())
"""


class StopAt(Unwatched):
    """Asks to stop at one step."""

    def __init__(self, stop_at: int) -> None:
        self.stop_at = stop_at
        self.last = -1

    def step(self, done: int, total: int) -> None:
        assert self.last <= done <= total
        self.last = done
        if done >= self.stop_at:
            raise Cancelled


def a_workbook(folder: Path) -> Path:
    lines = [
        a_referral(reference=f"R-{number}", victim_forenames=f"Ana {number}", heard_on="2025-04-01")
        for number in range(400)
    ]
    return write_workbook(folder / "workbook.xlsx", Referrals=lines)


def trace(workspace: Workspace) -> dict[str, Any]:
    """Return every table's rows and every trigger: all of what an import might leave."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        found: dict[str, Any] = {
            name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}"'))]
            for name in names
        }
        found["schema"] = session.execute(
            text("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        ).all()
    return found


@pytest.mark.parametrize("stop_at", [0, 200, 500, 890, 1000])
def test_a_cancelled_import_leaves_no_trace(
    workspace: Workspace, tmp_path: Path, stop_at: int
) -> None:
    plan = service.read_plan(workspace, a_workbook(tmp_path))
    before = trace(workspace)
    with pytest.raises(Cancelled):
        service.apply_plan(workspace, plan, StopAt(stop_at))
    assert trace(workspace) == before
    assert service.apply_plan(workspace, plan).taken == 400


@pytest.mark.parametrize("stop_at", [0, 300, 900])
def test_reading_can_be_stopped(workspace: Workspace, tmp_path: Path, stop_at: int) -> None:
    with pytest.raises(Cancelled):
        service.read_plan(workspace, a_workbook(tmp_path), progress=StopAt(stop_at))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("killed_at", [300, 800])
def test_a_killed_import_leaves_no_trace(
    prepared_file: Path, tmp_path: Path, killed_at: int
) -> None:
    folder = tmp_path / "riverside.casedesk"
    shutil.copytree(prepared_file, folder)
    key = prepared_file.parent / "key.bin"
    arguments = [str(folder), str(a_workbook(tmp_path)), str(key), str(killed_at)]
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments], cwd=Path(__file__).parents[3], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    opened = files.open_with_key(folder, key.read_bytes())
    try:
        found = trace(opened)
        assert found["case"] == found["person"] == found["import_run"] == []
        assert len(found["audit"]) == 1  # the making of the file
        assert files.verify(opened).is_whole
    finally:
        files.lock(opened)
