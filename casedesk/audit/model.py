"""The audit trail as it is read: plain values, no database."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct


class AuditEntry(Struct, frozen=True):
    """Who did what to which record, and when; `detail` names fields, never values."""

    number: int
    at: datetime
    user_name: str
    role_id: str
    action: str
    record: str
    detail: str


class AuditFilter(Struct, frozen=True):
    """Which entries are shown; what is empty does not narrow it. Days are local."""

    action: str = ""  # begins with, such as "case." or "person.joined"
    record: str = ""  # exactly, such as "case/12"
    record_kind: str = ""  # every record of a kind, such as "case"
    reference: str = ""  # the records known by it, such as "M-2026-014"
    user_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


class AuditLine(Struct, frozen=True):
    """One line of the audit viewer: an entry with its act and record in words.

    `reference` is what a case or another record is known by, if it is known by anything but its
    number; `named` the same of each record in the detail. Names of people never stand here.
    """

    entry: AuditEntry
    action_title: str
    record_title: str
    reference: str
    named: Mapping[str, str]


class SealedLine(Struct, frozen=True):
    """A line with the seal that chains its entry to the one before."""

    line: AuditLine
    seal: str


class ChainState(Struct, frozen=True):
    """What following the chain found: unbroken from the first entry to the last, or where not.

    `seal` is that of the last entry, in which all before it are contained.
    """

    entries: int
    broken_at: int | None
    first_at: datetime | None
    last_at: datetime | None
    seal: str = ""
