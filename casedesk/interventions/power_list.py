"""The list of interventions: which ones, in which order, and what each line shows.

Ids come in one go, lines in pages, as in the list of cases.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, select
from sqlalchemy import case as when

from casedesk.i18n import catalogue_text, side_by_side, sort_key
from casedesk.interventions.catalogue import PowerKind, powers
from casedesk.interventions.deadlines import deadline_title, stored_due
from casedesk.interventions.model import (
    InterventionFilter,
    InterventionStatus,
    PowerCounts,
    PowerLine,
    PowerOrder,
    PowerSort,
)
from casedesk.interventions.queries import (
    COUNTED_ON,
    address_seen,
    interventions_shown,
    narrowed,
)
from casedesk.interventions.service import count_interventions
from casedesk.interventions.tables import BreachRow, DeadlineRow, InterventionRow
from casedesk.people.protected_addresses import address_hidden, hidden_places
from casedesk.people.tables import PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_NEXT_DUE = (
    select(func.min(DeadlineRow.due_at))
    .where(
        DeadlineRow.intervention_id == InterventionRow.id,
        DeadlineRow.settled_on.is_(None),
        InterventionRow.status != InterventionStatus.WITHDRAWN,
    )
    .correlate(InterventionRow)
    .scalar_subquery()
)


def intervention_ids(
    workspace: Workspace, chosen: InterventionFilter, sort: PowerSort | None = None
) -> Sequence[int]:
    """Return the ids of all interventions that a filter lets through, in order."""
    sort = sort or PowerSort()
    columns = (_order(workspace, sort.by), InterventionRow.id.expression)
    turned = [one.desc() if sort.descending else one.asc() for one in columns]
    if sort.by is PowerOrder.NEXT_DUE:  # most have none: of those the latest is looked for
        turned.insert(1, COUNTED_ON.desc())
    ordered = (
        narrowed(workspace, chosen)
        .with_only_columns(InterventionRow.id)
        .order_by(*(one.nulls_last() for one in turned))
        .subquery()
    )
    together = select(func.group_concat(ordered.c.id, ","))
    with workspace.reading(Permission.READ_RECORDS) as session:
        ids = session.scalar(together)
    return msgspec.json.decode(f"[{ids or ''}]", type=list[int])


def intervention_lines(workspace: Workspace, ids: Sequence[int]) -> list[PowerLine]:
    """Return the lines of these interventions in the same order; one that is gone is left out."""
    wanted = select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
    shown = interventions_shown().where(InterventionRow.id.in_(wanted))
    shown = shown.add_columns(InterventionRow.ended_on)
    waiting = (
        select(
            DeadlineRow.intervention_id,
            DeadlineRow.rule_id,
            DeadlineRow.due_at,
            DeadlineRow.is_day,
        )
        .where(DeadlineRow.intervention_id.in_(wanted), DeadlineRow.settled_on.is_(None))
        .where(DeadlineRow.due_at.is_not(None))
        .order_by(DeadlineRow.due_at.desc(), DeadlineRow.id.desc())
    )
    breached = (
        select(BreachRow.intervention_id, func.count())
        .where(BreachRow.intervention_id.in_(wanted), BreachRow.error_at.is_(None))
        .group_by(BreachRow.intervention_id)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows = session.execute(shown).all()
        due = {row.intervention_id: row for row in session.execute(waiting)}  # the earliest stays
        times = {row[0]: row[1] for row in session.execute(breached)}
        hidden = hidden_places(workspace, session, {row.place_id for row in rows if row.place_id})
    lines = {
        row.id: _line(
            row,
            address_hidden() if row.place_id in hidden else row.address,
            due.get(row.id),
            times.get(row.id, 0),
        )
        for row in rows
    }
    return [lines[one] for one in ids if one in lines]


def power_views(today: date) -> dict[str, InterventionFilter]:
    """Return the filters of the views that every file has, by their names in `PowerCounts`."""
    still_open = InterventionStatus.OPEN
    return {
        "in_use": InterventionFilter(status=still_open),
        "clocks_running": InterventionFilter(clocks_running=True),
        "open_orders": InterventionFilter(status=still_open, kind=PowerKind.CIVIL_ORDER),
        "ended_this_year": InterventionFilter(ended_from=date(today.year, 1, 1), ended_to=today),
    }


def power_counts(workspace: Workspace) -> PowerCounts:
    """Return how many interventions each saved view holds."""
    views = power_views(workspace.today())
    return PowerCounts(**{name: count_interventions(workspace, one) for name, one in views.items()})


def clocks_running(workspace: Workspace) -> int:
    """Return how many interventions have a deadline that waits for an answer."""
    return count_interventions(workspace, InterventionFilter(clocks_running=True))


def _order(workspace: Workspace, by: PowerOrder) -> ColumnElement[Any]:
    if by is PowerOrder.POWER:
        titles = sorted(powers(), key=lambda one: sort_key(catalogue_text(powers()[one].title)))
        places = {power_id: place for place, power_id in enumerate(titles)}
        return when(places, value=InterventionRow.power_id, else_=len(places))
    columns: dict[PowerOrder, ColumnElement[Any]] = {
        PowerOrder.REFERENCE: InterventionRow.reference.expression,
        PowerOrder.USED_ON: func.coalesce(PersonRow.surname, address_seen(workspace)),
        PowerOrder.DAY: COUNTED_ON,
        PowerOrder.ENDS: InterventionRow.ends_on.expression,
        PowerOrder.NEXT_DUE: _NEXT_DUE,
    }
    return columns[by]


def _line(row: Any, address: str | None, due: Any, breaches: int) -> PowerLine:
    power = powers().get(row.power_id)
    status = InterventionStatus(row.status)
    name = " ".join(filter(None, (row.forenames, row.surname)))
    runs = due is not None and status is not InterventionStatus.WITHDRAWN
    return PowerLine(
        id=row.id,
        reference=row.reference,
        title=row.power_id if power is None else catalogue_text(power.title),
        used_on=side_by_side(name, address),
        case_reference=row.case_reference or "",
        day=row.granted_on or row.issued_on,
        ends_on=row.ends_on,
        next_title=deadline_title(row.power_id, due.rule_id) if runs else "",
        next_due=stored_due(due.due_at, is_day=due.is_day) if runs else None,
        status=status,
        ended_on=row.ended_on,
        breaches=breaches,
    )
