"""Sentences on buttons and beside tick boxes break into lines: nothing goes sideways."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casedesk.forums.catalogue import forums
from ui.pages.arrivals.intake_arrival_page import NARROWEST_FORM
from ui.pages.referrals.intake_criteria import CriteriaSection
from ui.theme import look
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.wrapped_words import WrappedTick


def shown(qtbot: QtBot, part: QWidget, width: int) -> QWidget:
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    column.addWidget(part)
    column.addStretch(1)
    around.resize(width, 300)
    around.show()
    qtbot.waitExposed(around)
    assert around.width() == width  # or the page would go sideways
    return around


def inks(part: QWidget, box: QRect) -> set[int]:
    """Return the colours in a box of what is drawn."""
    drawn = part.grab(box).toImage()
    return {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}


def test_what_is_wrong_breaks_into_lines_and_all_of_it_is_drawn(qtbot: QtBot) -> None:
    summary = ErrorSummary()
    sentence = "Nothing is chosen: “R & D” is none of the list. Choose one, or clear it."
    summary.show_problems({"a": sentence, "b": "Enter a day"}, ())
    around = shown(qtbot, summary, 320)
    assert around.isVisible()
    long, short = summary.buttons
    line = long.fontMetrics().lineSpacing()
    assert short.height() < 2 * line < long.height()
    last = QRect(0, long.height() - line, 80, line)
    assert look.colour("stop").rgb() in inks(long, last)


def test_the_words_beside_a_tick_break_into_lines_and_all_of_them_tick_it(qtbot: QtBot) -> None:
    tick = WrappedTick("Three or more reports of anti-social behaviour within the last six months")
    around = shown(qtbot, tick, 260)
    assert around.isVisible()
    line = tick.fontMetrics().lineSpacing()
    assert tick.height() > 3 * line
    last = QRect(40, tick.height() - 4 - line, 80, line)
    assert look.colour("text").rgb() in inks(tick, last)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=last.center())
    assert tick.isChecked()
    tick.setEnabled(False)
    assert look.colour("text").rgb() not in inks(tick, last)


@pytest.mark.parametrize("language", ["en", "cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_no_criterion_of_a_forum_makes_the_form_go_sideways(qtbot: QtBot) -> None:
    for forum in forums().values():
        section = CriteriaSection(5, forum)
        qtbot.addWidget(section)
        assert section.minimumSizeHint().width() < NARROWEST_FORM, forum.id
