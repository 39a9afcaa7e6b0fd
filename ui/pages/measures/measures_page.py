"""The page "Measures": working figures for staff, and the same as they would be published."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from casedesk.i18n import _, catalogue_text
from casedesk.measures.behind import case_behind
from casedesk.measures.model import RecordBehind
from casedesk.measures.periods import offered_periods
from casedesk.measures.returns import returns
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.pages.measures.period_choice import PeriodChoice
from ui.pages.measures.working_figures import WorkingFigures
from ui.table_models.measure_table import ENTRY
from ui.theme.units import space
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import label
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.pages.measures.publication_preview import PublicationPreview

WORKING, PUBLISHED = "working", "published"
FIRST_RETURN = "csp_quarterly_scorecard"
PAGE_OF = {"intervention": "power", "meeting": "meeting"}  # of what belongs to no case


class MeasuresPage(Page):
    """Counts a period; asks again when records change."""

    topics = frozenset(
        {Topic.REFERRALS, Topic.CASES, Topic.MEETINGS, Topic.ACTIONS, Topic.INTERVENTIONS,
         Topic.REGISTERS, Topic.FIGURES, Topic.IMPORTS}
    )  # fmt: skip
    may_be_forgotten = True

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build the working figures, which are shown first."""
        super().__init__(workspace, bus, navigator)
        self.mode = Segmented(
            _("View"),
            [(WORKING, _("Working figures")), (PUBLISHED, _("Preview as published"))],
        )
        self.mode.buttons[PUBLISHED].setVisible(self.may(Permission.PUBLISH))
        self.heading.add_left(self.mode)
        self.period = PeriodChoice(offered_periods(workspace.today()))
        self.returns = ChoiceBox(
            _("Return"),
            [Choice(r.id, catalogue_text(r.title)) for r in returns().values()
             if r.grain == "measures"],
        )  # fmt: skip
        self.returns.setCurrentIndex(max(0, self.returns.findData(FIRST_RETURN)))
        name = label(_("&Return"))
        name.setBuddy(self.returns)
        self._of_return = QWidget()
        beside = QHBoxLayout(self._of_return)
        space(beside, gap=16)
        beside.addWidget(name)
        beside.addWidget(self.returns)
        choices = QWidget()
        row = FlowLayout(choices)  # in Welsh at 200 % one goes below the other
        space(row, gap=16)
        row.addWidget(self.period)
        row.addWidget(self._of_return)
        self.body.addWidget(choices)
        self.working = WorkingFigures(workspace, navigator)
        self.views = QStackedWidget()
        self.views.addWidget(self.working)
        self.body.addWidget(self.views, 1)
        self._connect()
        self._show_mode()

    @cached_property
    def preview(self) -> "PublicationPreview":
        """The figures as they would be published; made when somebody first looks at them."""
        from ui.pages.measures.publication_preview import (  # noqa: PLC0415 - with it 30 modules
            PublicationPreview,
        )

        made = PublicationPreview(self.workspace, self.navigator)
        self.views.addWidget(made)
        return made

    def title(self) -> str:
        """Return the page's name."""
        return _("Measures")

    def first_focus(self) -> QWidget:
        """Begin with the table, or with the period while nothing is counted yet."""
        return self.working.table if self.working.table.isVisible() else self.period.box

    def panes(self) -> list[QWidget]:
        return [self.working.table if self.mode.value() == WORKING else self.period.box]

    def refresh(self) -> None:
        """Count or protect again, whichever is in sight."""
        period = self.period.period()
        if period is None:
            return
        if self.mode.value() == WORKING:
            self.working.show_period(period)
        else:
            self.preview.show_period(self.returns.currentData(), period)

    def export(self) -> bool:
        """Show what would leave; there, ask for the folder."""
        if not self.may(Permission.PUBLISH):
            return False
        if self.mode.value() != PUBLISHED:
            self.mode.set_value(PUBLISHED)
            self._on_mode()
        elif self.preview.publish_button.isVisible() and self.preview.publish_button.isEnabled():
            self.preview.publish_button.click()
        return True

    def publish_into(self, folder: Path) -> None:
        """Publish what is in sight, without asking for the folder."""
        self.preview.publish_into(folder)

    def _connect(self) -> None:
        self.mode.changed.connect(self._on_mode)
        self.period.changed.connect(self._on_period)
        self.returns.chosen.connect(self._on_period)
        self.working.record_wanted.connect(self._on_record_wanted)

    def _show_mode(self) -> None:
        published = self.mode.value() == PUBLISHED
        self.views.setCurrentWidget(self.preview if published else self.working)
        self._of_return.setVisible(published)

    @Slot()
    def _on_mode(self) -> None:
        self._show_mode()
        self.refresh()

    @Slot()
    def _on_period(self) -> None:
        self.refresh()

    @Slot(object)
    def _on_record_wanted(self, record: RecordBehind) -> None:
        case_id = case_behind(self.workspace, record)
        if case_id is not None:
            self.navigator.open_page("case", case_id)
        elif record.kind == ENTRY:
            self.navigator.open_page("registers", ("entries", record.id))
        elif record.kind in PAGE_OF:
            self.navigator.open_page(PAGE_OF[record.kind], record.id)
