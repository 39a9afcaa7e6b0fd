"""Powers as data: what law or practice gives, who may use it, its steps and deadlines."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry
from casedesk.catalogue_folder import Described, Labelled, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.deadlines.model import DeadlineRule, Limit, Status
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


class PowerEvent(Labelled, frozen=True, kw_only=True):
    """Something that starts a clock; `moment` where the hour matters, else a day is enough."""

    moment: bool = False


class Step(Labelled, frozen=True, kw_only=True):
    """One step on the way; `event` names the event that its date records."""

    event: str = ""
    checklist: str = ""
    optional: bool = False
    note: str = ""


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
    lifecycle: tuple[Labelled, ...]
    events: tuple[PowerEvent, ...] = ()
    steps: tuple[Step, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    limits: tuple[Limit, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    changes: tuple[Change, ...] = ()

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


@cache
def power_names() -> NameIndex:
    """Return the index of powers by id, title or alias."""
    return index_of(powers())
