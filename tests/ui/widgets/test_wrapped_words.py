"""Sentences on buttons and beside tick boxes break into lines: nothing goes sideways."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.widgets.error_summary import ErrorSummary


def test_what_is_wrong_breaks_into_lines_and_all_of_it_is_drawn(qtbot: QtBot) -> None:
    around, summary = QWidget(), ErrorSummary()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    column.addWidget(summary)
    column.addStretch(1)
    sentence = "Nothing is chosen: “R & D” is none of the list. Choose one, or clear it."
    summary.show_problems({"a": sentence, "b": "Enter a day"}, ())
    around.resize(320, 300)
    around.show()
    qtbot.waitExposed(around)
    assert around.width() == 320  # or the page would go sideways
    long, short = summary.buttons
    line = long.fontMetrics().lineSpacing()
    assert short.height() < 2 * line < long.height()
    last = long.grab(QRect(0, long.height() - line, 80, line)).toImage()
    inks = {last.pixel(x, y) for x in range(last.width()) for y in range(last.height())}
    assert look.colour("stop").rgb() in inks
