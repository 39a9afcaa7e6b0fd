"""Interventions as the rest of CaseDesk sees them: plain values, no database."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from casedesk.deadlines.model import Deadline, Status
from casedesk.workspace.model import Correction


class InterventionStatus(StrEnum):
    """Where the use of a power stands."""

    OPEN = "open"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class NewIntervention(Struct, frozen=True):
    """One use of a power as written down; days are local calendar days.

    `ends_on` is the day the notice or order itself says, `length_id` one of the lengths that the
    power offers, such as 24 or 48 hours. `past_limit_reason` says why a limit
    of the law was passed; nothing is refused for the lack of it.
    """

    power_id: str
    case_id: int | None = None
    person_id: int | None = None
    place_id: int | None = None
    follows_id: int | None = None
    applicant: str | None = None
    issued_on: date | None = None
    issued_at: datetime | None = None
    served_at: datetime | None = None
    granted_on: date | None = None
    ends_on: date | None = None
    length_id: str | None = None
    terms: str | None = None
    consultation_held_on: date | None = None
    safeguarding_checklist_on: date | None = None
    exit_meeting_on: date | None = None
    past_limit_reason: str | None = None
    note: str | None = None


class Ending(Struct, frozen=True):
    """How a use of a power came to its end, and when."""

    status: InterventionStatus = InterventionStatus.OPEN
    ended_on: date | None = None


class NewStep(Struct, frozen=True):
    """One step that was taken: an id of the power's steps, or of an event that no step names.

    `at` is needed only where the law counts hours from it.
    """

    step_id: str
    on_day: date
    at: datetime | None = None
    note: str | None = None


class StepBefore(NamedTuple):
    """When a step was taken, as recorded before its record was corrected."""

    id: int
    on_day: date
    at: datetime | None


class StepTaken(Struct, frozen=True):
    """One step as recorded."""

    id: int
    step_id: str
    on_day: date
    at: datetime | None
    note: str | None
    version: int
    corrections: tuple[Correction, ...] = ()


class CourseStep(Struct, frozen=True):
    """One step of the power's course, done or not; several records of it show the last."""

    step_id: str
    title: str
    done_on: date | None
    at: datetime | None
    optional: bool
    checklist: str


class Breach(Struct, frozen=True):
    """One breach of a notice, order or agreement."""

    id: int
    breached_on: date
    note: str | None
    version: int
    corrections: tuple[Correction, ...] = ()


class LimitWarning(Struct, frozen=True):
    """A limit of law or practice that a record passes: shown, never in the way.

    `rule_id` is a deadline of the power, "age", "notice_before", or two of its steps: "heard after
    served".
    """

    rule_id: str
    sentence: str
    source: str


class InterventionFilter(Struct, frozen=True):
    """Which interventions a list shows; what is None does not narrow it. Days inclusive.

    The days are those that count: granted for orders, issued for all else. `kind` is one of
    `PowerKind`; `clocks_running` are those of which a deadline waits for an answer.
    """

    power_id: str | None = None
    kind: str | None = None
    case_id: int | None = None
    person_id: int | None = None
    place_id: int | None = None
    status: InterventionStatus | None = None
    from_on: date | None = None
    to_on: date | None = None
    ended_from: date | None = None
    ended_to: date | None = None
    clocks_running: bool = False
    breached: bool = False
    words: str = ""


class PowerOrder(StrEnum):
    """What the list of interventions can be sorted by."""

    REFERENCE = "reference"
    POWER = "power"
    USED_ON = "used_on"
    DAY = "day"
    ENDS = "ends"
    NEXT_DUE = "next_due"


class PowerSort(Struct, frozen=True):
    """How the list is sorted; equal ones follow by when they were entered."""

    by: PowerOrder = PowerOrder.DAY
    descending: bool = True


class PowerLine(NamedTuple):
    """One line of the list of interventions; `day` is the one that counts.

    `next_due` is the earliest deadline that waits for an answer, a moment or a whole day.
    """

    id: int
    reference: str
    title: str
    used_on: str
    case_reference: str
    day: date | None
    ends_on: date | None
    next_title: str
    next_due: datetime | date | None
    status: InterventionStatus
    ended_on: date | None
    breaches: int


class PowerCounts(Struct, frozen=True):
    """How many interventions each saved view holds."""

    in_use: int
    clocks_running: int
    open_orders: int
    ended_this_year: int


class InterventionSummary(Struct, frozen=True):
    """One line of a list of interventions."""

    id: int
    reference: str
    power_id: str
    case_id: int | None
    case_reference: str | None
    person_id: int | None
    surname: str | None
    forenames: str | None
    place_id: int | None
    address: str | None
    status: InterventionStatus
    issued_on: date | None
    granted_on: date | None
    ends_on: date | None
    version: int


class StatedDeadline(Struct, frozen=True):
    """A deadline of one intervention and, once it was said, what came of it.

    `id` is None for a limit that asks for no answer.
    """

    id: int | None
    deadline: Deadline
    settled_on: date | None
    settled_note: str | None


class LengthHeld(NamedTuple):
    """How long a use of a power lasts by what was recorded and the steps taken.

    `is_recorded` is False where nobody chose one and the careful reading is counted.
    `past_extending` are the steps that would extend another length and change nothing of this one.
    """

    title: str
    is_recorded: bool
    past_extending: frozenset[str]


class Intervention(Struct, frozen=True):
    """Everything recorded of one use of a power; `length` is None where the law gives no choice."""

    summary: InterventionSummary
    facts: NewIntervention
    length: LengthHeld | None
    ending: Ending
    status_reason: str | None
    followed_by: tuple[int, ...]
    course: tuple[CourseStep, ...]
    steps: tuple[StepTaken, ...]
    breaches: tuple[Breach, ...]
    deadlines: tuple[StatedDeadline, ...]
    warnings: tuple[LimitWarning, ...]
    hours_missing: tuple[str, ...]
    corrections: tuple[Correction, ...]

    @property
    def reason_is_missing(self) -> bool:
        """Tell whether a limit is passed and nobody has said why."""
        return bool(self.warnings) and self.facts.past_limit_reason is None


class OpenDeadline(Struct, frozen=True):
    """A deadline that waits for somebody to say what happened; passed ones stay.

    A moment, or a day by whose end it is due; `latest` is the legal reading.
    """

    id: int
    intervention_id: int
    reference: str
    power_id: str
    rule_id: str
    title: str
    case_id: int | None
    case_reference: str | None
    surname: str | None
    forenames: str | None
    address: str | None
    due: datetime | date
    latest: datetime | date

    def is_past(self, now: datetime, today: date) -> bool:
        """Tell whether the careful reading lies behind."""
        return self.due < now if isinstance(self.due, datetime) else self.due < today


class Stage(StrEnum):
    """Where a step of a course stands; `LEFT_OUT`: something after it was done already."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    LEFT_OUT = "left_out"


class ShownStep(Struct, frozen=True):
    """One step of the whole course, from a notice to the order after it.

    `intervention_id` is None where the record it belongs to is still to be made; `step_id` is
    empty for a date of the record that is no step. `by` is when the law wants it, `short` the
    title where there is little room.
    """

    intervention_id: int | None
    step_id: str
    title: str
    stage: Stage
    when: datetime | date | None
    by: datetime | date | None
    checklist: str = ""
    short: str = ""


class CheckPoint(Struct, frozen=True):
    """One point of a checklist, and who ticked it when."""

    point_id: str
    title: str
    tick_id: int | None
    ticked_by: str
    ticked_at: datetime | None


class StepChecklist(Struct, frozen=True):
    """What is seen to before a step is taken; `step` is the title of that step."""

    intervention_id: int
    checklist_id: str
    title: str
    step: str
    status: Status
    source: str
    points: tuple[CheckPoint, ...]

    @property
    def done(self) -> int:
        """Return how many points are ticked."""
        return sum(point.tick_id is not None for point in self.points)


class NotStarted(Struct, frozen=True):
    """A deadline of the power whose clock has not begun; `starts_with` names the events."""

    rule_id: str
    title: str
    rule: str
    starts_with: tuple[str, ...]


class CourseDeadline(Struct, frozen=True):
    """A deadline of one record of a course; `waits` for somebody to say what came of it."""

    intervention_id: int
    stated: StatedDeadline
    waits: bool


class WholeCourse(Struct, frozen=True):
    """A use of a power with what came before and after it: a notice and its order.

    `records` has them in order; `shown` is the one that was asked for. `follow_ups` are the
    powers that can still follow the last of them.
    """

    shown: Intervention
    records: tuple[Intervention, ...]
    steps: tuple[ShownStep, ...]
    deadlines: tuple[CourseDeadline, ...]
    not_started: tuple[NotStarted, ...]
    checklists: tuple[StepChecklist, ...]
    follow_ups: tuple[str, ...]
