"""Rows of tables and lists, the rail, steps, menus and open lists: their states one by one."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenuBar,
)

from casedesk.interventions.model import Stage
from tests.ui.theme.state_sheet import (
    EDGE,
    STATES,
    Sheet,
    both,
    hover,
    new_list,
    states_of,
)
from tests.ui.theme.states import Sample
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.widgets.paged_table import PagedTable
from ui.widgets.painted_list import PaintedList
from ui.widgets.rail import Rail, RailItem
from ui.widgets.section_list import SectionRow
from ui.widgets.state_mark import State
from ui.widgets.stepper import Stepper, StepperStep
from ui.widgets.timeline import TimelineEntry


def _table(sheet: Sheet) -> Iterator[Sample]:
    cells = [Cell("M-2026-014"), Cell("by name", quiet=True), Cell("Order", strong=True)]
    cells += [Cell("late", one) for one in STATES]
    columns = [TableColumn(f"C{n}", 90, sort_key="" if n else "c") for n in range(len(cells))]
    model = PagedTableModel(columns, FixedRows([TableRow(row, tuple(cells)) for row in range(3)]))
    table = PagedTable("Actions", model)
    table.setMinimumSize(90 * len(cells) + 20, 180)
    sheet.put(table, "card")
    model.refresh()
    table.select_id(0)
    view, delegate = table.viewport(), table._delegate

    def cell(row: int, column: int) -> QRect:
        return table.visualRect(model.index(row, column)).adjusted(EDGE, 3, -EDGE, -3)

    def under(row: int) -> None:
        delegate.hovered_row = row

    for column in range(len(cells)):
        for row, state in enumerate(("chosen", "hovered", "")):
            yield Sample(
                f"cell {column} of a row {state}", view, partial(under, 1),
                partial(cell, row, column), partial(under, -1),
            )  # fmt: skip
    head = table.horizontalHeader().viewport()
    place = QRect(8, 4, 30, 24)
    yield Sample("heading", head, lambda: None, lambda: place)
    yield Sample("heading, hovered", head, lambda: hover(head, place), lambda: place,
                 lambda: hover(head, QRect()))  # fmt: skip
    sort = lambda way: lambda: table.sort_rows("c", way)  # noqa: E731
    yield Sample("heading, sorted", head, sort(True), None, lambda: _unsorted(table), told=True)
    yield Sample("row, chosen", view, partial(table.select_id, 2), None,
                 partial(table.select_id, 0), told=True)  # fmt: skip
    yield Sample("row, focused", view, table.setFocus, None, table.clearFocus, told=True)


def _unsorted(table: PagedTable) -> None:
    table.horizontalHeader().setSortIndicatorShown(False)


def _painted(sheet: Sheet) -> Iterator[Sample]:
    line = PaintedList("Timeline")
    entries = [
        TimelineEntry(n, "Fri 20 Nov", "09:05", "pencil", "Note", " · IDVA", "", struck,
                      state, "High")
        for n, (state, struck) in enumerate(
            [(one, "") for one in STATES] + [(State.NONE, "Rang the mobile, no answer.")])
    ]  # fmt: skip
    line.show_rows(entries)
    line.setMinimumSize(500, 60 * len(entries))
    sheet.put(line, "card")
    view = line.viewport()
    rows = [line.entries.index(row) for row in range(len(entries))]

    def word(row: int) -> QRect:
        place = line.visualRect(rows[row])
        return QRect(place.right() - 46, place.top() + 4, 40, 26)

    def second(row: int) -> QRect:
        place = line.visualRect(rows[row])
        struck = bool(entries[row].struck)
        return QRect(140 if struck else 10, place.top() + 29, 90, 22)

    for row in range(len(entries)):
        for state, on in (
            ("", line.clearSelection),
            ("chosen", partial(line.setCurrentIndex, rows[row])),
            ("hovered", lambda r=row: both(line.clearSelection,
                                            lambda: hover(view, line.visualRect(rows[r])))),
        ):  # fmt: skip
            away = lambda: hover(view, QRect())  # noqa: E731
            for name, box in (("word", word), ("second line", second)):
                yield Sample(f"{name} of entry {row} {state}", view, on, partial(box, row), away)
    yield Sample("entry, chosen", view, partial(line.setCurrentIndex, rows[1]), None,
                 line.clearSelection, told=True)  # fmt: skip
    yield Sample("entry, focused", view, line.setFocus, None, line.clearFocus, told=True)


def _rail(sheet: Sheet) -> Iterator[Sample]:
    rail = Rail()
    rail.show_items([RailItem("a", "Today", "users"), RailItem("b", "Actions", "users")])
    rail.items.set_count("b", 5, "5 due")
    rail.setMinimumHeight(120)
    sheet.put(rail)
    view = rail.viewport()
    for row in range(2):
        place = partial(rail.visualRect, rail.items.index(row))
        words = lambda p=place: p().adjusted(44, 4, -70, -4)  # noqa: E731
        icon = lambda p=place: QRect(14, p().top() + 6, 24, p().height() - 12)  # noqa: E731
        for state, on in (
            ("", partial(rail.items.mark, "")),
            ("marked", partial(rail.items.mark, "ab"[row])),
            ("hovered", lambda p=place: hover(view, p())),
        ):
            end = lambda: both(lambda: hover(view, QRect()), partial(rail.items.mark, ""))  # noqa: E731
            yield Sample(f"item {row} {state}", view, on, words, end)
            yield Sample(f"icon {row} {state}", view, on, icon, end)
    yield Sample("item, marked", view, partial(rail.items.mark, "a"), None,
                 partial(rail.items.mark, ""), told=True)  # fmt: skip
    yield Sample("item, focused", view, partial(_enter, rail), None, rail.clearFocus, told=True)


def _enter(rail: Rail) -> None:
    rail.setCurrentIndex(rail.items.index(0))
    rail.setFocus()


def _steps(sheet: Sheet) -> Iterator[Sample]:
    stepper = Stepper("Course")
    stages = list(Stage)
    stepper.show_steps([StepperStep("Notice", "20 Nov", one, "Notice", "done") for one in stages])
    sheet.put(stepper, "card")
    stepper.setMinimumSize(110 * len(stages), 110)
    for stage, made in zip(stages, stepper.buttons, strict=True):
        place = lambda one=made: QRect(4, 40, one.width() - 8, 40)  # noqa: E731
        circle = lambda one=made: QRect(one.width() // 2 - 14, 9, 28, 28)  # noqa: E731
        for one in states_of(f"step {stage}", made):
            one.box = place if one.box is not None else None
            yield one
        yield Sample(f"circle {stage}", made, lambda: None, circle)
        yield Sample(f"step {stage}, looked at", made, partial(stepper.set_chosen,
                     stages.index(stage)), None, partial(stepper.set_chosen, -1),
                     told=True)  # fmt: skip


def _sections(sheet: Sheet) -> Iterator[Sample]:
    for state in STATES:
        row = SectionRow(1, "Referrer")
        row.show_state(state, "missing")
        sheet.put(row, "card")
        title = lambda one=row: QRect(8, 6, 120, one.height() - 12)  # noqa: E731
        word = lambda one=row: QRect(one.width() - 70, 6, 64, one.height() - 12)  # noqa: E731
        for name, box in (("title", title), ("word", word)):
            for one in states_of(f"section {state} {name}", row):
                one.box = box if one.box is not None else None
                yield one
            yield Sample(
                f"section {state} {name}, current", row, partial(row.show_current, True), box,
                partial(row.show_current, False), told=True,
            )  # fmt: skip


def _menus(sheet: Sheet) -> Iterator[Sample]:
    bar = QMenuBar()
    file = bar.addMenu("File")
    bar.addMenu("Edit")
    for text in ("Open a case", "Print", "Lock"):
        file.addAction(text)
    print_, lock = file.actions()[1:]
    lock.setEnabled(False)
    print_.setCheckable(True)
    sheet.put(bar)
    bar.setMinimumHeight(32)

    def title(which: int) -> QRect:
        return bar.actionGeometry(bar.actions()[which]).adjusted(2, 3, -2, -3)

    on = partial(bar.setActiveAction, bar.actions()[1])
    yield Sample("menu title", bar, lambda: None, partial(title, 1))
    off = lambda: bar.setActiveAction(None)  # type: ignore[arg-type]  # noqa: E731
    yield Sample("menu title, active", bar, on, partial(title, 1), off, told=True)
    file.setParent(sheet, file.windowFlags())
    file.popup(sheet.mapToGlobal(sheet.rect().center()))
    for action in file.actions():
        place = lambda one=action: file.actionGeometry(one).adjusted(32, 2, -20, -2)  # noqa: E731
        active = partial(file.setActiveAction, action)
        none = lambda: file.setActiveAction(None)  # type: ignore[arg-type]  # noqa: E731
        yield Sample(f"line {action.text()}", file, lambda: None, place)
        yield Sample(f"line {action.text()}, active", file, active, place, none,
                     told=action.isEnabled())  # fmt: skip
    for state, act in (("", lambda: None), (" and active", partial(file.setActiveAction, print_))):
        yield Sample(
            f"line{state}, ticked", file, partial(both, act, partial(print_.setChecked, True)),
            None, partial(both, act, partial(print_.setChecked, False)), told=True,
        )  # fmt: skip


def _open_lists(sheet: Sheet) -> Iterator[Sample]:
    for search in (False, True):
        box = new_list(search=search)
        sheet.put(box, "card")
        box.ensurePolished()
        box.showPopup()
        yield from _popup(f"list {search}", box.view())
        box.hidePopup()
    completer = box.completer()
    assert completer is not None
    completer.setCompletionPrefix("s")
    box._dress_suggestions()
    completer.popup().resize(240, 160)
    completer.popup().show()
    yield from _popup("suggestions", completer.popup())


def _popup(name: str, view: QAbstractItemView) -> Iterator[Sample]:
    """Give the lines of an open list: one that is chosen must be told from the others."""
    away = lambda: hover(view.viewport(), QRect())  # noqa: E731
    first, second = (view.model().index(row, 0) for row in (0, 1))

    def words(index: object) -> QRect:
        place = view.visualRect(index).translated(view.viewport().pos())
        return place.adjusted(EDGE, 2, -EDGE, -2)

    nothing = partial(view.setCurrentIndex, first)
    yield Sample(f"{name}, line", view, nothing, partial(words, second))
    yield Sample(f"{name}, line chosen", view, nothing, partial(words, first))
    yield Sample(
        f"{name}, line told", view, partial(view.setCurrentIndex, second), None, nothing, told=True
    )
    yield Sample(
        f"{name}, line hovered", view,
        lambda: hover(view.viewport(), view.visualRect(second)), partial(words, second), away,
    )  # fmt: skip


# Last what opens: it takes the focus.
ROWS = (_table, _painted, _rail, _steps, _sections, _menus, _open_lists)
