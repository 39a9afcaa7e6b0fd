"""Powers as data: what law or practice gives, who may use it, its steps and deadlines."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry
from casedesk.catalogue_folder import Described, Labelled, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.dates import WorkingDays
from casedesk.deadlines.model import Deadline, DeadlineRule, Limit, Status
from casedesk.deadlines.rules import work_out
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.resource_files import resource_path


class PowerKind(StrEnum):
    """What sort of thing a power is."""

    NOTICE = "notice"
    CIVIL_ORDER = "civil_order"
    WARNING = "warning"
    DIRECTION = "direction"
    VOLUNTARY = "voluntary"
    REFERRAL = "referral"
    REVIEW = "review"


class Against(StrEnum):
    """Whom or what a power is used on."""

    PERSON = "person"
    BODY = "body"
    PLACE = "place"


class LawfulAfter(Entry, frozen=True, kw_only=True):
    """What comes first by law, although the other order can happen: a step or event."""

    name: str
    source: str


class PowerEvent(Labelled, frozen=True, kw_only=True):
    """Something that starts a clock; `moment` where the hour matters, else a day is enough.

    `after` names steps and events, of this power or of the one before it, that cannot come later;
    `lawful_after` those that come later only against the law.
    """

    moment: bool = False
    after: tuple[str, ...] = ()
    lawful_after: tuple[LawfulAfter, ...] = ()


class Length(Labelled, frozen=True, kw_only=True):
    """How long a notice or order lasts, where the law gives a choice.

    The step `extended_by` makes it `extended_to`.
    """

    extended_by: str = ""
    extended_to: str = ""


class Step(Labelled, frozen=True, kw_only=True):
    """One step on the way; `event` names the event that its date records.

    `short` is its title where there is little room. `after` names steps and events, of this power
    or of the one before it, that cannot come later; `lawful_after` those that come later only
    against the law.
    """

    short: str = ""
    event: str = ""
    checklist: str = ""
    optional: bool = False
    note: str = ""
    after: tuple[str, ...] = ()
    lawful_after: tuple[LawfulAfter, ...] = ()


class Checklist(Labelled, frozen=True, kw_only=True):
    """Points that are all answered before a step is taken."""

    points: tuple[Labelled, ...]
    status: Status
    source: str


class Change(Entry, frozen=True, kw_only=True):
    """A change of the law that is not in force: shown, not applied."""

    text: str
    status: Status
    source: str


class Power(Described, frozen=True, kw_only=True):
    """One power. `legal` is False where neither act nor rule stands behind it."""

    kind: PowerKind
    legal: bool
    status: Status
    act: str = ""
    section: str = ""
    against: tuple[Against, ...]
    issued_by: tuple[str, ...] = ()
    applicants: tuple[Labelled, ...] = ()
    age_from: int | None = None
    longest: str = ""
    extension: str = ""
    breach: str = ""
    note: str = ""
    notice_before: str = ""
    succeeded_by: tuple[str, ...] = ()
    terms: tuple[Labelled, ...] = ()
    lengths: tuple[Length, ...] = ()
    lifecycle: tuple[Labelled, ...]
    events: tuple[PowerEvent, ...] = ()
    steps: tuple[Step, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    limits: tuple[Limit, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def happenings(self) -> tuple[Step | PowerEvent, ...]:
        """Return the steps and the events: what can be put in order."""
        return (*self.steps, *self.events)

    @property
    def first_lengths(self) -> tuple[Length, ...]:
        """Return the lengths that a record can begin with."""
        later = {one.extended_to for one in self.lengths}
        return tuple(one for one in self.lengths if one.id not in later)

    @property
    def length_unrecorded(self) -> Length | None:
        """Return the length counted where none is recorded: the first, the careful reading."""
        return next(iter(self.first_lengths), None)

    @property
    def counted_when_granted(self) -> bool:
        """Say whether measures count by the day granted; all else by the day issued."""
        return self.kind is PowerKind.CIVIL_ORDER


def read_powers(folder: Path) -> Mapping[str, Power]:
    """Read the powers of `folder` by id."""
    return read_folder(folder, Power)


@cache
def powers() -> Mapping[str, Power]:
    """Return every shipped power by id."""
    return read_powers(resource_path("catalogues", "powers"))


def power_title(power_id: str) -> str:
    """Return the title of a power; its id where the catalogue has it no more."""
    power = powers().get(power_id)
    return power_id if power is None else catalogue_text(power.title)


@cache
def power_names() -> NameIndex:
    """Return the index of powers by id, title or alias."""
    return index_of(powers())


def law_name(power: Power | None, source: str) -> str:
    """Return a source as people cite it: "Anti-social Behaviour … Act 2014, section 80".

    Only a section of the power's own act can be named; other sources stay as they are.
    """
    act, _slash, section = source.partition("/section/")
    own = power is not None and any(one.startswith(f"{act}/") for one in power.source)
    if power is None or not (own and power.act and section.isalnum()):
        return source
    return _("{act}, section {section}").format(act=catalogue_text(power.act), section=section)


def deadlines_of(
    power_id: str,
    events: Mapping[str, datetime | date],
    days: WorkingDays | None = None,
    begun: Collection[str] = (),
    length: str | None = None,
) -> list[Deadline]:
    """Return the deadlines of a power that follow from what has happened.

    Args:
        power_id: an id of `powers()`.
        events: names of the power's events, each with its moment or day.
        days: bank holidays; by default those of England and Wales alone.
        begun: ids of deadlines whose enacted value the partnership recorded as begun.
        length: the one of the power's lengths that holds; without it, all that a record can begin
            with.

    Raises:
        InputError: by event name, for an event that the power does not have, or a day where
            hours are counted.
    """
    power = powers()[power_id]
    unknown = events.keys() - {event.id for event in power.events}
    if unknown:
        raise InputError({name: _no_such_event(power, name) for name in sorted(unknown)})
    lengths = {one.id for one in power.first_lengths} if length is None else {length}
    return work_out(rules_for(power, lengths), events, days, begun)


def rules_for(power: Power, lengths: Collection[str]) -> list[DeadlineRule]:
    """Return the deadlines of a power that hold for one of these lengths, or for any."""
    return [rule for rule in power.deadlines if not rule.length or rule.length in lengths]


def _no_such_event(power: Power, name: str) -> str:
    if not power.events:
        return _("“{power}” has no deadlines, so no event starts one.").format(power=power.title)
    index = NameIndex({event.id: (event.title, *event.aliases) for event in power.events})
    near = index.nearest(name)
    if near is not None:
        text = _("“{power}” has no event “{name}”. Did you mean {near}?")
        return text.format(power=power.title, name=name, near=near)
    text = _("“{power}” has no event “{name}”. Its events: {events}.")
    return text.format(
        power=power.title, name=name, events=", ".join(event.id for event in power.events)
    )
