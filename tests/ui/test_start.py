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
import gc, json, linecache, sys, time
from pathlib import Path
from ui import app as ui_app, start
programs, begin, freeze = [], ui_app.Program.begin, gc.freeze
def begin_and_tell(program, file):
    programs.append(program)
    begin(program, file)
ui_app.Program.begin = begin_and_tell
def before_the_loop():
    from PySide6.QtWidgets import QApplication
    QApplication.exec = lambda _app: 0
gc.freeze = before_the_loop
start.main(sys.argv[1:2])
gc.freeze = freeze
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
idle = sorted(sys.modules)
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
found = {"idle": idle, "modules": loaded, "kept": kept, "made": made, "icon": icon}
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
    assert "sqlalchemy" in found["modules"]
    assert sorted(HEAVY & set(found["modules"])) == []
    # PySide6 would have the source of each module read and kept (`ui/plain_import.py`).
    assert found["kept"] == []
    # A page takes 1 to 7 MB: none is made before it is wanted.
    assert found["made"] == ["today"]
    assert found["icon"] == [16, 24, 32, 48, 128]
