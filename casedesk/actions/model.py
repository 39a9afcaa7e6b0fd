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


@dataclass(frozen=True, slots=True)
class ActionSummary:
    """One line of an action list. Dates are local calendar days."""

    id: int
    reference: str
    case_id: int | None
    case_reference: str | None
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
