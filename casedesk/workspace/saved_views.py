"""Views of long lists that a user has named: what narrows the list, and its order.

Each user has views of their own. A view is no record of casework: it is changed and removed like
a setting, and what is removed can be put back by saving it again.
"""

import json
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.tables import SavedViewRow
from casedesk.workspace.workspace import Change, Workspace

MOST_VIEWS, LONGEST_NAME = 30, 60


class SavedView(Struct, frozen=True):
    """A view of one list.

    Attributes:
        id: names it in this file; 0 before it is saved.
        list_id: which list it belongs to, such as "actions".
        name: as its user called it.
        chosen: what narrows the list, by the names of the filter's parts; days in ISO form, but
            a choice that moves on with the calendar by its name: ("due", "week").
        sort_key: what the list is sorted by, as its columns call it; empty for the usual order.
        descending: the other way round.
    """

    id: int
    list_id: str
    name: str
    chosen: tuple[tuple[str, Any], ...]
    sort_key: str = ""
    descending: bool = False


def own_views(workspace: Workspace, list_id: str) -> list[SavedView]:
    """Return the views that the user at work has of a list, in the order they were saved."""
    query = (
        select(SavedViewRow)
        .where(SavedViewRow.account_id == workspace.user.id, SavedViewRow.list_id == list_id)
        .order_by(SavedViewRow.place, SavedViewRow.id)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [_view(row) for row in session.scalars(query)]


def save_view(workspace: Workspace, view: SavedView, place: int | None = None) -> int:
    """Save a view under its name and return its id.

    Args:
        workspace: the open file.
        view: what to save; its id is not used.
        place: where it stood before it was removed; by default the end.

    Raises:
        InputError: the name is missing, too long or in use, or there are too many views.
    """
    with workspace.changing(Permission.READ_RECORDS) as change:
        others = _rows(change, view.list_id)
        name = _checked(view.name, [one.name for one in others])
        if len(others) >= MOST_VIEWS:
            text = _("There are {most} views of this list. Remove one first.")
            raise InputError({"name": text.format(most=MOST_VIEWS)})
        last = max((one.place for one in others), default=0)
        row = SavedViewRow(
            account_id=change.user.id,
            list_id=view.list_id,
            name=name,
            chosen=json.dumps(view.chosen),
            sort_key=view.sort_key,
            descending=view.descending,
            place=last + 1 if place is None else place,
        )
        change.session.add(row)
        change.session.flush()
        change.audit("view.saved", f"saved_view/{row.id}")
        return row.id


def rename_view(workspace: Workspace, view_id: int, name: str) -> str:
    """Give a view another name and return the one it had.

    Raises:
        InputError: the name is missing, too long or in use.
        NotFoundError: the view is no longer there.
    """
    with workspace.changing(Permission.READ_RECORDS) as change:
        row = _row(change, view_id)
        others = [one.name for one in _rows(change, row.list_id) if one.id != view_id]
        before, row.name = row.name, _checked(name, others)
        change.audit("view.renamed", f"saved_view/{view_id}")
        return before


def remove_view(workspace: Workspace, view_id: int) -> tuple[SavedView, int]:
    """Remove a view; return it and its place, so that `save_view` can put it back.

    Raises:
        NotFoundError: it is no longer there.
    """
    with workspace.changing(Permission.READ_RECORDS) as change:
        row = _row(change, view_id)
        removed = replace(_view(row), id=0), row.place
        change.session.delete(row)
        change.audit("view.removed", f"saved_view/{view_id}")
        return removed


def _rows(change: Change, list_id: str) -> list[SavedViewRow]:
    query = select(SavedViewRow).where(
        SavedViewRow.account_id == change.user.id, SavedViewRow.list_id == list_id
    )
    return list(change.session.scalars(query))


def _row(change: Change, view_id: int) -> SavedViewRow:
    query = select(SavedViewRow).where(
        SavedViewRow.id == view_id, SavedViewRow.account_id == change.user.id
    )
    row = change.session.scalar(query)
    if row is None:
        raise NotFoundError(_("This view is no longer there."))
    return row


def _checked(name: str, others: list[str]) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputError({"name": _("Give the view a name.")})
    if len(name) > LONGEST_NAME:
        text = _("Give the view a name of at most {most} letters.")
        raise InputError({"name": text.format(most=LONGEST_NAME)})
    if name.casefold() in {one.casefold() for one in others}:
        raise InputError({"name": _("There is a view of this name. Choose another name.")})
    return name


def _view(row: SavedViewRow) -> SavedView:
    chosen = tuple((name, value) for name, value in json.loads(row.chosen))
    return SavedView(row.id, row.list_id, row.name, chosen, row.sort_key, row.descending)
