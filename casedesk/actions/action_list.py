"""The list of actions: which ones, in which order, and what each line shows.

Ids come in one go, lines in pages, as in the list of cases.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace
from sqlalchemy import func, nulls_last, select

from casedesk.actions.model import (
    ActionBoard,
    ActionCounts,
    ActionFilter,
    ActionOrder,
    ActionStatus,
    BoardColumn,
    ListedAction,
)
from casedesk.actions.queries import SORTED, conditions, joined, summary
from casedesk.actions.tables import ActionRow, ChaseRow
from casedesk.dates import local_day
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

DAYS_OF_WEEK = 7
DAYS_ON_BOARD = 28  # that what is closed stands on the board


def action_ids(
    workspace: Workspace,
    which: ActionFilter | None = None,
    *,
    order: ActionOrder = ActionOrder.DUE,
    descending: bool = False,
) -> list[int]:
    """Return the ids of the actions asked for, in order; those without the value come last.

    Args:
        workspace: the open partnership file.
        which: the filter; None: all.
        order: what they are sorted by.
        descending: the greatest first.
    """
    column = SORTED[order]
    ordered = (
        select(ActionRow.id)
        .where(*conditions(which or ActionFilter(), workspace.today()))
        .order_by(nulls_last(column.desc() if descending else column), ActionRow.id)
        .subquery()
    )
    # One text is four times faster out of the database than 100,000 rows.
    together = select(func.group_concat(ordered.c.id, ","))
    with workspace.reading(Permission.READ_RECORDS) as session:
        ids = session.scalar(together)
    return msgspec.json.decode(f"[{ids or ''}]", type=list[int])


def action_lines(workspace: Workspace, ids: Sequence[int]) -> list[ListedAction]:
    """Return the lines of these actions in the same order; one that is gone is left out."""
    # One parameter instead of one for each id: SQLite takes no more than 32,766.
    wanted = select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
    query = joined(ActionFilter(), workspace.today()).where(ActionRow.id.in_(wanted))
    chases = (
        select(ChaseRow.action_id, func.count(), func.max(ChaseRow.recorded_at))
        .where(ChaseRow.action_id.in_(wanted), ChaseRow.error_at.is_(None))
        .group_by(ChaseRow.action_id)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = {one.id: one for one in map(summary, session.execute(query))}
        chased = {row[0]: (row[1], local_day(row[2])) for row in session.execute(chases)}
    return [ListedAction(found[one], *chased.get(one, (0, None))) for one in ids if one in found]


def action_board(workspace: Workspace, which: ActionFilter, limit: int = 50) -> ActionBoard:
    """Return the columns of the board for a filter, whatever state that asks for.

    Args:
        workspace: the open partnership file.
        which: the filter.
        limit: how many actions of a column at most.
    """
    any_state = replace(which, status=None, overdue=False, chased=None)
    still_open = replace(any_state, status=ActionStatus.OPEN, overdue=which.overdue)
    lately = workspace.today() - timedelta(days=DAYS_ON_BOARD)

    def column(one: ActionFilter, order: ActionOrder = ActionOrder.DUE) -> BoardColumn:
        by_close = order is ActionOrder.CLOSED
        ids = action_ids(workspace, one, order=order, descending=by_close)
        return BoardColumn(len(ids), tuple(action_lines(workspace, ids[:limit])))

    return ActionBoard(
        open=column(replace(still_open, chased=False)),
        waiting=column(replace(still_open, chased=True)),
        closed=column(replace(any_state, closed_from=lately), ActionOrder.CLOSED),
    )


def saved_views(today: date, me: str) -> dict[str, ActionFilter]:
    """Return the filters of the views that every file has, by their names in `ActionCounts`.

    Args:
        today: the local calendar day; a week goes from Monday to Sunday.
        me: the name of the user at work.
    """
    still_open = ActionStatus.OPEN
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=DAYS_OF_WEEK - 1)
    return {
        "open": ActionFilter(status=still_open),
        "overdue": ActionFilter(status=still_open, overdue=True),
        "mine": ActionFilter(status=still_open, owner=me),
        "this_week": ActionFilter(status=still_open, due_from=monday, due_to=sunday),
        "chased": ActionFilter(status=still_open, chased=True),
        "unowned": ActionFilter(status=still_open, unowned=True),
    }


def view_counts(workspace: Workspace) -> ActionCounts:
    """Return how many actions each saved view holds."""
    today = workspace.today()
    views = saved_views(today, workspace.user.name)
    counts = (func.count().filter(*conditions(one, today)) for one in views.values())
    query = select(*counts).select_from(ActionRow).where(ActionRow.status == ActionStatus.OPEN)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return ActionCounts(**dict(zip(views, session.execute(query).one(), strict=True)))


def owners_of_open(workspace: Workspace) -> list[str]:
    """Return everybody named as owner of an open action, in order of the alphabet."""
    query = (
        select(ActionRow.owner)
        .where(*conditions(ActionFilter(status=ActionStatus.OPEN), workspace.today()))
        .distinct()
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return sorted(filter(None, session.scalars(query)), key=str.casefold)
