"""What somebody has done on a page that is not in the file: whether the page would be missed."""

from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType, ModuleType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.page import Page

_DEEPEST = 4  # a method of a part, given to a function, given to another


def what_is_set(page: Page) -> tuple[object, ...]:
    """Return what is chosen and stands in fields, filters and forms, to be compared later."""
    tables = page.findChildren(QTableView)
    form = page.draft()
    return (
        [one.text() for one in page.findChildren(QLineEdit)],
        [one.toPlainText() for one in page.findChildren(QPlainTextEdit)],
        [one.isChecked() for one in page.findChildren(QAbstractButton) if one.isCheckable()],
        [one.currentIndex() for one in page.findChildren(QComboBox)],
        [one.currentIndex() for one in page.findChildren(QTabBar)],
        [one.currentIndex().row() for one in page.findChildren(QAbstractItemView)],
        [one.horizontalHeader().sortIndicatorSection() for one in tables],
        [one.horizontalHeader().sortIndicatorOrder() for one in tables],
        None if form is None else form.collect(),
    )


def is_at_its_head(page: Page) -> bool:
    """Tell whether nothing on a page is scrolled, and no list has several rows chosen."""
    for area in page.findChildren(QAbstractScrollArea):
        bars = area.verticalScrollBar(), area.horizontalScrollBar()
        if any(bar.value() > bar.minimum() for bar in bars):
            return False
        chosen = area.selectionModel() if isinstance(area, QAbstractItemView) else None
        if chosen is not None and len(chosen.selectedRows()) > 1:
            return False
    return True


def parts_of(act: Callable[[], object] | None) -> list[QWidget]:
    """Return the widgets that an act works with, so that none of them goes before it was done."""
    found: list[QWidget] = []
    waiting: list[tuple[object, int]] = [(act, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, QWidget):
            found.append(one)
        elif depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in _named_by(one)]
    return found


def _named_by(one: object) -> list[object]:
    """Return what a callable, or a helper of a page, holds."""
    if isinstance(one, MethodType):
        return [one.__self__, one.__func__]
    if isinstance(one, partial):
        return [one.func, *one.args, *one.keywords.values()]
    if isinstance(one, FunctionType):
        return [cell.cell_contents for cell in one.__closure__ or ()]
    if isinstance(one, type | ModuleType):
        return []
    above = [one.parent()] if isinstance(one, QObject) else []
    return [*above, *getattr(one, "__dict__", {}).values()]
