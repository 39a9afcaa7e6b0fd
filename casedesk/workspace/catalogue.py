"""The markings that papers may carry, as data."""

from functools import cache
from pathlib import Path

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Labelled, Provenance, by_id
from casedesk.errors import CatalogueError
from casedesk.i18n import _
from casedesk.resource_files import resource_path


class Markings(Provenance, frozen=True, kw_only=True):
    """The whole of markings.toml: `usual` is in force until the partnership chooses."""

    usual: str
    refused: tuple[str, ...] = ()
    marking: tuple[Labelled, ...]

    def title_of(self, marking_id: str) -> str:
        """Return the words of a marking; of one that is not known, those of the usual one."""
        titles = {one.id: one.title for one in self.marking}
        return titles.get(marking_id, titles[self.usual])


def read_markings(path: Path) -> Markings:
    """Read the markings of the file at `path`.

    Raises:
        CatalogueError: an id is used twice, or the usual marking is not there.
    """
    found = read_catalogue(path, Markings)
    if found.usual not in by_id(found.marking, path.name):
        text = _('{file}: there is no "{name}"; correct it, or add it.')
        raise CatalogueError(text.format(file=path.name, name=found.usual))
    return found


@cache
def markings() -> Markings:
    """Return the shipped markings."""
    return read_markings(resource_path("catalogues", "markings.toml"))
