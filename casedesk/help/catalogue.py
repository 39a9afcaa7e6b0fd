"""The texts of Help as data: guides per kind of user, the glossary, what is bundled."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.catalogue_folder import Labelled, by_id
from casedesk.errors import CatalogueError
from casedesk.i18n import _
from casedesk.resource_files import resource_path


class GuideStep(Entry, frozen=True, kw_only=True):
    """One thing to do; each is done, with its keys, by a test of the whole program.

    Attributes:
        id: names the step; unique in its guide.
        title: what is done.
        text: how; what stands in “ ” is read in the window meanwhile.
        page: the id of the page where it is done, if there is one.
        keys: what is pressed, as Qt names keys.
        picture: a file of `resources/pictures`, or empty.
    """

    id: str
    title: str
    text: str
    page: str = ""
    keys: tuple[str, ...] = ()
    picture: str = ""


class Guide(Entry, frozen=True, kw_only=True):
    """What one kind of user does first; the id is the id of the role."""

    id: str
    title: str
    intro: str
    step: tuple[GuideStep, ...]


class Term(Labelled, frozen=True, kw_only=True):
    """A word of the window and what is meant by it."""

    meaning: str


class FieldWords(Entry, frozen=True, kw_only=True):
    """What a practitioner needs to know of a field of a form.

    Attributes:
        label: the texts in the code that name the field, with their marks for Alt letters.
        meaning: what is meant and what to do, in whole sentences.
        source: where law or a published tool decides: which; else empty.
    """

    label: tuple[str, ...]
    meaning: str
    source: str = ""


class Bundled(Entry, frozen=True, kw_only=True):
    """Something of others in CaseDesk that is no Python library: a font, the icons."""

    name: str
    version: str = ""
    licence: str


class _Glossary(Entry, frozen=True):
    term: tuple[Term, ...]


class _Fields(Entry, frozen=True):
    field: tuple[FieldWords, ...]


class _AllBundled(Entry, frozen=True):
    bundled: tuple[Bundled, ...]


def read_guides(folder: Path) -> Mapping[str, Guide]:
    """Read the guides of `folder` by id, in the order of their files.

    Raises:
        CatalogueError: a file is not named after its id, or holds something unknown.
    """
    found: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.toml")):
        guide = read_catalogue(path, Guide)
        if guide.id != path.stem:
            text = _('{file}: the id is "{id}", so the file must be called {id}.toml.')
            raise CatalogueError(text.format(file=path.name, id=guide.id))
        found[guide.id] = guide
    return found


@cache
def guides() -> Mapping[str, Guide]:
    """Return every guide by the id of the role it is for."""
    return read_guides(resource_path("help", "guides"))


@cache
def glossary() -> Mapping[str, Term]:
    """Return the words that the window uses by id, in the order of the file."""
    path = resource_path("help", "glossary.toml")
    return by_id(read_catalogue(path, _Glossary).term, path.name)


@cache
def field_words() -> tuple[FieldWords, ...]:
    """Return what is known of the fields of the forms."""
    return read_catalogue(resource_path("help", "fields.toml"), _Fields).field


@cache
def bundled() -> tuple[Bundled, ...]:
    """Return the fonts and icons that come with CaseDesk."""
    return read_catalogue(resource_path("help", "bundled.toml"), _AllBundled).bundled
