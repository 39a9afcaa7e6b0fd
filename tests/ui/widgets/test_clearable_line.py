"""The cross that empties a box: there while something is typed, as large as the text asks for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ui.theme.theme import apply_theme
from ui.theme.units import px
from ui.widgets.clearable_line import SIZE, ClearableLine


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_cross_grows_with_the_text_and_takes_no_room_from_it(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    box = ClearableLine()
    qtbot.addWidget(box)
    box.resize(px(200), px(32))
    box.show()
    assert box.cross.isHidden()
    box.setText("mor")
    assert box.cross.isVisible()
    assert box.cross.width() == box.cross.height() == px(SIZE)
    assert box.rect().contains(box.cross.geometry())
    assert box.textMargins().right() >= px(SIZE)
    assert box.cross.iconSize().width() >= px(16)
    apply_theme(qapp, "light")


def test_a_click_empties_the_box_keeps_the_focus_and_can_be_undone(qtbot: QtBot) -> None:
    box = ClearableLine()
    qtbot.addWidget(box)
    box.resize(200, 32)
    box.show()
    qtbot.keyClicks(box, "mor")
    QTest.mouseClick(box.cross, Qt.MouseButton.LeftButton)
    assert box.text() == ""
    assert box.cross.isHidden()
    assert box.textMargins().right() == 0
    box.undo()
    assert box.text() == "mor"


def test_esc_empties_the_box_and_an_empty_one_leaves_it_to_what_is_around(qtbot: QtBot) -> None:
    around = QDialog()
    qtbot.addWidget(around)
    box = ClearableLine(around)
    around.show()
    qtbot.keyClicks(box, "mor")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert around.isVisible()
    box.undo()
    assert box.text() == "mor"
    box.clear()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not around.isVisible()
