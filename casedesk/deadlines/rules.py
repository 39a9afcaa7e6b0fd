"""Works deadlines out from rules and events, and shows how.

The law behind each rule stands with its power in the catalogue; here is how such words are
counted: "beginning with" a day counts it, "after" or "following" it does not, and months end with
the corresponding date (Dodds v Walker [1981] 1 WLR 1027). Pure: same rules, events and holidays,
same answer.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from casedesk.dates import LONDON, WorkingDays, add_months, local_day
from casedesk.deadlines.hours import cautious_end, elapsed_hours, legal_skips
from casedesk.deadlines.model import (
    CountedDay,
    Counting,
    Deadline,
    DeadlineRule,
    LimitValue,
    Mode,
    Status,
    Unit,
    value_on,
)
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text

_DAYS_OF_WEEK = 7


def work_out(
    rules: Iterable[DeadlineRule],
    events: Mapping[str, datetime | date],
    days: WorkingDays | None = None,
    begun: Collection[str] = (),
) -> list[Deadline]:
    """Return the deadline of every rule whose event happened, in the order of the rules.

    Args:
        rules: from the catalogue.
        events: name -> the moment (with its zone) or the day.
        days: bank holidays; by default those of England and Wales alone.
        begun: ids of rules whose enacted value the partnership recorded as begun.

    Raises:
        InputError: by event name, where hours are counted but only a day is given.
    """
    found = []
    for rule in rules:
        happened = [(events[name], name) for name in rule.anchor if name in events]
        if happened:
            event, name = max(happened, key=lambda pair: _as_moment(pair[0]))
            value = _value_of(rule, event, begun)
            found.append(_deadline(rule, value, event, name, days or WorkingDays()))
    return found


def _deadline(
    rule: DeadlineRule, value: LimitValue, event: datetime | date, name: str, days: WorkingDays
) -> Deadline:
    due: datetime | date | None = None
    latest: datetime | date | None = None
    lines: tuple[CountedDay, ...] = ()
    caution = None
    if rule.mode is Mode.ELAPSED:
        start, hours = _moment_of(event, name), timedelta(hours=value.n)
        latest, lines = elapsed_hours(start, hours, legal_skips(rule.skip, days))
        due, caution = cautious_end(start, hours, rule.skip, days, latest=rule.use.is_not_before)
    elif rule.mode is not Mode.AS_SOON_AS_PRACTICABLE:
        due, lines = _last_day(rule, value.n, _day_of(event))
        latest = due
    return Deadline(
        id=rule.id,
        title=catalogue_text(rule.title),
        due=due,
        latest=latest,
        rule=catalogue_text(rule.rule).format(n=abs(value.n)),
        source=value.source,
        status=value.status,
        use=rule.use,
        worked_out=lines,
        caution=caution,
    )


def _last_day(rule: DeadlineRule, n: int, day: date) -> tuple[date, tuple[CountedDay, ...]]:
    inclusive = rule.mode is Mode.INCLUSIVE
    if rule.unit is Unit.MONTH:
        return _last_day_of_months(day, n, inclusive=inclusive)
    length = n * _DAYS_OF_WEEK if rule.unit is Unit.WEEK else n
    last = day + timedelta(days=length - inclusive)
    lines = [CountedDay(day, Counting.COUNTED if inclusive else Counting.START)]
    step = timedelta(days=1 if last >= day else -1)
    while lines[-1].day != last:
        lines.append(CountedDay(lines[-1].day + step, Counting.COUNTED))
    return last, tuple(lines)


def _last_day_of_months(
    day: date, months: int, *, inclusive: bool
) -> tuple[date, tuple[CountedDay, ...]]:
    """Return the corresponding day, the day before it if the first counts, or the month's last."""
    end = add_months(day, months)
    start = CountedDay(day, Counting.START)
    if end.day != day.day:
        return end, (start, CountedDay(end, Counting.LAST_OF_MONTH))
    lines = (start, CountedDay(end, Counting.CORRESPONDING_DAY))
    if not inclusive:
        return end, lines
    before = end - timedelta(days=1)
    return before, (*lines, CountedDay(before, Counting.DAY_BEFORE))


def _value_of(rule: DeadlineRule, event: datetime | date, begun: Collection[str]) -> LimitValue:
    if rule.id in begun:
        enacted = [value for value in rule.values if value.status is Status.ENACTED]
        if enacted:
            return enacted[-1]
    return value_on(rule.values, _day_of(event))


def _moment_of(event: datetime | date, name: str) -> datetime:
    if isinstance(event, datetime):
        return event
    text = _("Hours are counted from “{event}”: give the time of day as well.")
    raise InputError({name: text.format(event=name)})


def _day_of(event: datetime | date) -> date:
    return local_day(event) if isinstance(event, datetime) else event


def _as_moment(event: datetime | date) -> datetime:
    if isinstance(event, datetime):
        return event.astimezone(UTC)
    return datetime.combine(event, time(), LONDON).astimezone(UTC)
