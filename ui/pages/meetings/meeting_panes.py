"""The panes of a meeting's page, and the keys that go between them."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.meetings.listing import cases_to_hear
from casedesk.meetings.model import AgendaItem
from casedesk.overviews.model import MeetingPage as View
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.meetings.meeting_actions_pane import ActionsPane
from ui.pages.meetings.meeting_agenda_pane import AgendaPane
from ui.pages.meetings.meeting_discussion_pane import DiscussionPane
from ui.pages.meetings.meeting_facts_pane import FactsPane
from ui.pages.meetings.meeting_forms import MeetingSheets
from ui.pages.meetings.meeting_heading import MeetingHeading
from ui.pages.meetings.meeting_people_pane import PeoplePane
from ui.pages.meetings.meeting_waiting_pane import WaitingPane
from ui.pages.parts.plain_form import Sheet
from ui.pages.parts.record_page import RecordPage
from ui.theme.units import space
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import Tone
from ui.widgets.reading_order import scroll_to_focus


class MeetingPanes(RecordPage[View]):
    """Agenda at the left, the case in sight (or a form) in the middle, its actions at the right."""

    kind = "meeting"

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the panes without a meeting."""
        gone = EmptyState(_("This meeting is no longer there."), _("Show the meetings"))
        super().__init__(workspace, bus, navigator, gone, "meetings")
        may = self.may(Permission.CHANGE_RECORDS)
        self.sheets = MeetingSheets(workspace)
        self.agenda = AgendaPane(may_change=may)
        self.discussion = DiscussionPane(may_change=may)
        self.people = PeoplePane(workspace, navigator, may_change=may)
        self.waiting, self.facts = WaitingPane(), FactsPane()
        self.agreed = ActionsPane(may_change=may)
        self.bar = MeetingHeading(self.heading, may_change=may)
        self._place_parts()
        self._add_keys()

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for this meeting or the case in sight."""
        return self.sheets.sheet(kind, record)

    def main_part(self) -> QWidget:
        return self.agenda_control()

    def panes(self) -> list[QWidget]:
        return [self.agenda_control(), self._middle_control(), self.agreed.box]

    def agenda_control(self) -> QWidget:
        """Return what gets the focus in the agenda."""
        if self.view is not None and self.view.items:
            return self.agenda.list
        add = self.agenda.add_button
        return self.agenda.people_button if add.isHidden() else add

    def item(self) -> AgendaItem | None:
        """Return the case in sight as it stands on the agenda."""
        shown = self.discussion.discussion_id
        items = () if self.view is None else self.view.items
        return next((item for item in items if item.id == shown), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        beside = (self.people, self.facts, self.waiting)
        if event.key() == Qt.Key.Key_Escape and self.middle.currentWidget() in beside:
            self.back_to_case()
        else:
            super().keyPressEvent(event)

    def _place_parts(self) -> None:
        self.nothing = EmptyState(_("Choose a case on the agenda, or add cases that wait."))
        self.middle = QStackedWidget()
        parts = (self.nothing, self.discussion, self.people, self.waiting, self.facts, self.host)
        for part in parts:
            self.middle.addWidget(part)
        panes = ((self.agenda, 25), (self.middle, 47), (self.agreed, 27))
        column = QVBoxLayout(self.whole)
        space(column, gap=0)
        column.addWidget(Columns(panes, gap=8, narrow_below=640))

    def _add_keys(self) -> None:
        keys = {
            "F4": self._go_present,
            "F5": self._go_agenda,
            "F7": self.go_minutes,
            "F8": self._go_action,
        }
        for key, act in keys.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)
            made.activated.connect(self._see_focus)
        self.agenda.list.opened.connect(self.go_minutes)
        self.agenda.cases_wanted.connect(self._go_waiting)
        self.agenda.people_wanted.connect(self._go_present)
        self.agenda.facts_wanted.connect(self._go_facts)
        self.people.closed.connect(self.back_to_case)
        self.facts.closed.connect(self.back_to_case)
        self.waiting.closed.connect(self.back_to_case)

    def _middle_control(self) -> QWidget:
        if self.host.form is not None:
            return self.host.form.first_control()
        shown = self.middle.currentWidget()
        if shown is self.people:
            return self.people.table
        if shown is self.facts:
            return self.facts.reading
        return self.waiting.first_control() if shown is self.waiting else self.discussion.box

    @Slot()
    def _see_focus(self) -> None:
        """Scroll to where a key led, as with large text; in a turn after the layout."""
        QTimer.singleShot(1, self, scroll_to_focus)

    @Slot()
    def _go_present(self) -> None:
        if self._bring(self.people):
            self.people.table.setFocus()

    @Slot()
    def _go_facts(self) -> None:
        if self._bring(self.facts):
            self.facts.reading.setFocus()

    @Slot()
    def _go_agenda(self) -> None:
        self.agenda_control().setFocus()

    @Slot()
    def go_minutes(self, _item: object = None) -> None:
        if self.discussion.discussion_id is not None and self._bring(self.discussion):
            self.discussion.box.setFocus()

    @Slot()
    def _go_action(self) -> None:
        self.agreed.box.setFocus()

    @Slot()
    def _go_waiting(self) -> None:
        if self.view is not None and self._bring(self.waiting):
            waiting = cases_to_hear(
                self.workspace, self.view.meeting.forum_id, self.view.meeting.id
            )
            self.waiting.show_cases(waiting, anew=True)
            self.waiting.first_control().setFocus()

    @Slot()
    def back_to_case(self) -> None:
        here = self.discussion.discussion_id is not None
        self.middle.setCurrentWidget(self.discussion if here else self.nothing)
        self.agenda_control().setFocus()

    def _bring(self, part: QWidget) -> bool:
        """Show a part in the middle; False while a form stands there, which gets the focus."""
        if self.host.form is None:
            self.middle.setCurrentWidget(part)
            return True
        focused = QApplication.focusWidget()
        if focused is None or not self.host.isAncestorOf(focused):
            self.host.form.first_control().setFocus()
        text = _("Save or cancel the open form first: it stands where this would be shown.")
        self.navigator.show_notice(text, tone=Tone.WARN)
        return False
