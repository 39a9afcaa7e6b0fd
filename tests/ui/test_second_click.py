"""A double click reaches one thing: what slid under the pointer after the first click waits."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from tests.ui.mouse import FAST, SLOW, Mouse, middle_of
from tests.ui.pages.actions.test_actions_page import (
    ACTIONS,
    SET_ON,
    TODAY,
    form_of,
    four_actions,
    page_of,
)
from tests.ui.pages.window_at_work import at_work
from ui.main_window import MainWindow

BAD_INPUT = (
    ("a double click on a button whose place another part takes after the first click",
     "the second click reaches nothing; a click after a pause counts"),
    ("a double click on a line of a menu, which closes on the first click",
     "the line is chosen once; what stands below the menu is not pressed"),
)  # fmt: skip


class Rows(QWidget):
    """Buttons one below the other; each takes itself away, and the next slides up."""

    def __init__(self, told: Callable[[str], None]) -> None:
        """Make three."""
        super().__init__()
        column = QVBoxLayout(self)
        self.others: list[Qt.MouseButton] = []
        self.buttons = [QPushButton(name) for name in ("one", "two", "three")]
        for made in self.buttons:
            column.addWidget(made)
            made.clicked.connect(made.hide)
            made.clicked.connect(partial(_tell, told, made))
        column.addStretch(1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - of Qt
        self.others.append(event.button())  # which no button takes


def _tell(told: Callable[[str], None], button: QPushButton, _checked: bool = False) -> None:
    told(button.text())


@pytest.fixture
def told() -> list[str]:
    """Hold what was pressed."""
    return []


@pytest.fixture
def rows(qtbot: QtBot, qapp: QApplication, told: list[str]) -> Rows:
    """Give the buttons in the window of the program."""
    window = MainWindow(qapp, Settings(), lambda _settings: None)
    qtbot.addWidget(window)
    made = Rows(told.append)
    window.show_gate(made)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.complete()
    return made


def test_the_button_that_slides_up_is_not_pressed(rows: Rows, told: list[str]) -> None:
    mouse, where = Mouse(rows.window()), middle_of(rows.buttons[0])
    mouse.click(where, FAST)
    for _turn in range(3):  # some click three times
        mouse.click(where, FAST)
        assert told == ["one"]
    mouse.click(where, SLOW)
    assert told == ["one", "two"]
    again = where + QPointF(40, 0)  # another place is another click
    mouse.click(again, FAST)
    assert told == ["one", "two", "three"]


def test_who_goes_on_clicking_gets_through_and_the_other_button_makes_no_double_click(
    rows: Rows, told: list[str], qapp: QApplication
) -> None:
    mouse, where = Mouse(rows.window()), middle_of(rows.buttons[0])
    interval = qapp.styleHints().mouseDoubleClickInterval()
    for _turn in range(3):
        mouse.click(where, interval - 50)
    assert told == ["one", "two"]
    mouse.click(where, FAST, Qt.MouseButton.RightButton)
    assert rows.others == [Qt.MouseButton.RightButton]


def test_what_stands_below_a_menu_is_not_pressed_with_its_line(
    qtbot: QtBot, rows: Rows, told: list[str]
) -> None:
    """The first press goes to the menu's own window, the second to the window below."""
    window, menu = rows.window(), QMenu(rows)
    menu.addAction("line", lambda: told.append("line"))
    menu.popup(rows.buttons[0].mapToGlobal(QPoint(1, 1)))
    with qtbot.waitExposed(menu):
        pass
    line = menu.mapToGlobal(menu.actionGeometry(menu.actions()[0]).center())
    where = window.mapFromGlobal(line)
    below = window.childAt(where)
    assert below in rows.buttons
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    assert told == ["line"]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    assert told == ["line", below.text()]


def test_saving_an_action_as_done_by_a_double_click_changes_no_row(
    qtbot: QtBot, workspace: Workspace
) -> None:
    four_actions(workspace)
    for number in range(20):
        due_on = TODAY + timedelta(days=number)
        add_action(workspace, NewAction("Ring housing", "police", SET_ON, due_on))
    with at_work(qtbot, workspace, ACTIONS) as work:
        page = page_of(work)
        page.side.open_form("done", [1])
        save = form_of(work, page).save_button
        QApplication.processEvents()
        mouse, where = Mouse(work.window), middle_of(save)
        mouse.click(where, SLOW)
        assert page.side.isHidden()  # the list has its place now
        kept = page.table.current_id(), set(page.source.ticked)
        mouse.click(where, FAST)
        assert (page.table.current_id(), page.source.ticked) == kept
        mouse.click(where, SLOW)
        assert page.table.current_id() != kept[0]
