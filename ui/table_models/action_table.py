"""The list of actions: its columns, where its lines come from, and what a filter says."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from casedesk.actions.action_list import action_ids, action_lines, saved_views
from casedesk.actions.model import (
    ActionFilter,
    ActionOrder,
    ActionStatus,
    ActionSummary,
    ListedAction,
)
from casedesk.agencies.catalogue import agencies
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, side_by_side
from casedesk.workspace.workspace import Workspace
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import due_text, short_date, short_weekday
from ui.widgets.choice_box import Choice
from ui.widgets.state_mark import State

_FAR_DAYS = 28


def action_columns() -> list[TableColumn]:
    """Return the columns of the list of actions; the first is the box to tick."""
    return [
        TableColumn(_("Tick"), 52, tip=_("Space ticks the row, Ctrl+A all rows")),
        TableColumn(_("Ref"), 84, sort_key=ActionOrder.REFERENCE),
        TableColumn(_("What"), lines=2),
        TableColumn(_("Case or forum"), 128, drop_below=860),
        TableColumn(_("Owner"), 132, sort_key=ActionOrder.OWNER, drop_below=520),
        TableColumn(_("Agency"), 148, sort_key=ActionOrder.AGENCY, drop_below=1120),
        TableColumn(_("Due"), 104, right=True, sort_key=ActionOrder.DUE, drop_below=680),
        TableColumn(_("State"), 136),
        TableColumn(
            _("Chased"), 116, tip=_("How often the owner was asked, and when last"), drop_below=960
        ),
    ]


class ActionSource(Struct):
    """Asks the list of actions for what is chosen, in the order chosen; knows what is ticked."""

    workspace: Workspace
    chosen: ActionFilter
    order: ActionOrder = ActionOrder.DUE
    descending: bool = False
    ticked: set[int] = field(default_factory=set)

    def ids(self) -> Sequence[int]:
        """Return the ids of the actions chosen, in order."""
        return action_ids(self.workspace, self.chosen, order=self.order, descending=self.descending)

    def rows(self, ids: Sequence[int]) -> Sequence[TableRow]:
        """Return the lines of these actions."""
        today = self.workspace.today()
        return [_row(line, today, self.ticked) for line in action_lines(self.workspace, ids)]

    def sorted_by(self) -> tuple[str, bool]:
        """Return the column that it is ordered by, and whether the other way round."""
        return self.order, self.descending

    def sort_by(self, key: str, descending: bool) -> None:
        """Order by a column from now on."""
        self.order, self.descending = ActionOrder(key), descending


def _row(line: ListedAction, today: date, ticked: Collection[int]) -> TableRow:
    one = line.action
    state, word = state_text(one, today)
    return TableRow(
        one.id,
        (
            Cell("", tick=one.id in ticked),
            Cell(one.reference, strong=True),
            Cell(one.task.replace("\n", " "), tip=one.task[:300]),
            Cell(one.case_reference or forum_title(one.forum_id)),
            Cell(one.owner or "–", quiet=not one.owner),
            Cell(agency_title(one.agency_id)),
            Cell("" if one.due_on is None else _near(one.due_on, today)),
            Cell(word, state),
            Cell(chased_text(line), quiet=True),
        ),
    )


def board_row(line: ListedAction, today: date) -> TableRow:
    """Return a card of the board: reference and task, below them owner and state."""
    one = line.action
    state, word = state_text(one, today)
    who = one.owner or agency_title(one.agency_id)
    task = one.task.replace("\n", " ")
    text = _("{reference} · {task}").format(reference=one.reference, task=task)
    note = side_by_side(word, who, chased_text(line))
    cell = Cell(text, state, note=note, calm=True, tip=one.task[:300])
    return TableRow(one.id, (cell,))


def state_text(action: ActionSummary, today: date) -> tuple[State, str]:
    """Return how an action stands, with its shape: "2 days late", "done"."""
    if action.status is ActionStatus.DONE:
        return State.GOOD, _("done")
    if action.status is ActionStatus.NOT_POSSIBLE:
        return State.NONE, _("no longer possible")
    if action.status is ActionStatus.NOT_DONE:
        return State.WRONG, _("not done")
    if action.due_on is None:
        return State.OPEN, _("no due date")
    return due_text(action.due_on, today)


def chased_text(line: ListedAction) -> str:
    """Return how often an action was chased, and when last; empty if never."""
    if line.chased_on is None:
        return ""
    day = short_date(line.chased_on).rsplit(" ", 1)[0]
    return _("{count}× · {day}").format(count=line.chased, day=day)


def _near(day: date, today: date) -> str:
    return short_weekday(day) if day.year == today.year else short_date(day)


def agency_title(agency_id: str) -> str:
    """Return what an agency is called."""
    agency = agencies().get(agency_id)
    return agency_id if agency is None else catalogue_text(agency.title)


def forum_title(forum_id: str | None) -> str:
    """Return what a forum is called; empty without one."""
    forum = forums().get(forum_id or "")
    return (forum_id or "") if forum is None else catalogue_text(forum.short_title)


def status_choices() -> list[Choice]:
    """Return the states an action can have."""
    return [
        Choice(ActionStatus.OPEN, _("Open")),
        Choice(ActionStatus.DONE, _("Done")),
        Choice(ActionStatus.NOT_POSSIBLE, _("No longer possible")),
        Choice(ActionStatus.NOT_DONE, _("Not done")),
    ]


def due_choices(today: date) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what the box "Due" offers: each with its words and its part of a filter."""
    week = saved_views(today, "")["this_week"]
    far = today + timedelta(days=_FAR_DAYS)
    return {
        "overdue": (_("Overdue"), {"overdue": True}),
        "today": (_("Today"), {"due_from": today, "due_to": today}),
        "week": (_("This week"), {"due_from": week.due_from, "due_to": week.due_to}),
        "weeks": (_("Next 28 days"), {"due_from": today, "due_to": far}),
        "none": (_("No due date"), {"no_day": True}),
    }


def filter_texts(chosen: ActionFilter) -> dict[str, str]:
    """Return in words what narrows the list, by the name of the part."""
    texts: dict[str, str] = {}
    if chosen.status:
        state = dict(status_choices())[chosen.status]
        texts["status"] = _("State: {state}").format(state=state)
    if chosen.owner:
        texts["owner"] = _("Owner: {owner}").format(owner=chosen.owner[:40])
    if chosen.agency_id:
        texts["agency_id"] = _("Agency: {agency}").format(agency=agency_title(chosen.agency_id))
    if chosen.forum_id:
        texts["forum_id"] = _("Forum: {forum}").format(forum=forum_title(chosen.forum_id))
    if chosen.due_from:
        texts["due_from"] = _("Due from {day}").format(day=short_date(chosen.due_from))
    if chosen.due_to:
        texts["due_to"] = _("Due until {day}").format(day=short_date(chosen.due_to))
    flags = {
        "overdue": _("Overdue"),
        "urgent": _("Urgent"),
        "unowned": _("Nobody named"),
        "no_day": _("No due date"),
        "chased": _("Chased"),
    }
    texts |= {name: text for name, text in flags.items() if getattr(chosen, name)}
    return texts
