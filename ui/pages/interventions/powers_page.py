"""The page "Tools and powers": every use of a power, by kind and state, with its next deadline."""

from functools import partial

from casedesk.i18n import _, ngettext
from casedesk.interventions.model import (
    InterventionFilter,
    InterventionStatus,
    PowerCounts,
    PowerOrder,
    PowerSort,
)
from casedesk.interventions.power_list import power_counts, power_views
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.parts.list_filters import ListFilters
from ui.pages.parts.list_page import ListPage
from ui.table_models.list_filter import NamedDays
from ui.table_models.paged_table_model import PagedTableModel
from ui.table_models.power_table import (
    PowerSource,
    filter_texts,
    kind_choices,
    power_choices,
    power_list_columns,
    status_choices,
)
from ui.text_format import number
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.paged_table import PagedTable

USUAL = InterventionFilter(status=InterventionStatus.OPEN)


class PowerFilters(ListFilters[InterventionFilter]):
    """Narrows by kind, tool or power, and state."""

    def __init__(self, workspace: Workspace) -> None:
        """Build the boxes."""
        every, power = _("All"), _("Tool or power")
        boxes = {
            "kind": (_("&Kind"), ChoiceBox(_("Kind"), kind_choices(), empty=every)),
            "power_id": (_("T&ool or power"), ChoiceBox(power, power_choices(), empty=every)),
            "status": (_("S&tate"), ChoiceBox(_("State"), status_choices(), empty=_("Any"))),
        }
        super().__init__(workspace, USUAL, boxes)

    def saved(self) -> dict[str, InterventionFilter]:
        return power_views(self.workspace.today()) | {"breached": InterventionFilter(breached=True)}

    def counts(self) -> PowerCounts:
        return power_counts(self.workspace)

    def view_texts(self) -> dict[str, str]:
        return {
            "in_use": _("Open {count}"),
            "clocks_running": _("Clocks running {count}"),
            "open_orders": _("Open orders {count}"),
            "ended_this_year": _("Ended this year {count}"),
            "breached": _("Breached"),
        }

    def named_days(self) -> NamedDays:
        year = self.saved()["ended_this_year"]
        days = {"ended_from": year.ended_from, "ended_to": year.ended_to}
        return {("ended", "this_year"): days}

    def parts(self) -> dict[str, str]:
        return filter_texts(self.held)


class PowersPage(ListPage[InterventionFilter]):
    """Lists uses of powers; every filter is a chip that takes itself off, and in the history."""

    topics = frozenset({Topic.INTERVENTIONS, Topic.CASES, Topic.PEOPLE, Topic.PLACES})
    page_id, record_page = "powers", "power"

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the list of those that are open."""
        source = PowerSource(workspace, USUAL, PowerSort(PowerOrder.NEXT_DUE, False))
        model = PagedTableModel(power_list_columns(), source, two_lines=True)
        table = PagedTable(_("Tools and powers"), model)
        super().__init__(
            workspace, bus, navigator,
            source=source, table=table, filters=PowerFilters(workspace), icon="scale",
        )  # fmt: skip
        work_out = button(_("&Work out deadlines"), "clock")
        work_out.clicked.connect(partial(self.go, "calculator"))
        self.heading.add_right(work_out)
        self.body.addWidget(self.filters)
        self.card.add_full(self.list_pane)
        self.body.addWidget(self.card, 1)

    def title(self) -> str:
        return _("Tools and powers")

    def count_text(self, count: int) -> str:
        return ngettext("{count} record", "{count} records", count).format(count=number(count))

    def no_match_text(self) -> str:
        return _("No tool or power matches.")

    def nothing_text(self) -> str:
        return _(
            "No tool or power is in use. Warnings, notices, agreements and orders that are "
            "recorded on a case stand here with their deadlines."
        )

    def first_step(self) -> tuple[str, str]:
        return _("Show the c&ases"), "cases"
