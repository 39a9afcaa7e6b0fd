"""What the unlock page needs before it is first painted: little, and nothing of the store.

`Qt` and `QEvent` are on the list because PySide6 makes all their enumerations when they are first
named: 20 ms together, a seventh of what a bare window takes to appear. Whoever makes this fail has
named one of them at the top of a module that the unlock page imports, or in a constructor.
`QAccessible` is the same in small (8 ms).
"""

import os
import subprocess
import sys

SCRIPT = """
import sys
import PySide6.QtCore
import PySide6.QtGui
from casedesk.settings import Settings
import ui.app
from ui.main_window import MainWindow
from ui.pages.workspace.unlock_page import UnlockPage
from ui.theme.theme import new_application, start_theme

app = new_application("casedesk")
start_theme(app, "system", 100)
window = MainWindow(app, Settings(), lambda settings: None)
window.show_gate(UnlockPage(Settings()))
window.show()
heavy = {"sqlalchemy", "reportlab", "keyring", "openpyxl", "PIL", "highspy", "zxcvbn", "holidays"}
heavy |= {"platformdirs", "logging.handlers", "PySide6.QtSvg", "ui.frame"}
found = sorted(heavy & set(sys.modules))
found += sorted({"Qt"} & set(vars(PySide6.QtCore)))
found += sorted({"QAccessible"} & set(vars(PySide6.QtGui)))
print(*found)
"""


def test_the_unlock_page_is_shown_without_store_documents_keyring_or_the_qt_enumerations() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, ""), ran.stderr
