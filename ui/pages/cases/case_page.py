"""The page of one case: its timeline, people, risk, actions, tools and powers."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from casedesk.cases.model import CaseStatus
from casedesk.contacts.model import NewContactNote
from casedesk.contacts.service import add_note, mark_note_in_error, warnings_for
from casedesk.errors import CaseDeskError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.overviews.model import CasePage as View
from casedesk.overviews.model import EntryKind, TimelineEntry
from casedesk.overviews.service import case_page, timeline
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done, show_error
from ui.page import Navigator
from ui.pages.attachments.attachment_adding import AttachmentAdding
from ui.pages.cases.case_heading import chips, record_menu, referral_acts, subtitle
from ui.pages.cases.case_now import NowCard
from ui.pages.cases.case_sheets import CaseSheets
from ui.pages.cases.case_tabs import TABS, TIMELINE, CaseTabs
from ui.pages.parts.plain_form import Sheet
from ui.pages.parts.record_page import RecordPage
from ui.theme.units import space
from ui.widgets.buttons import menu_button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_tabs import PageTabs
from ui.widgets.showing import set_shown

_ENTRY_FORMS = {
    EntryKind.NOTE: ("correct_note", "note_error"),
    EntryKind.REFERRAL: ("correct_referral", "referral_error"),
    EntryKind.RISK: ("risk", "assessment_error"),
    EntryKind.ACTION: ("correct_action", "action_error"),
    EntryKind.INTERVENTION: ("correct_intervention", "intervention_error"),
    EntryKind.CASE: ("correct_case", "case_error"),
    EntryKind.FILE: ("attachment", "attachment_error"),
}
_READ_ON_PAGES = {EntryKind.INTERVENTION: "power", EntryKind.FILE: "attachment"}


class CasePage(RecordPage[View]):
    """Shows a case under tabs; a form opens in place of the tab, beside the panel "Now"."""

    kind = "case"
    topics = frozenset(Topic) - {Topic.REGISTERS, Topic.FIGURES, Topic.RELEASES, Topic.FILE}
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a case; `open_record` shows one."""
        gone = EmptyState(_("This case is no longer there."), _("Show the cases"))
        super().__init__(workspace, bus, navigator, gone, "cases")
        self._sheets = CaseSheets(workspace)
        self.tabs_shown = CaseTabs(workspace, may_change=self.may(Permission.CHANGE_RECORDS))
        self.note = self.tabs_shown.timeline.note
        self.now = NowCard()
        self.adding = AttachmentAdding(self, workspace, navigator)
        self._autosave.add("note", self.note)
        self._place_parts()
        self._connect()

    # -- what the frame asks --

    def title(self) -> str:
        return _("Case") if self.view is None else self.view.case.reference

    def read(self, record_id: int, *, opening: bool) -> View:
        view = case_page(self.workspace, record_id, opening=opening)
        if opening:
            self.tabs_shown.forget_openings()
        return view

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for a record of the case."""
        return self._sheets.sheet(kind, record)

    def main_part(self) -> QWidget:
        return self.tabs_shown.focus_part(self.stack.currentIndex())

    def panes(self) -> list[QWidget]:
        return [self.tabs, self._present_part()]

    def save(self) -> bool:
        """Save the open form, or the note that is typed."""
        if self.host.form is None and self.note.box.text().strip():
            self._add_note()
            return True
        return super().save()

    # -- building --

    def _place_parts(self) -> None:
        self.tabs = PageTabs(_("Parts of the case"), [""] * len(TABS))
        self.stack = QStackedWidget()
        for place in self.tabs_shown.places:
            self.stack.addWidget(place)
        self.stack.addWidget(self.host)
        column = QVBoxLayout(self.whole)
        space(column, gap=12)
        column.addWidget(self.tabs)
        column.addWidget(self.adding)
        column.addWidget(Columns([(self.stack, 5), (self.now, 2)], narrow_below=640), 1)
        self._record_menu, self._change_menu = QMenu(), QMenu()
        self._menu_buttons = (
            menu_button(_("Cha&nge"), self._change_menu, "pencil"),
            menu_button(_("&Record"), self._record_menu, "plus", primary=True),
        )
        for made in self._menu_buttons:
            self.heading.add_right(made)
        self.show_acts(True)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs_shown.wanted.connect(self.open_form)
        shown = self.tabs_shown.timeline
        shown.filtered.connect(self._show_timeline)
        shown.correct.connect(self._on_correct)
        shown.error.connect(self._on_error)
        shown.opened.connect(self._on_entry_opened)
        self.note.wanted.connect(self._add_note)
        self.note.more.connect(self._more_note)
        self.note.changed.connect(self._warn)
        self.tabs.setCurrentIndex(TIMELINE)

    # -- showing --

    def show_acts(self, shown: bool) -> None:
        for made in self._menu_buttons:
            set_shown(made, shown and self.may(Permission.CHANGE_RECORDS))

    def show_record(self, view: View) -> None:
        self._sheets.page = view
        self.adding.show_case(view.case.id, view.case.reference)
        for chip in chips(view):
            self.heading.add_left(chip)
        self.heading.set_subtitle(subtitle(view))
        self.now.show_case(view)
        self.tabs_shown.show_case(view, self.tabs.currentIndex())
        for place, title in enumerate(self.tabs_shown.titles(view)):
            self.tabs.setTabText(place, title)
        self._show_timeline()
        self._fill_menus(view)
        self._warn()

    @Slot()
    def _show_timeline(self) -> None:
        view = self.view
        if view is not None:
            shown = self.tabs_shown.timeline
            bands = {one.id: one.band for one in view.risk_history}
            shown.show_entries(timeline(self.workspace, view.case.id, shown.kinds()), bands)

    def _fill_menus(self, view: View) -> None:
        record_menu(self._record_menu, view, self.open_form)
        is_open = view.case.status is CaseStatus.OPEN
        texts: list[tuple[str, str, Any]] = [("correct_case", _("&Correct the case"), None)]
        if is_open and view.now.contacts:
            texts.append(("next_contact", _("Ne&xt contact"), None))
        texts += referral_acts(view)
        texts.append(("close", _("C&lose the case"), None) if is_open else
                     ("reopen", _("Re&open the case"), None))  # fmt: skip
        texts.append(("lift_hold", _("Lift the &hold"), None) if view.case.on_hold else
                     ("hold", _("Put on &hold"), None))  # fmt: skip
        texts.append(("case_error", _("Recorded in &error"), None))
        self._fill_menu(self._change_menu, texts)

    # -- acts --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form of this case, or the page that has it."""
        view = self.view
        if view is None:
            return
        if kind == "note":
            self.navigator.open_page("contact_note", view.case.id)
        elif kind == "add_attachment":
            self.adding.choose()
        elif kind in {"power", "attachment"}:
            self.navigator.open_page(kind, record)
        elif kind == "new_risk":
            tool = record or self._usual_tool(view)
            self.navigator.open_page("risk_form", (view.case.id, tool, None))
        elif kind == "risk":
            tools = {one.id: one.tool_id for one in view.risk_history}
            if record in tools:
                self.navigator.open_page("risk_form", (view.case.id, tools[record], record))
        elif kind == "open_person":
            person = next((one.person_id for one in view.people if one.id == record), None)
            self.navigator.open_page("person", person)
        else:
            super().open_form(kind, record)

    def _usual_tool(self, view: View) -> str:
        forum = forums().get(view.case.forum_id)
        return (forum.default_risk_tool if forum else "") or "dash_safelives"

    @Slot(object)
    def _on_correct(self, entry: TimelineEntry) -> None:
        forms = _ENTRY_FORMS.get(entry.kind)
        if forms is not None:
            self.open_form(forms[0], entry.record_id)

    @Slot(object)
    def _on_entry_opened(self, entry: TimelineEntry) -> None:
        """Go to the record of an entry, or open the form that corrects it."""
        if entry.kind is EntryKind.MEETING:
            self.navigator.open_page("meeting", (entry.meeting_id, entry.record_id))
        elif entry.kind is EntryKind.REPORT:
            self.navigator.open_page("registers", ("reports", entry.record_id))
        elif self.may(Permission.CHANGE_RECORDS):
            self._on_correct(entry)
        elif entry.kind in _READ_ON_PAGES:
            self.navigator.open_page(_READ_ON_PAGES[entry.kind], entry.record_id)

    @Slot(object)
    def _on_error(self, entry: TimelineEntry) -> None:
        forms = _ENTRY_FORMS.get(entry.kind)
        if forms is not None:
            self.open_form(forms[1], entry.record_id)

    @Slot()
    def _add_note(self) -> None:
        view = self.view
        if view is None:
            return
        subject = view.now.subject
        person_id = None if subject is None else subject.person_id
        new = NewContactNote(
            self.note.contact_kind(), self.note.box.text(), view.case.id, person_id
        )
        try:
            made = add_note(self.workspace, new)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        undo = partial(self._take_back_note, made, view.case.id, self.note.draft())
        self.note.clear()
        self._keep_draft()
        say_done(self.navigator, _("Contact note added."), undo)

    def _take_back_note(self, made: int, case_id: int, typed: list[str]) -> None:
        """Take a note out; its words are in the line again if that is empty."""
        why = _("Entering it was taken back at once.")
        mark_note_in_error(self.workspace, made, why)
        if self.record_id == case_id and not self.note.box.text():
            self.note.restore(typed)

    @Slot()
    def _more_note(self) -> None:
        self.open_form("note")

    @Slot()
    def _warn(self) -> None:
        """Say before the contact whether this way of it is safe."""
        view = self.view
        subject = None if view is None else view.now.subject
        if subject is None:
            self.note.show_warnings(())
            return
        kind = self.note.contact_kind()
        try:
            self.note.show_warnings(warnings_for(self.workspace, subject.person_id, kind))
        except CaseDeskError:
            self.note.show_warnings(())

    def _keep_draft(self) -> None:
        """Keep what is still half typed; forget the draft once there is nothing."""
        if self.host.form is None and not self.note.box.text():
            self._drafts.discard()
        else:
            self._drafts.save_at_once()

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place >= 0:
            self.tabs_shown.fill(place)
        if self.host.form is None and place >= 0:
            self.stack.setCurrentIndex(place)
        elif self.host.form is not None:
            self.host.setFocus()

    def show_form(self, shown: bool) -> None:
        """Show the form in place of the tab."""
        self.tabs.setEnabled(not shown)
        if shown:
            self.stack.setCurrentWidget(self.host)
        else:
            self.stack.setCurrentIndex(max(0, self.tabs.currentIndex()))

    def _forget(self) -> None:
        super()._forget()
        self.note.clear()
