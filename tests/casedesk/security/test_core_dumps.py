"""No core dump of a running CaseDesk is ever written."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dump limit")
def test_a_command_forbids_core_dumps_of_itself() -> None:
    script = (
        "import resource\n"
        "from casedesk.cli.main import main\n"
        "main(['catalogue'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"
