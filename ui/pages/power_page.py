"""The page of one use of a power: its course, deadlines, checklist and what is recorded."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.i18n import _
from casedesk.interventions.catalogue import powers
from casedesk.interventions.checklists import tick_point, untick_point
from casedesk.interventions.model import InterventionStatus, ShownStep, Stage, WholeCourse
from casedesk.interventions.whole_course import whole_course
from casedesk.overviews.service import case_page
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages import case_course_forms, case_power_forms
from ui.pages.case_forms import HomeBuild
from ui.pages.draft_keeper import DraftKeeper
from ui.pages.plain_form import Done, FormHost, Sheet
from ui.pages.power_home import PowerHome, course_title
from ui.pages.power_whole import PowerWhole
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button, menu_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown

MINUTE_MS = 60_000
_SHEETS: dict[str, HomeBuild] = {**case_power_forms.SHEETS, **case_course_forms.SHEETS}
_OF_CASE = {"correct_intervention", "follow_intervention"}  # they offer the people of the case


class PowerPage(Page):
    """Shows a notice and its order as one course; a form opens in place of it."""

    topics = frozenset({Topic.INTERVENTIONS, Topic.CASES, Topic.PEOPLE, Topic.PLACES})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a record; `open_record` shows one."""
        super().__init__(workspace, bus, navigator)
        self._id: int | None = None
        self._course: WholeCourse | None = None
        self._before: QWidget | None = None
        self._place = 0  # how far the record was scrolled when a form took its place
        self._seen = False
        self._may_change = self.may(Permission.CHANGE_RECORDS)
        self.host = FormHost(self._sheet, navigator)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "power")
        self._add_heading()
        self._add_parts()
        self._clock = QTimer(self, interval=MINUTE_MS)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start()

    def title(self) -> str:
        return _("Tool or power") if self._course is None else self._course.shown.summary.reference

    def open_record(self, record: Any) -> None:
        """Show a use of a power; opening it leaves an audit entry."""
        if record != self._id:
            self._autosave.save_now()
            self.host.forget()
            self._show_record()
            self._autosave.saved()
            self._id, self._drafts.name = record, f"power-{record}"
            self._load(opening=True)
            if self._course is not None:
                self._drafts.bring_back(self._autosave.restore)
        else:
            self._load(opening=True)

    def refresh(self) -> None:
        if self._seen or self._course is None:  # opened just now, it was read already
            self._load(opening=False)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self._main_part()

    def panes(self) -> list[QWidget]:
        if self.host.form is not None or self._course is None:
            return [self._main_part()]
        return self.whole.panes()

    def save(self) -> bool:
        """Save the open form."""
        if self.host.form is None:
            return False
        self.host.form.save()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        super().showEvent(event)

    # -- building --

    def _add_heading(self) -> None:
        self.heading.add_right(self._drafts.state)
        self._menu = QMenu()
        self.change = menu_button(_("Cha&nge"), self._menu, "pencil")
        self.next = button(_("&Record next step"), "plus", primary=True)
        self.next.clicked.connect(self._on_next)
        for made in (self.change, self.next):
            set_shown(made, self._may_change)
            self.heading.add_right(made)

    def _add_parts(self) -> None:
        self.whole = PowerWhole(self.workspace, may_change=self._may_change)
        self.whole.wanted.connect(self.open_form)
        self.whole.went.connect(self.navigator.open_page)
        self.whole.checklist.ticked.connect(self._on_ticked)
        self.whole.checklist.unticked.connect(self._on_unticked)
        self.host.opened.connect(self._show_form)
        self.host.closed.connect(self._on_form_closed)
        self.gone = EmptyState(_("This record is no longer there."), _("Show tools and powers"))
        self.gone.acted.connect(partial(self.navigator.open_page, "powers"))
        for part in (self.whole, self.host, self.gone):
            self.body.addWidget(part, 1)
        for part in (self.host, self.gone):
            set_shown(part, False)

    # -- showing --

    def _load(self, *, opening: bool) -> None:
        if self._id is None:
            return
        self.is_up_to_date()
        try:
            self._course = whole_course(self.workspace, self._id, opening=opening)
        except NotFoundError:
            self._course = None
        there = self._course is not None
        set_shown(self.whole, there and self.host.form is None)
        set_shown(self.host, there and self.host.form is not None)
        set_shown(self.gone, not there)
        for made in (self.change, self.next):
            set_shown(made, there and self._may_change)
        if self._course is not None:
            self._show(self._course)
        else:
            self.heading.set_subtitle("")
        self.title_changed.emit()

    def _show(self, course: WholeCourse) -> None:
        self.heading.set_subtitle(course_title(course))
        self.whole.show_course(course)
        self._fill_menu(course)
        self._show_next(course)

    def _fill_menu(self, course: WholeCourse) -> None:
        menu, held = self._menu, course.shown
        menu.clear()
        is_open = held.ending.status is InterventionStatus.OPEN
        power, own = powers().get(held.summary.power_id), held.summary.id
        acts: list[tuple[str, str, Any]] = []
        if power is not None and power.steps:
            acts.append(("take_step", _("Record a &step"), own))
        acts += [("breach", _("Record a &breach"), own), ("note", _("Add a contact &note"), own)]
        for power_id in course.follow_ups:
            title = case_power_forms.power_title(power_id)
            text = _("Record what follows: {power}").format(power=title)
            key = f"{course.records[-1].summary.id}/{power_id}"
            acts.append(("follow_intervention", text, key))
        acts.append(("end_intervention", _("Record the &end"), own) if is_open else
                    ("reopen_intervention", _("Take back the &end"), own))  # fmt: skip
        acts += [
            ("correct_intervention", _("C&orrect"), own),
            ("intervention_error", _("Recorded &in error"), own),
        ]
        for kind, text, record in acts:
            menu.addAction(text).triggered.connect(partial(self._on_menu, kind, record))

    def _show_next(self, course: WholeCourse) -> None:
        step = self._coming(course)
        set_shown(self.next, self._may_change and step is not None)
        if step is not None:
            self.next.setToolTip(_("Next: {step}").format(step=step.title))

    def _coming(self, course: WholeCourse) -> ShownStep | None:
        return next((one for one in course.steps if one.stage is Stage.NOW), None)

    # -- acts --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form of this record, or the page that has it."""
        course = self._course
        if course is None:
            return
        if kind == "note":
            self.navigator.open_page("contact_note", course.shown.facts.case_id or 0)
            return
        self._before = QApplication.focusWidget()
        self.host.open_form(kind, record)

    def _sheet(self, kind: str, record: Any) -> Sheet:
        course, build = self._course, _SHEETS.get(kind)
        if course is None or build is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        held, page = course.shown, None
        if kind in _OF_CASE and held.facts.case_id is not None:
            page = case_page(self.workspace, held.facts.case_id, opening=False)
        return build(PowerHome(self.workspace, held, page), record)

    @Slot()
    def _on_next(self) -> None:
        course = self._course
        step = None if course is None else self._coming(course)
        if course is None or step is None:
            return
        if step.intervention_id is None:
            last = course.records[-1].summary.id
            self.open_form("follow_intervention", f"{last}/{course.follow_ups[0]}")
        elif step.step_id:
            self.open_form("take_step", f"{step.intervention_id}/{step.step_id}")
        elif step is course.steps[-1]:
            self.open_form("end_intervention", step.intervention_id)
        else:
            self.open_form("correct_intervention", step.intervention_id)

    def _on_menu(self, kind: str, record: Any, _checked: bool = False) -> None:
        self.open_form(kind, record)

    @Slot(int, str, str)
    def _on_ticked(self, intervention_id: int, checklist_id: str, point_id: str) -> None:
        try:
            tick_point(self.workspace, intervention_id, checklist_id, point_id)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            self._load(opening=False)
        else:
            self.navigator.show_saved()

    @Slot(int)
    def _on_unticked(self, tick_id: int) -> None:
        try:
            untick_point(self.workspace, tick_id)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            self._load(opening=False)
        else:
            self.navigator.show_saved()

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self._show_record(self._place)
        before, self._before = self._before, None
        fits = before is not None and isValid(before) and before.isVisible() and before.isEnabled()
        (before if fits and before is not None else self._main_part()).setFocus()
        self._drafts.discard()
        if done is not None:
            undo = None if done.undo is None else partial(self._take_back, done)
            self.navigator.show_notice(done.text, tone=Tone.GOOD, undo=undo)

    @Slot()
    def _show_form(self) -> None:
        bar = self.scroll_area.verticalScrollBar()
        self._place = bar.value()
        set_shown(self.whole, False)
        set_shown(self.host, True)
        for made in (self.change, self.next):  # another form would take the place of this one
            made.setEnabled(False)
        bar.setValue(0)

    def _show_record(self, place: int = 0) -> None:
        set_shown(self.host, False)
        set_shown(self.whole, True)
        for made in (self.change, self.next):
            made.setEnabled(True)
        QApplication.sendPostedEvents(self.body.parent(), QEvent.Type.LayoutRequest)
        self.scroll_area.verticalScrollBar().setValue(place)

    def _take_back(self, done: Done) -> None:
        try:
            if done.undo is not None:
                done.undo()
        except CaseDeskError as error:
            show_error(self.navigator, error)

    def _main_part(self) -> QWidget:
        if self._course is None:
            return self.gone.button or self.gone
        if self.host.form is not None:
            return self.host.form.first_control()
        if not self.next.isHidden():
            return self.next
        return self.whole.deadlines.table if self.whole.deadlines.model.rowCount() else self.change

    @Slot()
    def _on_clock(self) -> None:
        if self.isVisible() and self.host.form is None:
            self.whole.show_deadlines()
