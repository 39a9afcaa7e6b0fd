"""The tabs of a case's page, put together and filled."""

from functools import cached_property
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.actions.model import ActionStatus
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.interventions.catalogue import power_title
from casedesk.interventions.model import InterventionStatus
from casedesk.interventions.service import get_intervention
from casedesk.overviews.field_titles import field_title
from casedesk.overviews.field_values import field_value
from casedesk.overviews.model import CasePage
from casedesk.people.service import person_details
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.pages.cases.case_overview import OverviewTab
from ui.pages.cases.case_people import PeopleTab
from ui.pages.cases.case_timeline import TimelineTab
from ui.pages.cases.powers_tab import PowersTab
from ui.pages.parts.list_tab import ListTab, Tool
from ui.table_models.attachment_table import attachment_columns, attachment_rows
from ui.table_models.case_parts_table import (
    action_columns,
    action_rows,
    course_rows,
    people_columns,
    people_rows,
    power_columns,
    power_rows,
    risk_columns,
    risk_rows,
)
from ui.theme.units import space

TABS = ("overview", "timeline", "people", "risk", "actions", "powers", "attachments")
TIMELINE = TABS.index("timeline")
_OPEN_ACTION = {"action_done", "action_not_possible", "action_not_done"}


class _Place(QWidget):
    """Keeps the place of a tab that may not be made yet."""

    part: QWidget | None = None

    def hold(self, part: QWidget) -> None:
        """Show the tab from now on."""
        if self.part is None:
            self.part = part
            column = QVBoxLayout(self)
            space(column, gap=0)
            column.addWidget(part)


class CaseTabs(QObject):
    """Holds the tabs in order; `wanted` asks for a form.

    Each is made when it is first gone to: all together take 4 MB, and a third of the time in which
    the first case opens. `places` stand for them, in order.
    """

    wanted = Signal(str, object)  # kind of form, id of its record

    def __init__(self, workspace: Workspace, *, may_change: bool) -> None:
        """Build the timeline, which is shown first, empty."""
        super().__init__()
        self._workspace, self._may = workspace, may_change
        self._page: CasePage | None = None
        self._stale: set[str] = set()
        self._opened: dict[str, int] = {}
        self.timeline = TimelineTab(may_change=may_change)
        self.places = [_Place() for _tab in TABS]
        self.places[TIMELINE].hold(self.timeline)

    @cached_property
    def overview(self) -> OverviewTab:
        """The tab "Overview"."""
        part = OverviewTab(may_change=self._may)
        part.wanted.connect(self.wanted)
        return part

    @cached_property
    def people(self) -> PeopleTab:
        """The tab "People"."""
        part = PeopleTab(self._people_list(), may_change=self._may)
        part.wanted.connect(self.wanted)
        part.list.chosen.connect(self._on_person)
        return part

    @cached_property
    def risk(self) -> ListTab:
        """The tab "Risk"."""
        part = self._risk_list()
        part.wanted.connect(self.wanted)
        return part

    @cached_property
    def actions(self) -> ListTab:
        """The tab "Actions"."""
        part = self._action_list()
        part.wanted.connect(self.wanted)
        part.chosen.connect(self._on_action)
        return part

    @cached_property
    def powers(self) -> PowersTab:
        """The tab "Tools and powers"."""
        part = PowersTab(self._power_list(), may_change=self._may)
        part.wanted.connect(self.wanted)
        part.used.chosen.connect(self._on_power)
        return part

    @cached_property
    def attachments(self) -> ListTab:
        """The tab "Attachments"."""
        part = self._attachment_list()
        part.wanted.connect(self.wanted)
        return part

    def titles(self, page: CasePage) -> list[str]:
        """Return the words of the tabs, with what is open."""
        waiting = page.now.actions_open
        kept = len(page.attachments)
        used = sum(one.status is InterventionStatus.OPEN for one in page.interventions)
        return [
            _("Overview"),
            _("Timeline"),
            _("People"),
            _("Risk"),
            _("Actions {count}").format(count=waiting) if waiting else _("Actions"),
            _("Tools and powers {count}").format(count=used) if used else _("Tools and powers"),
            _("Attachments {count}").format(count=kept) if kept else _("Attachments"),
        ]

    def show_case(self, page: CasePage, place: int) -> None:
        """Fill the tab at `place` now and each other one when it is gone to."""
        self._page = page
        self._stale = set(TABS)
        self.fill(place)

    def fill(self, place: int) -> None:
        """Fill a tab, unless it shows the case as it was last read."""
        page, tab = self._page, TABS[place]
        if page is None or tab not in self._stale:
            return
        self._stale.discard(tab)
        self.places[place].hold(getattr(self, tab))
        if tab == "overview":
            self.overview.show_case(page)
        elif tab == "people":
            self.people.list.show_rows(people_rows(page.people))
        elif tab == "risk":
            self.risk.show_rows(risk_rows(page.risk_history))
        elif tab == "actions":
            self.actions.show_rows(action_rows(page.actions, self._workspace.today()))
        elif tab == "powers":
            self.powers.used.show_rows(power_rows(page.interventions))
        elif tab == "attachments":
            self.attachments.show_rows(attachment_rows(page.attachments))

    def focus_part(self, place: int) -> QWidget:
        """Return what gets the focus on a tab."""
        part = self.places[place].part if 0 <= place < len(TABS) else self.timeline
        if part is None or part is self.timeline:
            return self.timeline.note.box if self._may else self.timeline.list
        if isinstance(part, ListTab):
            return part.focus_part()
        if isinstance(part, PeopleTab):
            return part.list.focus_part()
        return part.used.focus_part() if isinstance(part, PowersTab) else part

    def _people_list(self) -> ListTab:
        tools = [
            Tool("add_person", _("Add a person"), for_row=False, icon="user-plus"),
            Tool("open_person", _("Open it")),
            Tool("correct_person", _("Correct")),
            Tool("correct_part", _("Part in the case")),
            Tool("end_person", _("Left the case")),
            Tool("person_error", _("Recorded in error")),
        ]
        empty = _("Nobody is named yet. Add the people of this case.")
        return ListTab(
            _("People"), people_columns(), empty, tools, "correct_person", may_change=self._may
        )

    def _risk_list(self) -> ListTab:
        tools = [
            Tool("new_risk", _("New assessment"), for_row=False, icon="plus"),
            Tool("risk", _("Open the form")),
            Tool("assessment_error", _("Recorded in error")),
        ]
        empty = _("No assessment yet. A new assessment shows the risk and its history here.")
        return ListTab(_("Risk"), risk_columns(), empty, tools, "risk", may_change=self._may)

    def _action_list(self) -> ListTab:
        tools = [
            Tool("add_action", _("Add an action"), for_row=False, icon="plus"),
            Tool("action_done", _("Done"), icon="check"),
            Tool("action_not_possible", _("No longer possible")),
            Tool("action_not_done", _("Not done")),
            Tool("reopen_action", _("Open again"), rare=True),
            Tool("correct_action", _("Correct")),
            Tool("action_error", _("Recorded in error"), rare=True),
        ]
        empty = _("No action yet. Actions set here and at meetings stand here.")
        return ListTab(
            _("Actions"), action_columns(), empty, tools, "correct_action", may_change=self._may
        )

    def _power_list(self) -> ListTab:
        tools = [
            Tool("add_intervention", _("Record a tool or power"), for_row=False, icon="plus"),
            Tool("power", _("Open the record"), icon="scale"),
            Tool("take_step", _("Take a step")),
            Tool("breach", _("Record a breach")),
            Tool("end_intervention", _("End")),
            Tool("reopen_intervention", _("Take back the end"), rare=True),
            Tool("correct_intervention", _("Correct"), rare=True),
            Tool("intervention_error", _("Recorded in error"), rare=True),
        ]
        empty = _("No tool or power used yet. Warnings, agreements and orders stand here.")
        return ListTab(
            _("Tools and powers"), power_columns(), empty, tools, "take_step", may_change=self._may
        )

    def _attachment_list(self) -> ListTab:
        may_read = self._workspace.may(Permission.READ_ATTACHMENTS)
        may_add = self._workspace.may(Permission.ADD_ATTACHMENTS)
        add = Tool("add_attachment", _("Add a file…"), for_row=False, icon="plus")
        change = (
            Tool("correct_attachment", _("Correct")),
            Tool("attachment_error", _("Recorded in error"), rare=True),
        )
        tools = [Tool("attachment", _("Open it"), icon="eye")]
        empty = _("No attachment yet.") if may_read else _("Your role does not show attachments.")
        if may_add:
            tools = [add, *tools, *change]
            empty = _("No attachment yet. Drop files on this page, or add a file with the button.")
        name = _("Attachments")
        return ListTab(
            name, attachment_columns(), empty, tools, "attachment", may_change=may_read or may_add
        )

    def forget_openings(self) -> None:
        """Take what is shown next as opened anew: the case itself was opened."""
        self._opened.clear()

    def _is_opening(self, kind: str, record_id: int) -> bool:
        """Tell whether a record is opened, and not only shown again."""
        before = self._opened.get(kind)
        self._opened[kind] = record_id
        return before != record_id

    @Slot(object)
    def _on_person(self, link_id: Any) -> None:
        people = () if self._page is None else self._page.people
        found = next((one for one in people if one.id == link_id), None)
        if found is None:
            self.people.show_person(None)
            return
        try:
            opening = self._is_opening("person", found.person_id)
            person = person_details(self._workspace, found.person_id, opening=opening)
            self.people.show_person(person, found.id)
        except NotFoundError:
            self.people.show_person(None)

    @Slot(object)
    def _on_action(self, action_id: Any) -> None:
        actions = () if self._page is None else self._page.actions
        found = next((one for one in actions if one.id == action_id), None)
        if found is not None:
            is_open = found.status is ActionStatus.OPEN
            both = {"correct_action", "action_error"}
            self.actions.allow(both | (_OPEN_ACTION if is_open else {"reopen_action"}))

    @Slot(object)
    def _on_power(self, intervention_id: Any) -> None:
        if intervention_id is None:
            self.powers.show_course("", (), (), "")
            return
        try:
            opening = self._is_opening("power", intervention_id)
            held = get_intervention(self._workspace, intervention_id, opening=opening)
        except NotFoundError:
            self.powers.show_course("", (), (), "")
            return
        is_open = held.ending.status is InterventionStatus.OPEN
        both = {"power", "take_step", "breach", "correct_intervention", "intervention_error"}
        self.powers.used.allow(both | {"end_intervention" if is_open else "reopen_intervention"})
        rows = course_rows(held, self._workspace.clock(), self._workspace.today())
        warnings = [one.sentence for one in held.warnings]
        struck = [
            _("Corrected: {field}, before: {old}. Reason: {reason}").format(
                field=field_title(one.field),
                old=field_value(one.field, one.old_value),
                reason=one.reason,
            )
            for one in held.corrections
        ]
        title = _("{power} {reference}").format(
            power=power_title(held.facts.power_id), reference=held.summary.reference
        )
        self.powers.show_course(title, rows, warnings, "\n".join(struck))
