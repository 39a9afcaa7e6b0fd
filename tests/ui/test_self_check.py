"""What a packaged build runs after installation runs from source too."""

import subprocess
import sys


def test_everything_that_packaging_may_lose_is_there() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "casedesk", "--self-check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    *done, last = ran.stdout.splitlines()
    assert all(line.startswith("ok: ") for line in done)
    assert len(done) == 6
    assert last == "CaseDesk is complete."
