"""Cases as the rest of CaseDesk sees them: plain values, no database."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from casedesk.forums.model import Part
from casedesk.i18n import _
from casedesk.referrals.model import Gap


class CaseStatus(StrEnum):
    """Whether work on a case goes on; the value is what the partnership file stores."""

    OPEN = "open"
    CLOSED = "closed"


class NextStep(StrEnum):
    """What a case waits for."""

    FINISH = "finish"  # facts of the referral are missing
    LIST = "list"  # not on any meeting's agenda yet
    HEAR = "hear"  # on the agenda of the meeting of `next_on`
    RECORD = "record"  # the meeting on whose agenda it stands has passed and was not ended
    FOLLOW_UP = "follow_up"  # heard, still open
    NONE = "none"  # closed


def next_step_text(step: NextStep, day: str = "") -> str:
    """Return the next step in words; `day` is the day of the hearing as it is shown."""
    return {
        NextStep.FINISH: _("Finish the referral"),
        NextStep.LIST: _("Put on an agenda"),
        NextStep.HEAR: _("Hear {day}").format(day=day),
        NextStep.RECORD: _("Record the hearing"),
        NextStep.FOLLOW_UP: _("Follow up"),
        NextStep.NONE: "",
    }[step]


class CaseOrder(StrEnum):
    """What a list of cases can be sorted by."""

    REFERENCE = "reference"
    SUBJECT = "subject"
    FORUM = "forum"
    RISK = "risk"
    RECEIVED = "received"
    NEXT_HEARING = "next_hearing"


class CaseFilter(Struct, frozen=True):
    """Which cases a list shows; what is None or False does not narrow it.

    `words` are the beginnings of names or a reference. `waiting` are open cases that
    were neither heard nor put on an agenda; `unfinished` those whose referral has gaps.
    """

    forum_id: str | None = None
    status: CaseStatus | None = None
    risk_band: str | None = None
    agency_id: str | None = None
    words: str = ""
    repeat: bool | None = None
    not_heard: bool = False
    waiting: bool = False
    unfinished: bool = False
    received_from: date | None = None
    received_to: date | None = None


class CaseSort(Struct, frozen=True):
    """How a list is sorted; equal ones follow by when they were entered."""

    by: CaseOrder = CaseOrder.RECEIVED
    descending: bool = True


class CaseLine(Struct, frozen=True):
    """One line of the list of cases. Days are local; `age_days` since it was received.

    `next_on` is the day of the next hearing from today on, if there is one.
    """

    id: int
    reference: str
    subject_name: str
    forum_id: str
    forum_title: str
    status: CaseStatus
    risk_band: str | None
    received_on: date
    age_days: int
    closed_on: date | None
    next_step: NextStep
    next_on: date | None
    is_repeat: bool
    children: int | None
    lead_agency: str


class CaseCounts(Struct, frozen=True):
    """How many cases each saved view holds."""

    open: int
    repeat_this_year: int
    not_heard: int
    waiting: int
    unfinished: int


class RepeatFound(Struct, frozen=True):
    """An earlier referral that makes a new one a repeat: what the banner says.

    `rule` names the rule in words, with the day its months are counted from in
    `counted_from`; `heard_on` is the last hearing of the earlier case, if there was one.
    """

    referral_id: int
    case_id: int
    reference: str
    received_on: date
    counted_from: date
    heard_on: date | None
    rule: str


class TakenIn(Struct, frozen=True):
    """What taking in a referral made.

    `new_people`, `new_places` and `different` (pairs now marked as two people) are what it made
    beside the case, for `cases.taking_back.take_back_referral`; `draft` is the form whose
    attachments went with it.
    """

    referral_id: int
    case_id: int
    reference: str
    repeat: RepeatFound | None
    gaps: tuple[Gap, ...]
    new_people: tuple[int, ...] = ()
    new_places: tuple[int, ...] = ()
    different: tuple[tuple[int, int], ...] = ()
    draft: str = ""


class PartInCase(Struct, frozen=True):
    """What somebody is in a case: a role of the forum, what they are to its subject, a note."""

    role_id: str
    relationship: str | None = None
    note: str | None = None


USUAL, CHILD = "usual", "child"  # kinds of closed cases beside the ids of forums


class ReviewTimes(Struct, frozen=True):
    """When closed cases are looked at: years after closing, and the age of who was a child."""

    usual: int
    child_until_age: int
    by_forum: Mapping[str, int]

    def years_for(self, forum_id: str) -> int:
        """Return how many years after its closing a case of a forum is looked at."""
        return self.by_forum.get(forum_id, self.usual)


class ReviewTime(Struct, frozen=True):
    """One kind of closed cases: the catalogue's time, and the partnership's where it has one.

    `id` is that of a forum, or `USUAL`, or `CHILD`, whose time is an age; all others are years.
    `is_of_usual` tells that the catalogue has no figure for the forum but the usual one. `version`
    is None where the partnership never set it.
    """

    id: str
    title: str
    shipped: int
    is_of_usual: bool
    own: int | None
    in_force: int
    reason: str
    note: str
    version: int | None


class CaseFields(Struct, frozen=True):
    """What of a case itself can be corrected."""

    lead_agency_id: str | None
    children_in_household: int | None
    place_id: int | None


class CaseDetails(Struct, frozen=True):
    """The case itself, without what hangs on it.

    `review_on` is the day on which somebody is to look whether a closed case may be erased;
    `on_hold` keeps it from being erased whatever that day says.
    """

    id: int
    version: int
    reference: str
    forum_id: str
    status: CaseStatus
    opened_on: date
    closed_on: date | None
    close_reason: str | None
    subject_name: str
    fields: CaseFields
    is_repeat: bool
    risk_band: str | None
    risk_tool_id: str | None
    risk_score: int | None
    last_heard_on: date | None
    review_on: date | None
    on_hold: bool


class PersonInCase(Struct, frozen=True):
    """Somebody in a case; `role_title` is the forum's word for what they are there."""

    id: int
    version: int
    person_id: int
    name: str
    born_on: date | None
    part: Part
    role_id: str | None
    role_title: str
    relationship: str | None
    note: str | None
    ended_on: date | None


class BarredPart(StrEnum):
    """What of a case somebody must not receive; the value is what the partnership file stores."""

    EVERYTHING = "everything"
    ADDRESSES = "addresses"
    DISCUSSION = "discussion"  # what was said at meetings
    RISK = "risk"


def barred_part_text(part: BarredPart) -> str:
    """Return in words what somebody must not receive."""
    return {
        BarredPart.EVERYTHING: _("anything of this case"),
        BarredPart.ADDRESSES: _("addresses"),
        BarredPart.DISCUSSION: _("what was said at meetings"),
        BarredPart.RISK: _("the risk"),
    }[part]


class MustNotReceive(Struct, frozen=True):
    """Somebody who must not receive a case or a part of it: an agency or a person, never both.

    `name` is the agency's title or the person's name.
    """

    id: int
    version: int
    agency_id: str | None
    person_id: int | None
    name: str
    part: BarredPart
    reason: str
