"""Room: no text has less than it needs, no target is smaller than a finger's."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.ui.every_page.walk import in_sight

SPARE = 1  # pixels lost by rounding
SMALLEST_TARGET = 24  # WCAG 2.2, 2.5.8


def cut(window: QWidget) -> Iterator[str]:
    """Give each text in sight that has less room than it needs, and each part off to the side."""
    for area in in_sight(window, QScrollArea):
        if area.horizontalScrollBar().maximum() > 0:
            yield f"{area.accessibleName()} is wider than the window"
    for part in in_sight(window, QLabel, QAbstractButton):
        if part.text() and not isinstance(part, QToolButton):
            yield from _text(part)
    for box in in_sight(window, QComboBox):
        yield from _box(box)
    for tabs in in_sight(window, QTabBar):
        for place in range(tabs.count()):
            wide = tabs.fontMetrics().horizontalAdvance(tabs.tabText(place).replace("&", ""))
            if wide > tabs.tabRect(place).width() + SPARE:
                yield f"tab {tabs.tabText(place)} is cut"
    for table in in_sight(window, QTableView):
        yield from _headings(table)


def _text(part: QLabel | QAbstractButton) -> Iterator[str]:
    need, words = part.sizeHint(), part.text().replace("&", "").split()
    wide, high = need.width(), need.height()
    if part.hasHeightForWidth():  # its words break into lines
        metrics = part.fontMetrics()
        wide = max((metrics.horizontalAdvance(word) for word in words), default=0)
        high = part.heightForWidth(part.width())
    if wide > part.width() + SPARE or high > part.height() + SPARE:
        yield f"{part.text()[:60]}: needs {wide} by {high}, has {part.size().toTuple()}"


def _box(box: QComboBox) -> Iterator[str]:
    """A list may be narrower than its text, when it is said in full elsewhere."""
    text = box.currentText()
    wide = box.fontMetrics().horizontalAdvance(text)
    room = box.width() - box.fontMetrics().height() - 4
    if wide > room + SPARE and not box.isEditable() and text not in box.toolTip():
        yield f"{box.accessibleName()}: {text[:60]} needs {wide}, has {room}, and no tooltip"


def _headings(table: QTableView) -> Iterator[str]:
    header, model = table.horizontalHeader(), table.model()
    if header.isHidden():
        return
    for column in range(model.columnCount()):
        text = model.headerData(column, Qt.Orientation.Horizontal) or ""
        wide = header.fontMetrics().horizontalAdvance(text)
        tip = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if table.isColumnHidden(column) or tip:
            continue
        if wide > header.sectionSize(column) + SPARE:
            has = header.sectionSize(column)
            yield f"{table.accessibleName()}: heading {text} needs {wide}, has {has}"


def indented(window: QWidget) -> Iterator[str]:
    """Give each link that begins a line and does not stand in line with the words around it."""
    for part in in_sight(window, QPushButton):
        above = part.parentWidget()
        if part.property("edge") != "" or above is None:  # no link, or in line
            continue
        beside = [
            one for one in above.children()
            if isinstance(one, QWidget) and one.isVisible() and one.x() < part.x()
            and min(one.geometry().bottom(), part.geometry().bottom())
            > max(one.y(), part.y())
        ]  # fmt: skip
        if not beside and part.x() < SMALLEST_TARGET:
            yield f"{part.text()} stands {part.x()} in, and its words further"


def small(window: QWidget) -> Iterator[str]:
    """Give each target that is smaller than 24 by 24 pixels."""
    for part in in_sight(window, QAbstractButton, QComboBox, QLineEdit):
        # The cross in a search box is Qt's own; the keyboard clears the box as well.
        inside = isinstance(part.parentWidget(), QComboBox | QLineEdit)
        if min(part.width(), part.height()) < SMALLEST_TARGET and not inside:
            text = part.text() if not isinstance(part, QComboBox) else ""
            yield f"{type(part).__name__} {part.accessibleName() or text}: {part.size().toTuple()}"
