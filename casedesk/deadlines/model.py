"""Rules of deadlines as they stand in catalogues, and worked-out answers."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec import Struct

from casedesk.catalogue_file import Entry


class Unit(StrEnum):
    """What a period is counted in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Mode(StrEnum):
    """How a period is counted from its event.

    `ELAPSED`: real hours. `INCLUSIVE`: "beginning with", the day of the event is day one.
    `EXCLUSIVE`: "after" or "following", the day of the event does not count.
    """

    ELAPSED = "elapsed"
    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"
    AS_SOON_AS_PRACTICABLE = "as_soon_as_practicable"


class Use(StrEnum):
    """What the end of the period means."""

    MUST_BY = "must_by"
    WITHIN = "within"
    TARGET = "target"
    MAX = "max"
    WARN_AFTER = "warn_after"
    HARD_ERROR_AFTER = "hard_error_after"
    AFTER = "after"
    MIN = "min"

    @property
    def is_not_before(self) -> bool:
        """Say whether the later reading is the cautious one."""
        return self in (Use.AFTER, Use.MIN)


class Skip(StrEnum):
    """Days that consume no hours."""

    CHRISTMAS = "christmas"
    GOOD_FRIDAY = "good_friday"
    SUNDAY = "sunday"
    BANK_HOLIDAY = "bank_holiday_ew"


class Status(StrEnum):
    """How far a limit is law."""

    IN_FORCE = "in_force"
    ENACTED = "enacted"
    CONSULTATION = "consultation"
    LOCAL = "local"


class LimitValue(Entry, frozen=True, kw_only=True):
    """The size of a limit for a stretch of time; `from` and `to` are inclusive days."""

    n: int
    starts: date | None = msgspec.field(default=None, name="from")
    ends: date | None = msgspec.field(default=None, name="to")
    status: Status
    source: str

    def covers(self, day: date) -> bool:
        """Say whether `day` lies in the stretch of time of this value."""
        return (self.starts is None or self.starts <= day) and (
            self.ends is None or day <= self.ends
        )


class Limit(Entry, frozen=True, kw_only=True):
    """A figure of the law that changes over time, such as the highest fixed penalty."""

    id: str
    title: str
    unit: str
    values: tuple[LimitValue, ...]

    def on(self, day: date) -> LimitValue:
        """Return the value of `day`, as `value_on` chooses it."""
        return value_on(self.values, day)


class DeadlineRule(Entry, frozen=True, kw_only=True):
    """One deadline of a power.

    `anchor` names the events that can start the clock; if several happened, the last counts.
    `rule` is a sentence for people with `{n}` where the number stands. A negative `n` counts
    back from the event. `step` is the step of the power, or of the one that follows it, that
    meets the deadline. `length` is the length of the power for which alone the rule holds.
    """

    id: str
    title: str
    rule: str
    step: str = ""
    length: str = ""
    anchor: tuple[str, ...]
    unit: Unit
    mode: Mode
    use: Use
    skip: tuple[Skip, ...] = ()
    values: tuple[LimitValue, ...]


class Counting(StrEnum):
    """What happened with a day while a deadline was worked out."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    CORRESPONDING_DAY = "corresponding_day"
    LAST_OF_MONTH = "last_of_month"
    DAY_BEFORE = "day_before"


class CountedDay(Struct, frozen=True):
    """One line of "How this was worked out"; `hours` only where hours are counted."""

    day: date
    counting: Counting
    hours: timedelta | None = None
    skipped_as: Skip | None = None


class Caution(StrEnum):
    """Why the hour shown is not the legal one.

    `SAME_CLOCK`: the clocks change in between; the same time of day comes first.
    `DOUBTFUL_HOLIDAY`: a bank holiday at a weekend has a substitute day, or was added by the
    partnership; its hours are counted to be safe.
    """

    SAME_CLOCK = "same_clock"
    DOUBTFUL_HOLIDAY = "doubtful_holiday"


class Deadline(Struct, frozen=True):
    """A worked-out deadline.

    `due` is the cautious reading that people are shown, `latest` the legal one; both None
    for "as soon as practicable".
    """

    id: str
    title: str
    due: datetime | date | None
    latest: datetime | date | None
    rule: str
    source: str
    status: Status
    use: Use
    worked_out: tuple[CountedDay, ...] = ()
    caution: Caution | None = None


def value_on(values: tuple[LimitValue, ...], day: date) -> LimitValue:
    """Return the value that was law (or local rule) on `day`.

    Where none was, the one that its dates say may have been, else the first one listed: a
    deadline with a doubt about it is better than none, and its status shows the doubt.
    """
    covering = [value for value in values if value.covers(day)]
    sure = [value for value in covering if value.status in (Status.IN_FORCE, Status.LOCAL)]
    dated = [value for value in covering if value.starts is not None]
    return [*sure, *dated, *values][0]
