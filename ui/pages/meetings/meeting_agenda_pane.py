"""The agenda of a meeting, and under it who is there."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.i18n import _, ngettext, with_commas
from casedesk.meetings.model import Presence
from casedesk.overviews.model import AgencyAtMeeting, MeetingPage
from ui.pages.meetings.meeting_rows import agenda_rows, list_or_words
from ui.theme.units import space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.painted_list import PaintedList
from ui.widgets.showing import set_shown

_NAMES_SHOWN = 3  # the pane "Present" shows all
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AgendaList(PaintedList):
    """Ctrl+Up and Ctrl+Down move the chosen case on the agenda."""

    moved = Signal(object, int)  # id of the discussion, one place up (-1) or down

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and step is not None and self.current_id() is not None:
            self.moved.emit(self.current_id(), step)
            return
        super().keyPressEvent(event)


class AgendaPane(Card):
    """Cases in their order; a way to add those that wait; present, apologies, absent."""

    cases_wanted = Signal()
    people_wanted = Signal()
    facts_wanted = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Build an empty agenda."""
        super().__init__(_("Agenda"), parent)
        self._may_change = may_change
        self.add_tool(label(_("F5"), "quiet"))
        self.list = AgendaList(_("Agenda"))
        hint = _("Ctrl+Up and Ctrl+Down move a case. Enter goes to its minutes.")
        self.list.setAccessibleDescription(hint)
        self.list.setToolTip(hint)
        self.empty = label("", "quiet", wrap=True)
        self.add_button = button("", "plus")
        self.add_button.clicked.connect(self.cases_wanted)
        self.people_button = link_button("", at_edge=True)
        self.people_button.clicked.connect(self.people_wanted)
        self.apologies, self.absent = label("", "quiet", wrap=True), label("", "warn", wrap=True)
        self.add_full(Hairline(strong=True), 0)
        self.add_full(list_or_words(self.list, self.empty), 1)
        self.add_block(self.add_button)
        self.add_full(Hairline(strong=True), 0)
        head = QHBoxLayout()
        space(head, gap=8)
        head.addWidget(self.people_button)
        head.addStretch(1)
        head.addWidget(label(_("F4"), "quiet"))
        self.facts_button = link_button(_("What was corrected"), at_edge=True)
        self.facts_button.setToolTip(
            _("Day, place and note of the meeting before they were corrected")
        )
        self.facts_button.clicked.connect(self.facts_wanted)
        below = QHBoxLayout()
        space(below)
        below.addWidget(self.facts_button)
        below.addStretch(1)
        self.add_block(head, self.apologies, self.absent, below, margins=(10, 6, 12, 8), gap=2)
        for part in (self.apologies, self.absent):
            part.setIndent(2)

    def show_meeting(self, page: MeetingPage) -> None:
        """Show agenda and attendance."""
        self.list.show_rows(agenda_rows(page.items))
        set_shown(self.list, bool(page.items))
        self.empty.setText("" if page.items else _("No case is on the agenda yet."))
        set_shown(self.empty, not page.items)
        text = _("Add case&s")
        if page.waiting:
            text = ngettext("Add case&s: {count} waits", "Add case&s: {count} wait", page.waiting)
        self.add_button.setText(text.format(count=page.waiting))
        set_shown(self.add_button, self._may_change and not page.meeting.minutes_are_final)
        set_shown(self.facts_button, bool(page.corrections))
        self._show_people(page)

    def _show_people(self, page: MeetingPage) -> None:
        came = {one.agency_id for one in page.people if one.line is not None and one.line.came}
        everybody = {one.agency_id for one in page.people}
        text = ngettext(
            "Present {count} of {all} agency", "Present {count} of {all} agencies", len(everybody)
        )
        self.people_button.setText(text.format(count=len(came), all=len(everybody)))
        sorry = [
            one
            for one in page.people
            if one.line is not None
            and one.line.status is Presence.APOLOGIES
            and one.agency_id not in came
        ]
        missing = [one for one in page.people if one.line is None]
        self._show_line(self.apologies, _("Apologies: {agencies}"), sorry)
        known = came or sorry  # before anybody is noted, nobody is missing
        self._show_line(self.absent, _("● Absent: {agencies}"), missing if known else ())

    def _show_line(self, line: QLabel, text: str, agencies: Iterable[AgencyAtMeeting]) -> None:
        names = [one.agency for one in agencies]
        shown = with_commas(*names[:_NAMES_SHOWN])
        if len(names) > _NAMES_SHOWN:
            more = _("{agencies} and {count} more")
            shown = more.format(agencies=shown, count=len(names) - _NAMES_SHOWN)
        line.setText(text.format(agencies=shown) if names else "")
        line.setToolTip(with_commas(*names))
        set_shown(line, bool(names))
