"""Buttons by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import button, link_button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [button, link_button])
def test_return_presses_the_button_that_has_the_focus_and_no_other(
    qtbot: QtBot, make: Callable[[str], QPushButton], key: Qt.Key
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, made = QLineEdit(), make("&Choose workbook…")
    column.addWidget(field)
    column.addWidget(made)
    pressed: list[str] = []
    made.clicked.connect(lambda: pressed.append(made.text()))
    window.show()
    window.activateWindow()
    field.setFocus()
    QTest.keyClick(field, key)
    assert pressed == []
    made.setFocus()
    QTest.keyClick(made, key)
    assert len(pressed) == 1
