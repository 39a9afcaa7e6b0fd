"""Hovered, pressed, chosen, disabled, empty: every state can be read and told, in every theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.theme.state_controls import CONTROLS
from tests.ui.theme.state_rows import ROWS
from tests.ui.theme.state_sheet import ROOM, Sheet
from tests.ui.theme.states import faint_words, unseen
from ui.theme.palette import PALETTES
from ui.theme.theme import apply_theme

WORDS, MARK = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
SAMPLES = 300
Wrong = dict[str, list[str]]


@pytest.fixture(scope="module", params=PALETTES)
def wrong(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Wrong]:
    """Show every state once and note what cannot be read and what cannot be told."""
    apply_theme(qapp, request.param)
    sheet = Sheet()
    sheet.show()
    sheet.activateWindow()
    assert QTest.qWaitForWindowActive(sheet)  # or nothing on it has the focus
    found: Wrong = {"read": [], "told": []}
    count, part = 0, None
    for sample in (one for build in (*CONTROLS, *ROWS) for one in build(sheet)):
        count += 1
        if part is not sample.part:
            QApplication.processEvents()  # it has just been put on the sheet
        part = sample.part
        found["read"] += faint_words(sample, WORDS)
        found["told"] += unseen(sample, MARK)
    assert count > SAMPLES
    assert sheet.size() == QSize(*ROOM)
    yield found
    sheet.close()
    sheet.deleteLater()


def test_words_can_be_read_in_every_state(wrong: Wrong) -> None:
    assert not wrong["read"], "\n".join(wrong["read"])


def test_what_is_chosen_or_has_the_focus_can_be_told(wrong: Wrong) -> None:
    assert not wrong["told"], "\n".join(wrong["told"])
