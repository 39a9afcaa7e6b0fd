"""In which order the steps of a power can have happened: `after` in the catalogue says it.

What the law wants but people may have missed, such as consulting before a notice, is no part of
it: a record must be able to say what happened. An order that was made before the notice that it
rests on is no such thing; one of the two days was mistyped.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from casedesk.dates import LONDON, day_title, local_day
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, powers
from casedesk.interventions.model import Ending, NewIntervention, NewStep
from casedesk.interventions.queries import as_new, ending_of, facts_of, followers_of, steps_of
from casedesk.interventions.rules import GRANTED, ISSUED, SERVED, events_of_record, sortable
from casedesk.interventions.tables import InterventionRow

When = datetime | date
_EVENTS = {"issued_on": ISSUED, "issued_at": ISSUED, "served_at": SERVED, "granted_on": GRANTED}


class Place(NamedTuple):
    """A step of a power, or an event that no step records."""

    power_id: str
    name: str


class Held(NamedTuple):
    """What a record of a power says."""

    power: Power
    facts: NewIntervention
    ending: Ending
    steps: Sequence[NewStep]


def refuse_impossible_step(session: Session, row: InterventionRow, step_id: str) -> None:
    """Refuse a step that was just written if it cannot lie where it does.

    Raises:
        InputError: by field, with a sentence that says which other day to look at.
    """
    place = _place(powers()[row.power_id], step_id)
    for text in _impossible(session, row, {place}).values():
        raise InputError({"at": text})


def refuse_impossible_facts(
    session: Session, row: InterventionRow, columns: Collection[str]
) -> None:
    """Refuse days of a record that were just written if they cannot lie where they do.

    Raises:
        InputError: by field, with a sentence that says which other day to look at.
    """
    power = powers().get(row.power_id)
    if power is None:
        return
    fields = {
        _place(power, event): column for column in columns for event in _EVENTS.get(column, ())
    }
    found = _impossible(session, row, fields)
    if found:
        shown = {"issued_on": "issued_at"}  # one box asks for both
        named = ((fields[place], text) for place, text in found.items())
        raise InputError({shown.get(column, column): text for column, text in named})


def impossible(course: Sequence[Held], changed: Collection[Place]) -> dict[Place, str]:
    """Return what is wrong with the order of a course, by the step that was changed.

    Of several records of one step the first counts, so that a second service may follow a hearing.
    """
    happened: dict[Place, list[When]] = {}
    for held in course:
        for place, moments in _happened(held).items():
            happened.setdefault(place, []).extend(moments)
    found: dict[Place, str] = {}
    for later, earlier in _pairs(course):
        if not {later, earlier} & set(changed) or earlier not in happened:
            continue
        first = min(happened[earlier], key=sortable)
        for moment in happened.get(later, ()):
            if _lies_before(moment, first) and later in changed:
                text = _("“{step}” cannot lie before “{other}” ({when}). Look at both days and "
                         "correct the one that is wrong.")  # fmt: skip
                found.setdefault(later, _said(text, (later, earlier), first))
            elif _lies_before(moment, first):
                text = _("“{step}” cannot lie after “{other}” ({when}). Look at both days and "
                         "correct the one that is wrong.")  # fmt: skip
                found.setdefault(earlier, _said(text, (earlier, later), moment))
    return found


def _impossible(
    session: Session, row: InterventionRow, changed: Collection[Place]
) -> dict[Place, str]:
    session.flush()
    before = session.get(InterventionRow, row.follows_id) if row.follows_id else None
    above = [row] if before is None or before.error_at is not None else [before, row]
    followers = [session.get(InterventionRow, one) for one in followers_of(session, row.id)]
    found: dict[Place, str] = {}
    for follower in followers or [None]:
        rows = [*above, follower] if follower is not None else above
        held = [_held(session, one) for one in rows if one.power_id in powers()]
        found |= impossible(held, changed)
    return found


def _held(session: Session, row: InterventionRow) -> Held:
    steps = as_new(steps_of(session, row.id))
    return Held(powers()[row.power_id], facts_of(row), ending_of(row), steps)


def _happened(held: Held) -> dict[Place, list[When]]:
    found: dict[Place, list[When]] = {}
    for step in held.steps:
        found.setdefault(_place(held.power, step.step_id), []).append(step.at or step.on_day)
    for event, when in events_of_record(held.power, held.facts, held.ending).items():
        found.setdefault(_place(held.power, event), [when])
    return found


def _pairs(course: Sequence[Held]) -> Iterator[tuple[Place, Place]]:
    """Give each step with every one that cannot come later, also by way of others."""
    after: dict[Place, set[Place]] = {}
    for held in course:
        wanted = [(step.id, step.after) for step in held.power.steps]
        wanted += [(event.id, event.after) for event in held.power.events]
        for name, earlier in wanted:
            places = {_named(held.power, one) for one in earlier}
            after.setdefault(_place(held.power, name), set()).update(places)
    for later, direct in after.items():
        waiting, seen = list(direct), set[Place]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += after.get(one, ())
                yield later, one


def _named(power: Power, name: str) -> Place:
    """Return what `after` names: a step or event of the power itself, or of the one before it.

    The events that `rules` knows, such as "given", are known of every power before.
    """
    own = {entry.id for entry in (*power.steps, *power.events)}
    before = powers().get(power.notice_before)
    return _place(power if name in own or before is None else before, name)


def _place(power: Power, name: str) -> Place:
    """Return the step that records an event, or the event itself."""
    return Place(power.id, next((step.id for step in power.steps if step.event == name), name))


def _lies_before(one: When, other: When) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return _day(one) < _day(other)


def _day(when: When) -> date:
    return local_day(when) if isinstance(when, datetime) else when


def _said(text: str, places: Iterable[Place], when: When) -> str:
    step, other = (_title(place) for place in places)
    told = day_title(_day(when))
    if isinstance(when, datetime):
        told = _("{day}, {time}").format(day=told, time=f"{when.astimezone(LONDON):%H:%M}")
    return text.format(step=step, other=other, when=told)


def _title(place: Place) -> str:
    power = powers()[place.power_id]
    titles = {entry.id: entry.title for entry in (*power.events, *power.steps)}
    return catalogue_text(titles.get(place.name, power.title))
