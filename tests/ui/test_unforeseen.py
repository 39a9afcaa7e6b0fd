"""An error that nobody foresaw: told in one sentence, logged by place, never printed."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.log import log_file
from ui.unforeseen import Unforeseen

VALUE = "Nia Prosser"
RUN = f"""
import threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
import ui.app
from casedesk.settings import Settings

class Failing(ui.app.Program):
    def begin(self, file=None):
        super().begin(file)
        QTimer.singleShot(100, self.fail)
        QTimer.singleShot(200, self.fail_elsewhere)
        QTimer.singleShot(1000, self.look)

    def fail(self):
        raise ValueError("{VALUE}")

    def fail_elsewhere(self):
        threading.Thread(target=self.fail).start()

    def look(self):
        for part in self.window.findChildren(QLabel):
            if part.isVisible() and "unexpected" in part.text():
                print(part.text())
        self.window.close()

ui.app.Program = Failing
file = Path("{{file}}")
raise SystemExit(ui.app.run_window(Settings(), file if file.name else None))
"""


@pytest.fixture
def _hooks() -> Iterator[None]:
    """Give Python's hooks back."""
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept


@pytest.mark.parametrize("file", ["", "riverside.casedesk"])  # first run; unlock
def test_a_slot_or_a_thread_that_fails_is_told_on_the_gate_and_logged_without_values(
    file: str, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", RUN.replace("{file}", file and str(tmp_path / file))],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stderr.splitlines() == ["casedesk: ValueError, see the log"] * 2
    log = next(tmp_path.rglob("casedesk.log"))
    assert "Everything saved earlier is safe." in ran.stdout
    assert str(log) in ran.stdout
    logged = log.read_text(encoding="utf-8")
    assert logged.count("unforeseen: ValueError") == 2
    assert "<string>:17 fail" in logged
    assert VALUE not in logged + ran.stdout + ran.stderr


@pytest.mark.usefixtures("_hooks")
def test_the_same_mistake_over_and_over_is_told_once(qtbot: QtBot) -> None:
    told: list[str] = []
    hooks = Unforeseen(told.append)
    for _turn in range(3):
        hooks._on_error(ValueError, ValueError(VALUE))
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(20)
    assert len(told) == 1
    assert log_file().read_text(encoding="utf-8").count("unforeseen") == 3


@pytest.mark.usefixtures("_hooks")
def test_what_fails_in_clearing_up_is_logged_only(capsys: pytest.CaptureFixture[str]) -> None:
    class Odd:
        def __del__(self) -> None:
            raise ValueError(VALUE)

    Unforeseen(print).install()
    Odd()
    assert capsys.readouterr() == ("", "")
    assert "unforeseen: ValueError" in log_file().read_text(encoding="utf-8")
