"""The list of tools and powers: its columns, where its lines come from, what a filter says."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from casedesk.i18n import _, catalogue_text, ngettext, sort_key
from casedesk.interventions.catalogue import PowerKind, powers
from casedesk.interventions.model import (
    InterventionFilter,
    InterventionStatus,
    PowerLine,
    PowerOrder,
    PowerSort,
)
from casedesk.interventions.power_list import intervention_ids, intervention_lines
from casedesk.workspace.workspace import Workspace
from ui.table_models.case_parts_table import status_text
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.table_models.today_table import what_is_left
from ui.text_format import capital, short_date, short_moment, short_weekday
from ui.widgets.choice_box import Choice
from ui.widgets.state_mark import State


def power_list_columns() -> list[TableColumn]:
    """Return the columns of the list of tools and powers; two lines each."""
    day = _("Issued or granted")
    return [
        TableColumn(_("Reference"), 88, sort_key=PowerOrder.REFERENCE),
        TableColumn(_("Tool or power"), sort_key=PowerOrder.POWER, lines=NAME_LINES),
        TableColumn(_("Used on"), sort_key=PowerOrder.USED_ON, drop_below=560),
        TableColumn(_("From"), 112, right=True, sort_key=PowerOrder.DAY, tip=day, drop_below=820),
        TableColumn(_("Ends"), 112, right=True, sort_key=PowerOrder.ENDS, drop_below=760),
        TableColumn(_("Next deadline"), 184, sort_key=PowerOrder.NEXT_DUE, lines=NAME_LINES),
        TableColumn(_("State"), 104, drop_below=460),
    ]


class PowerSource(Struct):
    """Asks the list of interventions for what is chosen, in the order chosen."""

    workspace: Workspace
    chosen: InterventionFilter
    sort: PowerSort

    def ids(self) -> Sequence[int]:
        """Return the ids of the interventions chosen, in order."""
        return intervention_ids(self.workspace, self.chosen, self.sort)

    def rows(self, ids: Sequence[int]) -> Sequence[TableRow]:
        """Return the lines of these interventions."""
        now, today = self.workspace.clock(), self.workspace.today()
        return [_row(line, now, today) for line in intervention_lines(self.workspace, ids)]

    def sorted_by(self) -> tuple[str, bool]:
        """Return the column that it is ordered by, and whether the other way round."""
        return self.sort.by, self.sort.descending

    def sort_by(self, key: str, descending: bool) -> None:
        """Order by a column from now on."""
        self.sort = PowerSort(PowerOrder(key), descending)


def _row(line: PowerLine, now: datetime, today: date) -> TableRow:
    state, word = status_text(line.status)
    note = ""
    if line.breaches:
        text = ngettext("breached", "breached {count} times", line.breaches)
        note = text.format(count=line.breaches)
    elif line.ended_on is not None:
        note = short_date(line.ended_on)
    return TableRow(
        line.id,
        (
            Cell(line.reference, strong=True),
            Cell(line.title, note=line.case_reference, tip=line.title),
            Cell(line.used_on, tip=line.used_on),
            Cell(_day(line.day)),
            Cell(_day(line.ends_on)),
            _next(line, now, today),
            Cell(word, state, note=note, note_state=State.STOP if line.breaches else State.NONE),
        ),
    )


def _next(line: PowerLine, now: datetime, today: date) -> Cell:
    """Return which deadline comes next, how long it is until then, and when that is."""
    if line.next_due is None:
        return Cell(_("none"), quiet=True)
    state, left = what_is_left(line.next_due, now, today)
    due = line.next_due
    shown = short_moment(due) if isinstance(due, datetime) else short_weekday(due)
    tip = _("{deadline}: by {moment}").format(deadline=line.next_title, moment=shown)
    return Cell(left, state, note=line.next_title, tip=tip)


def kind_choices() -> list[Choice]:
    """Return the kinds of powers by their titles."""
    titles = {
        PowerKind.NOTICE: _("Notice"),
        PowerKind.CIVIL_ORDER: _("Order of a court"),
        PowerKind.WARNING: _("Warning"),
        PowerKind.DIRECTION: _("Direction"),
        PowerKind.VOLUNTARY: _("Agreement or other voluntary tool"),
        PowerKind.REFERRAL: _("Referral"),
        PowerKind.REVIEW: _("Review"),
    }
    return sorted((Choice(*one) for one in titles.items()), key=lambda one: sort_key(one.text))


def power_choices(*, with_deadlines: bool = False) -> list[Choice]:
    """Return every power by its title; `with_deadlines`: only those that carry deadlines."""
    found = [
        Choice(one.id, capital(catalogue_text(one.title)))
        for one in powers().values()
        if one.deadlines or not with_deadlines
    ]
    return sorted(found, key=lambda choice: sort_key(choice.text))


def status_choices() -> list[Choice]:
    """Return the states an intervention can have."""
    return [Choice(one, capital(status_text(one)[1])) for one in InterventionStatus]


def filter_texts(chosen: InterventionFilter) -> dict[str, str]:
    """Return in words what narrows the list, by the name of the part."""
    texts: dict[str, str] = {}
    if chosen.kind:
        kind = dict(kind_choices()).get(chosen.kind, chosen.kind)
        texts["kind"] = _("Kind: {kind}").format(kind=kind)
    if chosen.power_id:
        power = dict(power_choices()).get(chosen.power_id, chosen.power_id)
        texts["power_id"] = _("Tool or power: {power}").format(power=power)
    if chosen.status:
        texts["status"] = _("State: {state}").format(state=status_text(chosen.status)[1])
    texts |= {name: text for name, text in flag_texts().items() if getattr(chosen, name) is True}
    if chosen.ended_from:
        day = short_date(chosen.ended_from)
        texts["ended_from"] = _("Ended from {day}").format(day=day)
    if chosen.ended_to:
        texts["ended_to"] = _("Ended until {day}").format(day=short_date(chosen.ended_to))
    return texts


def flag_texts() -> dict[str, str]:
    """Return the parts of a filter that are on or off, in words."""
    return {"clocks_running": _("Clocks running"), "breached": _("Breached")}


def _day(day: date | None) -> str:
    return "" if day is None else short_date(day)
