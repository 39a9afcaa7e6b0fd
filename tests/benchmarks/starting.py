"""How soon the unlock page is painted, against a bare window; both as fresh processes."""

import os
import subprocess
import sys
import tempfile

from tests.benchmarks.measuring import Result, of_times

BARE = """
import time; began = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print((time.perf_counter() - began) * 1000, flush=True)
        app.quit()
app = QApplication([])
window = Window(); window.resize(1280, 800); window.show()
app.exec()
"""
OURS = """
import time; began = time.perf_counter()
import sys
from ui import start
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
import ui.app
from ui.pages.unlock_page import UnlockPage
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, UnlockPage):
            print((time.perf_counter() - began) * 1000, flush=True)
            QApplication.instance().quit()
        return False
original = ui.app.Program.begin
def begin(self, file=None):
    self.watch = Watch()
    QApplication.instance().installEventFilter(self.watch)
    self.show_unlock()
    self.window.show()
ui.app.Program.begin = begin
start.main([])
"""


def first_paint(script: str, home: str) -> float:
    """Return the milliseconds from the first line of `script` to its first paint."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.split()[0])


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as home:
        pairs = [(first_paint(OURS, home), first_paint(BARE, home)) for _run in range(12)]
    return [of_times("unlock page painted / bare window painted", pairs[1:], 1.3)]
