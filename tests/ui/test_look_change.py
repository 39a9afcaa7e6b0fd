"""Another theme or text size: the page in sight at once, the others when there is time."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.settings import Settings
from tests.ui.gallery import ENTRIES, SHOWN, GalleryWorkspace
from ui import page_shelf
from ui.first_sight import SETTLED_MS
from ui.main_window import MainWindow
from ui.theme import look
from ui.theme.theme import apply_theme


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """Give a window with an open file, of which every kind of page was seen; Today is in sight."""
    made = MainWindow(qapp, Settings(theme="light"), lambda _settings: None)
    made.show()
    made.activateWindow()
    frame = made.open_workspace(GalleryWorkspace(), ENTRIES)  # type: ignore[arg-type]
    for page_id in (*SHOWN, "today"):
        frame.open_page(page_id)
        qapp.processEvents()
    yield made
    made.close_workspace()
    made.close()
    made.deleteLater()


def picture(window: MainWindow, page_id: str) -> QImage:
    """Go to a page and return what is to be seen, once it has come to rest."""
    assert window.frame is not None
    window.frame.open_page(page_id)
    QTest.qWait(2 * max(SETTLED_MS))  # it is seen from its top by then
    return window.grab().toImage()


def test_a_page_out_of_sight_takes_the_look_when_it_is_next_shown(
    window: MainWindow, qapp: QApplication
) -> None:
    frame = window.frame
    assert frame is not None
    window.settings.text_percent = 150
    window.set_theme("dark")
    assert frame.stack.count() == 1  # the others are aside, and cost nothing now
    later = {page_id: picture(window, page_id) for page_id in SHOWN}
    assert frame.stack.count() == len(SHOWN)
    apply_theme(qapp, "dark", 150)
    for page_id, seen in later.items():
        assert seen == picture(window, page_id), page_id


def test_many_pages_are_put_aside_in_steps_and_come_back_by_themselves(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window.frame
    assert frame is not None
    monkeypatch.setattr(page_shelf, "LONGEST_STEP_S", -1.0)  # as if each took its time
    assert not frame.shelf.put_aside()
    monkeypatch.undo()
    window.set_text_percent(125)
    assert look.text_percent() == 125
    qtbot.waitUntil(lambda: frame.stack.count() == len(SHOWN))
    assert all(page.window() is window for page in frame.shelf)


def test_a_file_that_is_left_in_the_middle_of_a_change_leaves_the_new_look(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_shelf, "LONGEST_STEP_S", -1.0)
    window.set_text_percent(175)
    assert look.text_percent() == 100  # it waits for the pages out of sight
    window.close_workspace()
    assert look.text_percent() == 175
