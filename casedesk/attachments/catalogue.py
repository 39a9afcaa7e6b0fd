"""What may be kept and how much of it, as it stands in `resources/catalogues/attachments.toml`."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_folder import Labelled, by_id
from casedesk.resource_files import resource_path

MB = 1024 * 1024
OTHER = "other"


class FileKind(Labelled, frozen=True, kw_only=True):
    """A kind of file, told by its content. `endings`: of its name, the usual one first."""

    endings: tuple[str, ...]
    shown: Literal["pages", "picture", "words", ""] = ""


class Limits(Entry, frozen=True, kw_only=True):
    """The most that is kept or shown; sizes of files in megabytes."""

    largest_file: int
    largest_of_one_case: int
    largest_of_all: int
    most_of_one_case: int
    most_at_once: int
    largest_picture: int


class _Refused(Entry, frozen=True, kw_only=True):
    endings: frozenset[str]


class _File(Entry, frozen=True, kw_only=True):
    limits: Limits
    kind: tuple[FileKind, ...]
    refused: _Refused


@cache
def _file() -> _File:
    return read_catalogue(resource_path("catalogues", "attachments.toml"), _File)


@cache
def file_kinds() -> Mapping[str, FileKind]:
    """Return every kind of file by its id."""
    return by_id(_file().kind, "attachments.toml")


def kind_of_id(kind_id: str) -> FileKind:
    """Return a kind of file; what a newer CaseDesk found is of another kind."""
    return file_kinds().get(kind_id, file_kinds()[OTHER])


def limits() -> Limits:
    """Return the most that is kept or shown."""
    return _file().limits


def refused_endings() -> frozenset[str]:
    """Return the endings of files that do something when they are opened."""
    return _file().refused.endings
