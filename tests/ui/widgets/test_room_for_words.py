"""Longer words, as in Welsh, get the room they need before anything is cut."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casedesk.i18n import use_language
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.theme import look
from ui.theme.theme import apply_theme
from ui.theme.units import px
from ui.widgets.box_grid import BoxGrid
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.elided_line import ElidedLine
from ui.widgets.form_field import FormField
from ui.widgets.found_list import FoundList, FoundRow
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.paged_table import TWO_LINE_ROW, PagedTable
from ui.widgets.rail import (
    COUNT_RIGHT,
    LABEL_LEFT,
    NARROW,
    WIDTH,
    Rail,
    RailItem,
    RailWords,
    lines_of,
)
from ui.widgets.row_delegate import EDGE, RowDelegate
from ui.widgets.segmented import Segmented


def test_a_column_grows_for_its_heading_and_its_words_while_others_can_spare_it(
    qtbot: QtBot,
) -> None:
    row = TableRow(1, (Cell("Review the housing application"), Cell("72 diwrnod yn hwyr")))
    columns = [TableColumn("Beth"), TableColumn("Cyflwr y gwaith", 80)]
    table = PagedTable("Actions", PagedTableModel(columns, FixedRows([row])))
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    table.model().refresh()
    needed = QFontMetrics(look.font()).horizontalAdvance("72 diwrnod yn hwyr")
    assert table.columnWidth(1) >= needed
    table.resize(230, 200)  # the heading is whole before the rest has its usual room
    heading = table.horizontalHeader().sectionSizeHint(1)
    assert 80 < heading <= table.columnWidth(1)
    assert table.columnWidth(0) >= 96
    table.resize(170, 200)  # nothing fits: all the same nothing stands beyond the edge
    assert table.columnWidth(1) == 80
    assert table.columnWidth(0) == table.viewport().width() - 80


def test_a_column_gives_what_it_does_not_need_to_one_that_would_be_cut(qtbot: QtBot) -> None:
    """Words in sight are whole where there is room for all; nothing stands beyond the edge."""
    place = "Civic Offices, Committee Room 2"
    row = TableRow(1, (Cell("09:30"), Cell(place), Cell("13"), Cell("planned")))
    widths = {"Time": 120, "Place": 0, "Cases": 120, "State": 180}
    columns = [TableColumn(name, width) for name, width in widths.items()]
    table = PagedTable("Meetings", PagedTableModel(columns, FixedRows([row])))
    qtbot.addWidget(table)
    table.resize(610, 200)  # 190 for the place, by the widths given
    table.show()
    table.model().refresh()
    assert table.columnWidth(1) > QFontMetrics(look.font()).horizontalAdvance(place)
    assert table.columnWidth(3) >= 180 * 0.7  # room for longer words further down
    table.resize(330, 200)
    assert sum(table.columnWidth(one) for one in range(4)) <= table.viewport().width()
    assert table.columnWidth(3) > QFontMetrics(look.font()).horizontalAdvance("planned")


def test_a_card_s_title_wraps_and_its_tools_go_below_it_where_they_have_no_room(
    qtbot: QtBot,
) -> None:
    card = Card("Actions")
    card.add_tool(button("Print"))
    qtbot.addWidget(card)
    card.resize(300, 200)
    card.show()
    title, tool = card.title_label, card.findChildren(QPushButton)[0]

    def is_below() -> bool:
        return tool.mapTo(card, tool.rect().topLeft()).y() > title.geometry().bottom()

    assert not title.wordWrap()
    assert not is_below()
    card.set_title("Camau gweithredu sydd heb eu cwblhau erbyn y dyddiad")  # as wide as before
    qtbot.waitUntil(lambda: title.wordWrap() and is_below())
    card.resize(900, 200)
    qtbot.waitUntil(lambda: not title.wordWrap() and not is_below())


def test_columns_that_may_go_are_left_out_until_the_rest_fits(qtbot: QtBot) -> None:
    columns = [
        TableColumn("Day", 100),
        TableColumn("Place"),
        TableColumn("Number", 100, drop_below=250),
        TableColumn("Ended", 100, drop_below=300),
    ]
    row = TableRow(1, tuple(Cell("x") for _column in columns))
    table = PagedTable("Entries", PagedTableModel(columns, FixedRows([row])))
    qtbot.addWidget(table)
    table.show()
    for width, hidden in ((420, []), (380, [3]), (280, [2, 3]), (150, [2, 3])):
        table.resize(width, 200)
        assert [place for place in range(4) if table.isColumnHidden(place)] == hidden
        if width > 250:
            qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_what_narrows_a_list_has_room_for_its_word_and_goes_below_the_search(qtbot: QtBot) -> None:
    boxes = [ChoiceBox(name, [Choice("a", "A")], empty="Unrhyw un") for name in ("Risg", "Erbyn")]
    for box in boxes:
        keep_narrow(box, 80)
        needed = QFontMetrics(box.font()).horizontalAdvance("Unrhyw un")
        assert box.minimumSizeHint().width() >= needed + 20  # and its arrow
    below = Columns([(box, 2) for box in boxes], gap=8, narrow_below=100, whole=True)
    row = Columns([(QLineEdit(), 3), (below, 4)], gap=8, narrow_below=100, whole=True)
    qtbot.addWidget(row)
    row.show()
    needed = row.width_in_a_row()
    assert needed > below.width_in_a_row()
    for width, way in ((needed + 4, "LeftToRight"), (needed - 10, "TopToBottom")):
        row.resize(width, 100)
        qtbot.waitUntil(lambda way=way: _way(row) == way and _way(below) == "LeftToRight")


def _way(columns: Columns) -> str:
    row = columns.layout()
    assert isinstance(row, QBoxLayout)
    return row.direction().name


@pytest.mark.parametrize("words", ["Today", "Atgyfeiriadau ac achosion"])
def test_the_rail_is_as_wide_as_its_longest_name(qtbot: QtBot, words: str) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show_items([RailItem("cases", words)])
    longest = QFontMetrics(look.font(semibold=True)).horizontalAdvance(words)
    assert rail.width() >= max(WIDTH, LABEL_LEFT + longest + COUNT_RIGHT)
    whole = rail.width()
    rail.set_words(RailWords.TIGHT)
    assert rail.width() < whole
    rail.set_words(RailWords.NONE)
    assert rail.width() == NARROW
    rail.set_words(RailWords.WHOLE)
    assert rail.width() >= LABEL_LEFT + longest + COUNT_RIGHT


def test_segments_without_room_go_one_below_the_other(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    themes = [("light", "Golau"), ("high", "Cyferbyniad uchel")]
    choice = Segmented("Theme", themes, parent=page)
    page.show()
    row = choice.layout()
    assert isinstance(row, QBoxLayout)
    choice.resize(choice.sizeHint())
    assert row.direction() is QBoxLayout.Direction.LeftToRight
    choice.resize(choice.sizeHint().width() - 10, 80)
    assert row.direction() is QBoxLayout.Direction.TopToBottom


def test_columns_with_room_to_spare_give_it_to_those_that_are_cut(qtbot: QtBot) -> None:
    long = "People with a drug or alcohol dependency on the IOM scheme"
    rows = [TableRow(1, (Cell(long), Cell("2"), Cell("19 Tachwedd 2026"), Cell("never")))]
    columns = [
        TableColumn("Measure"),
        TableColumn("Now", 150, right=True),
        TableColumn("Day", 60),
        TableColumn("Repeat", 300),
    ]
    table = PagedTable("Measures", PagedTableModel(columns, FixedRows(rows)))
    qtbot.addWidget(table)
    table.resize(760, 200)
    table.show()
    table.model().refresh()
    needs = [table._delegate.room_for(0, place) for place in range(4)]
    widths = [table.columnWidth(place) for place in range(4)]
    assert widths[0] >= needs[0]
    assert widths[3] < 300
    assert widths[1] >= needs[1]
    assert widths[3] >= needs[3]
    assert sum(widths) == table.viewport().width()
    table.resize(1600, 200)  # with room for all, each has the width it was given
    assert [table.columnWidth(place) for place in (1, 3)] == [150, 300]


def test_a_short_word_is_whole_before_a_long_text_takes_the_room(qtbot: QtBot) -> None:
    rows = [TableRow(1, (Cell("word " * 80), Cell("21 Medi 2026"), Cell("x")))]
    columns = [TableColumn("Text"), TableColumn("Day"), TableColumn("Ended", 200)]
    table = PagedTable("Entries", PagedTableModel(columns, FixedRows(rows)))
    qtbot.addWidget(table)
    table.resize(420, 200)
    table.show()
    table.model().refresh()
    assert table.columnWidth(1) >= table._delegate.room_for(0, 1)


def test_a_second_line_gets_the_room_that_nobody_else_needs(qtbot: QtBot) -> None:
    cells = (Cell("I-0030"), Cell("4 h left", note="Notice of 24 hours ends"), Cell("open"))
    columns = [TableColumn("Reference", 200), TableColumn("Next", 120), TableColumn("State", 150)]
    model = PagedTableModel(columns, FixedRows([TableRow(1, cells)]), two_lines=True)
    table = PagedTable("Powers", model)
    qtbot.addWidget(table)
    table.resize(480, 200)
    table.show()
    table.model().refresh()
    assert table.columnWidth(1) >= table._delegate.room_for(0, 1, with_note=True)


def test_a_birth_date_goes_into_a_line_of_its_own_before_it_is_cut(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    line = ElidedLine("Elin Danberrow", ", ganwyd 20 Gorffennaf 2002", breaks=True)
    column = QVBoxLayout(whole)
    column.addWidget(line)
    column.addStretch(1)
    whole.resize(900, 200)
    whole.show()
    low = line.height()
    whole.resize(line.sizeHint().width() - 20, 200)
    qtbot.waitUntil(lambda: line.height() == 2 * low)
    line.grab()
    assert line.toolTip() == ""  # nothing is cut


def test_how_to_get_to_what_was_found_gives_way_to_what_was_found(qtbot: QtBot) -> None:
    found = FoundList([("use", "Use")])
    qtbot.addWidget(found)
    found.show_rows("2 possible matches", [FoundRow("1", "Elin")])
    (hint,) = [one for one in found.findChildren(QLabel) if "Alt+Down" in one.text()]
    found.resize(600, 200)
    found.show()
    assert hint.isVisible()
    found.resize(found.heading.sizeHint().width() + hint.sizeHint().width(), 200)
    qtbot.waitUntil(lambda: not hint.isVisible())
    qtbot.waitUntil(lambda: found.heading.width() >= found.heading.sizeHint().width())


def test_what_follows_a_title_goes_below_it_before_it_is_cut(qtbot: QtBot) -> None:
    card, chips = Card("M-2026-130"), QPushButton("High risk and a repeat")
    card.heading.put_after(chips)
    qtbot.addWidget(card)
    card.resize(500, 200)
    card.show()
    assert chips.y() < card.title_label.geometry().bottom()
    card.resize(chips.sizeHint().width() + 40, 200)
    qtbot.waitUntil(lambda: chips.y() > card.title_label.geometry().bottom())
    assert chips.width() >= chips.sizeHint().width()


def test_the_buttons_of_a_notice_go_below_its_words_where_those_would_be_squeezed(
    qtbot: QtBot,
) -> None:
    acts = tuple((text, lambda: None) for text in ("Start the tour", "Open the guide"))
    strip = NoticeStrip("New here? The tour leads you through your first tasks.", acts=acts)
    whole = QWidget()
    QVBoxLayout(whole).addWidget(strip)
    qtbot.addWidget(whole)
    whole.resize(900, 300)
    whole.show()
    (words,) = [one for one in strip.findChildren(QLabel) if one.text().startswith("New here")]
    first = strip.buttons[0]

    def below() -> bool:
        return first.mapTo(strip, QPoint(0, 0)).y() > words.geometry().bottom()

    assert not below()
    whole.resize(420, 300)
    qtbot.waitUntil(below)
    assert words.width() > 280


def test_a_second_line_that_wraps_is_read_whole(qtbot: QtBot) -> None:
    """The rule of a deadline, in a table on a narrow page."""
    rule = "Heard within 48 hours of first service; Christmas Day uses no hours, Sundays do."
    rows = [TableRow(1, (Cell("Hearing", note=rule),)), TableRow(2, (Cell("End", note="Soon."),))]
    model = PagedTableModel([TableColumn("Deadline")], FixedRows(rows), two_lines=True, wraps=True)
    table = PagedTable("Deadlines", model)
    qtbot.addWidget(table)
    model.refresh()
    table.show()
    heights = []
    for width in (900, 240, 900):
        table.resize(width, 400)
        table._share_width()
        heights.append(table.rowHeight(0))
        metrics = QFontMetrics(look.font())
        room = table.columnWidth(0) - 2 * EDGE
        lines = -(-metrics.horizontalAdvance(rule) // room)
        assert table.rowHeight(0) >= (1 + lines) * metrics.height()
        assert table.rowHeight(1) == TWO_LINE_ROW
        assert table.height_of(2) >= table.rowHeight(0) + TWO_LINE_ROW
    assert heights[0] == heights[2] == TWO_LINE_ROW < heights[1]
    table.select_id(2)
    model.refresh()
    assert table.current_id() == 2


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175, 200])
def test_the_name_of_the_chosen_page_is_whole_beside_its_count(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    rail = Rail()
    qtbot.addWidget(rail)
    names = ["Heddiw", "Gweithredoedd", "Atgyfeiriadau ac achosion", "Offer a phwerau"]
    rail.show_items([RailItem(name, name, "users") for name in names])
    rail.set_words(RailWords.TIGHT)
    rail.show()
    metrics = QFontMetrics(look.font(semibold=True))
    for height in (px(400), px(100)):  # with a bar beside the names
        rail.resize(rail.width(), height)
        qtbot.wait(1)
        assert (rail.verticalScrollBar().maximum() > 0) == (height == px(100))
        for line in (line for name in names for line in lines_of(name, metrics)):
            assert metrics.horizontalAdvance(line) <= rail.room_for(99), line
    apply_theme(qapp, "light")


def test_names_on_the_rail_are_broken_so_that_they_need_least_room() -> None:
    metrics = QFontMetrics(look.font(semibold=True))
    names = ["Today", "Referrals and cases", "Tools and powers"]
    assert [lines_of(one, metrics) for one in names] == [
        ["Today"], ["Referrals", "and cases"], ["Tools and", "powers"],
    ]  # fmt: skip


def test_the_only_column_of_a_table_counts_both_of_its_edges() -> None:
    model = PagedTableModel([TableColumn("File")], FixedRows([TableRow(1, (Cell("letter.eml"),))]))
    model.refresh()
    words = QFontMetrics(look.font()).horizontalAdvance("letter.eml")
    assert RowDelegate(model).room_for(0, 0) == words + 2 * px(EDGE)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_what_stands_in_an_empty_box_to_be_typed_into_is_whole(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    use_language("cy")
    box = ChoiceBox("Asiantaeth", [Choice("police", "Heddlu")], search=True)
    use_language("en")
    keep_narrow(box, 80)
    qtbot.addWidget(box)
    box.show()
    box.resize(box.minimumSizeHint())
    edit = box.lineEdit()
    assert edit is not None
    assert edit.placeholderText() == "Teipiwch neu dewiswch"
    needed = edit.fontMetrics().horizontalAdvance(edit.placeholderText())
    assert edit.width() >= needed + 5  # Qt leaves two pixels at each side, and the cursor one
    apply_theme(qapp, "light")


def test_filters_go_into_as_many_rows_as_they_need_and_no_more(qtbot: QtBot) -> None:
    boxes = [ChoiceBox(name, [Choice("all", "All")]) for name in "ABCDE"]
    for box in boxes:
        keep_narrow(box, 80)
    fields = [FormField("Agency", box) for box in boxes]
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(BoxGrid([(one, 2) for one in fields]))
    qtbot.addWidget(whole)
    whole.show()
    rows = {}
    for width in (900, 300, 120, 900):
        whole.resize(width, 400)
        qtbot.wait(1)
        rows[width] = len({one.y() for one in fields})
        assert all(one.width() >= one.minimumSizeHint().width() for one in fields)
    assert rows == {900: 1, 300: 3, 120: 5}
