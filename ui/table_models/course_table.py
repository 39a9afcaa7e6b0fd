"""The tables of one use of a power: deadlines, how one was worked out, and what is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from casedesk.dates import LONDON
from casedesk.deadlines.model import Counting, Deadline
from casedesk.deadlines.words import caution_text, counting_text, skip_text, status_text
from casedesk.deadlines.working import WorkingLine, time_used, working_lines
from casedesk.i18n import _, catalogue_text, side_by_side, with_commas
from casedesk.interventions.catalogue import Power, law_name
from casedesk.interventions.model import (
    CourseDeadline,
    Intervention,
    NotStarted,
    ShownStep,
    Stage,
    WholeCourse,
)
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.table_models.today_table import what_is_left
from ui.text_format import (
    clock_time,
    long_date,
    moment_text,
    short_date,
    short_day,
    short_moment,
    short_weekday,
)
from ui.widgets.state_mark import State
from ui.widgets.stepper import StepperStep

_MINUTE = timedelta(minutes=1)


def deadline_columns() -> list[TableColumn]:
    """Return the columns of the deadlines; two lines each."""
    return [
        TableColumn(_("Deadline and rule"), lines=NAME_LINES),
        TableColumn(_("Due"), 148, right=True),
        TableColumn(_("State"), 148, drop_below=420),
    ]


def course_deadline_rows(course: WholeCourse, now: datetime, today: date) -> list[TableRow]:
    """Return the deadlines of a course, and below them those whose clock has not begun.

    The id of a row is that of its record and its rule; 0 stands for a record still to be made.
    """
    rows = [_stated_row(one, now, today) for one in course.deadlines]
    return rows + not_started_rows(course.not_started)


def plain_deadline_rows(
    deadlines: Iterable[Deadline], now: datetime, today: date
) -> list[TableRow]:
    """Return deadlines that belong to no record."""
    return [
        TableRow((0, one.id), (_name(one), _due(one), _state(one, now, today))) for one in deadlines
    ]


def not_started_rows(rules: Iterable[NotStarted]) -> list[TableRow]:
    """Return the deadlines whose clock has not begun, with what starts it."""
    return [
        TableRow(
            (0, one.rule_id),
            (
                Cell(one.title, strong=True, note=one.rule, tip=one.rule),
                Cell(_("not known yet"), note=starts_text(one), tip=starts_text(one)),
                Cell(_("not started"), State.OPEN, calm=True),
            ),
        )
        for one in rules
    ]


def starts_text(one: NotStarted) -> str:
    """Return what starts the clock of a deadline."""
    return _("starts with: {events}").format(events=with_commas(*one.starts_with))


def _stated_row(one: CourseDeadline, now: datetime, today: date) -> TableRow:
    deadline, settled = one.stated.deadline, one.stated.settled_on
    state = _state(deadline, now, today)
    if settled is not None:
        note = one.stated.settled_note or ""
        state = Cell(_("answered"), State.GOOD, note=note, tip=note[:300])
    elif not one.waits:
        state = Cell(_("limit"), quiet=True, tip=_("Nobody has to answer this one."))
    return TableRow((one.intervention_id, deadline.id), (_name(deadline), _due(deadline), state))


def _name(deadline: Deadline) -> Cell:
    tip = f"{deadline.rule}\n{deadline.source}"
    return Cell(deadline.title, strong=True, note=deadline.rule, tip=tip)


def _due(deadline: Deadline) -> Cell:
    due, latest = deadline.due, deadline.latest
    if due is None:
        return Cell(_("as soon as practicable"))
    shown = short_moment(due) if isinstance(due, datetime) else short_date(due)
    note = ""
    if deadline.use.is_not_before:
        note = _("not before")
    elif latest is not None and latest != due:
        later = short_moment(latest) if isinstance(latest, datetime) else short_date(latest)
        note = _("at the latest {moment}").format(moment=later)
    return Cell(shown, note=note, tip=moment_text(due) if isinstance(due, datetime) else "")


def _state(deadline: Deadline, now: datetime, today: date) -> Cell:
    if deadline.due is None:
        return Cell(_("at once"), State.WARN)
    if deadline.use.is_not_before:
        return Cell(_("not before"), quiet=True)
    state, left = what_is_left(deadline.due, now, today)
    return Cell(left, state)


def working_columns() -> list[TableColumn]:
    """Return the columns of how a deadline was worked out."""
    return [
        TableColumn(_("Day"), 148),
        TableColumn(_("Hours of the day"), 132, drop_below=420),
        TableColumn(_("Used"), 104, right=True),
        TableColumn(_("Counted or not")),
    ]


def working_rows(deadline: Deadline) -> list[TableRow]:
    """Return a line for each day, and what they come to together."""
    lines = working_lines(deadline)
    rows = [TableRow(place, _day_cells(one)) for place, one in enumerate(lines)]
    together = time_used(deadline)
    if together is not None:
        cells = (
            Cell(_("Together"), strong=True),
            Cell(""),
            Cell(_hours(together), strong=True),
            Cell(""),
        )
        rows.append(TableRow("together", cells))
    return rows


def _day_cells(one: WorkingLine) -> tuple[Cell, ...]:
    day, span, used = short_weekday_year(one.day), "", ""
    if one.begins is not None and one.ends is not None and one.hours:
        midnight = one.ends.date() > one.day
        ends = "24:00" if midnight else clock_time(one.ends)
        span = f"{clock_time(one.begins)}–{ends}"
    if one.hours is not None:
        used = _hours(one.hours)
    elif one.place is not None:
        used = _("day {number}").format(number=one.place)
    if one.skipped_as is not None:
        words = _("left out: {reason}").format(reason=skip_text(one.skipped_as))
        return (
            Cell(day),
            Cell(span),
            Cell(_("none"), quiet=True),
            Cell(words, State.OPEN, tip=words),
        )
    words = counting_text(one.counting)
    state = State.OPEN if one.counting is Counting.START else State.GOOD
    return Cell(day), Cell(span), Cell(used), Cell(words, state, tip=words)


def short_weekday_year(day: date) -> str:
    """Return a day of the count: "Fri 20 Nov 2026"."""
    return _("{day} {year}").format(day=short_weekday(day), year=day.year)


def _hours(used: timedelta) -> str:
    hours, minutes = divmod(used // _MINUTE, 60)
    return _("{hours} h {minutes:02} min").format(hours=hours, minutes=minutes)


def law_texts(deadline: Deadline, power: Power | None) -> list[str]:
    """Return where a deadline comes from, what is not sure, and values that are not used."""
    cited = _("{source} · {status}")
    law, source = status_text(deadline.status), law_name(power, deadline.source)
    texts = [cited.format(source=source, status=law)]
    if deadline.latest is not None and deadline.latest != deadline.due:
        when = deadline.latest
        shown = moment_text(when) if isinstance(when, datetime) else long_date(when)
        text = _("The legal reading is {when}: {reason}.")
        texts.append(text.format(when=shown, reason=caution_text(deadline.caution)))
    rules = () if power is None else power.deadlines
    for rule in rules:
        for value in rule.values:
            if rule.id == deadline.id and value.source != deadline.source:
                words = catalogue_text(rule.rule).format(n=abs(value.n))
                law, source = status_text(value.status), law_name(power, value.source)
                text = _("Not used: {rule} {source} · {status}")
                texts.append(text.format(rule=words, source=source, status=law))
    return texts


def stepper_steps(steps: Sequence[ShownStep]) -> list[StepperStep]:
    """Return the steps of a course as the stepper shows them."""
    found = []
    for one in steps:
        below, spoken = _below(one)
        found.append(StepperStep(one.short or one.title, below, one.stage, one.title, spoken))
    return found


def _below(step: ShownStep) -> tuple[str, str]:
    """Return the line below a step, and how it is read out."""
    if step.when is not None:
        shown = _near(step.when)
        return shown, _("done {day}").format(day=shown)
    if step.by is not None:
        by = _("by {moment}").format(moment=_near(step.by))
        return by, by
    if step.stage is Stage.NOW:
        return _("comes next"), _("comes next")
    if step.stage is Stage.LEFT_OUT:
        return _("not recorded"), _("not recorded")
    return "", _("not yet")


def _near(when: datetime | date) -> str:
    if not isinstance(when, datetime):
        return short_date(when)
    day = short_day(when.astimezone(LONDON).date())
    return _("{day}, {time}").format(day=day, time=clock_time(when))


def record_columns() -> list[TableColumn]:
    """Return the columns of what is recorded."""
    return [TableColumn(_("Step or breach")), TableColumn(_("Happened"), 152, right=True)]


def record_rows(records: Sequence[Intervention]) -> list[TableRow]:
    """Return the steps taken and the breaches; an id names kind, record and intervention."""
    rows = []
    for held in records:
        titles = {one.step_id: one.title for one in held.course}
        for step in held.steps:
            title = titles.get(step.step_id, step.step_id)
            note = _struck(step.note or "", bool(step.corrections))
            key = ("step", f"{step.id}/{held.summary.id}")
            cells = (Cell(title, note=note, tip=note[:300]), Cell(_near(step.at or step.on_day)))
            rows.append(TableRow(key, cells))
        for breach in held.breaches:
            note = _struck(breach.note or "", bool(breach.corrections))
            key = ("breach", f"{breach.id}/{held.summary.id}")
            first = Cell(_("Breach"), State.STOP, note=note, tip=note[:300])
            rows.append(TableRow(key, (first, Cell(short_date(breach.breached_on)))))
    return rows


def _struck(note: str, corrected: bool) -> str:
    return side_by_side(note, _("corrected") if corrected else "")
