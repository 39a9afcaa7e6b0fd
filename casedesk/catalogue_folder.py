"""What catalogue entries have in common, and how a folder of them is read."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_names import NameIndex
from casedesk.errors import CatalogueError
from casedesk.i18n import _


class Labelled(Entry, frozen=True, kw_only=True):
    """Something with an id for the machine, a title for people and other names it goes by."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


class Provenance(Entry, frozen=True, kw_only=True):
    """Where the facts of a list come from, how fresh they are, and what is in doubt."""

    source: tuple[str, ...]
    as_of: date
    unsure: tuple[str, ...] = ()


class Described(Labelled, frozen=True, kw_only=True):
    """An entry that fills a file of its own; the provenance stands in it."""

    source: tuple[str, ...]
    as_of: date
    unsure: tuple[str, ...] = ()


L = TypeVar("L", bound=Labelled)
D = TypeVar("D", bound=Described)


def read_folder(folder: Path, kind: type[D]) -> Mapping[str, D]:
    """Read every TOML file of `folder`; each is named after its id.

    Raises:
        CatalogueError: naming the file and what is wrong in it.
    """
    entries: dict[str, D] = {}
    for path in sorted(folder.glob("*.toml")):
        entry = read_catalogue(path, kind)
        if entry.id != path.stem:
            text = _('{file}: the id is "{id}", so the file must be called {id}.toml.')
            raise CatalogueError(text.format(file=path.name, id=entry.id))
        entries[entry.id] = entry
    return MappingProxyType(entries)


def by_id(entries: tuple[L, ...], file: str) -> Mapping[str, L]:
    """Return `entries` by their id.

    Raises:
        CatalogueError: two entries of `file` share an id.
    """
    found: dict[str, L] = {}
    for entry in entries:
        if entry.id in found:
            text = _('{file}: the id "{id}" is used twice; give one of them another id.')
            raise CatalogueError(text.format(file=file, id=entry.id))
        found[entry.id] = entry
    return MappingProxyType(found)


def index_of(entries: Mapping[str, Labelled]) -> NameIndex:
    """Return an index that finds entries by id, title or alias."""
    return NameIndex({key: (entry.title, *entry.aliases) for key, entry in entries.items()})
