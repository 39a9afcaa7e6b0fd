"""A draft made of a file, what was typed into it and its file outlive a killed program."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from casedesk.arrivals.service import open_arrival, waiting_drafts
from casedesk.progress import Unwatched
from casedesk.workspace import service
from tests.casedesk.arrivals import files
from tests.conftest import Clock

TYPES_INTO_A_DRAFT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from casedesk.settings import Settings
from casedesk.workspace import service
from ui.main_window import MainWindow
from ui.navigation import entries

app = QApplication([])
window = MainWindow(app, Settings(), lambda _settings: None)
opened = service.open_with_key(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
frame = window.open_workspace(opened, entries(lambda _wanted: None))
window.show()
frame.open_page("arrivals")
page = frame.page
page.bring([Path(sys.argv[3])])
while not page.results.found:
    app.processEvents()
frame.open_page("arrived", page.results.found[0].draft)
words = frame.page.form.happened.words
words.setFocus()
QTest.keyClicks(words, "He came back at ni")
QTimer.singleShot(2300, lambda: print("typed", flush=True))
app.exec()
"""


def test_a_draft_and_its_file_outlive_a_killed_program(prepared_file: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(prepared_file, tmp_path / "riverside.casedesk"))
    (tmp_path / "police.eml").write_bytes(files.mail())
    key = (prepared_file.parent / "key.bin").read_bytes()
    given = [str(folder), key.hex(), str(tmp_path / "police.eml")]
    command = [sys.executable, "-c", TYPES_INTO_A_DRAFT, *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        process.send_signal(signal.SIGKILL)

    opened = service.open_with_key(folder, key, clock=Clock())
    (waits,) = waiting_drafts(opened)
    assert waits.name == "police.eml"
    assert json.loads(waits.content)["reason"] == "He came back at ni"
    found = open_arrival(opened, waits.draft, Unwatched())
    assert found.content == files.mail()
    assert found.arrival.text == files.WORDS
    service.lock(opened)
