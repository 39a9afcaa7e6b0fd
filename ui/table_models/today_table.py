"""The tables of the page Today: deadlines, actions due, people to be contacted."""

from collections.abc import Sequence
from datetime import date, datetime

from casedesk.contacts.model import rules_of_contact, way_of_contact
from casedesk.i18n import _, ngettext, side_by_side
from casedesk.interventions.catalogue import power_title
from casedesk.overviews.model import ActionShown, ContactDue, DeadlineShown
from casedesk.people.model import SafeContact
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import (
    SOON_DAYS,
    due_text,
    short_date,
    short_moment,
    short_weekday,
    time_left,
)
from ui.widgets.state_mark import State

OVERDUE, TODAY, NEXT = "overdue", "today", "next"


def deadline_columns() -> list[TableColumn]:
    """Return the columns of the deadlines: two lines each."""
    return [TableColumn(_("Deadline"), lines=NAME_LINES), TableColumn(_("Due"), 168, right=True)]


def deadline_rows(deadlines: Sequence[DeadlineShown], now: datetime, today: date) -> list[TableRow]:
    """Return a row for each deadline, with what is left of it at `now`."""
    rows = []
    for shown in deadlines:
        one = shown.deadline
        state, left = what_is_left(one.due, now, today)
        moment = isinstance(one.due, datetime)
        due = short_moment(one.due) if moment else short_weekday(one.due)  # type: ignore[arg-type]
        name = " ".join(filter(None, (one.forenames, one.surname)))
        title = power_title(one.power_id)
        # The reference first: where there is little room, it is what tells two notices apart.
        parts = (one.reference, title, one.case_reference, name, one.address)
        about = side_by_side(*parts)
        rows.append(
            TableRow(
                one.id,
                (
                    Cell(one.title, state, note=about, strong=True, tip=shown.sentence, calm=True),
                    Cell(
                        _("by {moment}").format(moment=due),
                        strong=True,
                        note=left,
                        note_state=state,
                    ),
                ),
            )
        )
    return rows


def what_is_left(due: datetime | date, now: datetime, today: date) -> tuple[State, str]:
    """Return how long it is until a deadline, a moment or a whole day, with its state."""
    if isinstance(due, datetime):
        return time_left(due, now)
    days = (due - today).days
    if days < 0:
        return State.STOP, _("passed")
    if days == 0:
        return State.STOP, _("today")
    state = State.WARN if days <= SOON_DAYS else State.OPEN
    return state, ngettext("{count} day left", "{count} days left", days).format(count=days)


def action_columns() -> list[TableColumn]:
    """Return the columns of the actions due."""
    return [
        TableColumn(_("Ref"), 84),
        TableColumn(_("What"), lines=2),
        TableColumn(_("Case or meeting"), 128, drop_below=640),
        TableColumn(_("Owner"), 128, drop_below=720),
        TableColumn(_("Agency"), 192, drop_below=860),
        TableColumn(_("Due"), 96, right=True),
        TableColumn(_("State"), 136),
    ]


def action_rows(
    actions: Sequence[ActionShown], wanted: Sequence[str], today: date
) -> list[TableRow]:
    """Return a row for each action whose due day falls into one of `wanted`."""
    rows = []
    for shown in actions:
        one = shown.action
        if one.due_on is None or when_due(one.due_on, today) not in wanted:
            continue
        state, word = due_text(one.due_on, today)
        rows.append(
            TableRow(
                one.id,
                (
                    Cell(one.reference),
                    Cell(one.task, tip=one.task[:300]),
                    Cell(shown.belongs_to),
                    Cell(one.owner or "", quiet=not one.owner),
                    Cell(shown.agency),
                    Cell(short_weekday(one.due_on)),
                    Cell(word, state),
                ),
            )
        )
    return rows


def when_due(due_on: date, today: date) -> str:
    """Return which segment a due day belongs to."""
    if due_on < today:
        return OVERDUE
    return TODAY if due_on == today else NEXT


def contact_columns() -> list[TableColumn]:
    """Return the columns of the people to be contacted."""
    return [
        TableColumn(_("Case"), 124),
        TableColumn(_("Person"), 200),
        TableColumn(_("Safe contact")),
        TableColumn(_("Due"), 104, right=True),
        TableColumn(_("State"), 128),
    ]


def contact_rows(contacts: Sequence[ContactDue], today: date) -> list[TableRow]:
    """Return a row for each contact due, with how it is safe."""
    rows = []
    for one in contacts:
        state, word = due_text(one.due_on, today)
        cells = (
            Cell(one.case_reference or "", strong=True),
            Cell(one.person_name),
            _safe_cell(one.safe_contact),
            Cell(short_date(one.due_on)),
            Cell(word, state),
        )
        rows.append(TableRow(one.note_id, cells))
    return rows


def _safe_cell(safe: SafeContact | None) -> Cell:
    """Return how somebody can be reached, and below it when, and who must not answer."""
    tip = safe_text(safe)[:300]
    way, rules = ("", "") if safe is None else (way_of_contact(safe), rules_of_contact(safe))
    return Cell(way or tip, note=rules if way else "", tip=tip)


def safe_text(safe: SafeContact | None) -> str:
    """Return in one line how somebody can be reached; says so where nothing is recorded."""
    if safe is None:
        return _("Not recorded")
    words = ". ".join(part for part in (way_of_contact(safe), rules_of_contact(safe)) if part)
    return words or _("Not recorded")
