"""How soon the unlock page is painted, against a bare window; both as fresh processes.

Times run from the start of the process, as somebody waits for it, until the last part of the page
is being painted. Both programs find their modules compiled, as an installed program does.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import Result, of_times

RUNS = 15
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
    """Start both in turn; the first pair compiles and is not counted."""
    with tempfile.TemporaryDirectory() as home:
        keep_known_file(Path(home))
        pairs = [(first_paint(OURS, home), first_paint(BARE, home)) for _run in range(RUNS + 1)]
    return [of_times("unlock page painted / bare window painted", pairs[1:], 1.3)]


def first_paint(script: str, home: str) -> float:
    """Return the milliseconds from the start of a process to its first paint."""
    environment = os.environ | {
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
