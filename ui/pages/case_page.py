"""The page of one case: its timeline, people, risk, actions, tools and powers."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from casedesk.cases.model import CaseStatus
from casedesk.contacts.model import NewContactNote
from casedesk.contacts.service import add_note, mark_note_in_error, warnings_for
from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.i18n import _
from casedesk.overviews.model import CasePage as View
from casedesk.overviews.model import EntryKind, TimelineEntry
from casedesk.overviews.service import case_page, timeline
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.case_heading import chips, record_menu, referral_acts, subtitle
from ui.pages.case_now import NowCard
from ui.pages.case_sheets import CaseSheets
from ui.pages.case_tabs import TABS, TIMELINE, CaseTabs
from ui.pages.draft_keeper import DraftKeeper
from ui.pages.plain_form import Done, FormHost
from ui.theme.units import space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import menu_button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import Tone
from ui.widgets.page_tabs import PageTabs
from ui.widgets.showing import set_shown

_ENTRY_FORMS = {
    EntryKind.NOTE: ("correct_note", "note_error"),
    EntryKind.REFERRAL: ("correct_referral", "referral_error"),
    EntryKind.RISK: ("risk", "assessment_error"),
    EntryKind.ACTION: ("correct_action", "action_error"),
    EntryKind.INTERVENTION: ("correct_intervention", "intervention_error"),
    EntryKind.CASE: ("correct_case", "case_error"),
}


class CasePage(Page):
    """Shows a case under tabs; a form opens in place of the tab, beside the panel "Now"."""

    topics = frozenset(Topic) - {Topic.REGISTERS, Topic.FIGURES, Topic.RELEASES, Topic.FILE}

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a case; `open_record` shows one."""
        super().__init__(workspace, bus, navigator)
        self._id: int | None = None
        self._view: View | None = None
        self._before: QWidget | None = None
        self._seen = False
        self._sheets = CaseSheets(workspace)
        self.host = FormHost(self._sheets.sheet, navigator)
        self.tabs_shown = CaseTabs(workspace, may_change=self.may(Permission.CHANGE_RECORDS))
        self.note = self.tabs_shown.timeline.note
        self.now = NowCard()
        self._autosave = AutosaveForm({"note": self.note, "form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "case")
        self._place_parts()
        self._connect()

    # -- what the frame asks --

    def title(self) -> str:
        return _("Case") if self._view is None else self._view.case.reference

    def open_record(self, record: Any) -> None:
        """Show a case; opening it leaves an audit entry."""
        if record != self._id:
            self._autosave.save_now()
            self.host.forget()
            self._show_tab()
            self.note.clear()
            self._autosave.saved()
            self._id, self._drafts.name = record, f"case-{record}"
            self._load(opening=True)
            if self._view is not None:
                self._drafts.bring_back(self._autosave.restore)
        else:
            self._load(opening=True)

    def refresh(self) -> None:
        if self._seen or self._view is None:  # opened just now, it was read already
            self._load(opening=False)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        focused = self._drafts.focused()
        if focused is not None:
            return focused
        return self._main_part()

    def panes(self) -> list[QWidget]:
        return [self.tabs, self._main_part()]

    def save(self) -> bool:
        """Save the open form, or the note that is typed."""
        if self.host.form is not None:
            self.host.form.save()
            return True
        if self.note.box.text().strip():
            self._add_note()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        super().showEvent(event)

    # -- building --

    def _place_parts(self) -> None:
        self.heading.add_right(self._drafts.state)
        self.tabs = PageTabs(_("Parts of the case"), [""] * len(TABS))
        self.stack = QStackedWidget()
        for part in self.tabs_shown.parts:
            self.stack.addWidget(part)
        self.stack.addWidget(self.host)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        space(column, gap=12)
        column.addWidget(self.tabs)
        column.addWidget(Columns([(self.stack, 5), (self.now, 2)], narrow_below=640), 1)
        self.gone = EmptyState(_("This case is no longer there."), _("Show the cases"))
        self.gone.acted.connect(partial(self.navigator.open_page, "cases"))
        set_shown(self.gone, False)
        self.body.addWidget(self.whole, 1)
        self.body.addWidget(self.gone, 1)
        self._record_menu, self._change_menu = QMenu(), QMenu()
        self._menu_buttons = (
            menu_button(_("Cha&nge"), self._change_menu, "pencil"),
            menu_button(_("&Record"), self._record_menu, "plus", primary=True),
        )
        for made in self._menu_buttons:
            set_shown(made, self.may(Permission.CHANGE_RECORDS))
            self.heading.add_right(made)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)
        self.tabs_shown.wanted.connect(self.open_form)
        shown = self.tabs_shown.timeline
        shown.filtered.connect(self._show_timeline)
        shown.correct.connect(self._on_correct)
        shown.error.connect(self._on_error)
        self.note.wanted.connect(self._add_note)
        self.note.more.connect(self._more_note)
        self.note.changed.connect(self._warn)
        self.tabs.setCurrentIndex(TIMELINE)

    # -- showing --

    def _load(self, *, opening: bool) -> None:
        if self._id is None:
            return
        self.is_up_to_date()
        try:
            self._view = case_page(self.workspace, self._id, opening=opening)
            if opening:
                self.tabs_shown.forget_openings()
        except NotFoundError:
            self._view = None
        except CaseDeskError as error:
            show_error(self.navigator, error)
            if self._view is None or self._view.case.id != self._id:  # never another case's page
                self._view = None
                set_shown(self.whole, False)
            return
        set_shown(self.whole, self._view is not None)
        set_shown(self.gone, self._view is None)
        for made in self._menu_buttons:
            set_shown(made, self._view is not None and self.may(Permission.CHANGE_RECORDS))
        self.heading.clear_left()
        if self._view is not None:
            self._show(self._view)
        else:
            self.heading.set_subtitle("")
        self.title_changed.emit()

    def _show(self, view: View) -> None:
        self._sheets.page = view
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
        view = self._view
        if view is not None:
            shown = self.tabs_shown.timeline
            bands = {one.id: one.band for one in view.risk_history}
            shown.show_entries(timeline(self.workspace, view.case.id, shown.kinds()), bands)

    def _fill_menus(self, view: View) -> None:
        record_menu(self._record_menu, view, self.open_form)
        menu = self._change_menu
        menu.clear()
        is_open = view.case.status is CaseStatus.OPEN
        texts: list[tuple[str, str, Any]] = [("correct_case", _("&Correct the case"), None)]
        texts += referral_acts(view)
        texts.append(("close", _("C&lose the case"), None) if is_open else
                     ("reopen", _("Re&open the case"), None))  # fmt: skip
        texts.append(("lift_hold", _("Lift the &hold"), None) if view.case.on_hold else
                     ("hold", _("Put on &hold"), None))  # fmt: skip
        texts.append(("case_error", _("Recorded in &error"), None))
        for kind, text, record in texts:
            menu.addAction(text).triggered.connect(partial(self._on_menu, kind, record))

    # -- acts --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form of this case, or the page that has it."""
        view = self._view
        if view is None:
            return
        if kind == "note":
            self.navigator.open_page("contact_note", view.case.id)
        elif kind == "power":
            self.navigator.open_page("power", record)
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
            self._before = QApplication.focusWidget()
            self.host.open_form(kind, record)

    def _usual_tool(self, view: View) -> str:
        forum = forums().get(view.case.forum_id)
        return (forum.default_risk_tool if forum else "") or "dash_safelives"

    def _on_menu(self, kind: str, record: Any, _checked: bool = False) -> None:
        self.open_form(kind, record)

    @Slot(object)
    def _on_correct(self, entry: TimelineEntry) -> None:
        forms = _ENTRY_FORMS.get(entry.kind)
        if forms is not None:
            self.open_form(forms[0], entry.record_id)

    @Slot(object)
    def _on_error(self, entry: TimelineEntry) -> None:
        forms = _ENTRY_FORMS.get(entry.kind)
        if forms is not None:
            self.open_form(forms[1], entry.record_id)

    @Slot()
    def _add_note(self) -> None:
        view = self._view
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
        self.note.clear()
        self._keep_draft()
        undo = partial(self._take_back_note, made)
        self.navigator.show_notice(_("Contact note added."), tone=Tone.GOOD, undo=undo)

    def _take_back_note(self, note_id: int) -> None:
        try:
            why = _("Entering it was taken back at once.")
            mark_note_in_error(self.workspace, note_id, why)
        except CaseDeskError as error:
            show_error(self.navigator, error)

    @Slot()
    def _more_note(self) -> None:
        self.open_form("note")

    @Slot()
    def _warn(self) -> None:
        """Say before the contact whether this way of it is safe."""
        view = self._view
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

    @Slot()
    def _on_form_opened(self) -> None:
        self.stack.setCurrentWidget(self.host)
        self.tabs.setEnabled(False)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self._show_tab()
        before, self._before = self._before, None
        fits = before is not None and isValid(before) and before.isVisible() and before.isEnabled()
        (before if fits and before is not None else self._main_part()).setFocus()
        if self._view is not None:
            self._keep_draft()
        if done is not None:
            undo = None if done.undo is None else partial(self._take_back, done)
            self.navigator.show_notice(done.text, tone=Tone.GOOD, undo=undo)

    def _show_tab(self) -> None:
        self.tabs.setEnabled(True)
        self.stack.setCurrentIndex(max(0, self.tabs.currentIndex()))

    def _take_back(self, done: Done) -> None:
        try:
            if done.undo is not None:
                done.undo()
        except CaseDeskError as error:
            show_error(self.navigator, error)

    def _main_part(self) -> QWidget:
        if self._view is None:
            return self.gone.button or self.gone
        if self.host.form is not None:
            return self.host.form.first_control()
        return self.tabs_shown.focus_part(self.stack.currentIndex())
