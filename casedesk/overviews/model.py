"""What Today and a case's page show: values of several subjects, put together."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from casedesk.actions.action_line import Owner
from casedesk.actions.model import ActionSummary
from casedesk.attachments.model import Attachment
from casedesk.cases.model import CaseDetails, PersonInCase
from casedesk.interventions.model import InterventionSummary, OpenDeadline
from casedesk.meetings.model import AgendaItem, Attendance, Discussion, MeetingSummary
from casedesk.people.model import SafeContact
from casedesk.referrals.model import ReferralDetails
from casedesk.risk.model import AssessmentSummary
from casedesk.workspace.model import Correction


class DeadlineShown(Struct, frozen=True):
    """A deadline with its sentence: "Closure notice CN-14: court hearing"."""

    sentence: str
    deadline: OpenDeadline
    is_past: bool


class MeetingShown(Struct, frozen=True):
    """The next meeting with its sentence: "MARAC 30"."""

    title: str
    meeting: MeetingSummary
    with_children: int
    unfinished: int


class NeedsFinishing(Struct, frozen=True):
    """How many records of open cases still lack something."""

    referrals: int
    assessments: int
    outcomes: int

    @property
    def total(self) -> int:
        """Return how many there are together."""
        return self.referrals + self.assessments + self.outcomes


class ActionShown(Struct, frozen=True):
    """An action that is due, with the agency's title and what it belongs to."""

    action: ActionSummary
    agency: str
    belongs_to: str


class ActionsDue(Struct, frozen=True):
    """Actions overdue, due today and in the next seven days; the counts are of all."""

    lines: tuple[ActionShown, ...]
    overdue: int
    today: int
    next_days: int


class ContactDue(Struct, frozen=True):
    """Somebody who is to be contacted, and how that is safe."""

    note_id: int
    due_on: date
    case_id: int | None
    case_reference: str | None
    person_id: int | None
    person_name: str
    safe_contact: SafeContact | None


class SinceLastHere(Struct, frozen=True):
    """What others, or an import, did since the user's last visit ended."""

    since: datetime
    referrals: int
    assessments: int
    reopened: int


class TodayView(Struct, frozen=True):
    """The whole of the Today page. `next_date` is the first day on which anything is due."""

    today: date
    deadlines: tuple[DeadlineShown, ...]
    next_meeting: MeetingShown | None
    needs_finishing: NeedsFinishing
    actions: ActionsDue
    contacts_due: tuple[ContactDue, ...]
    since: SinceLastHere | None
    next_date: date | None


class HearingAhead(Struct, frozen=True):
    """The meeting that will hear a case, and where on its agenda."""

    title: str
    meeting_id: int
    held_on: date
    starts_at: datetime | None
    position: int
    cases: int


class ContactAhead(Struct, frozen=True):
    """The latest contact note about one person in a case: its day of a next contact holds.

    `person_name` is empty where the note names nobody; without `due_on` no contact is due.
    """

    note_id: int
    person_name: str
    due_on: date | None


class Caution(NamedTuple):
    """One sentence that must not be missed; `is_danger`: whoever does, does harm.

    How it is safe to make contact is none: in the colour of danger, it would be red everywhere.
    """

    text: str
    is_danger: bool = True


class NowPanel(Struct, frozen=True):
    """What holds for a case at this moment.

    `contacts` has the contact that is due first in front, those without a day at the end; a closed
    case has none.
    """

    warnings: tuple[Caution, ...]
    subject: PersonInCase | None
    subject_age: int | None
    address: str
    address_protected: bool
    safe_contact: SafeContact | None
    next_hearing: HearingAhead | None
    actions_open: int
    actions_due_today: int
    actions_overdue: int
    contacts: tuple[ContactAhead, ...]


class CasePage(Struct, frozen=True):
    """The whole of a case's page but its timeline."""

    case: CaseDetails
    forum: str
    subject_label: str
    lead_agency: str
    risk: str
    days_open: int
    place: str
    now: NowPanel
    people: tuple[PersonInCase, ...]
    referrals: tuple[ReferralDetails, ...]
    risk_history: tuple[AssessmentSummary, ...]
    actions: tuple[ActionSummary, ...]
    interventions: tuple[InterventionSummary, ...]
    attachments: tuple[Attachment, ...] = ()


class EntryKind(StrEnum):
    """What an entry of a timeline is; the filter of the page."""

    NOTE = "note"
    REPORT = "report"
    REFERRAL = "referral"
    RISK = "risk"
    MEETING = "meeting"
    ACTION = "action"
    INTERVENTION = "intervention"
    CASE = "case"
    FILE = "file"


class TimelineEntry(Struct, frozen=True):
    """One entry of a case's timeline, the latest first.

    `on` is the local day of the event, `at` its moment where one is known; `by` who wrote
    it down. A correction has `struck`, the old words, and `text`, those that hold now; `what` is
    the field it is about. A discussion has the `meeting_id` of its meeting.
    """

    kind: EntryKind
    record_id: int
    on: date
    at: datetime | None
    title: str
    text: str = ""
    by: str = ""
    mark: str = ""
    is_correction: bool = False
    struck: str = field(default="")
    what: str = ""
    meeting_id: int | None = None


class AgencyAtMeeting(Struct, frozen=True):
    """One line of who is at a meeting; `line` is None for an agency of the forum not noted yet."""

    agency_id: str
    agency: str
    line: Attendance | None


class MeetingPage(Struct, frozen=True):
    """The whole of a meeting's page but the discussion in sight.

    `next_day` is the next planned meeting of the forum after this one; `statement` is of
    confidentiality, as it was or would be accepted here; `waiting` counts the cases that wait;
    `corrections` are what the meeting itself held before. `to_hear` are the discussions that can be
    heard now, with no more said; `can_be_ended`: it can be recorded as held.
    """

    meeting: MeetingSummary
    title: str
    items: tuple[AgendaItem, ...]
    people: tuple[AgencyAtMeeting, ...]
    actions: tuple[ActionSummary, ...]
    owners: tuple[Owner, ...]
    next_day: date | None
    statement: str
    waiting: int
    corrections: tuple[Correction, ...]
    to_hear: frozenset[int]
    can_be_ended: bool


class DiscussionPage(Struct, frozen=True):
    """One case at a meeting with what must be known of it there."""

    discussion: Discussion
    case: CasePage
    earlier_actions: tuple[ActionSummary, ...]


class ActionView(Struct, frozen=True):
    """One action with all that became of it, the latest first."""

    action: ActionSummary
    agency: str
    meeting: str
    forum: str
    entries: tuple[TimelineEntry, ...]
