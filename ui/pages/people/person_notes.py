"""The contact notes on a person's page: those that stand without a case."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.i18n import _
from casedesk.overviews.model import TimelineEntry
from ui.pages.cases.case_timeline import entry_key, painted_entry
from ui.pages.parts.list_tab import Tool
from ui.theme.units import fix, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.painted_list import PaintedList
from ui.widgets.showing import set_shown

_HIGHEST = 280  # longer notes, and further ones, scroll


class PersonNotes(Card):
    """The latest note first, corrections struck, with buttons below; not there without a note."""

    wanted = Signal(str, object)  # kind of form, id of the note or None

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Build an empty list; without `may_change` there are no buttons."""
        name = _("Contact notes without a case")
        super().__init__(name, parent)
        self._may = may_change
        self._entries: dict[object, TimelineEntry] = {}
        self.list = PaintedList(name)
        self.list.opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.buttons: dict[str, QPushButton] = {}
        bar = self._bar()
        self.add_full(self.list, 0)
        self.add_full(Hairline(strong=True), 0)
        self.add_full(bar, 0)
        set_shown(bar, may_change)
        set_shown(self, False)

    def show_notes(self, notes: Sequence[TimelineEntry], year: int) -> None:
        """Show these; days of `year` stand without it."""
        self._entries = {entry_key(one): one for one in notes}
        rows = [painted_entry(one, {}, year) for one in notes]
        self.list.show_rows(rows)
        if rows and self.list.current_id() is None:
            self.list.select_id(rows[0].id)
        self._on_current()
        self._fit()
        set_shown(self, bool(notes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the list be as high as its rows, up to a few."""
        width, high = self.list.viewport().width(), 2.0
        for row in self.list.rows():
            high += row.height(width)
            if high > _HIGHEST:
                break
        fix(self.list, height=min(high, _HIGHEST))

    def _bar(self) -> QWidget:
        tools = (
            Tool("new_note", _("Add a contact note"), for_row=False, icon="plus"),
            Tool("correct_note", _("Correct")),
            Tool("next_contact", _("Next contact")),
            Tool("note_error", _("Recorded in error")),
        )
        bar = QWidget()
        flow = FlowLayout(bar)
        space(flow, (12, 8, 12, 8), 8)
        for tool in tools:
            self.buttons[tool.kind] = made = button(tool.text, tool.icon)
            if tool.for_row:
                name = _("This contact note: {what}").format(what=tool.text)
                made.setAccessibleName(name)
            made.clicked.connect(partial(self._on_tool, tool))
            flow.addWidget(made)
        return bar

    def _current(self) -> TimelineEntry | None:
        return self._entries.get(self.list.current_id())

    @Slot()
    def _on_current(self) -> None:
        entry = self._current()
        latest = next((one for one in self._entries.values() if not one.is_correction), None)
        for kind in ("correct_note", "note_error"):
            self.buttons[kind].setEnabled(entry is not None)
        holds = entry is not None and latest is not None and entry.record_id == latest.record_id
        self.buttons["next_contact"].setEnabled(holds)

    def _on_tool(self, tool: Tool, _checked: bool = False) -> None:
        entry = self._current()
        if not tool.for_row:
            self.wanted.emit(tool.kind, None)
        elif entry is not None:
            self.wanted.emit(tool.kind, entry.record_id)

    @Slot(object)
    def _on_opened(self, key: Any) -> None:
        entry = self._entries.get(key)
        if self._may and entry is not None:
            self.wanted.emit("correct_note", entry.record_id)
