"""Buttons by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.theme.palette import contrast
from ui.theme.theme import apply_theme
from ui.widgets.buttons import button, link_button, menu_button


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


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_the_icon_of_a_primary_button_is_seen_when_it_is_disabled(
    qtbot: QtBot, qapp: QApplication, theme: str
) -> None:
    apply_theme(qapp, theme)
    made = button("Save", "download", primary=True)
    qtbot.addWidget(made)
    grey = made.icon().pixmap(made.iconSize(), QIcon.Mode.Disabled).toImage()
    strokes = [grey.pixelColor(x, y) for x in range(grey.width()) for y in range(grey.height())]
    darkest = max(strokes, key=lambda one: one.alpha())
    assert darkest.alpha() > 200
    assert contrast(darkest.name(), look.palette().window) >= 3


@pytest.mark.parametrize("make", [button, link_button])
def test_an_icon_stands_clear_of_words_that_come_later(
    qtbot: QtBot, make: Callable[[str, str], QPushButton]
) -> None:
    """As of "Save 21 messages", which counts first."""
    at_once, later = make("Save 21 messages", "download"), make("", "download")
    for made in (at_once, later):
        qtbot.addWidget(made)
    bare = later.iconSize()
    later.setText("Save 21 messages")
    assert later.iconSize() == at_once.iconSize()
    later.setText("")
    assert later.iconSize() == bare


def ink(made: QPushButton) -> tuple[int, int]:
    """Return how many pixels stay free inside the edge at the left and at the right."""
    image = made.grab().toImage()
    ground = image.pixelColor(4, image.height() // 2)
    rows = range(6, image.height() - 6)
    drawn = [
        across
        for across in range(3, image.width() - 3)
        if any(image.pixelColor(across, down) != ground for down in rows)
    ]
    return drawn[0], image.width() - 1 - drawn[-1]


@pytest.mark.parametrize("percent", [100, 200])
def test_a_button_with_a_menu_has_as_much_room_before_its_words_as_after_the_arrow(
    qapp: QApplication, qtbot: QtBot, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    for made in (menu_button("Sort by", QMenu()), menu_button("Record", QMenu(), "plus")):
        qtbot.addWidget(made)
        made.show()
        before, after = ink(made)
        assert abs(before - after) <= 5 * percent / 100
