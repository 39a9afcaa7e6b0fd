"""Lawful bases for sharing, as dated data with a default per forum."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance, by_id
from casedesk.deadlines.model import Status
from casedesk.forums.catalogue import forums
from casedesk.resource_files import resource_path


class Regime(StrEnum):
    """Which part of data protection law a record or a disclosure falls under."""

    UK_GDPR = "uk_gdpr"
    PART_3 = "part_3"


class LawfulBasis(Labelled, frozen=True, kw_only=True):
    """One basis with its condition for sensitive data; `from` and `to` are inclusive."""

    regime: Regime
    basis: str
    condition: str
    offence_data: str = ""
    gateway: str = ""
    note: str = ""
    status: Status
    starts: date | None = msgspec.field(default=None, name="from")
    ends: date | None = msgspec.field(default=None, name="to")
    source: tuple[str, ...]

    def applies_on(self, day: date) -> bool:
        """Say whether the basis could be relied on that day."""
        return (self.starts is None or self.starts <= day) and (
            self.ends is None or day <= self.ends
        )


class LawfulBasisFile(Provenance, frozen=True, kw_only=True):
    """The whole of lawful_bases.toml."""

    basis: tuple[LawfulBasis, ...]


def read_lawful_bases(path: Path) -> Mapping[str, LawfulBasis]:
    """Read the lawful bases of the file at `path` by id."""
    return by_id(read_catalogue(path, LawfulBasisFile).basis, path.name)


@cache
def lawful_bases() -> Mapping[str, LawfulBasis]:
    """Return every shipped lawful basis by id."""
    return read_lawful_bases(resource_path("catalogues", "lawful_bases.toml"))


def default_basis(forum_id: str) -> LawfulBasis:
    """Return the basis that a referral to this forum starts with."""
    return lawful_bases()[forums()[forum_id].lawful_basis]
