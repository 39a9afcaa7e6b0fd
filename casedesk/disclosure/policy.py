"""The threshold, the treatment of zeros and the time allowed, from the catalogue."""

from datetime import date
from functools import cache
from typing import Literal

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.resource_files import resource_path


class Policy(Entry, frozen=True, kw_only=True):
    """Counts of people from 1 to `k` - 1 are hidden; `zeros` says whether 0 is shown.

    What is not protected and proved within `time_cap_seconds` is not published.
    """

    k: int
    zeros: Literal["shown", "protected"]
    time_cap_seconds: int
    source: tuple[str, ...]
    as_of: date
    unsure: tuple[str, ...] = ()


@cache
def policy() -> Policy:
    """Return the policy of `resources/catalogues/disclosure.toml`."""
    return read_catalogue(resource_path("catalogues", "disclosure.toml"), Policy)
