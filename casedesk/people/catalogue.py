"""The lists of choices for people and contacts, as data; read once."""

from functools import cache
from pathlib import Path

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance
from casedesk.catalogue_names import NameIndex, plain_name
from casedesk.resource_files import resource_path


class EthnicGroup(Labelled, frozen=True, kw_only=True):
    """One of the five groups of the census, with the details it is made of."""

    begins_with: tuple[str, ...]
    details: tuple[Labelled, ...]


class Lists(Provenance, frozen=True, kw_only=True):
    """The whole of lists.toml. `unknown` are the four faces of what is not known."""

    unknown: tuple[Labelled, ...]
    yes_no: tuple[Labelled, ...]
    gender: tuple[Labelled, ...]
    relationship: tuple[Labelled, ...]
    contact: tuple[Labelled, ...]
    name_kind: tuple[Labelled, ...]
    told_and_wants: tuple[Labelled, ...]
    safe_to_tell: tuple[Labelled, ...]
    interpreter: tuple[Labelled, ...]
    ethnicity: tuple[EthnicGroup, ...]


def read_lists(path: Path) -> Lists:
    """Read the lists of the file at `path`."""
    return read_catalogue(path, Lists)


@cache
def lists() -> Lists:
    """Return the shipped lists."""
    return read_lists(resource_path("catalogues", "lists.toml"))


def names_in(*choices: tuple[Labelled, ...]) -> NameIndex:
    """Return an index over one list or several, such as yes and no with the unknowns."""
    return NameIndex({c.id: (c.title, *c.aliases) for some in choices for c in some})


def ethnic_group_of(words: str) -> str | None:
    """Return the group whose name `words` begin with, or None if somebody must be asked.

    Workbooks write group and detail in one cell, such as "White - British".
    """
    plain = plain_name(words)
    for group in lists().ethnicity:
        if any(plain.startswith(plain_name(start)) for start in group.begins_with):
            return group.id
    return None


def ethnic_detail_of(group_id: str, words: str) -> str | None:
    """Return the detail within a group that `words` name, with or without the group's name."""
    group = next(entry for entry in lists().ethnicity if entry.id == group_id)
    index = names_in(group.details)
    plain = plain_name(words)
    for start in ("", *map(plain_name, group.begins_with)):
        found = index.find(plain.removeprefix(start))
        if found is not None:
            return found
    return None
