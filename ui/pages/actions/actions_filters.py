"""What narrows the page of actions: boxes, saved views with their counts, and chips."""

from typing import Any

from msgspec.structs import replace

from casedesk.actions.action_list import owners_of_open, saved_views, view_counts
from casedesk.actions.model import ActionCounts, ActionFilter
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.list_filters import ListFilters
from ui.table_models.action_table import due_choices, filter_texts, status_choices
from ui.table_models.case_table import agency_choices, forum_choices
from ui.table_models.list_filter import NamedDays
from ui.widgets.choice_box import Choice, ChoiceBox

_DUE: dict[str, Any] = {"overdue": False, "due_from": None, "due_to": None, "no_day": False}


class ActionFilters(ListFilters[ActionFilter]):
    """Narrows by owner, agency, forum, day and state; on the board the state rests."""

    def __init__(self, workspace: Workspace, held: ActionFilter) -> None:
        """Build the boxes."""
        self._on_board = False
        every, anything = _("All"), _("Any")
        due = due_choices(workspace.today())
        times = [Choice(one, text) for one, (text, _part) in due.items()]
        agency = ChoiceBox(_("Agency"), agency_choices(), empty=every)
        boxes = {
            "owner": (_("&Owner"), ChoiceBox(_("Owner"), [], empty=every)),
            "agency_id": (_("&Agency"), agency),
            "forum_id": (_("Fo&rum"), ChoiceBox(_("Forum"), forum_choices(), empty=every)),
            "due": (_("D&ue"), ChoiceBox(_("Due"), times, empty=anything)),
            "status": (_("S&tate"), ChoiceBox(_("State"), status_choices(), empty=anything)),
        }
        super().__init__(workspace, held, boxes)

    def saved(self) -> dict[str, ActionFilter]:
        return saved_views(self.workspace.today(), self.workspace.user.name)

    def counts(self) -> ActionCounts:
        return view_counts(self.workspace)

    def view_texts(self) -> dict[str, str]:
        return {
            "open": _("Open {count}"),
            "overdue": _("Overdue {count}"),
            "mine": _("Mine {count}"),
            "this_week": _("This week {count}"),
            "chased": _("Waiting for an answer {count}"),
            "unowned": _("Nobody named {count}"),
        }

    def named_days(self) -> NamedDays:
        due = due_choices(self.workspace.today())
        return {("due", one): part for one, (_text, part) in due.items() if "due_from" in part}

    def parts(self) -> dict[str, str]:
        texts = filter_texts(self.held)
        if self._on_board:
            texts.pop("status", None)
        return texts

    def box_value(self, name: str) -> str:
        if name != "due":
            return super().box_value(name)
        held = {part: getattr(self.held, part) for part in _DUE}
        due = due_choices(self.workspace.today())
        return next((one for one, (_text, part) in due.items() if _DUE | part == held), "")

    def narrowed(self, name: str, value: str | None) -> ActionFilter:
        if name != "due":
            return super().narrowed(name, value)
        due = due_choices(self.workspace.today())
        return replace(self.held, **_DUE | (due[value][1] if value else {}))

    def set_board(self, *, on: bool) -> None:
        """On the board every state has its column: the box "State" rests."""
        self.boxes["status"].setEnabled(not on)
        self._on_board = on
        self.show_chips()

    def refresh(self) -> None:
        """Count the saved views again, and ask who owns something."""
        super().refresh()
        owners = owners_of_open(self.workspace)
        if self.held.owner and self.held.owner not in owners:
            owners.append(self.held.owner)
        self.set_choices("owner", [Choice(one, one) for one in owners])
