"""Registers as data: lists a partnership keeps, such as guard cameras or training sessions."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance, by_id, index_of
from casedesk.catalogue_names import NameIndex
from casedesk.resource_files import resource_path


class Register(Labelled, frozen=True, kw_only=True):
    """One register: what an entry is called, and the words offered for its fields.

    `unit` says what the quantity counts. `subjects`, `reasons` and `outcomes` are offered,
    not enforced: a partnership may write its own words.
    """

    unit: str
    date_label: str
    place_label: str = ""
    subject_label: str = ""
    ended_label: str = ""
    subjects: tuple[Labelled, ...] = ()
    reasons: tuple[Labelled, ...] = ()
    outcomes: tuple[Labelled, ...] = ()


class RegisterFile(Provenance, frozen=True, kw_only=True):
    """The whole of registers.toml."""

    register: tuple[Register, ...]


def read_registers(path: Path) -> Mapping[str, Register]:
    """Read the registers of the file at `path` by id, in the order of the file."""
    return by_id(read_catalogue(path, RegisterFile).register, path.name)


@cache
def registers() -> Mapping[str, Register]:
    """Return every shipped register by id."""
    return read_registers(resource_path("catalogues", "registers.toml"))


@cache
def register_names() -> NameIndex:
    """Return the index of registers by id, title or alias."""
    return index_of(registers())
