"""Templates of letters as data: a subject and paragraphs with places that are filled in."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Described
from casedesk.documents.letterhead import Letterhead
from casedesk.documents.model import Document, Field, Section, SubjectKind, Tells
from casedesk.errors import CatalogueError, InputError
from casedesk.i18n import _, catalogue_text
from casedesk.resource_files import resource_path

_EVERYWHERE = frozenset(("organisation", "today", "author", "recipient", "reference"))
PLACES = {
    SubjectKind.CASE: _EVERYWHERE | {"subject_name", "forum", "next_hearing"},
    SubjectKind.MEETING: _EVERYWHERE | {"forum", "held_on"},
    SubjectKind.POWER: _EVERYWHERE | {"power", "premises", "issued_on", "ends_on"},
}
NEEDED = frozenset(("recipient", "reference"))  # without them a letter belongs to nothing
_NOT_IN_SUBJECT = frozenset(("recipient", "subject_name", "premises"))  # it is the file's title


class Letter(Described, frozen=True, kw_only=True):
    """One template; `made_of` says of which records it can be made."""

    made_of: tuple[SubjectKind, ...]
    subject: str
    paragraphs: tuple[str, ...]


def read_letters(folder: Path) -> Mapping[str, Letter]:
    """Read the templates of a folder by id.

    Raises:
        CatalogueError: naming the file and the place that is missing or not known.
    """
    found: dict[str, Letter] = {}
    for path in sorted(folder.glob("*.toml")):
        letter = read_catalogue(path, Letter)
        for problem in letter_problems(letter, path.name):
            raise CatalogueError(problem)
        found[letter.id] = letter
    return found


@cache
def letters() -> Mapping[str, Letter]:
    """Return every shipped template by id."""
    return read_letters(resource_path("catalogues", "letters"))


def letter_problems(letter: Letter, file: str) -> Iterator[str]:
    """Yield what is wrong with a template, one sentence each."""
    if not letter.made_of:
        yield _("{file}: say of which records it is made (made_of).").format(file=file)
        return
    known = frozenset.intersection(*(PLACES[kind] for kind in letter.made_of))
    used: set[str] = set()
    for text in (letter.subject, *letter.paragraphs):
        try:
            used |= _places(text)
        except ValueError:
            yield _("{file}: a place is written as {{name}}, and nothing else in braces.").format(
                file=file
            )
            return
    for name in sorted(used - known):
        text = _('{file}: there is no place "{name}"; use one of: {known}.')
        yield text.format(file=file, name=name, known=", ".join(sorted(known)))
    for name in sorted(NEEDED - used):
        text = _('{file}: the place "{name}" is missing; put {{{name}}} into the letter.')
        yield text.format(file=file, name=name)
    for name in sorted(_places(letter.subject) & _NOT_IN_SUBJECT):
        text = _('{file}: the subject may not hold "{name}"; put it into a paragraph.')
        yield text.format(file=file, name=name)


def letter_document(
    letter: Letter,
    values: Mapping[str, str],
    case_id: int | None,
    head: Letterhead,
) -> Document:
    """Return a letter with its places filled in.

    Args:
        letter: the template.
        values: what stands in each place; empty where nothing is recorded.
        case_id: the case it tells of.
        head: what stands at its head besides the name.

    Raises:
        InputError: something that the letter needs is not recorded.
    """
    for text in (letter.subject, *letter.paragraphs):
        for name in sorted(_places(text)):
            if not values.get(name):
                problem = _("This letter needs “{place}”, which is not recorded.")
                raise InputError({"letter": problem.format(place=place_title(name))})
    address = (Field(_("Address"), head.address),) if head.address else ()
    above = (Field(_("From"), values["organisation"]), *address, Field(_("Day"), values["today"]))
    below = tuple(_paragraph(one, values, case_id) for one in letter.paragraphs)
    return Document(
        title=catalogue_text(letter.subject).format_map(values),
        subtitle="",
        sections=(Section(_("Letterhead"), above), Section(_("Letter"), below)),
        case_ids=() if case_id is None else (case_id,),
        is_letter=True,
        is_served=True,
        logo=head.logo,
    )


def place_title(name: str) -> str:
    """Return a place in words."""
    return {
        "organisation": _("organisation"),
        "today": _("today"),
        "author": _("author"),
        "recipient": _("recipient"),
        "reference": _("reference"),
        "subject_name": _("name of the person"),
        "forum": _("forum"),
        "next_hearing": _("next hearing"),
        "held_on": _("day of the meeting"),
        "power": _("tool or power"),
        "premises": _("premises"),
        "issued_on": _("day it was issued or granted"),
        "ends_on": _("day it ends"),
    }[name]


def _paragraph(text: str, values: Mapping[str, str], case_id: int | None) -> Field:
    tells = Tells.ADDRESS if "premises" in _places(text) else Tells.CASE
    return Field("", catalogue_text(text).format_map(values), tells, case_id)


def _places(text: str) -> set[str]:
    """Return the places of a text.

    Raises:
        ValueError: something in braces is no plain name.
    """
    found = set()
    for _before, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(name)
        found.add(name)
    return found
