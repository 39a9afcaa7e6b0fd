"""Buttons, tabs, boxes, lists that are closed, ticks and bars: their states one by one."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from tests.ui.theme.state_sheet import (
    EDGE,
    GROUNDS,
    TEXT,
    Sheet,
    both,
    focused,
    inside,
    new_list,
    states_of,
)
from tests.ui.theme.states import Sample
from ui.widgets.buttons import button, link_button, menu_button
from ui.widgets.page_tabs import PageTabs
from ui.widgets.segmented import Segmented


def _buttons(sheet: Sheet) -> Iterator[Sample]:
    for ground in GROUNDS:
        flat, chip, wrong = link_button("See the case"), QPushButton("Forum"), QPushButton("Name")
        chip.setProperty("kind", "chip")
        wrong.setProperty("kind", "error")
        made = {
            "button": button("Print"),
            "primary": button("Save referral", primary=True),
            "link": flat,
            "chip": chip,
            "error": wrong,
        }
        for name, part in made.items():
            sheet.put(part, ground)
            yield from states_of(f"{name} on {ground}", part)
    for primary in (False, True):
        opens = menu_button("Record", QMenu(), primary=primary)
        sheet.put(opens)
        for one in states_of(f"menu button {primary}", opens):
            yield one
            if one.box is not None:  # its arrow says that it opens something
                yield Sample(f"{one.name}, arrow", opens, one.show, partial(_end, opens), one.end)


def _end(part: QWidget) -> QRect:
    """Return where an arrow stands at the right of a control."""
    wide = part.rect()
    return QRect(wide.right() - 26, wide.top() + EDGE, 20, wide.height() - 2 * EDGE)


def _segments(sheet: Sheet) -> Iterator[Sample]:
    parts = Segmented("View", [("one", "Working"), ("two", "Published")])
    sheet.put(parts, "card")
    for value, made in parts.buttons.items():
        yield from states_of(f"segment {value}", made)
    second = parts.buttons["two"]
    yield Sample(
        "segment, chosen", second, partial(parts.set_value, "two"), None,
        partial(parts.set_value, "one"), told=True,
    )  # fmt: skip


def _tabs(sheet: Sheet) -> Iterator[Sample]:
    tabs = PageTabs("Parts", ["Overview", "Timeline", "Risk"])
    sheet.put(tabs)

    def at(place: int) -> QRect:
        return tabs.tabRect(place).adjusted(1, EDGE, -1, -EDGE - 4)

    for place in range(2):
        yield Sample(f"tab {place}", tabs, lambda: None, partial(at, place))
    yield Sample(
        "tab, chosen", tabs, partial(tabs.setCurrentIndex, 2), None,
        partial(tabs.setCurrentIndex, 0), told=True,
    )  # fmt: skip
    yield focused("tabs", tabs)


def _boxes(sheet: Sheet) -> Iterator[Sample]:
    """Give boxes to type in: with words, empty, chosen words, disabled, only to read, wrong."""
    for part in (QLineEdit(TEXT), QPlainTextEdit(TEXT)):
        name = type(part).__name__
        part.setPlaceholderText("Name, reference or address")
        sheet.put(part, "card")
        empty, fill = part.clear, partial(_write, part)
        yield Sample(name, part, lambda: None, partial(inside, part))
        yield Sample(f"{name}, empty", part, empty, partial(inside, part), fill)
        yield Sample(
            f"{name}, chosen words", part, part.selectAll, partial(inside, part), fill, told=True
        )
        for state, on, off in (
            ("disabled", partial(part.setEnabled, False), partial(part.setEnabled, True)),
            ("only to read", partial(part.setReadOnly, True), partial(part.setReadOnly, False)),
        ):
            yield Sample(f"{name}, {state}", part, on, partial(inside, part), off)
            yield Sample(
                f"{name}, {state} and empty", part, partial(both, on, empty),
                partial(inside, part), partial(both, off, fill),
            )  # fmt: skip
        yield focused(name, part)
        wrong = partial(part.setProperty, "wrong", True)
        yield Sample(
            f"{name}, wrong and focused", part, partial(both, wrong, part.setFocus), None,
            partial(both, partial(part.setProperty, "wrong", False), part.clearFocus), told=True,
        )  # fmt: skip
    words = QPlainTextEdit(TEXT)
    words.setProperty("part", "words")
    words.setReadOnly(True)
    sheet.put(words)
    yield Sample("words to copy", words, lambda: None, partial(inside, words))


def _write(part: QLineEdit | QPlainTextEdit) -> None:
    if isinstance(part, QLineEdit):
        part.setText(TEXT)
    else:
        part.setPlainText(TEXT)


def _lists(sheet: Sheet) -> Iterator[Sample]:
    """Give drop-down lists that are closed."""
    for search in (False, True):
        box = new_list(search=search)
        sheet.put(box, "card")
        name = f"list {search}"
        under = Qt.WidgetAttribute.WA_UnderMouse
        where, arrow = partial(_words_of_list, box), partial(_end, box)
        for state, on, off in (
            ("empty", lambda: None, lambda: None),
            ("chosen", partial(box.set_value, "p"), partial(box.set_value, None)),
            ("hovered", partial(box.setAttribute, under), partial(box.setAttribute, under, False)),
            ("disabled", partial(box.setEnabled, False), partial(box.setEnabled, True)),
        ):
            yield Sample(f"{name}, {state}", box, on, where, off)
            if state != "disabled":
                yield Sample(f"{name}, {state}, arrow", box, on, arrow, off)
        yield focused(name, box)


def _words_of_list(box: QComboBox) -> QRect:
    return inside(box).adjusted(0, 0, -30, 0)


def _ticks(sheet: Sheet) -> Iterator[Sample]:
    for made in (QCheckBox("Keep a copy"), QRadioButton("Not asked")):
        name = type(made).__name__
        made.setAutoExclusive(False)
        sheet.put(made, "card")
        made.ensurePolished()
        box = QRect(28, 2, 90, 28)
        yield from states_of(name, made, box)
        for state, on, off in (
            ("ticked", lambda: None, lambda: None),
            ("hovered and ticked", partial(made.setAttribute, Qt.WidgetAttribute.WA_UnderMouse),
             partial(made.setAttribute, Qt.WidgetAttribute.WA_UnderMouse, False)),
            ("disabled and ticked", partial(made.setEnabled, False),
             partial(made.setEnabled, True)),
        ):  # fmt: skip
            tick, clear = partial(made.setChecked, True), partial(made.setChecked, False)
            yield Sample(
                f"{name}, {state}", made, partial(both, on, tick), None,
                partial(both, off, clear), told=True,
            )  # fmt: skip
            inner = QRect(4, 10, 12, 12)  # the tick on its own ground
            yield Sample(
                f"{name}, {state}, its mark", made, partial(both, on, tick), lambda b=inner: b,
                partial(both, off, clear),
            )  # fmt: skip


def _bars(sheet: Sheet) -> Iterator[Sample]:
    """Give bars of progress and of scrolling: how far they are must be seen."""
    far, scroll = QProgressBar(), QScrollBar(Qt.Orientation.Horizontal)
    far.setTextVisible(False)
    far.setRange(0, 100)
    scroll.setRange(0, 100)
    scroll.setPageStep(50)
    for name, part in (("progress", far), ("scroll bar", scroll)):
        sheet.put(part, "card")
        yield Sample(
            f"{name}, moved", part, partial(part.setValue, 100), None, partial(part.setValue, 0),
            told=True,
        )  # fmt: skip


CONTROLS = (_buttons, _segments, _tabs, _boxes, _lists, _ticks, _bars)
