"""In which order the steps of a power can have happened: `after` in the catalogue says it.

What the law wants but people may have missed, such as serving a notice before it is heard, is no
part of it: a record must be able to say what happened. `lawful_after` says it, and warns. An order
that was made before the notice that it rests on is no such thing; one of the two days was mistyped.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from casedesk.dates import LONDON, day_title, local_day
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, law_name, powers
from casedesk.interventions.model import Ending, LimitWarning, NewIntervention, NewStep
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
    happened = _all_happened(course)
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


def order_warnings(session: Session, row: InterventionRow) -> tuple[LimitWarning, ...]:
    """Return what a record says of a step that by law comes after another and did not."""
    power = powers()[row.power_id]
    if not any(entry.lawful_after for entry in power.happenings):
        return ()
    found = unlawful(_courses(session, _held(session, row), None)[0])
    return tuple(one for place, one in found if place.power_id == power.id)


def order_warnings_of_step(
    session: Session, row: InterventionRow, new: NewStep, corrected_id: int | None
) -> tuple[LimitWarning, ...]:
    """Return the same for a step that is not saved yet; `corrected_id` is the one it replaces."""
    power = powers()[row.power_id]
    others = tuple(one for one in steps_of(session, row.id) if one.id != corrected_id)
    held = _held(session, row)._replace(steps=[*as_new(others), new])
    changed = {_place(power, new.step_id)}
    courses = _courses(session, held, row.id)
    return _once(one for course in courses for _later, one in unlawful(course, changed))


def order_warnings_of_facts(
    session: Session, power: Power, new: NewIntervention, row_id: int | None
) -> tuple[LimitWarning, ...]:
    """Return the same for facts that are not saved yet; `row_id` is the record they are of."""
    steps = [] if row_id is None else as_new(steps_of(session, row_id))
    given = (names for column, names in _EVENTS.items() if getattr(new, column) is not None)
    changed = {_place(power, name) for names in given for name in names}
    courses = _courses(session, Held(power, new, Ending(), steps), row_id)
    return _once(one for course in courses for _later, one in unlawful(course, changed))


def unlawful(
    course: Sequence[Held], changed: Collection[Place] | None = None
) -> list[tuple[Place, LimitWarning]]:
    """Return which steps of a course lie before one that by law comes first.

    Each with the later step, and for each earlier one once: an order that was heard, decided and
    made before its notice was served has one fault. With `changed`, only what is about these.
    """
    happened = _all_happened(course)
    text = _("“{step}” lies before “{other}” ({when}). By law “{other}” comes first: {law}.")
    found: dict[Place, tuple[Place, LimitWarning]] = {}
    for later, earlier, source in _lawful_pairs(course, happened):
        is_meant = changed is None or {later, earlier} & set(changed)
        if not is_meant or earlier in found or later not in happened or earlier not in happened:
            continue
        first = min(happened[earlier], key=sortable)
        if _lies_before(min(happened[later], key=sortable), first):
            law = law_name(powers()[later.power_id], source)
            sentence = _said(text, (later, earlier), first, law=law)
            warning = LimitWarning(f"{later.name} after {earlier.name}", sentence, source)
            found[earlier] = later, warning
    return list(found.values())


def _impossible(
    session: Session, row: InterventionRow, changed: Collection[Place]
) -> dict[Place, str]:
    session.flush()
    found: dict[Place, str] = {}
    for course in _courses(session, _held(session, row), row.id):
        found |= impossible(course, changed)
    return found


def _courses(session: Session, held: Held, row_id: int | None) -> list[list[Held]]:
    """Return a record with the one before it and each that follows; without id, none does."""
    follows_id = held.facts.follows_id
    before = session.get(InterventionRow, follows_id) if follows_id else None
    known = before is not None and before.error_at is None and before.power_id in powers()
    above = [_held(session, before), held] if before is not None and known else [held]
    ids = () if row_id is None else followers_of(session, row_id)
    followers = [session.get(InterventionRow, one) for one in ids]
    return [
        [*above, _held(session, one)]
        for one in followers
        if one is not None and one.power_id in powers()
    ] or [above]


def _once(found: Iterable[LimitWarning]) -> tuple[LimitWarning, ...]:
    return tuple(dict.fromkeys(found))


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


def _all_happened(course: Sequence[Held]) -> dict[Place, list[When]]:
    happened: dict[Place, list[When]] = {}
    for held in course:
        for place, moments in _happened(held).items():
            happened.setdefault(place, []).extend(moments)
    return happened


def _pairs(course: Sequence[Held]) -> Iterator[tuple[Place, Place]]:
    """Give each step with every one that cannot come later, also by way of others."""
    befores = _befores(course)
    for later in befores:
        waiting, seen = [later], set[Place]()
        while waiting:
            direct = befores.get(waiting.pop(), {})
            new = [one for one, source in direct.items() if not source and one not in seen]
            seen.update(new)
            waiting += new
            yield from ((later, one) for one in new)


def _lawful_pairs(
    course: Sequence[Held], happened: Collection[Place]
) -> Iterator[tuple[Place, Place, str]]:
    """Give each step with those that only the law puts first, and its source.

    Also by way of others that are not recorded; those that are say it themselves.
    """
    befores, impossible_pairs = _befores(course), set(_pairs(course))
    for later, direct in befores.items():
        waiting, seen = list(direct.items()), set[Place]()
        while waiting:
            one, source = waiting.pop()
            if one in seen or (source and (later, one) in impossible_pairs):
                continue
            seen.add(one)
            if source:
                yield later, one, source
            if one not in happened:
                waiting += [(more, source or law) for more, law in befores.get(one, {}).items()]


def _befores(course: Sequence[Held]) -> dict[Place, dict[Place, str]]:
    """Return what comes before each step: with the source of the law, or empty where it must."""
    found: dict[Place, dict[Place, str]] = {}
    for held in course:
        for entry in held.power.happenings:
            earlier = found.setdefault(_place(held.power, entry.id), {})
            for one in entry.lawful_after:
                earlier.setdefault(_named(held.power, one.name), one.source)
            earlier.update(dict.fromkeys((_named(held.power, one) for one in entry.after), ""))
    return found


def _named(power: Power, name: str) -> Place:
    """Return what `after` names: a step or event of the power itself, or of the one before it.

    The events that `rules` knows, such as "given", are known of every power before.
    """
    own = {entry.id for entry in power.happenings}
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


def _said(text: str, places: Iterable[Place], when: When, **more: str) -> str:
    step, other = (_title(place) for place in places)
    told = day_title(_day(when))
    if isinstance(when, datetime):
        told = _("{day}, {time}").format(day=told, time=f"{when.astimezone(LONDON):%H:%M}")
    return text.format(step=step, other=other, when=told, **more)


def _title(place: Place) -> str:
    power = powers()[place.power_id]
    titles = {entry.id: entry.title for entry in (*power.events, *power.steps)}
    return catalogue_text(titles.get(place.name, power.title))
