"""The page "Referrals and cases": a list of any length, searched, filtered and sorted."""

from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QMenu, QWidget

from casedesk.cases.case_list import saved_views, view_counts
from casedesk.cases.model import CaseCounts, CaseFilter, CaseSort, CaseStatus
from casedesk.i18n import _, ngettext
from casedesk.people.service import count_open_matches
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.parts.list_filters import ListFilters
from ui.pages.parts.list_page import ListPage
from ui.table_models.case_table import (
    CaseSource,
    agency_choices,
    band_titles,
    case_columns,
    filter_texts,
    flag_texts,
    forum_choices,
)
from ui.table_models.list_filter import NamedDays
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import number
from ui.widgets.buttons import button, menu_button
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown

USUAL = CaseFilter(status=CaseStatus.OPEN)


class CaseFilters(ListFilters[CaseFilter]):
    """Narrows by forum, status, risk and agency; flags are added from a menu."""

    def __init__(self, workspace: Workspace, bands: dict[str, str]) -> None:
        """Build the boxes; `bands` are the risk bands by their words."""
        self._bands = bands
        every, anything = _("All"), _("Any")
        status = [Choice("open", _("Open")), Choice("closed", _("Closed"))]
        risk = [Choice(band, title) for band, title in bands.items()]
        forum = ChoiceBox(_("Forum"), forum_choices(), empty=every)
        agency = ChoiceBox(_("Agency"), agency_choices(), empty=anything)
        boxes = {
            "forum_id": (_("F&orum"), forum),
            "status": (_("S&tatus"), ChoiceBox(_("Status"), status, empty=every)),
            "risk_band": (_("&Risk"), ChoiceBox(_("Risk"), risk, empty=anything)),
            "agency_id": (_("Agenc&y"), agency),
        }
        super().__init__(workspace, USUAL, boxes)

    def saved(self) -> dict[str, CaseFilter]:
        return saved_views(self.workspace.today())

    def counts(self) -> CaseCounts:
        return view_counts(self.workspace)

    def view_texts(self) -> dict[str, str]:
        return {
            "open": _("Open {count}"),
            "repeat_this_year": _("Repeat this year {count}"),
            "not_heard": _("Not yet heard {count}"),
            "waiting": _("On no agenda yet {count}"),
            "unfinished": _("Needs finishing {count}"),
        }

    def named_days(self) -> NamedDays:
        year = self.saved()["repeat_this_year"]
        days = {"received_from": year.received_from, "received_to": year.received_to}
        return {("received", "this_year"): days}

    def parts(self) -> dict[str, str]:
        return filter_texts(self.held, self._bands)

    def beside(self) -> list[QWidget]:
        menu = QMenu()
        for name, text in flag_texts().items():
            menu.addAction(text).triggered.connect(partial(self._on_flag, name))
        return [menu_button(_("A&dd filter"), menu, "list-filter")]

    def _on_flag(self, name: str, _checked: bool = False) -> None:
        flag: dict[str, Any] = {name: True}
        self.chosen.emit(replace(self.held, **flag))


class CasesPage(ListPage[CaseFilter]):
    """Lists cases; every filter is a chip that takes itself off, and part of the history."""

    topics = frozenset({Topic.CASES, Topic.REFERRALS, Topic.RISK, Topic.PEOPLE, Topic.MEETINGS})
    page_id, record_page = "cases", "case"

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the list of the open cases."""
        bands = band_titles()
        source = CaseSource(workspace, USUAL, CaseSort(), bands)
        table = PagedTable(_("Cases"), PagedTableModel(case_columns(), source))
        filters = CaseFilters(workspace, bands)
        super().__init__(workspace, bus, navigator, source=source, table=table, filters=filters)
        self._add_buttons()
        self.body.addWidget(self.filters)
        self.card.add_full(self.list_pane)
        self.body.addWidget(self.card, 1)

    def title(self) -> str:
        return _("Referrals and cases")

    def count_text(self, count: int) -> str:
        return ngettext("{count} case", "{count} cases", count).format(count=number(count))

    def no_match_text(self) -> str:
        return _("No case matches.")

    def nothing_text(self) -> str:
        return _("There is no open case. A new referral opens one.")

    def first_step(self) -> tuple[str, str]:
        may = self.may(Permission.CHANGE_RECORDS)
        return (_("New referral"), "intake") if may else super().first_step()

    def refresh(self) -> None:
        super().refresh()
        matches = count_open_matches(self.workspace)
        self.matches.setText(_("Possible matches: {count}").format(count=number(matches)))
        set_shown(self.matches, matches > 0 and self.may(Permission.JOIN_PEOPLE))

    def _add_buttons(self) -> None:
        self.matches = button(_("Possible matches"), "merge")
        self.matches.clicked.connect(partial(self.go, "matches"))
        self.heading.add_right(self.matches)
        if self.may(Permission.IMPORT):
            bring = button(_("&Import"), "upload")
            bring.clicked.connect(partial(self.go, "import"))
            self.heading.add_right(bring)
        if self.may(Permission.CHANGE_RECORDS):
            new = button(_("&New referral"), "plus", primary=True)
            new.setToolTip(_("New referral (Ctrl+N)"))
            new.clicked.connect(partial(self.go, "intake"))
            self.heading.add_right(new)
