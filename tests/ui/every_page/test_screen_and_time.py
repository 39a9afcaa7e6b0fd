"""What changes outside the program: a screen that is unplugged, the time zone of the computer."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.walk import Look, in_sight, opened, records_of, rest, window_in
from ui.main_window import FIRST_SIZE
from ui.widgets.paged_table import PagedTable

BAD_INPUT = (
    ("a second screen is unplugged while the window stands on it",
     "the window comes onto the screen that is left, whole"),
    ("the computer's time zone is changed to Auckland or New York",
     "every page reads the same: days and hours are those of London"),
    ("the nights on which the clocks change",
     "the day is that of London, whatever the computer's zone"),
)  # fmt: skip
PAGES = ("today", "cases", "meetings", "actions", "powers", "case", "power", "meeting", "audit")
ZONES = ("Pacific/Auckland", "America/New_York")


@contextmanager
def zone(name: str) -> Iterator[None]:
    """Let the computer stand somewhere else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()


def read(app: QApplication, practice: Workspace) -> dict[str, list[str]]:
    """Return all words of the pages that show days and hours."""
    found: dict[str, list[str]] = {}
    with window_in(app, Look(size=FIRST_SIZE)) as window:
        frame, records = opened(window, practice), records_of(practice)
        for page_id in PAGES:
            frame.open_page(page_id, records.get(page_id))
            rest()
            words = [one.text() for one in in_sight(frame, QLabel, QLineEdit)]
            for table in in_sight(frame, PagedTable):
                model = table.model()
                places = [(row, at) for row in range(min(model.rowCount(), 20))
                          for at in range(model.columnCount())]  # fmt: skip
                words += [str(model.index(*place).data(Qt.ItemDataRole.DisplayRole))
                          for place in places]  # fmt: skip
            found[page_id] = words
    return found


def test_pages_read_the_same_in_every_time_zone(qapp: QApplication, practice: Workspace) -> None:
    with zone("Europe/London"):
        read(qapp, practice)  # what is opened is noted on Today and in the trail
        here = read(qapp, practice)
    assert any("2026" in word for words in here.values() for word in words)
    for name in ZONES:
        with zone(name):
            there = read(qapp, practice)
        del here["audit"], there["audit"]  # each walk adds to it
        assert there == here
        here["audit"] = []


@pytest.mark.parametrize("name", ["Europe/London", *ZONES])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),  # summer time
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_today_is_the_day_in_london(
    practice: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, moment: datetime, day: date
) -> None:
    monkeypatch.setattr(practice, "clock", lambda: moment)
    with zone(name):
        assert practice.today() == day


def test_a_window_on_an_unplugged_screen_comes_back(qapp: QApplication) -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        window.move(9000, 300)
        rest()
        qapp.screenRemoved.emit(qapp.primaryScreen())
        rest()
        assert qapp.primaryScreen().availableGeometry().contains(window.frameGeometry().topLeft())
        window.move(5, 7)  # where it is seen it stays
        qapp.screenRemoved.emit(qapp.primaryScreen())
        assert window.pos().toTuple() == (5, 7)


@pytest.mark.parametrize("percent", [100, 150])
def test_a_record_opens_at_its_top(
    qapp: QApplication, practice: Workspace, percent: int, qtbot: QtBot
) -> None:
    """What warns stands there; the list that gets the focus may stand below for a moment."""
    with window_in(qapp, Look(percent=percent, size=FIRST_SIZE)) as window:
        frame, records = opened(window, practice), records_of(practice)
        for page_id in ("person", "power", "meeting"):
            frame.open_page(page_id, records[page_id])
            rest()
            bar = frame.page.scroll_area.verticalScrollBar()  # type: ignore[union-attr]
            qtbot.waitUntil(lambda bar=bar: bar.value() == 0, timeout=2000)
