"""Templates of letters that the partnership keeps in its file, beside those that are shipped.

A template is a TOML file with words and places; it holds no instructions, and what it holds
beyond that is refused. One with the id of a shipped letter takes its place.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from casedesk.catalogue_folder import Labelled
from casedesk.documents.letters import Letter, letter_problems, letters
from casedesk.documents.model import SubjectKind
from casedesk.documents.saving import save_document
from casedesk.documents.tables import OwnLetterRow
from casedesk.errors import CatalogueError, NotFoundError
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.resource_files import resource_path
from casedesk.security.roles import Permission
from casedesk.workspace.file_layout import refuse_inside_file
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

LARGEST_BYTES, MOST_LETTERS = 64_000, 60
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MISSING, _UNKNOWN = re.compile("missing required field `(.+?)`"), re.compile("field `(.+?)`")


class _OwnLetter(Labelled, frozen=True, kw_only=True):
    """A template as a partnership writes it: where its words are from need not be said."""

    made_of: tuple[SubjectKind, ...]
    subject: str
    paragraphs: tuple[str, ...]
    source: tuple[str, ...] = ()
    as_of: date = date.min
    unsure: tuple[str, ...] = ()


class LetterShown(Struct, frozen=True):
    """A letter as it is listed: its words with their places, and whether it is the own."""

    id: str
    title: str
    made_of: tuple[SubjectKind, ...]
    words: str
    is_own: bool


def letters_in_use(workspace: Workspace) -> Mapping[str, Letter]:
    """Return every letter that can be written, the partnership's own before the shipped."""
    own = {}
    for key, content in _kept(workspace).items():
        with suppress(CatalogueError):  # the list of letters says what is wrong with it
            own[key] = read_letter(content.encode(), f"{key}.toml")
    return {**letters(), **own}


def letter_list(workspace: Workspace) -> list[LetterShown]:
    """Return every letter with its words, by title."""
    kept, shown = _kept(workspace), []
    for key, content in kept.items():
        try:
            shown.append(_shown(read_letter(content.encode(), f"{key}.toml"), is_own=True))
        except CatalogueError as error:  # kept by another version of CaseDesk
            shown.append(LetterShown(key, key, (), str(error), is_own=True))
    shown += [_shown(one, is_own=False) for key, one in letters().items() if key not in kept]
    return sorted(shown, key=lambda one: sort_key(one.title))


def add_letter(workspace: Workspace, path: Path) -> tuple[str, str | None]:
    """Take a template from a file; one of the same id is replaced.

    Returns:
        The id of the letter, and the template it replaced, for `put_letter`; None for none.

    Raises:
        CatalogueError: naming the file and what is missing or not known in it.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError:
        text = _("The file {file} could not be read. Choose another.")
        raise CatalogueError(text.format(file=path.name)) from None
    if size > LARGEST_BYTES:
        text = _("{file} is too large for a letter. Choose a template of CaseDesk.")
        raise CatalogueError(text.format(file=path.name))
    letter = read_letter(content, path.name)
    return letter.id, put_letter(workspace, letter.id, content.decode())


def put_letter(workspace: Workspace, letter_id: str, content: str | None) -> str | None:
    """Keep a template under an id, or none; return the one that was kept before."""
    kept = select(OwnLetterRow.content).where(OwnLetterRow.letter_id == letter_id)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE) as change:
        before = change.session.scalar(kept)
        if content is None:
            change.session.execute(delete(OwnLetterRow).where(OwnLetterRow.letter_id == letter_id))
        else:
            count = change.session.scalar(select(func.count()).select_from(OwnLetterRow)) or 0
            if before is None and count >= MOST_LETTERS:
                text = _("There are {most} letters of your own. Remove one first.")
                raise CatalogueError(text.format(most=MOST_LETTERS))
            made = insert(OwnLetterRow).values(letter_id=letter_id, content=content)
            change.session.execute(
                made.on_conflict_do_update(index_elements=["letter_id"], set_={"content": content})
            )
        act = "letter.removed" if content is None else "letter.kept"
        change.audit(act, f"letter/{letter_id}")
    return before


def save_letter(workspace: Workspace, letter_id: str, target: Path) -> None:
    """Write a template as a file that can be changed and taken again.

    Raises:
        NotFoundError: there is no letter of this id.
        StorageError: it could not be written, or `target` lies inside a partnership file.
    """
    refuse_inside_file(target)
    query = select(OwnLetterRow.content).where(OwnLetterRow.letter_id == letter_id)
    with workspace.reading(Permission.MANAGE_LISTS) as session:
        own = session.scalar(query)
    if own is None and letter_id not in letters():
        raise NotFoundError(_("This letter is no longer there."))
    shipped = resource_path("catalogues", "letters", f"{letter_id}.toml")
    save_document(target, shipped.read_bytes() if own is None else own.encode())


def read_letter(content: bytes, file: str) -> Letter:
    """Read a template.

    Raises:
        CatalogueError: naming the file and what is missing or not known in it.
    """
    try:
        own = msgspec.toml.decode(content, type=_OwnLetter)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueError(_problem(str(error), file)) from None
    letter = Letter(
        id=own.id, title=own.title, made_of=own.made_of, subject=own.subject,
        paragraphs=own.paragraphs, source=own.source, as_of=own.as_of,
    )  # fmt: skip
    if not _ID.fullmatch(letter.id):
        text = _('{file}: the id "{id}" may hold small letters, digits and "_" alone.')
        raise CatalogueError(text.format(file=file, id=letter.id[:40]))
    for name in ("title", "subject", "paragraphs"):
        if not "".join(getattr(letter, name)).strip():
            text = _('{file}: there are no words in "{name}".')
            raise CatalogueError(text.format(file=file, name=name))
    for problem in letter_problems(letter, file):
        raise CatalogueError(problem)
    return letter


def _problem(reason: str, file: str) -> str:
    missing, unknown = _MISSING.search(reason), _UNKNOWN.search(reason)
    if missing:
        text = _('{file}: the line "{name}" is missing.')
        return text.format(file=file, name=missing.group(1))
    if unknown:
        text = _('{file}: a letter has no line "{name}". Take it out.')
        return text.format(file=file, name=unknown.group(1))
    text = _("{file} is no template of a letter: {reason}")
    return text.format(file=file, reason=reason)


def _kept(workspace: Workspace) -> dict[str, str]:
    query = select(OwnLetterRow.letter_id, OwnLetterRow.content)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return {row.letter_id: row.content for row in session.execute(query)}


def _shown(letter: Letter, *, is_own: bool) -> LetterShown:
    words = "\n\n".join(catalogue_text(one) for one in (letter.subject, *letter.paragraphs))
    return LetterShown(letter.id, catalogue_text(letter.title), letter.made_of, words, is_own)
