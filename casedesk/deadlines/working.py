"""Which hours of each day a deadline used, as "How this was worked out" shows them."""

from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from casedesk.dates import LONDON
from casedesk.deadlines.model import Counting, Deadline, Skip


class WorkingLine(Struct, frozen=True):
    """One day: from when to when its hours were used; `place` says which day of the count it is.

    `begins`, `ends` and `hours` only where hours are counted, `place` only where days are.
    """

    day: date
    counting: Counting
    skipped_as: Skip | None
    begins: datetime | None = None
    ends: datetime | None = None
    hours: timedelta | None = None
    place: int | None = None


def working_lines(deadline: Deadline) -> tuple[WorkingLine, ...]:
    """Return every day from the event to the deadline, in the order counted."""
    found, place = [], 0
    last = max(
        (at for at, one in enumerate(deadline.worked_out) if one.hours is not None), default=-1
    )
    for at, one in enumerate(deadline.worked_out):
        if one.hours is not None:
            ends = _midnight_after(one.day)
            if at == last and isinstance(deadline.latest, datetime):
                ends = deadline.latest
            # Real hours, as they were counted: through UTC where the clocks change.
            begins = (ends.astimezone(UTC) - one.hours).astimezone(LONDON)
            found.append(
                WorkingLine(one.day, one.counting, one.skipped_as, begins, ends, one.hours)
            )
            continue
        place += one.counting is Counting.COUNTED
        shown = place if one.counting is Counting.COUNTED else None
        found.append(WorkingLine(one.day, one.counting, one.skipped_as, place=shown))
    return tuple(found)


def time_used(deadline: Deadline) -> timedelta | None:
    """Return all hours together; None where days or months are counted."""
    hours = [one.hours for one in deadline.worked_out if one.hours is not None]
    return sum(hours, timedelta()) if hours else None


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), LONDON)
