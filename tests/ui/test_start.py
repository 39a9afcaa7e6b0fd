"""What the program loads, seen from outside: a process of its own, started as a user starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from casedesk.practice.service import make_practice_file
from casedesk.workspace import service

PASSPHRASE = "harbour violin teapot meadow"
# `gc.freeze` is the last thing the program calls before its event loop, which is then ours.
SCRIPT = """
import gc, json, sys, time
from pathlib import Path
from ui import start  # and nothing of Qt: the program loads it in its own order
programs, freeze = [], gc.freeze
def before_the_loop():
    from PySide6.QtWidgets import QApplication
    QApplication.exec = lambda _app: 0
    programs.append(sys._getframe(1).f_locals["program"])
gc.freeze = before_the_loop
start.main(sys.argv[1:2])
gc.freeze = freeze
import linecache
from PySide6.QtWidgets import QApplication
from ui.workers.background_task import work_is_running
app, program = QApplication.instance(), programs[0]
def turn(until):
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)  # the worker needs Python's lock
gate = program._gate
turn(lambda: program.window._is_complete)
import PySide6.QtWidgets
def late():
    return sorted(name for name, module in sys.modules.items() if "Late" in type(module).__name__)
idle = sorted(sys.modules)
idle_late, idle_lines = late(), len(linecache.cache)
idle_types = sorted({"QStyle", "QWizard"} & set(vars(PySide6.QtWidgets)))
gate.box.edit.setText(sys.argv[2])
turn(lambda: gate._loading is not None and not work_is_running())
gate._on_unlock()
turn(lambda: program.window.frame is not None)
frame = program.window.frame
turn(lambda: frame.page is not None)
turn(lambda: not work_is_running())
kept = sorted(name for name in linecache.cache if "sqlalchemy" in Path(name).parts)
made = sorted(frame.shelf._pages)
icon = [size.width() for size in app.windowIcon().availableSizes()]
loaded = sorted(name for name, module in sys.modules.items() if module)
found = {"idle": idle, "idle_late": idle_late, "idle_lines": idle_lines}
found |= {"idle_types": idle_types, "late": late(), "modules": loaded, "kept": kept}
found |= {"made": made, "icon": icon}
print(json.dumps(found))
program.window.close()
"""
HEAVY = {
    "_hashlib",  # a second OpenSSL
    "_ssl",
    "PIL",  # pictures that arrive
    "alembic",  # a migration that is due
    "docx",  # documents to go on writing in
    "highspy",  # publications
    "jellyfish",  # names that sound alike
    "keyring",  # the command line
    "lxml",
    "numpy",
    "openpyxl",  # workbooks
    "oxmsg",  # messages that arrive
    "pypdf",  # forms that come back
    "pypdfium2",  # pages to look at
    "rapidfuzz",  # names that are alike
    "reportlab",  # PDF
    "zxcvbn",  # a new passphrase
}


def test_opening_a_file_and_today_loads_no_library_that_only_some_tasks_need(
    tmp_path: Path,
) -> None:
    file = tmp_path / "riverside.casedesk"
    service.lock(make_practice_file(file, PASSPHRASE, 40))
    folders = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), PASSPHRASE],
        env=os.environ | folders | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    # While nobody types, the unlock page holds nothing of what comes after it.
    assert sorted({"sqlalchemy", "ui.frame", "logging.handlers"} & set(found["idle"])) == []
    # What PySide6 merely names is not loaded (`ui/late_import.py`), nor lines of its source kept.
    unused = {"argparse", "logging", "tempfile", "zipfile"}
    assert sorted(unused - set(found["idle_late"])) == []
    assert found["idle_lines"] == 0
    # A style's enumerations; with QWizard come all kinds of widgets, looked through for a child
    # that Qt made by itself: each half a megabyte.
    assert found["idle_types"] == []
    assert "sqlalchemy" in found["modules"]
    assert "asyncio" in found["late"]
    # Pages are imported when they are opened.
    later = {"ui.pages.admin.admin_page", "ui.pages.registers.registers_page"}
    assert sorted(later & set(found["modules"])) == []
    assert sorted(HEAVY & set(found["modules"])) == []
    # PySide6 would have the source of each module read and kept (`ui/plain_import.py`).
    assert found["kept"] == []
    # A page takes 1 to 7 MB: none is made before it is wanted.
    assert found["made"] == ["today"]
    assert found["icon"] == [16, 24, 32, 48, 128]
