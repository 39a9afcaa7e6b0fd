"""Series of outside figures as data: numbers that come from elsewhere."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance, by_id, index_of
from casedesk.catalogue_names import NameIndex
from casedesk.resource_files import resource_path


class SeriesUnit(StrEnum):
    """What the numbers of a series are."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"
    RANK = "rank"
    NUMBER = "number"


class Series(Labelled, frozen=True, kw_only=True):
    """One series; whether more is better depends on the partnership, so it is not said here.

    `people`: it counts people at risk, so small numbers are protected when published.
    """

    unit: SeriesUnit = SeriesUnit.COUNT
    people: bool = False
    note: str = ""


class SeriesFile(Provenance, frozen=True, kw_only=True):
    """The whole of series.toml."""

    series: tuple[Series, ...]


def read_series(path: Path) -> Mapping[str, Series]:
    """Read the series of the file at `path` by id, in the order of the file."""
    return by_id(read_catalogue(path, SeriesFile).series, path.name)


@cache
def series() -> Mapping[str, Series]:
    """Return every shipped series by id."""
    return read_series(resource_path("catalogues", "series.toml"))


@cache
def series_names() -> NameIndex:
    """Return the index of series by id, title or alias."""
    return index_of(series())
