"""What a screen reader is told: name, role and value of each control, labels, headings, charts."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.every_page.walk import in_sight
from ui.widgets.bar_chart import BarChart
from ui.widgets.card import Card
from ui.widgets.form_field import FormField

ROLE = QAccessible.Role
ROLES: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QAbstractButton, {ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ButtonMenu}),
    (QLineEdit, {ROLE.EditableText}),
    (QPlainTextEdit, {ROLE.EditableText}),
    (QComboBox, {ROLE.ComboBox}),
    (QTableView, {ROLE.Table}),
    (QTabBar, {ROLE.PageTabList}),
    (QAbstractItemView, {ROLE.List, ROLE.Table, ROLE.Tree}),
)
MEANINGLESS = {ROLE.NoRole, ROLE.Client, ROLE.Window}


def can_have_focus(part: QWidget) -> bool:
    """Tell whether Tab stops at a part."""
    takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and part.isVisible() and part.isEnabled() and part.focusProxy() is None


def spoken(part: QWidget) -> str:
    """Return the name that is read out."""
    own = part.accessibleName()
    return own or QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def nameless(window: QWidget) -> Iterator[str]:
    """Give each control in sight that is not told as what it is."""
    for part in in_sight(window, QWidget):
        if can_have_focus(part):
            yield from _control(part)
    for field in in_sight(window, FormField):
        control = field.control.focusProxy() or field.control
        if field.label.buddy() is not control:
            yield f"{field.name}: its label does not lead to it"
    for table in in_sight(window, QTableView):
        yield from _headings(table)
    for chart in in_sight(window, BarChart):
        if not chart.accessibleName() or not chart.accessibleDescription():
            yield "a chart says nothing"
        if not any(_holds(table, chart) for table in _card_of(chart).findChildren(QTableView)):
            yield f"{chart.accessibleName()}: no table holds its figures"


def _card_of(part: QWidget) -> QWidget:
    while part.parentWidget() is not None and not isinstance(part, Card):
        part = part.parentWidget()
    return part


def _holds(table: QTableView, chart: BarChart) -> bool:
    """Tell whether a table has a row for each bar, with its figure."""
    model, drawn = table.model(), chart._data.series[0].shown  # type: ignore[union-attr]
    last = model.columnCount() - 1
    held = [str(model.index(row, last).data()) for row in range(model.rowCount())]
    return [one.removesuffix("%") for one in held] == [one.removesuffix("%") for one in drawn]


def _control(part: QWidget) -> Iterator[str]:
    kind = type(part).__name__
    name = spoken(part)
    if not name.strip():
        yield f"{kind} {part.objectName()} below {type(part.parentWidget()).__name__}: no name"
    placeholder = getattr(part, "placeholderText", lambda: "")()
    if placeholder and not part.accessibleName() and name == placeholder:
        yield f"{kind} {name}: the placeholder is its only name"
    if "&" in part.accessibleName().replace(" & ", ""):
        yield f"{kind} {name}: the mark of the Alt letter is read out"
    role = QAccessible.queryAccessibleInterface(part).role()
    fits = next((roles for one, roles in ROLES if isinstance(part, one)), None)
    wrong = (fits is not None and role not in fits) or role in MEANINGLESS
    if wrong and not isinstance(part, QScrollArea):  # a text that scrolls; Qt has no role for it
        yield f"{kind} {name}: told as {role}"


def _headings(table: QTableView) -> Iterator[str]:
    model = table.model()
    if table.horizontalHeader().isHidden():
        return
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        shown = model.headerData(column, Qt.Orientation.Horizontal)
        told = model.headerData(
            column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
        )
        if not (shown or told):
            yield f"{table.accessibleName()}: column {column} has no heading"
