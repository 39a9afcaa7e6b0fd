"""How long closed cases are kept before somebody looks at them again, as data."""

from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_folder import Provenance
from casedesk.resource_files import resource_path


class ForumRetention(Entry, frozen=True, kw_only=True):
    """A forum whose cases are kept for another time than usual."""

    id: str
    review_after_years: int
    note: str = ""


class Retention(Provenance, frozen=True, kw_only=True):
    """The whole of retention.toml.

    A case is looked at `review_after_years` after it was closed; where somebody in it was a child
    then, not before that person is `child_until_age` years old.
    """

    review_after_years: int
    child_until_age: int
    forum: tuple[ForumRetention, ...] = ()

    def years_for(self, forum_id: str) -> int:
        """Return how many years after its closing a case of a forum is looked at."""
        own = {one.id: one.review_after_years for one in self.forum}
        return own.get(forum_id, self.review_after_years)


def read_retention(path: Path) -> Retention:
    """Read the times of the file at `path`."""
    return read_catalogue(path, Retention)


@cache
def retention() -> Retention:
    """Return the shipped times."""
    return read_retention(resource_path("catalogues", "retention.toml"))
