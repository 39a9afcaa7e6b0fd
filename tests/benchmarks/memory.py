"""Memory that the program holds by itself, against a bare window of the same size.

Counted are pages that are in memory (`Rss` of the kernel's own sum), which does not depend on which
other programs share them. Each figure is a process of its own, as a user starts it:

* unlock: the page is painted and waits for its first letter; what every page needs, which is
  loaded while the passphrase is typed, counts towards Today and is a line of its own;
* a bare window that has loaded SQLAlchemy, the driver and cryptography, and done no more: what any
  program holds that is built on them, to hold our figures against;
* Today: after the passphrase, Today painted, the statements rehearsed;
* browsed: the list of 100,000 cases gone through from top to end a screen at a time, 30 cases
  opened, and the last one read for 13 seconds; and once more, every page of the rail opened before.

Without a screen it is Qt's offscreen platform; in a window of X11, which both sides pay for:
`QT_QPA_PLATFORM=xcb xvfb-run .venv/bin/python -m tests.benchmarks memory`.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from casedesk.practice.service import make_practice_file
from casedesk.workspace import service
from tests.benchmarks.measuring import Result, of_times

CASES, RUNS = 100_000, 3
AS_DELIVERED = ("-OO", "-X", "no_debug_ranges")  # as `build.spec` has it, of both programs
PASSPHRASE = "harbour violin teapot meadow"
HELD = """
def held():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1024
def turn(seconds=0.0, until=lambda: False):  # a loop, as the program has: deletes what is let go
    import time
    from PySide6.QtCore import QEventLoop, QTimer
    loop, clock, end = QEventLoop(), QTimer(interval=10), time.monotonic() + seconds
    clock.timeout.connect(lambda: loop.quit() if until() or time.monotonic() >= end else None)
    clock.start()
    loop.exec()
"""
END = """
import os, sys
sys.stdout.flush()
os._exit(0)  # measured; there is nothing to be closed in order
"""
BARE = (
    HELD
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow(); window.resize(1280, 800); window.show()
turn(1)
print(held())
"""
)
# The least that a program on these libraries holds, whatever its pages and tables.
STORE = (
    BARE
    + """
from ui.plain_import import import_plainly
import_plainly()
import sqlalchemy.orm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2
engine = sqlalchemy.create_engine("sqlite+pysqlite://", module=dbapi2)
with engine.connect() as connection:
    connection.exec_driver_sql("PRAGMA key = 'harbour violin'")
    connection.execute(sqlalchemy.text("CREATE TABLE one (id INTEGER PRIMARY KEY)"))
turn(1)
print(held())
"""
)
# The same with 480 plain parts in a window, as many as the pages that are kept have, no style
# sheet: a floor of "browsed" without any code, table, catalogue or icon of ours.
FURNISHED = (
    STORE
    + """
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea
from PySide6.QtWidgets import QTableWidget, QVBoxLayout, QWidget
inside = QWidget(); column = QVBoxLayout(inside)
for number in range(118):
    for kind in (QLabel, QLineEdit, QPushButton, QComboBox):
        column.addWidget(kind())
    if not number % 15:
        column.addWidget(QTableWidget(20, 6))
area = QScrollArea(); area.setWidget(inside)  # else the window is as high as all of them
window.setCentralWidget(area)
turn(1)
print(held())
"""
)
# `gc.freeze` is the last thing the program calls before its event loop, which is then ours.
BEGUN = (
    HELD
    + """
import gc, sys
from ui import start
def before_the_loop():
    from PySide6.QtWidgets import QApplication
    QApplication.exec = lambda _app: 0
    programs.append(sys._getframe(1).f_locals["program"])
freeze = gc.freeze
gc.freeze = before_the_loop
programs = []
start.main(sys.argv[1:2])
gc.freeze = freeze
from PySide6.QtWidgets import QApplication
app, program = QApplication.instance(), programs[0]
from ui.workers.background_task import work_is_running
"""
)
UNLOCK = (
    BEGUN
    + """
turn(60, lambda: program.window._is_complete)
turn(2)
print(held())
"""
)
TYPED = (
    UNLOCK
    + """
gate = program._gate
gate.box.edit.setText(sys.argv[2])
turn(60, lambda: not work_is_running())
turn(1)
print(held())
"""
)
TODAY = (
    TYPED
    + """
gate._on_unlock()
turn(60, lambda: program.window.frame is not None)
frame = program.window.frame
turn(60, lambda: frame.page is not None)
turn(60, lambda: not work_is_running())
turn(2)
print(held())
"""
)
EVERY_PAGE = """
for entry in list(frame.entries.values()):
    if entry.shortcut:
        frame.open_page(entry.id)
        turn(60, lambda: not work_is_running())
        turn(0.2)
"""
BROWSE = """
frame.open_page("cases", ())  # no filter: all of them
turn(0.5)
table = frame.page.table
model = table.model()
assert model.rowCount() > 99_000
step = max(1, table.viewport().height() // max(1, table.rowHeight(0)))
for row in range(0, model.rowCount(), step):
    table.scrollTo(model.index(row, 0))
    table.viewport().repaint()
    if not row % (50 * step):
        turn(0.001)
for number in [model.id_at(row) for row in range(0, 100_000, 100_000 // 30)]:
    frame.open_page("case", number)
    turn(0.2)
turn(13)  # as somebody who reads what was opened; the program rests after ten seconds
print(held())
"""


def results() -> Iterator[Result]:
    """Make a usual and a large practice file; every figure is taken in turn with a bare window."""
    with tempfile.TemporaryDirectory() as home:
        usual, large = Path(home, "usual.casedesk"), Path(home, "large.casedesk")
        service.lock(make_practice_file(usual, PASSPHRASE))
        service.lock(make_practice_file(large, PASSPHRASE, CASES))
        yield from measured(home, usual, large)


def measured(home: str, usual: Path, large: Path) -> Iterator[Result]:
    """Give the lines for files that are there."""
    for what, script, file, limit in (
        ("unlock page", UNLOCK, usual, 1.3),
        ("unlock page, passphrase typed", TYPED, usual, 2.5),
        ("bare window with SQLAlchemy and an encrypted file", STORE, usual, 2.5),
        ("the same with 480 plain parts in the window", FURNISHED, usual, 3),
        ("Today", TODAY, usual, 2.5),
        (f"{CASES:,} cases browsed", TODAY + BROWSE, large, 3),
        ("the same, every page of the rail opened before", TODAY + EVERY_PAGE + BROWSE, large, 3),
    ):
        pairs = [(_held(script, home, file), _held(BARE, home, file)) for _run in range(RUNS)]
        yield of_times(f"memory, MB: {what} / bare window", pairs, limit)


def _held(script: str, home: str, file: Path) -> float:
    environment = os.environ | {
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *AS_DELIVERED, "-c", script + END, str(file), PASSPHRASE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"ended with {done.returncode}: {done.stderr}")
    return float(done.stdout.split()[-1])
