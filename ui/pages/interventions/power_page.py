"""The page of one use of a power: its course, deadlines, checklist and what is recorded."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.i18n import _
from casedesk.interventions.catalogue import power_title, powers
from casedesk.interventions.checklists import tick_again, tick_point, untick_point
from casedesk.interventions.model import InterventionStatus, ShownStep, Stage, WholeCourse
from casedesk.interventions.whole_course import whole_course
from casedesk.overviews.service import case_page
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import note_done, show_error
from ui.page import Navigator
from ui.pages.cases import case_course_forms, case_power_forms
from ui.pages.cases.case_at_hand import HomeBuild
from ui.pages.interventions.power_home import PowerHome, course_title
from ui.pages.interventions.power_whole import PowerWhole
from ui.pages.parts.plain_form import Sheet
from ui.pages.parts.record_page import RecordPage
from ui.theme.units import space
from ui.widgets.buttons import button, menu_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.showing import set_shown

MINUTE_MS = 60_000
_SHEETS: dict[str, HomeBuild] = {**case_power_forms.SHEETS, **case_course_forms.SHEETS}
_OF_CASE = {"correct_intervention", "follow_intervention"}  # they offer the people of the case


class PowerPage(RecordPage[WholeCourse]):
    """Shows a notice and its order as one course; a form opens in place of it."""

    kind = "power"
    topics = frozenset({Topic.INTERVENTIONS, Topic.CASES, Topic.PEOPLE, Topic.PLACES})
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page without a record; `open_record` shows one."""
        gone = EmptyState(_("This record is no longer there."), _("Show tools and powers"))
        super().__init__(workspace, bus, navigator, gone, "powers")
        self._may_change = self.may(Permission.CHANGE_RECORDS)
        self._add_heading()
        self._add_parts()
        self._clock = QTimer(self, interval=MINUTE_MS)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start()

    def title(self) -> str:
        return _("Tool or power") if self.view is None else self.view.shown.summary.reference

    def read(self, record_id: int, *, opening: bool) -> WholeCourse:
        return whole_course(self.workspace, record_id, opening=opening)

    def main_part(self) -> QWidget:
        if not self.next.isHidden():
            return self.next
        deadlines = self.course.deadlines
        return deadlines.table if deadlines.model.rowCount() else self.change

    def panes(self) -> list[QWidget]:
        here = self.host.form is None and self.view is not None
        return self.course.panes() if here else super().panes()

    # -- building --

    def _add_heading(self) -> None:
        self._menu = QMenu()
        self.change = menu_button(_("Cha&nge"), self._menu, "pencil")
        self.next = button(_("&Record next step"), "plus", primary=True)
        self.next.clicked.connect(self._on_next)
        for made in (self.change, self.next):
            set_shown(made, self._may_change)
            self.heading.add_right(made)

    def _add_parts(self) -> None:
        self.course = self.behind = PowerWhole(self.workspace, may_change=self._may_change)
        self.course.wanted.connect(self.open_form)
        self.course.went.connect(self.navigator.open_page)
        self.course.checklist.ticked.connect(self._on_ticked)
        self.course.checklist.unticked.connect(self._on_unticked)
        column = QVBoxLayout(self.whole)
        space(column, gap=0)
        column.addWidget(self.course, 1)
        column.addWidget(self.host, 1)
        set_shown(self.host, False)

    # -- showing --

    def show_acts(self, shown: bool) -> None:
        for made in (self.change, self.next):
            set_shown(made, shown and self._may_change)

    def show_form(self, shown: bool) -> None:
        super().show_form(shown)
        for made in (self.change, self.next):  # another form would take the place of this one
            made.setEnabled(not shown)

    def show_record(self, view: WholeCourse) -> None:
        self.heading.set_subtitle(course_title(view))
        self.course.show_course(view)
        self._fill_change(view)
        self._show_next(view)

    def _fill_change(self, course: WholeCourse) -> None:
        held = course.shown
        is_open = held.ending.status is InterventionStatus.OPEN
        power, own = powers().get(held.summary.power_id), held.summary.id
        acts: list[tuple[str, str, Any]] = []
        if power is not None and power.steps:
            acts.append(("take_step", _("Record a &step"), own))
        acts += [("breach", _("Record a &breach"), own), ("note", _("Add a contact &note"), own)]
        for power_id in course.follow_ups:
            title = power_title(power_id)
            text = _("Record what follows: {power}").format(power=title)
            key = f"{course.records[-1].summary.id}/{power_id}"
            acts.append(("follow_intervention", text, key))
        acts.append(("end_intervention", _("Record the &end"), own) if is_open else
                    ("reopen_intervention", _("Take back the &end"), own))  # fmt: skip
        acts += [
            ("correct_intervention", _("C&orrect"), own),
            ("intervention_error", _("Recorded &in error"), own),
        ]
        self._fill_menu(self._menu, acts)

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
        if kind == "note" and self.view is not None:
            facts = self.view.shown.facts
            person = 0 if facts.person_id is None else ("person", facts.person_id)
            self.navigator.open_page("contact_note", facts.case_id or person)
        else:
            super().open_form(kind, record)

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for a record of the course."""
        course, build = self.view, _SHEETS.get(kind)
        if course is None or build is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        held, page = course.shown, None
        if kind in _OF_CASE and held.facts.case_id is not None:
            page = case_page(self.workspace, held.facts.case_id, opening=False)
        return build(PowerHome(self.workspace, held, page), record)

    @Slot()
    def _on_next(self) -> None:
        course = self.view
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

    @Slot(int, str, str)
    def _on_ticked(self, intervention_id: int, checklist_id: str, point_id: str) -> None:
        try:
            made = tick_point(self.workspace, intervention_id, checklist_id, point_id)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            self._load(opening=False)
        else:
            note_done(self.navigator, partial(untick_point, self.workspace, made))

    @Slot(int)
    def _on_unticked(self, tick_id: int) -> None:
        try:
            untick_point(self.workspace, tick_id)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            self._load(opening=False)
        else:
            note_done(self.navigator, partial(tick_again, self.workspace, tick_id))

    @Slot()
    def _on_clock(self) -> None:
        if self.isVisible() and self.host.form is None:
            self.course.show_deadlines()
