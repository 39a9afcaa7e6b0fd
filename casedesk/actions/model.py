"""Actions as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


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
    OWNER = "owner"
    CLOSED = "closed"


class NewAction(Struct, frozen=True):
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


class ActionFilter(Struct, frozen=True):
    """Which actions a list shows; what is None or False does not narrow it.

    `overdue` means open after the day it was due, `unowned` that nobody is named, `no_day` that
    no day is set, `chased` whether its owner was asked how it stands; what has `closed_from` was
    closed then or later; `words` stand anywhere in reference, task or owner.
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
    unowned: bool = False
    no_day: bool = False
    chased: bool | None = None
    closed_from: date | None = None
    words: str = ""


class ActionSummary(Struct, frozen=True):
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


class ListedAction(Struct, frozen=True):
    """One line of the page of actions: the action, and how often it was chased.

    `chased_on` is the local day of the last time.
    """

    action: ActionSummary
    chased: int
    chased_on: date | None


class ActionCounts(Struct, frozen=True):
    """How many actions each saved view holds."""

    open: int
    overdue: int
    mine: int
    this_week: int
    chased: int
    unowned: int


class BoardColumn(Struct, frozen=True):
    """A column of the board: how many actions stand in it, and the first of them."""

    count: int
    lines: tuple[ListedAction, ...]


class ActionBoard(Struct, frozen=True):
    """The board: open and not chased yet, chased and not closed yet, closed lately."""

    open: BoardColumn
    waiting: BoardColumn
    closed: BoardColumn


class ActionBefore(Struct, frozen=True):
    """What fields of an action held before a change, so that it can be taken back.

    `version` is that of the changed record: somebody else's later change is not overwritten.
    """

    id: int
    version: int
    fields: tuple[tuple[str, object], ...]


class Chase(Struct, frozen=True):
    """One time that the owner of an action was asked how it stands."""

    at: datetime
    by: str
    owner: str | None
    agency_id: str


class ChaseLine(Struct, frozen=True):
    """An open action in a message.

    `names_somebody` tells that its text holds a name of a person of its case: the text never
    goes into a message.
    """

    action_id: int
    reference: str
    task: str
    due_on: date | None
    names_somebody: bool

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day lies behind."""
        return self.due_on is not None and self.due_on < today


class ChaseMessage(Struct, frozen=True):
    """A message to one owner about all that the owner still has to do.

    `owner` is None where nobody is named: the agency is asked. So it is where the owner has the
    name of a person of one of the cases (`owner_is_known`): such a name stands in no message.
    """

    owner: str | None
    agency_id: str
    agency: str
    lines: tuple[ChaseLine, ...]
    owner_is_known: bool = False

    @property
    def addressee(self) -> str:
        """Return the owner as a message may name them; empty for the agency alone."""
        return "" if self.owner is None or self.owner_is_known else self.owner

    @property
    def key(self) -> str:
        """Return what tells this message from the others of a chase."""
        return f"{self.agency_id}/{self.owner or ''}"


class ChaseWanted(Struct, frozen=True):
    """What is to be saved of a chase: the messages, each with its text as it was edited."""

    messages: tuple[tuple[ChaseMessage, str], ...]
    as_mail: bool = True
    for_agencies: bool = True
    with_tasks: bool = False


class ChaseSaved(Struct, frozen=True):
    """What was saved of a chase, and where; `notes` are those on its actions."""

    folder: Path
    messages: int
    agencies: int
    notes: tuple[int, ...]
