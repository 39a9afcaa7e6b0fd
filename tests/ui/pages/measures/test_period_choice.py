"""The choice of a period tells of another period, and of nothing else."""

from datetime import date

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from casedesk.dates import quarter_of
from ui.pages.measures.period_choice import PeriodChoice


def test_passing_the_dates_with_tab_changes_nothing(qtbot: QtBot) -> None:
    choice = PeriodChoice([quarter_of(date(2026, 8, 1))])
    qtbot.addWidget(choice)
    told = QSignalSpy(choice.changed)
    choice.changed.connect(choice.period)  # as the pages do
    choice.box.setCurrentIndex(1)
    choice.first.set_value(date(2013, 7, 1))
    choice.last.set_value(date(2013, 9, 30))
    for _turn in range(2):
        choice.first.left.emit()
        choice.last.left.emit()
    assert told.count() == 1
    choice.last.set_value(date(2013, 10, 31))
    choice.last.left.emit()
    assert told.count() == 2
