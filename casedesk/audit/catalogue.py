"""What the audit viewer calls acts and kinds of record."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_folder import Labelled
from casedesk.resource_files import resource_path


class _WordFile(Entry, frozen=True, kw_only=True):
    record: tuple[Labelled, ...]
    action: tuple[Labelled, ...]


class AuditWords(NamedTuple):
    """Titles by id: `actions` of what was done, `records` of the kinds of record."""

    actions: Mapping[str, str]
    records: Mapping[str, str]


@cache
def audit_words() -> AuditWords:
    """Return the words, as they stand in the catalogue."""
    found = read_catalogue(resource_path("catalogues", "audit_words.toml"), _WordFile)
    actions = {one.id: one.title for one in found.action}
    return AuditWords(actions, {one.id: one.title for one in found.record})
