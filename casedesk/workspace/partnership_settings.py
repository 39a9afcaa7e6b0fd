"""Choices of the partnership that travel with its file; choices of a computer are in `settings`."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import SettingRow
from casedesk.workspace.workspace import Workspace


def partnership_setting(workspace: Workspace, name: str, default: str = "") -> str:
    """Return a choice of the partnership, or `default` if none was made."""
    query = select(SettingRow.value).where(SettingRow.name == name)
    # Whoever may open the file may know its choices: readers read, analysts count.
    reads = workspace.may(Permission.READ_RECORDS)
    with workspace.reading(Permission.READ_RECORDS if reads else Permission.COUNT) as session:
        value = session.scalar(query)
    return default if value is None else value


def set_partnership_setting(workspace: Workspace, name: str, value: str) -> None:
    """Make a choice for everybody who opens this file.

    Raises:
        NotAllowedError: the role does not include it.
    """
    statement = insert(SettingRow).values(name=name, value=value)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE) as change:
        change.session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )
        change.audit("setting.changed", f"setting/{name}")
