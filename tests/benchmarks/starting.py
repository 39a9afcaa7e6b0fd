"""How soon the unlock page is painted, against a bare window; both as fresh processes.

Times run from the start of the process, as somebody waits for it, until the last part of the page
is being painted. Both programs find their modules compiled, as an installed program does.

The bare window has PySide6 as it is delivered. Our set-up also unpacks what PySide6 carries packed
up; what a bare window would take after that stands in a line of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import shiboken6

from tests.benchmarks.measuring import Result, of_times

RUNS = 21
BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        app.quit()
app = QApplication([])
window = Window(); window.resize(1280, 800); window.show()
app.exec()
"""
# `gc.freeze` is the last thing the program calls before its event loop. Nothing here asks Qt for
# widgets or listens to all events: that alone would take 30 ms.
OURS = """
import gc, time
from ui import start
def watch():
    from PySide6.QtWidgets import QApplication
    from ui.pages.workspace.unlock_page import UnlockPage
    def page_painted(self, event):
        self.practice_button.paintEvent = last_part_painted
    def last_part_painted(event):
        print(time.monotonic(), flush=True)
        QApplication.instance().quit()
    UnlockPage.paintEvent = page_painted
gc.freeze = watch
start.main([])
"""


def results() -> list[Result]:
    """Start all in turn; the first round compiles and is not counted."""
    with tempfile.TemporaryDirectory() as home:
        keep_known_file(Path(home))
        delivered = as_delivered(Path(home))
        rounds = [
            (first_paint(OURS, home), first_paint(BARE, home, delivered), first_paint(BARE, home))
            for _run in range(RUNS + 1)
        ][1:]
    what = "unlock page painted / bare window painted"
    return [
        of_times(what, [(ours, bare) for ours, bare, _unpacked in rounds], 1.3),
        of_times(f"{what}, PySide6 unpacked", [(ours, bare) for ours, _, bare in rounds], 1.5),
    ]


def as_delivered(home: Path) -> Path:
    """Copy shiboken6 without the modules that our set-up unpacked; return where it lies."""
    folder = home / "delivered"
    unpacked = shutil.ignore_patterns("files.dir")
    shutil.copytree(Path(shiboken6.__file__).parent, folder / "shiboken6", ignore=unpacked)
    return folder


def first_paint(script: str, home: str, *libraries: Path) -> float:
    """Return the milliseconds from the start of a process to its first paint."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, libraries)),
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return (float(done.stdout.split()[0]) - began) * 1000


def keep_known_file(home: Path) -> None:
    """Make the program believe that this computer has opened a file, so that it asks for it."""
    file = home / "riverside.casedesk"
    file.mkdir()
    settings = home / "CaseDesk" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"recent_files": [str(file)]}), encoding="utf-8")
