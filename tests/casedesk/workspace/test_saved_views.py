"""Views of lists that a user has named: each their own, changed, removed, put back."""

from pathlib import Path

import pytest
from sqlalchemy import update

from casedesk.errors import InputError, NotFoundError
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.saved_views import (
    MOST_VIEWS,
    SavedView,
    own_views,
    remove_view,
    rename_view,
    save_view,
)
from casedesk.workspace.tables import AccountRow, SavedViewRow
from casedesk.workspace.workspace import Workspace
from tests.conftest import PASSPHRASE

LATE = SavedView(0, "actions", "Housing, late", (("agency_id", "housing"), ("overdue", True)),
                 "due", descending=True)  # fmt: skip


def names(workspace: Workspace) -> list[str]:
    return [one.name for one in own_views(workspace, "actions")]


def test_a_view_is_there_again_when_the_file_is_opened_again(
    workspace: Workspace,
) -> None:
    save_view(workspace, LATE)
    folder: Path = workspace.file.folder
    service.lock(workspace)
    opened = service.open_file(folder, PASSPHRASE)
    (view,) = own_views(opened, "actions")
    assert own_views(opened, "cases") == []
    assert (view.name, view.chosen, view.sort_key, view.descending) == (
        LATE.name, LATE.chosen, "due", True,
    )  # fmt: skip
    service.lock(opened)


@pytest.mark.parametrize("name", ["", "  ", "n" * 61, "HOUSING,  late"])
def test_a_name_that_is_missing_too_long_or_in_use_is_refused(
    workspace: Workspace, name: str
) -> None:
    first = save_view(workspace, LATE)
    other = save_view(workspace, SavedView(0, "actions", "Mine", ()))
    with pytest.raises(InputError):
        save_view(workspace, SavedView(0, "actions", name, ()))
    with pytest.raises(InputError):
        rename_view(workspace, other, name)
    assert rename_view(workspace, first, "Housing, LATE") == "Housing, late"  # its own name
    save_view(workspace, SavedView(0, "cases", "Mine", ()))  # another list


def test_what_was_removed_is_put_back_at_its_place(workspace: Workspace) -> None:
    first = save_view(workspace, LATE)
    save_view(workspace, SavedView(0, "actions", "Mine", ()))
    removed, place = remove_view(workspace, first)
    assert names(workspace) == ["Mine"]
    save_view(workspace, removed, place)
    assert names(workspace) == ["Housing, late", "Mine"]
    with pytest.raises(NotFoundError):
        remove_view(workspace, 99)


def test_there_is_an_end_to_views(workspace: Workspace) -> None:
    for number in range(MOST_VIEWS):
        save_view(workspace, SavedView(0, "actions", f"View {number}", ()))
    with pytest.raises(InputError, match="Remove one first"):
        save_view(workspace, LATE)


def test_views_of_others_are_neither_seen_nor_changed(workspace: Workspace) -> None:
    mine = save_view(workspace, LATE)
    with workspace.changing(Permission.READ_RECORDS) as change:
        other = AccountRow(name="Tom Hale", role_id="officer", created_at=change.now)
        change.session.add(other)
        change.session.flush()
        change.session.execute(update(SavedViewRow).values(account_id=other.id))
        change.audit("view.saved", f"saved_view/{mine}")
    assert names(workspace) == []
    with pytest.raises(NotFoundError):
        rename_view(workspace, mine, "Taken")
    with pytest.raises(NotFoundError):
        remove_view(workspace, mine)
    save_view(workspace, LATE)  # the same name, of somebody else
