"""The whole course of a use of a power: a notice, the order after it, and what is still ahead."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time

from msgspec.structs import replace
from sqlalchemy.orm import Session

from casedesk.dates import LONDON
from casedesk.deadlines.model import DeadlineRule, Status, value_on
from casedesk.errors import NotFoundError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, PowerKind, Step, powers, rules_for
from casedesk.interventions.checklists import checklists_of
from casedesk.interventions.deadlines import born_on, events_in, length_in
from casedesk.interventions.model import (
    CourseDeadline,
    Intervention,
    InterventionStatus,
    NotStarted,
    ShownStep,
    Stage,
    WholeCourse,
)
from casedesk.interventions.queries import as_new, followers_of
from casedesk.interventions.rules import SERVED, applies_to, events_of
from casedesk.interventions.service import details_in
from casedesk.interventions.tables import InterventionRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def whole_course(
    workspace: Workspace, intervention_id: int, *, opening: bool = True
) -> WholeCourse:
    """Return a use of a power with the notice before it and the order after it.

    Args:
        workspace: the open partnership file.
        intervention_id: any record of the course.
        opening: False where it is open already and only asked for again; opening leaves an audit
            entry of every record shown.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(InterventionRow, intervention_id)
        if row is None or row.error_at is not None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        rows = _chain(session, row)
        records = tuple(details_in(workspace, session, one) for one in rows)
        checklists = tuple(one for held in records for one in checklists_of(session, held))
        started = [_not_started(session, one) for one in rows]
    last, follow_ups = records[-1], _follow_ups(records[-1])
    ahead = next((powers()[one] for one in follow_ups if powers()[one].steps), None)
    if ahead is not None:
        started.append(list(_rules_ahead(ahead, workspace.today())))
    if opening:
        for held in records:
            workspace.note_view(f"intervention/{held.summary.id}")
    return WholeCourse(
        shown=next(one for one in records if one.summary.id == intervention_id),
        records=records,
        steps=_staged(list(_steps(records, ahead)), is_open=_is_open(last)),
        deadlines=_deadlines(records),
        not_started=tuple(one for found in started for one in found),
        checklists=checklists,
        follow_ups=follow_ups,
    )


def _chain(session: Session, row: InterventionRow) -> list[InterventionRow]:
    """Return the records before and after one, in their order; none twice."""
    found = [row]
    while found[0].follows_id is not None:
        before = session.get(InterventionRow, found[0].follows_id)
        if before is None or before.error_at is not None or before in found:
            break
        found.insert(0, before)
    for one in found:  # grows while it is gone through
        for follower_id in followers_of(session, one.id):
            follower = session.get(InterventionRow, follower_id)
            if follower is not None and follower not in found:
                found.append(follower)
    return found


def _is_open(held: Intervention) -> bool:
    return held.ending.status is InterventionStatus.OPEN


def _follow_ups(held: Intervention) -> tuple[str, ...]:
    """Return the powers that may follow an open record."""
    if not _is_open(held):
        return ()
    return tuple(one.id for one in powers().values() if one.notice_before == held.summary.power_id)


def _steps(records: Sequence[Intervention], ahead: Power | None) -> Iterator[ShownStep]:
    """Give each step once: a hearing that notice and order both list is one hearing."""
    due = {
        rule.step: stated.deadline.due
        for held in records
        for rule in _rules(held)
        for stated in held.deadlines
        if rule.step and stated.deadline.id == rule.id and stated.settled_on is None
    }
    found: dict[str, ShownStep] = {}
    for held in records:
        power = powers().get(held.summary.power_id)
        with_steps = power is not None and power.steps
        steps = _planned(held, power) if power and with_steps else _dates(held, power)
        for step in steps:
            before = found.get(step.step_id)
            if before is None or not step.step_id:
                found[step.step_id or f"{held.summary.id} {len(found)}"] = step
            elif before.when is None:
                found[step.step_id] = replace(before, when=step.when)
    for plan in () if ahead is None else ahead.steps:
        if not plan.optional:
            title, short = catalogue_text(plan.title), catalogue_text(plan.short)
            step = ShownStep(None, plan.id, title, Stage.AHEAD, None, None, short=short)
            found.setdefault(plan.id, step)
    for step in found.values():
        yield replace(step, by=step.by or due.get(step.step_id))


def _planned(held: Intervention, power: Power) -> Iterator[ShownStep]:
    """Give the steps of the catalogue; those that may be left out only once they were taken."""
    events = events_of(power, held.facts, held.ending, as_new(held.steps))
    plans: dict[str, Step] = {plan.id: plan for plan in power.steps}
    for step in held.course:
        plan = plans[step.step_id]
        when: datetime | date | None = step.at or step.done_on
        by = None
        if plan.event == "order_ceased":
            when, by = when or held.ending.ended_on, held.facts.ends_on
        when = when or events.get(plan.event)
        if when is None and step.optional and not step.checklist:
            continue
        short, own = catalogue_text(plan.short), held.summary.id
        yield ShownStep(own, step.step_id, step.title, Stage.AHEAD, when, by, step.checklist, short)


def _dates(held: Intervention, power: Power | None) -> Iterator[ShownStep]:
    """Give the dates of a record whose power has no steps in the catalogue."""
    facts = held.facts
    is_order = power is not None and power.kind is PowerKind.CIVIL_ORDER
    serves = power is not None and any(event.id in SERVED for event in power.events)
    dates: list[tuple[bool, str, datetime | date | None, date | None]] = [
        (not is_order or facts.issued_on is not None, _("Issued"),
         facts.issued_at or facts.issued_on, None),
        (serves or facts.served_at is not None, _("Served"), facts.served_at, None),
        (is_order or facts.granted_on is not None, _("Granted"), facts.granted_on, None),
        (True, _("Ended"), held.ending.ended_on, facts.ends_on),
    ]  # fmt: skip
    for is_part, title, when, by in dates:
        if is_part:
            yield ShownStep(held.summary.id, "", title, Stage.AHEAD, when, by)


def _staged(steps: Sequence[ShownStep], *, is_open: bool) -> tuple[ShownStep, ...]:
    """Say of each step whether it is done, comes next, lies ahead or was passed over."""
    last = max((place for place, step in enumerate(steps) if step.when is not None), default=-1)
    now = last + 1 if is_open else len(steps)
    staged = []
    for place, step in enumerate(steps):
        stage = Stage.AHEAD
        if step.when is not None:
            stage = Stage.DONE
        elif place < last or not is_open:
            stage = Stage.LEFT_OUT
        elif place == now:
            stage = Stage.NOW
        staged.append(replace(step, stage=stage))
    return tuple(staged)


def _deadlines(records: Sequence[Intervention]) -> tuple[CourseDeadline, ...]:
    """Return what waits for an answer, the earliest first, then what asks for none."""
    found = []
    for held in records:
        withdrawn = held.ending.status is InterventionStatus.WITHDRAWN
        for stated in held.deadlines:
            waits = stated.id is not None and stated.settled_on is None and not withdrawn
            found.append(CourseDeadline(held.summary.id, stated, waits))
    return tuple(sorted(found, key=_when_due))


def _when_due(one: CourseDeadline) -> tuple[bool, float]:
    due = one.stated.deadline.due
    if due is None:
        return not one.waits, 0.0
    moment = due if isinstance(due, datetime) else datetime.combine(due, time.max, LONDON)
    return not one.waits, moment.timestamp()


def _rules(held: Intervention) -> tuple[DeadlineRule, ...]:
    power = powers().get(held.summary.power_id)
    return () if power is None else power.deadlines


def _not_started(session: Session, row: InterventionRow) -> list[NotStarted]:
    power = powers().get(row.power_id)
    if power is None or row.status == InterventionStatus.WITHDRAWN:
        return []
    events, born = events_in(session, row), born_on(session, row.person_id)
    day = row.granted_on or row.issued_on
    waiting = rules_not_started(power, events, length_in(session, row))
    return [one for one in waiting if applies_to(one.rule_id, born, day)]


def rules_not_started(
    power: Power, events: Collection[str], length: str | None = None
) -> list[NotStarted]:
    """Return the deadlines of a power that wait for events which have not happened.

    Without `length`, for all lengths that a record can begin with.
    """
    lengths = {one.id for one in power.first_lengths} if length is None else {length}
    return [
        _waiting_rule(power, rule, None)
        for rule in rules_for(power, lengths)
        if not set(events) & set(rule.anchor)
    ]


def _rules_ahead(power: Power, today: date) -> Iterator[NotStarted]:
    """Give what the law asks for after the next steps, while their record is still to be made."""
    events = {step.event for step in power.steps[:-1] if step.event and not step.optional}
    for rule in power.deadlines:
        if events & set(rule.anchor) and value_on(rule.values, today).status is Status.IN_FORCE:
            yield _waiting_rule(power, rule, today)


def _waiting_rule(power: Power, rule: DeadlineRule, day: date | None) -> NotStarted:
    value = value_on(rule.values, day) if day is not None else rule.values[0]
    titles = {event.id: catalogue_text(event.title) for event in power.events}
    return NotStarted(
        rule_id=rule.id,
        title=catalogue_text(rule.title),
        rule=catalogue_text(rule.rule).format(n=abs(value.n)),
        starts_with=tuple(titles[one] for one in rule.anchor if one in titles),
    )
