"""What follows from the facts of an intervention. Pure functions: same input, same answer.

The law behind each limit, with Act and section, stands with its power in the catalogue.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from casedesk.dates import age_on, local_day
from casedesk.deadlines.model import Deadline, Use
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, PowerKind
from casedesk.interventions.model import (
    Ending,
    InterventionStatus,
    LengthHeld,
    LimitWarning,
    NewIntervention,
    NewStep,
)

Events = dict[str, datetime | date]
ADULT = 18

# Which fact of the record each event of the catalogue is, unless a step says otherwise.
ISSUED = frozenset({"notice_period_start", "issued", "given", "direction_given", "fpn_date"})
SERVED = frozenset({"served_first", "served", "first_served", "notice_served"})
GRANTED = frozenset({"order_made", "made", "granted", "order_start", "takes_effect"})

# Of several the first counts, which is the careful reading: the Anti-social Behaviour, Crime and
# Policing Act 2014, section 80(3), counts from service and does not say on whom. Of all else the
# last counts, which is what holds now.
EARLIEST = frozenset({"served_first", "first_served", "first_hearing"})


def intervention_problems(
    new: NewIntervention, known: Mapping[str, Power], today: date
) -> dict[str, str]:
    """Return what is wrong with an intervention as written down, by field."""
    problems: dict[str, str] = {}
    if new.power_id not in known:
        problems["power_id"] = _("This power is not known. Choose one from the list.")
    if new.person_id is None and new.place_id is None and new.case_id is None:
        problems["person_id"] = _("Say on which person, place or case it was used.")
    happened = {
        "issued_on": new.issued_on,
        "issued_at": new.issued_at and local_day(new.issued_at),
        "served_at": new.served_at and local_day(new.served_at),
        "granted_on": new.granted_on,
    }
    for field, day in happened.items():
        if day is not None and day > today:
            problems[field] = _("This day cannot lie in the future.")
    if new.issued_at and new.issued_on and local_day(new.issued_at) != new.issued_on:
        problems["issued_at"] = _("This is another day than the day of issue.")
    if new.issued_at and new.served_at and new.served_at < new.issued_at:
        problems["served_at"] = _("It cannot be served before it was issued.")
    power = known.get(new.power_id)
    offered = () if power is None else power.first_lengths
    if new.length_id is not None and new.length_id not in {one.id for one in offered}:
        problems["length_id"] = _("This power has no such length. Choose one from the list.")
    starts = new.granted_on or new.issued_on
    if new.ends_on is not None and starts is not None and new.ends_on < starts:
        problems["ends_on"] = _("It cannot end before it began.")
    return problems


def step_problems(new: NewStep, power: Power, today: date) -> dict[str, str]:
    """Return what is wrong with a step as written down, by field."""
    problems: dict[str, str] = {}
    known = {step.id for step in power.steps} | {event.id for event in power.events}
    if new.step_id not in known:
        problems["step_id"] = _("This power has no such step. Choose one from the list.")
    if new.on_day > today:
        problems["on_day"] = _("This day cannot lie in the future.")
    if new.at is not None and local_day(new.at) != new.on_day:
        problems["at"] = _("This moment lies on another day.")
    return problems


def ending_problems(
    ending: Ending, reason: str, facts: NewIntervention, today: date
) -> dict[str, str]:
    """Return what is wrong with the end of an intervention, by field."""
    problems: dict[str, str] = {}
    began = facts.granted_on or facts.issued_on
    if ending.ended_on is None or ending.ended_on > today:
        problems["ended_on"] = _("Give the day it ended, not later than today.")
    elif began is not None and ending.ended_on < began:
        problems["ended_on"] = _("It cannot end before it began.")
    early = (
        facts.ends_on is not None
        and ending.ended_on is not None
        and ending.ended_on < facts.ends_on
    )
    if not reason.strip() and (early or ending.status is not InterventionStatus.ENDED):
        problems["reason"] = _("Say why it ended this way.")
    return problems


def event_of(power: Power, step_id: str) -> str:
    """Return the event that a step records; an event that no step names is its own step."""
    return next((step.event for step in power.steps if step.id == step_id), step_id)


def field_of(event: str) -> str | None:
    """Return the column that holds the same fact as an event: a step and its column agree."""
    if event in {"order_made", "made", "granted"}:
        return "granted_on"
    if event in ISSUED:
        return "issued_at"
    return "served_at" if event in SERVED else None


def events_of(
    power: Power, facts: NewIntervention, ending: Ending, steps: Iterable[NewStep]
) -> Events:
    """Return when each event of a power happened, from the record and the steps taken.

    Of an event whose hour matters a day alone is left out: no hour is made up.
    """
    found = events_of_record(power, facts, ending)
    taken: dict[str, list[datetime | date]] = {}
    for step in steps:
        event = event_of(power, step.step_id)
        taken.setdefault(event, []).append(step.at or _hour_of_record(found, event, step.on_day))
    for event, moments in taken.items():
        choose = min if event in EARLIEST else max
        found[event] = choose(moments, key=sortable)
    needs_hour = {event.id: event.moment for event in power.events}
    return {
        event: when
        for event, when in found.items()
        if event in needs_hour and (isinstance(when, datetime) or not needs_hour[event])
    }


def length_of(power: Power, length_id: str | None, steps: Iterable[NewStep]) -> str:
    """Return the length that holds, with what the steps taken made of it; empty without a choice.

    Where none is recorded it is the first one of the power, the careful reading. One that cannot
    be extended stays as it is.
    """
    known = {one.id: one for one in power.lengths}
    held = known.get(length_id or "", power.length_unrecorded)
    if held is None:
        return ""
    is_extended = any(step.step_id == held.extended_by for step in steps)
    return held.extended_to if held.extended_to and is_extended else held.id


def length_held(power: Power, length_id: str | None, steps: Iterable[NewStep]) -> LengthHeld | None:
    """Return what `length_of` says, for people to read; None without a choice."""
    known = {one.id: one for one in power.lengths}
    held = known.get(length_of(power, length_id, steps))
    if held is None:
        return None
    extending = {one.extended_by for one in power.lengths} - {"", held.extended_by}
    return LengthHeld(catalogue_text(held.title), length_id in known, frozenset(extending))


def hours_missing(
    power: Power, facts: NewIntervention, steps: Iterable[NewStep], events: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the titles of events of which the day is known but not the hour the law counts."""
    days = {event_of(power, step.step_id) for step in steps}
    if facts.issued_on is not None:
        days |= ISSUED
    return tuple(
        catalogue_text(event.title)
        for event in power.events
        if event.moment and event.id in days and event.id not in events
    )


def applies_to(rule_id: str, born_on: date | None, day: date | None) -> bool:
    """Tell whether a deadline for the young or for adults is about this person.

    Ids that begin with "youth_" or "adult_" hold for those under 18 or from 18. Where no birth
    date is known, adults are taken for granted.
    Source: Anti-social Behaviour, Crime and Policing Act 2014, sections 1(6), 25 and 28: other
    terms and a review for those under 18 on the day an order is made.
    """
    adult = born_on is None or day is None or age_on(born_on, day) >= ADULT
    if rule_id.startswith("youth_"):
        return not adult
    return adult or not rule_id.startswith("adult_")


def asks_for_an_answer(deadline: Deadline, ends_on: date | None) -> bool:
    """Tell whether somebody must say what came of a deadline.

    Lengths of orders are limits, checked against the day the order ends; they become something
    to act on only while that day is not known.
    """
    if deadline.due is None:
        return False
    if deadline.use is Use.WARN_AFTER:
        return ends_on is None
    return deadline.use in {Use.MUST_BY, Use.TARGET, Use.MAX}


def limit_warnings(
    power: Power, facts: NewIntervention, deadlines: Iterable[Deadline], born_on: date | None
) -> tuple[LimitWarning, ...]:
    """Return the limits that a record passes, for people to see; they block nothing."""
    found = []
    began = facts.granted_on or facts.issued_on
    if power.age_from is not None and born_on and began and age_on(born_on, began) < power.age_from:
        text = _("The person was younger than {age} when this power was used.")
        found.append(LimitWarning("age", text.format(age=power.age_from), power.source[0]))
    if power.notice_before and power.legal and facts.follows_id is None:
        text = _("The record does not name what must come before this power is used.")
        found.append(LimitWarning("notice_before", text, power.source[0]))
    if facts.ends_on is None:
        return tuple(found)
    for deadline in deadlines:
        if deadline.due is None or not applies_to(deadline.id, born_on, began):
            continue
        day = local_day(deadline.due) if isinstance(deadline.due, datetime) else deadline.due
        if deadline.use in {Use.WARN_AFTER, Use.HARD_ERROR_AFTER} and facts.ends_on > day:
            text = _("It ends later than the limit. {rule}")
        elif deadline.use is Use.MIN and facts.ends_on < day:
            text = _("It ends earlier than the limit. {rule}")
        else:
            continue
        sentence = text.format(rule=deadline.rule)
        found.append(LimitWarning(deadline.id, sentence, deadline.source))
    return tuple(found)


def events_of_record(power: Power, facts: NewIntervention, ending: Ending) -> Events:
    """Return what the columns of the record say, under every name the catalogue has for it."""
    happened: dict[str, datetime | date | None] = {}
    happened.update(dict.fromkeys(ISSUED, facts.issued_at or facts.issued_on))
    happened.update(dict.fromkeys(SERVED, facts.served_at))
    happened.update(dict.fromkeys(GRANTED, facts.granted_on))
    happened["order_ends"] = facts.ends_on
    ended = {
        InterventionStatus.ENDED: "order_ceased",
        InterventionStatus.REFUSED: "refused",
        InterventionStatus.WITHDRAWN: "notice_cancelled",
    }
    if ending.status in ended:
        happened[ended[ending.status]] = ending.ended_on
    if power.kind is PowerKind.CIVIL_ORDER:
        refused = ending.ended_on if ending.status is InterventionStatus.REFUSED else None
        happened["decision"] = facts.granted_on or refused
    return {event: when for event, when in happened.items() if when is not None}


def _hour_of_record(found: Events, event: str, day: date) -> datetime | date:
    """Return the moment of the record for a step of which the day alone is known, or that day."""
    held = found.get(event)
    return held if isinstance(held, datetime) and local_day(held) == day else day


def sortable(when: datetime | date) -> tuple[date, float]:
    """Return what days and moments are ordered by; a day alone comes before its moments."""
    if isinstance(when, datetime):
        return local_day(when), when.timestamp()
    return when, 0.0
