"""The page of one meeting: agenda, who is there, minutes case by case, actions; one keyboard."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casedesk.actions.action_line import LineRead
from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.meetings.agenda import record_discussion
from casedesk.meetings.listing import cases_to_hear
from casedesk.meetings.model import DiscussionStatus, DiscussionText
from casedesk.overviews.model import MeetingPage as View
from casedesk.overviews.service import discussion_page, meeting_page
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import note_done, show_error
from ui.page import Navigator
from ui.pages.meetings.meeting_acts import MeetingActs
from ui.pages.meetings.meeting_heading import heading_title
from ui.pages.meetings.meeting_panes import MeetingPanes
from ui.text_format import clock_time


class MeetingPage(MeetingPanes):
    """Case by case through a meeting, by keyboard alone.

    F4 goes to who is present, F5 to the agenda, F7 to the minutes, F8 to the action line;
    Ctrl+Enter ends a case and goes on, Ctrl+Shift+Enter goes back. Minutes are kept as a draft
    while they are typed and recorded when typing pauses.
    """

    topics = frozenset(Topic) - {Topic.REGISTERS, Topic.FIGURES, Topic.RELEASES, Topic.PLACES}

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the panes; `open_record` shows a meeting."""
        super().__init__(workspace, bus, navigator)
        self._behind_form: QWidget | None = None  # what stood in the middle before a form
        self._acts = MeetingActs(workspace, navigator)
        self._again = QTimer(self, interval=1, singleShot=True)  # the case in sight is read anew
        self._autosave.add("discussion", self.discussion)
        self._autosave.add("action", self.agreed)
        self.discussion.minutes_head.insertWidget(1, self._drafts.state)
        self._connect()

    # -- what the frame asks --

    def title(self) -> str:
        return _("Meeting") if self.view is None else heading_title(self.view)

    def open_record(self, record: Any) -> None:
        """Show a meeting; the case that was in sight of another one is recorded first.

        Args:
            record: the id of the meeting, or that with the id of a discussion on its agenda.
        """
        meeting_id, wanted = record if isinstance(record, tuple) else (record, None)
        if meeting_id != self.record_id:
            self._write()
        super().open_record(meeting_id)
        if self.view is not None and any(item.id == wanted for item in self.view.items):
            self._open_item(wanted)

    def read(self, record_id: int, *, opening: bool) -> View:
        return meeting_page(self.workspace, record_id)

    def save(self) -> bool:
        """Save the open form, or record what is typed."""
        return super().save() or (self.discussion.is_dirty and self._write())

    def go_on(self) -> bool:
        """End the case in sight and go on; a form is saved, and what waits is listed."""
        shown = self.middle.currentWidget()
        if self.host.form is not None:
            self.host.form.save()
        elif shown is self.waiting:
            self.waiting.put_button.click()
        elif shown in (self.people, self.facts):
            self.back_to_case()
        elif self.bar.done.isEnabled():
            self._on_done()
        else:
            return self.save()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Record what is typed when another page is shown; a lock keeps it as a draft."""
        super().hideEvent(event)
        above = self.parentWidget()
        if above is not None and above.isVisible() and not event.spontaneous():
            self._write()

    def _connect(self) -> None:
        self.agenda.list.chosen.connect(self._on_chosen)
        self.agenda.list.moved.connect(self._on_moved)
        self.discussion.paused.connect(self._write)
        self.discussion.case_wanted.connect(self._open_case)
        self.people.form_wanted.connect(self.open_form)
        self.waiting.wanted.connect(self._on_list)
        self.waiting.reference_wanted.connect(self._on_reference)
        self.agreed.added.connect(self._on_action)
        self.agreed.list.opened.connect(self._on_action_opened)
        self.bar.done.clicked.connect(self._on_done)
        self.bar.end.clicked.connect(self._on_end)
        self.bar.form_wanted.connect(self.open_form)
        self._again.timeout.connect(self._show_again)
        back = QShortcut(QKeySequence("Ctrl+Shift+Return"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._on_back)

    # -- showing --

    def show_acts(self, shown: bool) -> None:
        if not shown:
            self.bar.show_meeting(None, None, self.workspace.today())

    def show_record(self, view: View) -> None:
        self.sheets.page = view
        self.agenda.show_meeting(view)
        self.people.show_meeting(view)
        self.facts.show_meeting(view)
        if self.middle.currentWidget() is self.waiting:
            waiting = cases_to_hear(self.workspace, view.meeting.forum_id, view.meeting.id)
            self.waiting.show_cases(waiting, anew=False)
        set_on = min(view.meeting.held_on, self.workspace.today())
        self.agreed.show_context(set_on, view.next_day, view.owners)
        self.agreed.show_frozen(is_frozen=view.meeting.minutes_are_final)
        if self.item() is not None:
            self._again.start()  # in a turn of its own: together they would keep the window
        else:
            self._show_nothing()
        self.bar.show_meeting(view, self.item(), self.workspace.today())

    def _show_discussion(self, discussion_id: int, *, opening: bool) -> None:
        view = self.view
        self._again.stop()
        if view is None:
            return
        try:
            found = discussion_page(self.workspace, discussion_id, opening=opening)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self.sheets.discussion = found
        self.agreed.show_line_of(str(discussion_id))
        final = view.meeting.minutes_are_final
        self.discussion.show_discussion(found, final=final, today=self.workspace.today())
        self.bar.case_menu(self.discussion.menu, view, found, self._on_menu)
        of_case = [one for one in view.actions if one.case_id == found.case.case.id]
        self.agreed.show_actions(of_case, found.case.case.reference)
        self.agenda.list.select_id(discussion_id)

    def _catch_up(self) -> None:
        """Read the case in sight anew, if that still waits for its turn: an act rests on it."""
        if self._again.isActive():
            self._show_again()

    @Slot()
    def _show_again(self) -> None:
        item = self.item()
        if item is not None:
            self._show_discussion(item.id, opening=False)

    def _show_nothing(self) -> None:
        self._again.stop()
        self.sheets.discussion = None
        self.agreed.show_line_of("")
        self.discussion.forget()
        if self.middle.currentWidget() is self.discussion:
            self.middle.setCurrentWidget(self.nothing)
        if self.view is not None:
            of_meeting = [one for one in self.view.actions if one.case_id is None]
            self.agreed.show_actions(of_meeting, "")

    def _bring_back(self) -> None:
        """Show the first case that is still to be heard, and what was half typed."""
        items = () if self.view is None else self.view.items
        waits = [item for item in items if item.status is DiscussionStatus.LISTED]
        first = next(iter(waits or items), None)
        if first is not None:
            self._open_item(first.id)
        self._drafts.bring_back(self._restore)

    def _restore(self, draft: dict[str, Any]) -> None:
        typed = draft.get("discussion") or {}
        items = () if self.view is None else self.view.items
        if any(item.id == typed.get("id") for item in items):
            self._open_item(typed["id"])
        self._autosave.restore(draft)

    def _open_item(self, discussion_id: int) -> bool:
        """Go to a case of the agenda, once what was typed of the one before is recorded."""
        if discussion_id == self.discussion.discussion_id:
            self.middle.setCurrentWidget(self.discussion)
            return True
        if not self._write():
            self.agenda.list.select_id(self.discussion.discussion_id)
            return False
        self._show_discussion(discussion_id, opening=True)
        if self.host.form is None:
            self.middle.setCurrentWidget(self.discussion)
        self.bar.show_meeting(self.view, self.item(), self.workspace.today())
        return True

    # -- acts --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form in place of the case in sight; what is typed of it is recorded first."""
        before = self.middle.currentWidget()
        self._catch_up()
        if self._write() and self.host.open_form(kind, record):
            self._behind_form = before if before is not self.host else self._behind_form
            first = QApplication.focusWidget()
            if kind == "person" and isinstance(first, QLineEdit):
                first.selectAll()  # who came last time, typed over or kept

    @Slot()
    def _write(self) -> bool:
        """Record minutes and outcome as they are typed; False if that was refused."""
        pane = self.discussion
        if not pane.is_dirty or pane.discussion_id is None:
            return True
        self._catch_up()
        text, about = pane.typed(), pane.discussion_id
        try:
            version = record_discussion(self.workspace, about, text, pane.version)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return False
        before = pane.recorded(text, version, clock_time(self.workspace.clock()))
        self._keep_draft()
        back = partial(self._take_back, about, before, version)
        note_done(self.navigator, back, typed=True)
        return True

    def _take_back(self, discussion_id: int, before: DiscussionText, version: int) -> None:
        """Record what minutes and outcome were before, and show it if the case is in sight."""
        pane, typed = self.discussion, self.discussion.typed()
        in_sight = pane.discussion_id == discussion_id
        if in_sight:
            pane.put_back(before)
        try:
            version = record_discussion(self.workspace, discussion_id, before, version)
        except CaseDeskError:
            if in_sight:
                pane.put_back(typed)  # else it would be recorded after all, later
            raise
        if in_sight:
            pane.recorded(before, version, clock_time(self.workspace.clock()))
            self._keep_draft()

    def _keep_draft(self) -> None:
        """Keep what is still half typed; forget the draft once there is nothing."""
        typed = self.discussion.is_dirty or self.host.form is not None
        if typed or self.agreed.draft():
            self._drafts.save_at_once()
        else:
            self._drafts.discard()

    def _on_menu(self, kind: str, record: Any = None, _checked: bool = False) -> None:
        item = self.item()
        if item is not None and kind in {"up", "down"}:
            self._on_moved(item.id, -1 if kind == "up" else 1)
        else:
            self.open_form(kind, record)

    @Slot(object)
    def _on_chosen(self, discussion_id: Any) -> None:
        self._open_item(discussion_id)

    @Slot(object, int)
    def _on_moved(self, discussion_id: Any, step: int) -> None:
        items = () if self.view is None else self.view.items
        item = next((one for one in items if one.id == discussion_id), None)
        if item is None or not self.may(Permission.CHANGE_RECORDS):
            return
        if 1 <= item.position + step <= len(items):
            self._acts.move(item, step)

    @Slot()
    def _open_case(self) -> None:
        found = self.discussion.page
        if found is not None:
            self.navigator.open_page("case", found.case.case.id)

    @Slot(list)
    def _on_list(self, case_ids: list[int]) -> None:
        if self.view is not None:
            made = self._acts.list_cases(self.view, case_ids)
            if made and self._open_item(made[0]):
                self.agenda.list.setFocus()

    @Slot(str)
    def _on_reference(self, reference: str) -> None:
        if self.view is not None:
            problem = self._acts.list_reference(self.view, reference)
            self.waiting.reference_field.show_problem(problem)
            if not problem:
                self.waiting.reference.clear()

    @Slot(object)
    def _on_action(self, read: LineRead) -> None:
        view, about = self.view, self.discussion.discussion_id
        back = partial(self._line_back, (self.record_id, about), self.agreed.box.text())
        if view is not None and self._acts.add_action(view, about, read, back):
            self.agreed.box.setText("")  # not cleared: Ctrl+Z takes the action back, not the text
            self._keep_draft()

    def _line_back(self, about: tuple[int | None, int | None], line: str) -> None:
        """Put a line that was taken back into its empty box, if its case is in sight."""
        here = (self.record_id, self.discussion.discussion_id)
        if here == about and not self.agreed.box.text():
            self.agreed.box.setText(line)

    @Slot(object)
    def _on_action_opened(self, action_id: Any) -> None:
        if self.may(Permission.CHANGE_RECORDS):
            self.open_form("correct_action", action_id)

    @Slot()
    def _on_done(self) -> None:
        """Record that the case in sight was heard, and go to the next that waits."""
        self._catch_up()
        item, view = self.item(), self.view
        if item is None or view is None or not self._write():
            return
        if not self.agreed.enter():
            self.agreed.box.setFocus()
            return
        pane = self.discussion
        if pane.page is None:
            return
        if not self._acts.hear(pane.page.discussion, pane.typed(), pane.version):
            return
        following = [
            one
            for one in view.items
            if one.position > item.position and one.status is DiscussionStatus.LISTED
        ]
        if following and self._open_item(following[0].id):
            self.go_minutes()

    @Slot()
    def _on_back(self) -> None:
        item = self.item()
        items = () if self.view is None else self.view.items
        before = [one for one in items if item is not None and one.position < item.position]
        if before and self._open_item(before[-1].id):
            self.go_minutes()

    @Slot()
    def _on_end(self) -> None:
        if self.view is not None and self._write():
            self._acts.end(self.view)

    def show_form(self, shown: bool) -> None:
        """Show the form, or what stood in the middle before it."""
        self.bar.show_form(is_open=shown)
        if shown:
            self.middle.setCurrentWidget(self.host)
        elif self._behind_form in (self.people, self.facts):
            self.middle.setCurrentWidget(self._behind_form)
        else:
            here = self.discussion.discussion_id is not None
            self.middle.setCurrentWidget(self.discussion if here else self.nothing)

    def _focus_back(self) -> None:
        present = self.middle.currentWidget() is self.people
        (self.people.table if present else self.agenda_control()).setFocus()

    def _forget(self) -> None:
        self.agreed.forget()
        self.discussion.forget()
        self._behind_form = None
        super()._forget()
