"""How the window feels with 100,000 cases: key presses, changes of page, scrolling.

In a process of its own, on a real file, worked by keys. A key press is timed until the field that
took it has been painted; a change of page until the page has been painted with its data; a step of
scrolling, against a plain table of Qt over a list of the same words, until the step is painted.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Result

MOST_MEDIAN_MS, MOST_99TH_MS, MOST_SWITCH_MS, MOST_SCROLL = 16.0, 33.0, 100.0, 2.0
SCRIPT = """
import json, random, sys, time
from pathlib import Path
from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from ui.plain_import import import_plainly
import_plainly()  # as ui/start.py does
from PySide6.QtWidgets import QPlainTextEdit, QTableView
from casedesk.settings import Settings
from casedesk.workspace.service import open_with_key
from ui.app import Program
from ui.theme.theme import new_application, start_theme
from ui.workers.background_task import work_is_running
KEY, HELD = Qt.Key, Qt.KeyboardModifier
def wait(ms):
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
class Paints(QObject):
    count = 0
    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False
def painted(part, act):
    paints = Paints()
    part.installEventFilter(paints)
    began = time.perf_counter()
    act()
    while not paints.count:
        app.processEvents()
    taken = (time.perf_counter() - began) * 1000
    part.removeEventFilter(paints)
    return taken
app = new_application("casedesk")
start_theme(app, "light")
program = Program(app, Settings(theme="light", recent_files=[sys.argv[1]]))
program.begin(Path(sys.argv[1]))
while program.window._is_complete is False:
    wait(20)
program._gate.box.edit.setText("harbour")
while work_is_running():  # the store is loaded while the passphrase is typed
    wait(20)
program._on_opened(open_with_key(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])), False)
frame = program.window.frame
while frame.page is None:
    wait(20)
program.window.activateWindow()
wait(300)
def settled():
    while work_is_running():
        wait(20)
    wait(100)
def typing():
    frame.open_page("contact_note")
    settled()
    random.seed(2026)
    page, taken = frame.page, []
    field = next(one for one in page.findChildren(QPlainTextEdit) if one.isVisible())
    field.setFocus()
    surface = field.viewport()
    for turn in range(400):
        letter = random.choice("abcdefghijklmnopqrst    ")
        due = time.perf_counter() + random.uniform(0.02, 0.09)
        while time.perf_counter() < due:  # whatever keeps the loop now, keeps the key waiting
            app.processEvents()
            time.sleep(0.0005)
        late = (time.perf_counter() - due) * 1000
        taken.append(late + painted(surface, lambda: QTest.keyClick(field, letter)))
    return taken
def switching():
    taken = []
    rail = [e for e in frame.entries.values() if e.shortcut and e.shortcut.startswith("Ctrl+")
            and e.shortcut[-1].isdigit()]
    for turn in range(5):
        for entry in rail:
            key = getattr(KEY, "Key_" + entry.shortcut[-1])
            window = program.window
            taken.append((painted(frame.shelf.get(entry.id),
                lambda: QTest.keyClick(window, key, HELD.ControlModifier)), entry.id))
            settled()
    return taken
def steps(table):
    taken = []
    table.setFocus()
    for turn in range(150):
        taken.append(painted(table.viewport(), lambda: QTest.keyClick(table, KEY.Key_PageDown)))
        app.processEvents()
    return taken
class Words(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows
    def rowCount(self, parent=None):
        return len(self.rows)
    def columnCount(self, parent=None):
        return len(self.rows[0])
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.rows[index.row()][index.column()] if role == 0 else None
def scrolling():
    from ui.widgets.paged_table import PagedTable
    QTest.keyClick(program.window, KEY.Key_2, HELD.ControlModifier)
    settled()
    ours = [t for t in frame.page.findChildren(PagedTable) if t.isVisible()][0]
    model = ours.model()
    rows = [[model.cell(n, c).text for c in range(model.columnCount())] for n in range(6000)]
    model.refresh()
    mine = steps(ours)
    plain = QTableView()
    plain.setModel(Words(rows))
    plain.resize(ours.size())
    plain.verticalHeader().hide()
    plain.verticalHeader().setDefaultSectionSize(ours.rowHeight(0))
    for c in range(model.columnCount()):
        plain.setColumnWidth(c, max(40, ours.columnWidth(c)))
    plain.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    plain.show()
    plain.activateWindow()
    wait(300)
    return mine, steps(plain)
print(json.dumps([typing(), switching(), scrolling()]))
program.window.close()
"""


def measured(file: Path, key: str, home: Path) -> Iterator[Result]:
    """Give the lines for a locked file of many cases and its key in hexadecimal."""
    typed, switches, (mine, plain) = _answers(file, key, home)
    typed.sort()
    middle, late = typed[len(typed) // 2], typed[int(0.99 * len(typed))]
    yield Result("key press to paint, median / 16 ms", middle, late, MOST_MEDIAN_MS, 1)
    yield Result("key press to paint, 99 in 100 / 33 ms", late, late, MOST_99TH_MS, 1)
    taken, where = max(switches)
    what = f"change of page at 100,000 cases, the longest ({where}) / {MOST_SWITCH_MS:g} ms"
    yield Result(what, taken, taken, MOST_SWITCH_MS, 1)
    pairs = sorted(mine), sorted(plain)
    ours, bare = (one[len(one) // 2] for one in pairs)
    what = "a page of scrolling in the list of cases / in a plain table"
    yield Result(what, ours, pairs[0][int(0.99 * len(mine))], bare, MOST_SCROLL)


def _answers(file: Path, key: str, home: Path) -> Any:
    """Run the script; what it prints last is the answer."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), key],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
