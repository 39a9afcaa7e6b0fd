"""Meetings as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from casedesk.workspace.model import Correction


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class DiscussionStatus(StrEnum):
    """Where a case on an agenda stands."""

    LISTED = "listed"
    HEARD = "heard"
    DEFERRED = "deferred"


class Presence(StrEnum):
    """How an agency attended."""

    PRESENT = "present"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"


class NewMeeting(Struct, frozen=True):
    """What somebody wrote down of a meeting. `held_on` is a local calendar day."""

    forum_id: str
    held_on: date
    starts_at: datetime | None = None
    place: str | None = None
    number: int | None = None
    note: str | None = None


class MeetingSummary(Struct, frozen=True):
    """One line of a list of meetings; `cases` are on the agenda, `heard` of them were heard."""

    id: int
    forum_id: str
    number: int | None
    held_on: date
    starts_at: datetime | None
    place: str | None
    status: MeetingStatus
    cancelled_reason: str | None
    minutes_approved_on: date | None
    minutes_sent_on: date | None
    note: str | None
    statement: str | None
    cases: int
    heard: int
    version: int

    @property
    def minutes_are_final(self) -> bool:
        """Tell whether minutes can only be corrected, because somebody relies on them."""
        return self.minutes_approved_on is not None or self.minutes_sent_on is not None

    @property
    def minutes_can_be_approved(self) -> bool:
        """Tell whether the minutes can be approved now; those sent out as a draft can be, too."""
        return self.status is MeetingStatus.HELD and self.minutes_approved_on is None

    @property
    def minutes_can_be_sent(self) -> bool:
        """Tell whether it can be recorded now that the minutes were sent out."""
        return self.status is MeetingStatus.HELD and self.minutes_sent_on is None


class AgendaItem(Struct, frozen=True):
    """One case on an agenda; once heard, `is_repeat` is what was frozen then."""

    id: int
    position: int
    case_id: int
    case_reference: str
    subject_name: str
    risk_band: str | None
    status: DiscussionStatus
    with_children: bool
    is_repeat: bool
    outcome: str | None
    has_minutes: bool
    version: int

    @property
    def lacks_outcome(self) -> bool:
        """Tell whether the case was heard and what came of it is not recorded."""
        return self.status is DiscussionStatus.HEARD and self.outcome is None


class Discussion(Struct, frozen=True):
    """Everything recorded of one case at one meeting."""

    item: AgendaItem
    meeting_id: int
    forum_id: str
    held_on: date
    referral_id: int | None
    minutes: str
    deferred_reason: str | None
    corrections: tuple[Correction, ...]


class CaseHearing(Struct, frozen=True):
    """One line of a case's history at meetings."""

    discussion_id: int
    meeting_id: int
    forum_id: str
    held_on: date
    status: DiscussionStatus
    is_repeat: bool
    outcome: str | None
    minutes: str


class CaseToHear(Struct, frozen=True):
    """An open case that waits for a meeting."""

    case_id: int
    reference: str
    subject_name: str
    risk_band: str | None
    is_repeat: bool
    with_children: bool
    was_put_off: bool
    received_on: date


class Rhythm(StrEnum):
    """How often the meetings of a series are held."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"  # the same weekday of the month: the second Tuesday, or the last


class SeriesDay(Struct, frozen=True):
    """One day of a series; `moved_from` is the day that was a bank holiday."""

    day: date
    moved_from: date | None = None


class DiscussionText(Struct, frozen=True):
    """What is written of a discussion; `outcome` is an id of the forum's outcomes."""

    minutes: str = ""
    outcome: str | None = None


class MeetingAction(Struct, frozen=True):
    """An action agreed in a discussion; the case, the forum and the day follow from that."""

    task: str
    agency_id: str
    owner: str | None = None
    due_on: date | None = None
    urgent: bool = False


class Attendance(Struct, frozen=True):
    """How one agency attended, and for whom it is known, who."""

    id: int
    agency_id: str
    practitioner_name: str
    status: Presence
    accepted_at: datetime | None
    version: int

    @property
    def came(self) -> bool:
        """Tell whether somebody of the agency was there."""
        return self.status is not Presence.APOLOGIES
