"""The heading of a meeting's page: how it stands, and what can be done with it now."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from casedesk.i18n import _
from casedesk.meetings.model import AgendaItem, DiscussionStatus, MeetingStatus
from casedesk.overviews.model import DiscussionPage, MeetingPage
from ui.table_models.meeting_table import meeting_state
from ui.text_format import capital, moment_text, short_date, weekday_date
from ui.widgets.buttons import button, menu_button
from ui.widgets.chips import Chip
from ui.widgets.page_heading import PageHeading
from ui.widgets.showing import set_shown


class MeetingHeading(QObject):
    """Chip, day and place; buttons for what comes next, the rest in a menu."""

    form_wanted = Signal(str)  # kind of form

    def __init__(self, heading: PageHeading, *, may_change: bool) -> None:
        """Put the buttons into `heading`."""
        super().__init__(heading)
        self._heading, self._may_change = heading, may_change
        self._can_go_on = self._form_open = False
        self.menu = QMenu()
        self.change = menu_button(_("Cha&nge"), self.menu, "pencil")
        self.end = button(_("En&d meeting"))
        self.approve = button(_("App&rove minutes"), "check")
        self.approve.clicked.connect(partial(self._want, "approve"))
        self.sent = button(_("Minutes &sent out"), "check")
        self.sent.clicked.connect(partial(self._want, "sent"))
        self.done = button(_("&Item done, go on") + "   " + _("Ctrl+Enter"), primary=True)
        for made in (self.change, self.end, self.approve, self.sent, self.done):
            heading.add_right(made)

    def show_meeting(self, page: MeetingPage | None, item: AgendaItem | None, today: date) -> None:
        """Show how a meeting stands."""
        self._heading.clear_left()
        shown = page is not None and self._may_change
        for made in (self.change, self.end, self.approve, self.sent, self.done):
            set_shown(made, shown)
        if page is None:
            self._heading.set_subtitle("")
            return
        meeting = page.meeting
        state, word = meeting_state(meeting, today)
        self._heading.add_left(Chip(capital(word), state))
        approve, send = meeting.minutes_can_be_approved, meeting.minutes_can_be_sent
        set_shown(self.end, shown and page.can_be_ended)
        set_shown(self.approve, shown and approve)
        set_shown(self.sent, shown and send and not approve)  # until then it is in the menu
        self._can_go_on = item is not None and item.id in page.to_hear
        self._show_done()
        set_shown(self.done, shown and bool(page.items) and not meeting.minutes_are_final)
        self._fill_menu(page)
        self._heading.set_subtitle(_subtitle(page))  # last: it looks what has room beside it
        self._heading.subtitle_label.setToolTip((meeting.place or "")[:300])

    def show_form(self, *, is_open: bool) -> None:
        """Turn off what ends a case while a form is open: its key saves the form then."""
        self._form_open = is_open
        self._show_done()

    def _show_done(self) -> None:
        self.done.setEnabled(self._can_go_on and not self._form_open)

    def case_menu(
        self, menu: QMenu, page: MeetingPage, found: DiscussionPage, act: Callable[..., Any]
    ) -> None:
        """Fill the menu of what can be done with the case in sight."""
        menu.clear()
        item, final = found.discussion.item, page.meeting.minutes_are_final
        texts: list[tuple[str, str]] = []
        if not final:
            texts += [("up", _("Move &up")), ("down", _("Move &down"))]
        if item.status is DiscussionStatus.LISTED:
            texts.append(("put_off", _("&Put off…")))
            off = ("take_off", _("&Take off the agenda…"))
            texts.append(("heard_after_all", _("It was &heard after all…")) if final else off)
        elif item.status is DiscussionStatus.HEARD:
            texts.append(("not_heard", _("It was &not heard…")))
        else:
            texts.append(("list_again", _("&Heard here after all…")))
        if final:
            texts.append(("correct_minutes", _("&Correct the minutes…")))
        for kind, text in texts:
            menu.addAction(text).triggered.connect(partial(_act, act, kind, item.id))

    def _fill_menu(self, page: MeetingPage) -> None:
        meeting = page.meeting
        self.menu.clear()
        texts = [("correct_meeting", _("&Correct the meeting"))]
        if meeting.status is MeetingStatus.PLANNED:
            texts.append(("cancel", _("C&ancel the meeting")))
        else:
            texts.append(("plan_again", _("&Plan again")))
        if meeting.minutes_can_be_sent:
            texts.append(("sent", _("Minutes &sent out")))
        if meeting.minutes_are_final:
            texts.append(("not_final", _("Minutes &not approved after all")))
        texts.append(("meeting_error", _("Recorded in &error")))
        for kind, text in texts:
            self.menu.addAction(text).triggered.connect(partial(self._want, kind))

    def _want(self, kind: str, _checked: bool = False) -> None:
        self.form_wanted.emit(kind)


def heading_title(page: MeetingPage) -> str:
    """Return the meeting's name: its number, or its day where it has none."""
    if page.meeting.number is not None:
        return page.title
    day = short_date(page.meeting.held_on)
    return _("{forum}, {day}").format(forum=page.title, day=day)


def _subtitle(page: MeetingPage) -> str:
    meeting = page.meeting
    if meeting.starts_at is not None:
        return moment_text(meeting.starts_at)
    return weekday_date(meeting.held_on)


def _act(act: Callable[..., Any], kind: str, record: int, _checked: bool = False) -> None:
    act(kind, record)
