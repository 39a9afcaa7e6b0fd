"""Whoever touches a key stays unlocked; whoever does not is locked out."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.workers.idle_clock import IdleClock

LIMIT_MS = 400


def test_keys_put_the_lock_off_and_without_them_it_comes(qapp: QApplication, qtbot: QtBot) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    clock = IdleClock(qapp, 10)
    clock.start()
    clock._limit_ms = LIMIT_MS
    over: list[bool] = []
    clock.over.connect(lambda: over.append(True))

    def typed_enough() -> bool:
        QTest.keyClick(box.windowHandle(), Qt.Key.Key_A)
        clock.look()
        return len(box.text()) > 80

    qtbot.waitUntil(typed_enough, timeout=20_000)
    assert over == []
    with qtbot.waitSignal(clock.over, timeout=20_000):
        pass
    clock.start()
    clock.stop()
    clock.stop()  # once more does no harm


def test_after_a_sleep_it_is_over_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    day = [1_000_000.0]
    clock = IdleClock(qapp, 10, None, lambda: day[0])
    over: list[bool] = []
    clock.over.connect(lambda: over.append(True))
    clock.start()
    clock.look()
    day[0] += 5  # somebody sets the clock right
    clock.look()
    assert over == []
    day[0] += 30  # the lid was closed for half a minute
    clock.look()
    assert over == [True]
    clock.start()  # unlocked again
    clock.look()
    assert over == [True]
    clock.stop()
