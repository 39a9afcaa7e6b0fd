"""Who may do what: permissions are code, which role has them is catalogue data."""

from enum import StrEnum
from functools import cache

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.resource_files import resource_path


class Permission(StrEnum):
    """What a service function needs before it does anything."""

    READ_RECORDS = "read_records"  # cases, people, meetings and all that hangs on them
    CHANGE_RECORDS = "change_records"
    READ_ATTACHMENTS = "read_attachments"
    ADD_ATTACHMENTS = "add_attachments"
    OPEN_ELSEWHERE = "open_elsewhere"  # a copy leaves the encrypted file
    JOIN_PEOPLE = "join_people"
    IMPORT = "import"
    COUNT = "count"  # true counts, for staff
    PUBLISH = "publish"
    SEND_RETURNS = "send_returns"  # true counts to a named recipient
    MANAGE_LISTS = "manage_lists"  # agencies' names, forums in use
    MANAGE_FILE = "manage_file"  # passphrase, backup, restore
    READ_AUDIT = "read_audit"


class Role(Entry, frozen=True):
    """A kind of user of CaseDesk and what such a user may do."""

    id: str
    title: str
    permissions: frozenset[Permission]


class _Roles(Entry, frozen=True):
    role: tuple[Role, ...]


@cache
def roles() -> dict[str, Role]:
    """Return the roles of `resources/catalogues/roles.toml` by id."""
    found = read_catalogue(resource_path("catalogues", "roles.toml"), _Roles)
    return {role.id: role for role in found.role}
