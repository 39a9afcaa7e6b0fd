"""The program in a process of its own, in which somebody types until it is killed.

    python -m tests.kills.typist FILE KEY [PAGE]                 lists the fields, one a line
    python -m tests.kills.typist FILE KEY PAGE VIEW NUMBER SEED  types into one, says each key

What it says are lines of JSON. A key is said with the moment (`time.monotonic`) after which it
stands in the field.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.walk import (
    Look,
    in_sight,
    inside,
    no_file_dialogs,
    opened,
    records_of,
    rest,
    window_in,
)
from ui.frame import Frame
from ui.main_window import FIRST_SIZE, MainWindow
from ui.pages.documents.document_form import DocumentForm
from ui.pages.people.person_choice import PersonChoice
from ui.theme.theme import new_application
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.passphrase_box import PassphraseBox
from ui.widgets.search_box import SearchBox

EVERY_MS = 40  # between two keys: a quick typist
LETTERS, DIGITS = "bcdfghjklmnpqrstvwxz", "123456789"  # no word, no month, no choice of a list


# What is typed there asks or chooses and is meant to be forgotten: a filter of the audit trail, a
# search of the settings, the calculator ("Nothing typed here is saved"), where a backup goes, and
# of which forum an empty form is. So are whom a document is for and its folder (see `_is_kept`).
NOT_KEPT = {"audit", "settings", "calculator", "backup", "arrivals"}


def fields(page: QWidget) -> list[QWidget]:
    """Return the boxes of a page that take typing to be kept."""
    found = in_sight(page, QLineEdit, QPlainTextEdit)
    return [one for one in found if one.isEnabled() and not one.isReadOnly() and _is_kept(one)]


def _is_kept(box: QWidget) -> bool:
    above: QWidget | None = box
    while above is not None:
        if isinstance(above, PassphraseBox | SearchBox | PersonChoice):  # secret, or only sought
            return False
        if isinstance(above, DocumentForm):  # never taken over
            return False
        if isinstance(above, ChoiceBox) and above.itemText(0) == "All":  # narrows a list
            return False
        above = above.parentWidget()
    return True


def views_of(frame: Frame, page_id: str, record: object) -> Iterator[str]:
    """Show one page and all it can show."""
    frame.open_page(page_id, record)
    rest()
    assert frame.page is not None
    yield page_id
    yield from inside(frame, frame.page, page_id, forms=True)


def list_fields(frame: Frame, workspace: Workspace, only: str) -> None:
    """Say where there is something to type into; `only` one page, or empty for all."""
    records = records_of(workspace)
    for page_id in [one for one in frame.entries if one not in NOT_KEPT and only in ("", one)]:
        for view in views_of(frame, page_id, records.get(page_id)):
            page = frame.page
            for number, box in enumerate(fields(page) if page is not None else []):
                name = box.accessibleName() or type(box).__name__
                _say(page=page_id, view=view, number=number, name=name)


def type_into(frame: Frame, window: MainWindow, box: QWidget, seed: int) -> QTimer:
    """Type one key after the other for as long as the process lives."""
    chance = random.Random(seed)
    typed, letters = "", LETTERS
    box.setFocus()

    def press() -> None:
        nonlocal typed, letters
        if not typed and letters == DIGITS and not _text(box):
            _say(refused=True)
        key = chance.choice(letters)
        before = _text(box)
        QTest.keyClick(window.windowHandle(), key)
        if _text(box) == before:
            letters = DIGITS  # a box for a number
            return
        typed += key
        _say(typed=typed, at=time.monotonic())

    timer = QTimer(frame, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(press)
    timer.start()
    return timer


def main(arguments: list[str]) -> None:
    """List the fields, or type into one."""
    folder, key, *where = arguments
    app = new_application("CaseDesk")
    assert isinstance(app, QApplication)
    workspace = service.open_with_key(Path(folder), Path(key).read_bytes())
    with no_file_dialogs(), window_in(app, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, workspace)
        if len(where) < 2:
            list_fields(frame, workspace, "".join(where))
            service.lock(workspace)
            return
        page_id, view, number, seed = where
        for shown in views_of(frame, page_id, records_of(workspace).get(page_id)):
            if shown == view and frame.page is not None:
                box = fields(frame.page)[int(number)]
                timer = type_into(frame, window, box, int(seed))
                app.exec()
                timer.stop()


def _text(box: QWidget) -> str:
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else str(box.property("text"))


def _say(**said: object) -> None:
    print(json.dumps(said), flush=True)  # the other process reads it


if __name__ == "__main__":
    main(sys.argv[1:])
