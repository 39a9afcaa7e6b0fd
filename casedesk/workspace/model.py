"""What the rest of CaseDesk knows of an open file: its name, its user, what can change."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from casedesk.i18n import catalogue_text
from casedesk.security.roles import Permission, roles


class Topic(StrEnum):
    """A kind of record; after a change, pages that show it ask again."""

    AGENCIES = "agencies"
    PLACES = "places"
    PEOPLE = "people"
    INCIDENTS = "incidents"
    CONTACTS = "contacts"
    ATTACHMENTS = "attachments"
    REFERRALS = "referrals"
    CASES = "cases"
    RISK = "risk"
    MEETINGS = "meetings"
    ACTIONS = "actions"
    INTERVENTIONS = "interventions"
    REGISTERS = "registers"
    FIGURES = "figures"
    FORUMS = "forums"
    RELEASES = "releases"
    IMPORTS = "imports"
    FILE = "file"


class FileInfo(Struct, frozen=True):
    """The partnership file that is open."""

    folder: Path
    file_id: str
    organisation: str
    is_practice: bool


class User(Struct, frozen=True):
    """Who is at work, in which role."""

    id: int
    name: str
    role_id: str

    @property
    def role_title(self) -> str:
        """Return the title of the role in the language in use."""
        return catalogue_text(roles()[self.role_id].title)

    def may(self, permission: Permission) -> bool:
        """Tell whether the role has `permission`."""
        return permission in roles()[self.role_id].permissions


class Correction(Struct, frozen=True):
    """One earlier value of a field: shown struck beside the present one."""

    field: str
    old_value: str | None
    reason: str
    at: datetime
    by: str


class Verification(Struct, frozen=True):
    """What a check of the whole file found; `problems` is empty when all is well."""

    pages_ok: bool
    audit_entries: int
    audit_ok: bool
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems
