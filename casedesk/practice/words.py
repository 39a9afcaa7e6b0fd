"""The words that practice data are made of; read once."""

from functools import cache

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Provenance
from casedesk.resource_files import resource_path


class Words(Provenance, frozen=True, kw_only=True):
    """The whole of practice_words.toml."""

    forenames_female: tuple[str, ...]
    forenames_male: tuple[str, ...]
    surname_starts: tuple[str, ...]
    surname_ends: tuple[str, ...]
    surnames_welsh: tuple[str, ...]
    streets: tuple[str, ...]
    street_kinds: tuple[str, ...]
    areas: tuple[str, ...]
    officers: tuple[str, ...]
    reasons: tuple[str, ...]
    reasons_asb: tuple[str, ...]
    tasks: tuple[str, ...]
    outcome_notes: tuple[str, ...]
    minutes: tuple[str, ...]
    contact_notes: tuple[str, ...]
    reports: tuple[str, ...]
    evidence: tuple[str, ...]
    guard_places: tuple[str, ...]


@cache
def words() -> Words:
    """Return the words."""
    return read_catalogue(resource_path("examples", "practice_words.toml"), Words)
