"""Actions as the rest of CaseDesk sees them: plain values, no database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionStatus(StrEnum):
    """Where an action stands.

    "Not possible" (circumstances changed) and "not done" stay apart, as the
    SafeLives minutes checklist asks.
    """

    OPEN = "open"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NOT_DONE = "not_done"


class ActionOrder(StrEnum):
    """What a list of actions is sorted by; actions without that value come last."""

    DUE = "due"
    SET = "set"
    REFERENCE = "reference"
    AGENCY = "agency"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewAction:
    """What somebody wrote down of an action. Days are local calendar days."""

    task: str
    agency_id: str
    set_on: date
    due_on: date | None = None
    owner: str | None = None
    urgent: bool = False
    case_id: int | None = None
    meeting_id: int | None = None
    forum_id: str | None = None


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions a list shows; what is None or False does not narrow it.

    `overdue` means open after the day it was due; `words` stand anywhere in reference,
    task or owner.
    """

    status: ActionStatus | None = None
    agency_id: str | None = None
    owner: str | None = None
    case_id: int | None = None
    meeting_id: int | None = None
    forum_id: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    overdue: bool = False
    urgent: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActionSummary:
    """One line of an action list. Dates are local calendar days."""

    id: int
    reference: str
    case_id: int | None
    case_reference: str | None
    meeting_id: int | None
    forum_id: str | None
    task: str
    agency_id: str
    owner: str | None
    set_on: date
    due_on: date | None
    status: ActionStatus
    closed_on: date | None
    outcome_note: str | None
    urgent: bool
    version: int

    def is_overdue(self, today: date) -> bool:
        """Tell whether the action is still open after the day it was due."""
        return self.status is ActionStatus.OPEN and self.due_on is not None and self.due_on < today
