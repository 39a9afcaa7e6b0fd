"""Agencies as data: the kinds of organisation that refer, attend and own actions."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance, by_id
from casedesk.catalogue_names import NameIndex
from casedesk.resource_files import resource_path


class Agency(Labelled, frozen=True, kw_only=True):
    """One kind of agency.

    `safelives_column` is the column of SafeLives' quarterly return that counts its referrals;
    `sees_people` is False for partners who own actions on places but must not see people.
    """

    former_names: tuple[str, ...] = ()
    safelives_column: str
    responsible_authority: bool = False
    marac_core: bool = False
    sees_people: bool = True
    note: str = ""


class AgencyFile(Provenance, frozen=True, kw_only=True):
    """The whole of agencies.toml."""

    agency: tuple[Agency, ...]


def read_agencies(path: Path) -> Mapping[str, Agency]:
    """Read the agencies of the file at `path` by id, in the order of the file."""
    return by_id(read_catalogue(path, AgencyFile).agency, path.name)


@cache
def agencies() -> Mapping[str, Agency]:
    """Return every shipped agency by id."""
    return read_agencies(resource_path("catalogues", "agencies.toml"))


@cache
def agency_names() -> NameIndex:
    """Return the index of agencies by id, title, alias or former name."""
    return NameIndex(names_of_agencies(agencies()))


def names_of_agencies(entries: Mapping[str, Agency]) -> dict[str, tuple[str, ...]]:
    """Return every name each agency goes by; add a partnership's own names to index both."""
    return {
        key: (agency.title, *agency.aliases, *agency.former_names)
        for key, agency in entries.items()
    }
