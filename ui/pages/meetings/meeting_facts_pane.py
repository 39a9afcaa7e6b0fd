"""Day, place and note of a meeting, and what they were before somebody corrected them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.overviews.model import MeetingPage
from ui.pages.parts.struck_text import Facts, struck
from ui.text_format import moment_text, weekday_date
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.clear_away import empty_out
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.reading import Reading


class FactsPane(Card):
    """What holds now stands first; earlier values follow, struck, with the reason of each."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(_("The meeting"), parent)
        back = link_button(_("&Back to the case"), at_edge=True)
        back.clicked.connect(self.closed)
        self.add_tool(back)
        self.reading = Reading(_("The meeting"))
        self.add_full(Hairline(strong=True), 0)
        self.add_full(self.reading, 1)
        self._shown: MeetingPage | None = None

    def show_meeting(self, page: MeetingPage) -> None:
        """Show a meeting; where nothing of it changed, all is left alone."""
        held = self._shown
        self._shown = page
        if held is not None and held.meeting == page.meeting:
            return
        column = self.reading.column
        empty_out(column)
        for title, text in _facts(page):
            column.addWidget(label(_("{title}: {text}").format(title=title, text=text), wrap=True))
        for one in page.corrections:
            column.addWidget(struck(one))
        column.addStretch(1)


def _facts(page: MeetingPage) -> Facts:
    meeting = page.meeting
    starts = meeting.starts_at
    when = weekday_date(meeting.held_on) if starts is None else moment_text(starts)
    number = "" if meeting.number is None else str(meeting.number)
    found = (
        (_("Day and time"), when),
        (_("Place"), meeting.place or _("Not recorded")),
        (_("Number"), number),
        (_("Note"), meeting.note or ""),
        (_("Why it is cancelled"), meeting.cancelled_reason or ""),
    )
    return [(title, text) for title, text in found if text]
