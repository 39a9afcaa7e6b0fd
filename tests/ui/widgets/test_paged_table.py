"""Long tables: pages, place, Enter, words for a screen reader."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.table_models.paged_table_model import (
    PAGE_ROWS,
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.theme.theme import apply_theme
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.state_mark import State

COLUMNS = (
    TableColumn("Ref", 92, sort_key="ref"),
    TableColumn("What"),
    TableColumn("Due", 112, right=True, drop_below=400),
)


class Numbers:
    """A source of any number of rows that notes what it was asked."""

    def __init__(self, count: int) -> None:
        self.all = list(range(count))
        self.fetched: list[int] = []

    def ids(self) -> Sequence[Any]:
        return list(self.all)

    def rows(self, ids: Sequence[Any]) -> Sequence[TableRow]:
        self.fetched.append(len(ids))
        return [
            TableRow(
                one, (Cell(f"A-{one:06}"), Cell("Send minutes"), Cell("1 day late", State.STOP))
            )
            for one in ids
        ]

    def sort_by(self, key: str, descending: bool) -> None:
        self.all.sort(reverse=descending)


def shown(qtbot: QtBot, source: Numbers) -> tuple[PagedTable, PagedTableModel]:
    model = PagedTableModel(COLUMNS, source)
    table = PagedTable("Actions", model)
    qtbot.addWidget(table)
    model.refresh()
    table.resize(700, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    return table, model


def test_a_hundred_thousand_rows_fetch_only_the_pages_in_sight(qtbot: QtBot) -> None:
    source = Numbers(100_000)
    table, model = shown(qtbot, source)
    table.grab()
    assert source.fetched == [PAGE_ROWS]
    table.scrollToBottom()
    table.grab()
    assert sum(source.fetched) <= 3 * PAGE_ROWS
    assert model.index(99_999, 0).data() == "A-099999"


def test_the_model_keeps_qt_s_rules_while_it_is_filled_sorted_and_emptied(qtbot: QtBot) -> None:
    source = Numbers(450)
    model = PagedTableModel(COLUMNS, source)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.refresh()
    model.sort(0, Qt.SortOrder.DescendingOrder)
    source.all.clear()
    model.refresh()
    assert tester.model().rowCount() == 0


def test_sorting_is_asked_of_the_source_and_only_where_it_can(qtbot: QtBot) -> None:
    table, model = shown(qtbot, Numbers(300))
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)
    assert model.id_at(0) == 0
    header.sectionClicked.emit(0)
    header.sectionClicked.emit(0)
    assert model.id_at(0) == 299


def test_the_same_record_stays_chosen_at_the_same_height_when_rows_come_and_go(
    qtbot: QtBot,
) -> None:
    source = Numbers(2000)
    table, model = shown(qtbot, source)
    table.select_id(1500)
    before = table.rowViewportPosition(table.currentIndex().row())
    source.all[0:7] = []
    model.refresh()
    assert table.current_id() == 1500
    assert table.rowViewportPosition(table.currentIndex().row()) == before


def test_a_row_that_is_gone_leaves_its_place_to_the_next_and_the_last_to_the_one_before(
    qtbot: QtBot,
) -> None:
    source = Numbers(100)
    table, model = shown(qtbot, source)
    table.select_id(40)
    top = table.verticalScrollBar().value()
    for gone, now in ((40, 41), (41, 42)):
        source.all.remove(gone)
        model.refresh()
        assert (table.current_id(), table.verticalScrollBar().value()) == (now, top)
    table.select_id(99)
    source.all.remove(99)
    model.refresh()
    assert table.current_id() == 98
    source.all.clear()
    model.refresh()
    assert table.current_id() is None


def test_enter_opens_the_row_and_tab_leaves_the_table(qtbot: QtBot) -> None:
    table, _model = shown(qtbot, Numbers(50))
    table.setFocus()
    QTest.keyClick(table.windowHandle(), Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.windowHandle(), Qt.Key.Key_Return)
    assert opened.args == [1]
    assert not table.tabKeyNavigation()


def test_a_screen_reader_hears_the_column_with_the_value(qtbot: QtBot) -> None:
    _table, model = shown(qtbot, Numbers(5))
    spoken = model.index(3, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Due: 1 day late"


def test_rows_grow_with_the_text_and_columns_that_do_not_fit_go(
    qtbot: QtBot, qapp: QApplication
) -> None:
    table, _model = shown(qtbot, Numbers(5))
    assert table.rowHeight(0) == 36
    assert not table.isColumnHidden(2)
    apply_theme(qapp, "light", 200)
    qtbot.waitUntil(lambda: table.rowHeight(0) == 72)
    assert table.isColumnHidden(2)


@pytest.mark.parametrize("count", [0, 3])
def test_an_empty_table_says_what_would_be_here(qtbot: QtBot, count: int) -> None:
    rows = [TableRow(one, (Cell("a"), Cell("b"), Cell("c"))) for one in range(count)]
    model = PagedTableModel(COLUMNS, FixedRows(rows))
    table, empty = PagedTable("Actions", model), EmptyState("Nothing is due.")
    pane = ListPane(table, empty)
    qtbot.addWidget(pane)
    model.refresh()
    assert pane.currentWidget() is (table if count else empty)
