"""Size and start of the packaged program as ratios: `python -m tests.packaging.figures dist`.

The size is compared with what PyInstaller makes of the same program by itself, the start with a
bare window that was packaged likewise. Both are asked from outside when they have painted: Qt tells
it, if it is asked to.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import HEAD, Result, of_times
from tests.benchmarks.starting import keep_known_file

RUNS, SIZE_LIMIT, START_LIMIT = 21, 0.75, 1.6
PAINTED = b"Flushing"


def size_of(folder: Path) -> float:
    """Return the size of all files of a folder in MB; what a link leads to counts once."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def first_paint(program: Path, home: str) -> float:
    """Return the milliseconds from the start of a program to the end of its first paint."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "qt.widgets.painting.debug=true",
    }
    began = time.monotonic()
    with subprocess.Popen([program], env=environment, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if PAINTED in line:
                took = (time.monotonic() - began) * 1000
                running.kill()
                return took
    raise RuntimeError(f"{program.name} painted nothing")


def results(dist: Path) -> list[Result]:
    """Measure what lies in `dist`: casedesk, casedesk-untrimmed and bare."""
    ours, default = size_of(dist / "casedesk"), size_of(dist / "casedesk-untrimmed")
    size = of_times("size, MB / what PyInstaller makes by itself", [(ours, default)], SIZE_LIMIT)
    with tempfile.TemporaryDirectory() as home:
        keep_known_file(Path(home))
        pairs = [
            (first_paint(dist / "casedesk/casedesk", home), first_paint(dist / "bare/bare", home))
            for _run in range(RUNS + 1)
        ]
    what = "unlock page painted, packaged / bare window, packaged"
    return [size, of_times(what, pairs[1:], START_LIMIT)]


def main() -> int:
    found = results(Path(sys.argv[1]))
    print("\n".join([HEAD, *(result.line() for result in found)]))
    return 0 if all(result.is_met for result in found) else 1


if __name__ == "__main__":
    sys.exit(main())
