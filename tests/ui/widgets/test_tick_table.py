"""Rows that can be ticked: by key and by mouse, said aloud, painted as a box."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.table_models.paged_table_model import Cell, PagedTableModel, TableColumn, TableRow
from ui.theme import look
from ui.widgets.tick_table import TickTable

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class Rows(Struct):
    """Three rows and what is ticked of them."""

    ticked: set[int] = field(default_factory=set)

    def ids(self) -> Sequence[Any]:
        return [0, 1, 2]

    def rows(self, ids: Sequence[Any]) -> Sequence[TableRow]:
        return [TableRow(one, (Cell("", tick=one in self.ticked), Cell("Ring"))) for one in ids]

    def sort_by(self, key: str, descending: bool) -> None:
        """Nothing to sort."""


def test_space_and_the_box_tick_and_a_double_click_elsewhere_opens(qtbot: QtBot) -> None:
    rows = Rows()
    model = PagedTableModel([TableColumn("Tick", 56), TableColumn("What")], rows)
    table = TickTable("Actions", model)
    qtbot.addWidget(table)
    model.refresh()
    table.resize(400, 300)
    with qtbot.waitExposed(table):
        table.show()
    opened: list[Any] = []
    table.opened.connect(opened.append)

    def toggle(one: int) -> None:
        rows.ticked ^= {one}
        model.look_again()

    table.toggled.connect(toggle)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert rows.ticked == {1}
    assert model.index(1, 0).data(SPOKEN) == "Tick: yes"
    assert model.index(0, 0).data(SPOKEN) == "Tick: no"
    assert table.current_id() == 1  # the place is kept
    box = table.visualRect(model.index(1, 0)).topLeft() + QPoint(21, 18)
    assert table.grab().toImage().pixelColor(
        table.viewport().mapTo(table, box + QPoint(6, 5))
    ) == look.colour("accent")
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert rows.ticked == set()
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert opened == []
    what = table.visualRect(model.index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=what)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=what)
    assert opened == [2]
    wanted: list[bool] = []
    table.all_wanted.connect(lambda: wanted.append(True))
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [True]
