"""Today after the passphrase, and the longest time for which the window could not answer.

Both in processes of their own, on a practice file of the usual size. Today is timed from the moment
the key is known (opening the file with it, building the frame, the first paint of the page) against
the start of a bare window. The journey is worked by keys and goes through every page; its longest
gap is the best of three, for what else the machine does makes gaps too.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from casedesk.practice.service import make_practice_file
from casedesk.tour.service import leave
from casedesk.workspace import service
from tests.benchmarks.measuring import Result, of_times
from tests.benchmarks.starting import BARE, first_paint

RUNS, JOURNEYS, LONGEST_GAP_MS = 13, 3, 100.0
PASSPHRASE = "harbour violin teapot meadow"
STARTED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from ui.plain_import import import_plainly
import_plainly()  # as ui/start.py does
from casedesk.settings import Settings
from ui.app import Program
from ui.theme.theme import new_application, start_theme
from ui.workers.background_task import work_is_running
file, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
def wait(ms):  # not QTest.qWait: it keeps Python's lock, and the worker would stand still
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
app = new_application("casedesk")
start_theme(app, "light")
program = Program(app, Settings(theme="light"))
program.begin(file)
program.window.activateWindow()
wait(100)
"""
TODAY = (
    STARTED
    + """
program._gate.box.edit.setText("harbour")
while work_is_running():  # the store is loaded while the passphrase is typed
    wait(20)
from casedesk.workspace.service import open_with_key
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    painted = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = time.perf_counter()
        return False
began = time.perf_counter()
program._on_opened(open_with_key(file, key), False)
while program.window.frame.page is None:
    app.processEvents()
watch = Watch()
program.window.frame.page.installEventFilter(watch)
while not watch.painted:
    app.processEvents()
print((watch.painted - began) * 1000)
program.window.close()
"""
)
JOURNEY = (
    STARTED
    + """
from PySide6.QtCore import Qt
from tests.e2e.user import LoopGaps
KEY, HELD = Qt.Key, Qt.KeyboardModifier
def press(key, held=HELD.NoModifier):
    QTest.keyClick(app.focusWidget() or program.window, key, held)
    wait(300)
def write(words):
    for letter in words:
        QTest.keyClick(app.focusWidget(), letter)
        wait(30)
    wait(300)
gaps = LoopGaps()
places = []
write(sys.argv[3])
press(KEY.Key_Return)
while program.window.frame is None or program.window.frame.page is None:
    wait(20)
def note(what):
    places.append((round(gaps.longest_ms), what))
    gaps.longest_ms = 0.0
wait(500)
note("passphrase, Today")
for place, entry in enumerate(list(program.window.frame.entries.values())):
    if entry.shortcut:
        shift = HELD.ShiftModifier if "Shift" in entry.shortcut else HELD.NoModifier
        press(getattr(KEY, "Key_" + entry.shortcut[-1]), HELD.ControlModifier | shift)
        note(entry.id)
press(KEY.Key_2, HELD.ControlModifier)
press(KEY.Key_F, HELD.ControlModifier)
write("bra")
note("search in the list")
ids = program.window.frame.open_page
from casedesk.cases.case_list import case_ids
for number in case_ids(program.workspace)[:3]:
    gaps.forget_now()
    ids("case", number)
    wait(300)
    note("a case")
press(KEY.Key_N, HELD.ControlModifier)
write("Brangwen")
note("a new referral")
press(KEY.Key_L, HELD.ControlModifier)
while program.window.frame is not None:
    wait(20)
wait(300)
note("lock")
program.window.close()
print(max(places)[0], max(places)[1], sorted(places, reverse=True)[:4], sep="\\n")
"""
)


def results() -> Iterator[Result]:
    """Make a practice file once; every run opens it anew."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "practice.casedesk")
        workspace = make_practice_file(file, PASSPHRASE)
        leave(workspace, offer_again=False)  # a file of real records has no tour
        key = workspace.key.reveal().hex()
        service.lock(workspace)
        given = [str(file), key, PASSPHRASE]
        pairs = [
            (float(_lines(TODAY, home, given)[0]), first_paint(BARE, home)) for _n in range(RUNS)
        ]
        yield of_times("Today painted after the passphrase / bare window painted", pairs[1:], 2)
        longest, where = min(_gap(home, given) for _n in range(JOURNEYS))
        yield of_times(
            f"longest gap in a journey, best of {JOURNEYS} ({where}) / {LONGEST_GAP_MS:g} ms",
            [(longest, LONGEST_GAP_MS)],
            1,
        )


def _gap(home: str, given: list[str]) -> tuple[float, str]:
    longest, where, *_rest = _lines(JOURNEY, home, given)
    return float(longest), where


def _lines(script: str, home: str, given: list[str]) -> list[str]:
    environment = os.environ | {
        "XDG_CONFIG_HOME": home,
        "XDG_STATE_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, *given],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()
