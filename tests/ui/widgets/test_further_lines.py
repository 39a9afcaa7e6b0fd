"""Names in tables that have no room go into further lines, and their rows grow."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.table_models.paged_table_model import (
    NAME_LINES,
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.theme import look
from ui.theme.theme import apply_theme
from ui.theme.units import px
from ui.widgets.paged_table import PagedTable
from ui.widgets.row_delegate import EDGE, SIDE, broken


def named(qtbot: QtBot, names: list[str], width: int) -> PagedTable:
    columns = [TableColumn("Measure", lines=NAME_LINES), TableColumn("Q2 26/27", 90, right=True)]
    rows = [TableRow(number, (Cell(name), Cell("12"))) for number, name in enumerate(names)]
    table = PagedTable("Measures", PagedTableModel(columns, FixedRows(rows)))
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    table.model().refresh()
    return table


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_name_that_has_no_room_goes_into_further_lines(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    name = "Offer anffurfiol a ddefnyddiwyd yn erbyn ymddygiad gwrthgymdeithasol"
    table = named(qtbot, [name, "Cases heard"], px(320))
    metrics, room = QFontMetrics(look.font()), table.columnWidth(0) - px(EDGE) - px(SIDE)
    lines = broken(name, metrics, room, NAME_LINES)
    assert " ".join(lines) == name  # nothing of it is cut
    assert all(metrics.horizontalAdvance(line) <= room for line in lines)
    assert len(lines) > 1
    assert table.rowHeight(0) >= len(lines) * metrics.height()
    assert table.rowHeight(1) == table.verticalHeader().defaultSectionSize()
    table.resize(px(900), 300)
    assert table.rowHeight(0) == table.rowHeight(1)  # and it needs no more than others
    apply_theme(qapp, "light")


def test_what_even_further_lines_cannot_hold_shows_that_it_is_cut() -> None:
    metrics = QFontMetrics(look.font())
    assert broken("short", metrics, 200, 2) == ["short"]
    cut = broken("one two three four five six seven eight nine ten", metrics, 60, 2)
    assert len(cut) == 2
    assert cut[1].endswith("…")
    assert broken("Gwrthgymdeithasol", metrics, 60, 4)[0].endswith("…")


def test_rows_of_a_long_list_grow_as_they_come_into_sight(qtbot: QtBot) -> None:
    names = [f"Community protection warning number {number}" for number in range(1000)]
    table = named(qtbot, names, 300)
    usual = table.verticalHeader().defaultSectionSize()
    assert table.rowHeight(0) > usual
    assert table.rowHeight(900) == usual  # nobody has looked at it
    top = table.rowAt(0)
    table.scrollTo(table.model().index(900, 0))
    qtbot.waitUntil(lambda: table.rowHeight(900) > usual)
    assert table.rowAt(0) > top
    table.select_id(900)
    at = table.rowViewportPosition(900)
    table.model().refresh()
    assert abs(table.rowViewportPosition(900) - at) <= usual
    assert table.current_id() == 900
