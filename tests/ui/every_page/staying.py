"""What a refresh leaves alone: focus, chosen row, place of scrolling, what is typed."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from casedesk.workspace.model import Topic
from tests.ui.every_page.names import can_have_focus, spoken
from tests.ui.every_page.walk import in_sight, rest
from ui.main_window import MainWindow
from ui.page import Page
from ui.widgets.paged_table import PagedTable


def moved(window: MainWindow, page: Page) -> Iterator[str]:
    """Go somewhere on the page, let everything have changed, and give what is not as it was."""
    _go_somewhere(page)
    focused, before = QApplication.focusWidget(), _places(page)
    assert window.bus is not None
    window.bus.changed.emit(frozenset(Topic))
    rest()
    if QApplication.focusWidget() is not focused:
        now = QApplication.focusWidget()
        was = "what is gone"
        if focused is not None and isValid(focused):
            was = f"{type(focused).__name__} {spoken(focused)[:40]}"
        yield f"the focus went from {was} to {type(now).__name__}"
    after = _places(page)
    for part, place in before.items():
        if not isValid(part):
            yield f"a part was made anew: {place}"
        elif part in after and after[part] != place:
            name = part.accessibleName() or type(part).__name__
            yield f"{name}: {place} before, {after[part]} after"


def _go_somewhere(page: Page) -> None:
    """Scroll half way, choose a row in the middle, leave the focus on the last such part."""
    for table in in_sight(page, PagedTable):
        rows = table.model().rowCount()
        if rows:
            table.setCurrentIndex(table.model().index(rows // 2, 0))
            table.setFocus()
    if not in_sight(page, PagedTable):
        stops = [one for one in in_sight(page, QWidget) if can_have_focus(one)]
        if stops:
            stops[len(stops) // 2].setFocus()
    rest()
    for area in in_sight(page, QAbstractScrollArea):
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
    rest()


def _places(page: Page) -> dict[QWidget, Any]:
    found: dict[QWidget, Any] = {}
    for part in in_sight(page, QAbstractScrollArea, QLineEdit):
        if isinstance(part, PagedTable):
            found[part] = (part.current_id(), part.verticalScrollBar().value())
        elif isinstance(part, QAbstractItemView):
            found[part] = (part.currentIndex().row(), part.verticalScrollBar().value())
        elif isinstance(part, QLineEdit):
            found[part] = part.text()
        else:
            text = part.toPlainText() if isinstance(part, QPlainTextEdit) else ""
            found[part] = (part.verticalScrollBar().value(), text)
    return found
