"""What a packaged build runs after installation runs from source too."""

import os
import subprocess
import sys
from pathlib import Path


def test_everything_that_packaging_may_lose_is_there_and_nothing_is_left(tmp_path: Path) -> None:
    places = {
        name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
    }
    ran = subprocess.run(
        [sys.executable, "-m", "casedesk", "--self-check"],
        capture_output=True,
        text=True,
        env=os.environ | places | {"TMPDIR": str(tmp_path)},
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    *done, last = ran.stdout.splitlines()
    assert all(line.startswith("ok: ") for line in done)
    assert len(done) == 8
    assert last == "CaseDesk is complete."
    assert list(tmp_path.iterdir()) == []  # no settings, anchors, logs or scratch files
