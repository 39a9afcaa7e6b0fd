"""Register entries as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date

from msgspec import Struct


class NewEntry(Struct, frozen=True):
    """One line of a register as written down; `quantity` counts what the register counts."""

    register_id: str
    on_day: date
    place: str | None = None
    subject: str | None = None
    quantity: float = 1
    reason: str | None = None
    ended_on: date | None = None
    outcome: str | None = None
    note: str | None = None


class RegisterEntry(Struct, frozen=True):
    """One line of a register as recorded. Days are local calendar days."""

    id: int
    register_id: str
    on_day: date
    place: str | None
    subject: str | None
    quantity: float
    reason: str | None
    ended_on: date | None
    outcome: str | None
    note: str | None
    version: int


class EntryFilter(Struct, frozen=True):
    """Which entries a list shows; what is None or False does not narrow it. Days inclusive.

    `running` means not ended; `words` stand anywhere in place, subject or note.
    """

    register_id: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    running: bool = False
    words: str = ""
