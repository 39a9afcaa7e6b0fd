"""Short forms of forenames: Bill for William, Dai for Dafydd."""

from functools import cache

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Provenance
from casedesk.catalogue_names import plain_name
from casedesk.resource_files import resource_path


class ShortNames(Provenance, frozen=True, kw_only=True):
    """Lists of forenames that stand for one another."""

    forms: tuple[tuple[str, ...], ...]


@cache
def _groups() -> dict[str, frozenset[int]]:
    found = read_catalogue(resource_path("catalogues", "short_names.toml"), ShortNames)
    groups: dict[str, set[int]] = {}
    for number, forms in enumerate(found.forms):
        for form in forms:
            groups.setdefault(plain_name(form), set()).add(number)
    return {form: frozenset(numbers) for form, numbers in groups.items()}


@cache
def _forms() -> tuple[frozenset[str], ...]:
    members: dict[int, set[str]] = {}
    for form, numbers in _groups().items():
        for number in numbers:
            members.setdefault(number, set()).add(form)
    return tuple(frozenset(members[number]) for number in sorted(members))


def name_groups(forename: str) -> frozenset[int]:
    """Return the numbers of the lists a plain forename stands in."""
    return _groups().get(forename, frozenset())


def other_forms(forename: str) -> frozenset[str]:
    """Return every form that a plain forename can stand for, itself included."""
    found = {forename}
    for number in name_groups(forename):
        found |= _forms()[number]
    return frozenset(found)
