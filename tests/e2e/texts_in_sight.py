"""What a window says in English although the language in use has other words for it."""

import re
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.keep_texts import read_welsh

MOST_ROWS = 20
SHORTEST = 12  # letters besides its places by which a sentence is known


def plain(text: str) -> str:
    return re.sub("&(.)", r"\1", text).strip()


@cache
def english_texts() -> tuple[dict[str, str], list[re.Pattern[str]]]:
    """Return what has other words in Welsh, and the patterns of sentences with places."""
    differ: dict[str, str] = {}
    welsh = set()
    for message in read_welsh():
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        welsh |= {plain(one) for one in said}
        for text in (message.id,) if isinstance(message.id, str) else message.id:
            if text and text not in said:
                differ[plain(text)] = said[0]
    differ = {text: said for text, said in differ.items() if text not in welsh}
    patterns = []
    for text in differ:
        parts = re.split(r"(\{.*?\})", text)
        if len(parts) > 1 and sum(len(one) for one in parts[::2]) >= SHORTEST:
            filled = (".+" if one.startswith("{") else re.escape(one) for one in parts)
            patterns.append(re.compile("".join(filled)))
    return differ, patterns


def texts_of(window: QWidget) -> Iterator[str]:
    """Give all that a part of a window shows or reads out."""
    yield window.windowTitle()
    for part in window.findChildren(QWidget):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QTabBar):
            yield from (part.tabText(place) for place in range(part.count()))
        elif isinstance(part, QComboBox):
            yield from (part.itemText(place) for place in range(part.count()))
        elif isinstance(part, QLineEdit):
            yield part.placeholderText()
        elif isinstance(part, QMenu):
            yield from (action.text() for action in part.actions())
        elif isinstance(part, QAbstractItemView):
            yield from cells_of(part)


def cells_of(view: QAbstractItemView) -> Iterator[str]:
    model, none = view.model(), QModelIndex()
    if model is None:
        return
    columns = model.columnCount(none) if isinstance(view, QTableView) else 1
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(MOST_ROWS, model.rowCount(none))):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")


def english_left(window: QWidget) -> list[str]:
    """Return what is shown in English although there is Welsh for it."""
    differ, patterns = english_texts()
    parts = {plain(part) for text in texts_of(window) for part in re.split(r"\n| · ", text)}
    return sorted(
        part
        for part in parts
        if part in differ or any(pattern.fullmatch(part) for pattern in patterns)
    )
