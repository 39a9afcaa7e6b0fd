"""How long closed cases are kept before somebody looks at them again, as data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from casedesk.cases.model import CHILD, USUAL, ReviewTimes
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
    then, not before that person is `child_until_age` years old. What a partnership sets instead
    lies between the least and the most.
    """

    review_after_years: int
    child_until_age: int
    least_years: int
    most_years: int
    least_child_age: int
    most_child_age: int
    forum: tuple[ForumRetention, ...] = ()

    def times(self, own: Mapping[str, int] = MappingProxyType({})) -> ReviewTimes:
        """Return the times in force where a partnership has set `own` for some kinds."""
        by_forum = {one.id: one.review_after_years for one in self.forum}
        of_forums = {kind: years for kind, years in own.items() if kind not in {USUAL, CHILD}}
        return ReviewTimes(
            usual=own.get(USUAL, self.review_after_years),
            child_until_age=own.get(CHILD, self.child_until_age),
            by_forum=by_forum | of_forums,
        )

    def limits(self, kind: str) -> tuple[int, int]:
        """Return the least and the most that may be set for a kind: years, or an age."""
        if kind == CHILD:
            return self.least_child_age, self.most_child_age
        return self.least_years, self.most_years


def read_retention(path: Path) -> Retention:
    """Read the times of the file at `path`."""
    return read_catalogue(path, Retention)


@cache
def retention() -> Retention:
    """Return the shipped times."""
    return read_retention(resource_path("catalogues", "retention.toml"))
