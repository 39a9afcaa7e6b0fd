"""Measures as data: what is counted, of what, by which day, split by what, and who may see it."""

from collections.abc import Mapping
from datetime import date as day
from enum import StrEnum
from functools import cache

from msgspec import field

from casedesk.catalogue_folder import Described, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.measures.subjects.subject import Wanted
from casedesk.outside_figures.catalogue import series
from casedesk.resource_files import resource_path

OUTSIDE = "outside:"  # begins the id of the measure of any series of outside figures
SPLITS = ("month", "quarter")  # every measure with a day of its own can be split by these


class Kind(StrEnum):
    """How a measure is worked out; a new kind is a function in kinds.py."""

    COUNT = "count"
    SHARE = "share"  # per cent
    SUM = "sum"
    MEDIAN_DAYS = "median_days"
    OUTSIDE_FIGURE = "outside_figure"
    CHANGE = "change"  # per cent against the same days a year before, or another measure


class Disclosure(StrEnum):
    """What a figure counts, as far as publishing is concerned."""

    PEOPLE = "people"  # people at risk: protected
    PUBLIC_ACT = "public_act"  # what an authority did in public: shown true
    ACTIVITY = "activity"  # work and things: shown true unless split by attributes of persons


class Direction(StrEnum):
    """Where the source wants a figure to go; a proposal, partnerships differ."""

    UP = "up"
    DOWN = "down"
    MONITOR = "monitor"
    CONTEXT = "context"


class Measure(Described, frozen=True, kw_only=True):
    """One measure.

    `of` names a subject, `date` one of its events (its own event where blank), `where` the
    records asked about, `numerator` those of them above the line of a share or, in a count,
    those that count. `needs` names an axis: where no record asked about has it, nothing was
    collected. `distinct` is counted once however often it occurs, `sum` is a column, `days`
    a span of days.
    """

    group: str
    definition: str
    kind: Kind
    of: str = ""
    date: str = ""
    where: dict[str, Wanted] = field(default_factory=dict)
    numerator: dict[str, Wanted] = field(default_factory=dict)
    needs: str = ""
    distinct: str = ""
    sum: str = ""
    days: str = ""
    series: str = ""
    measure: str = ""
    against: str = ""
    axes: tuple[str, ...] = ()
    disclosure: Disclosure
    direction: Direction = Direction.MONITOR

    @property
    def is_percent(self) -> bool:
        """Tell whether the figure is a per cent."""
        return self.kind in {Kind.SHARE, Kind.CHANGE}

    @property
    def bases(self) -> tuple[str, ...]:
        """The measures that this one is worked out from; none if it counts records itself."""
        return tuple(one for one in (self.measure, self.against) if one)


@cache
def measures() -> Mapping[str, Measure]:
    """Return every shipped measure by id.

    That all they name is there was looked at before they were shipped: what can be counted takes
    4 MB, and nobody counts before a page of figures is opened.
    """
    return read_folder(resource_path("catalogues", "measures"), Measure)


@cache
def measure_names() -> NameIndex:
    """Return the index of measures by id, title or alias."""
    return index_of(measures())


def base_measure(measure_id: str) -> Measure:
    """Return a measure that another is worked out from; a series as `outside:SERIES`."""
    if measure_id.startswith(OUTSIDE):
        return outside_measure(measure_id.removeprefix(OUTSIDE))
    return measures()[measure_id]


def outside_measure(series_id: str) -> Measure:
    """Return the measure of a series of outside figures."""
    entry = series()[series_id]
    return Measure(
        id=OUTSIDE + series_id,
        title=entry.title,
        source=("outside figures",),
        as_of=day(2026, 11, 20),
        group="external_series",
        definition=entry.note,
        kind=Kind.OUTSIDE_FIGURE,
        series=series_id,
        axes=("area",),
        disclosure=Disclosure.PEOPLE if entry.people else Disclosure.ACTIVITY,
    )
