"""A tab of "Reports and registers": a list by pages, what narrows it, a record read whole."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _
from ui.pages.parts.list_tab import ListTab
from ui.table_models.paged_table_model import TableRow
from ui.text_format import number
from ui.theme.units import at_least, at_most, space
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

AT_ONCE = 200  # rows of a list


class PartTab(QWidget):
    """A list with its buttons; above it what narrows it, below it the record that was opened."""

    turned = Signal()  # other rows are wanted: those from `start`

    def __init__(self, name: str, rows: ListTab, narrowed: ChoiceBox | None) -> None:
        """Put the parts one below the other."""
        super().__init__()
        self.rows, self.narrowed, self.count, self.start = rows, narrowed, 0, 0
        self.paging = self._build_paging()
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(_("Read whole: {what}").format(what=name))
        at_least(self.whole, height=132)
        at_most(self.whole, height=220)
        column = QVBoxLayout(self)
        space(column, gap=12)
        if narrowed is not None:
            field = FormField(narrowed.accessibleName(), narrowed)
            at_most(field, width=360)
            column.addWidget(field)
        for part in (self.paging, rows, self.whole):
            column.addWidget(part, 1 if part is rows else 0)
        set_shown(self.whole, False)

    def _build_paging(self) -> QWidget:
        paging = QWidget()
        row = QHBoxLayout(paging)
        space(row, (0, 0, 0, 0), 8)
        self.more = label("", "quiet", wrap=True)
        self.newer, self.older = button(_("Newer records")), button(_("Older records"))
        self.newer.clicked.connect(partial(self._turn, -AT_ONCE))
        self.older.clicked.connect(partial(self._turn, AT_ONCE))
        row.addWidget(self.more, 1)
        row.addWidget(self.newer)
        row.addWidget(self.older)
        return paging

    def _turn(self, by: int, _checked: bool = False) -> None:
        self.start = max(0, self.start + by)
        self.turned.emit()
        self.rows.focus_part().setFocus()

    @Slot()
    def begin_again(self) -> None:
        """Go back to the latest rows, as when something else narrows the list."""
        self.start = 0

    def at_count(self, count: int) -> int:
        """Return where the rows begin that are shown of so many; the last may be gone by now."""
        if self.start >= count:
            self.start = max(0, count - 1) // AT_ONCE * AT_ONCE
        return self.start

    def show_rows(self, rows: Sequence[TableRow], count: int) -> None:
        """Show the rows; say which they are where there are more."""
        self.count = count
        self.rows.show_rows(rows)
        text = _("Records {first} to {last} of {count}, the latest first.")
        first, last = number(self.start + 1), number(self.start + len(rows))
        self.more.setText(text.format(first=first, last=last, count=number(count)))
        self.newer.setEnabled(self.start > 0)
        self.older.setEnabled(self.start + len(rows) < count)
        set_shown(self.paging, count > len(rows))

    def read(self, text: str) -> None:
        """Show a record whole."""
        self.whole.setPlainText(text)
        set_shown(self.whole, bool(text))
