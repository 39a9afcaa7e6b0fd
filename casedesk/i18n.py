"""One gettext for program, window, command line and documents.

`_` looks a text up at the moment it is called, so the language can change while
the program runs. Never call it at import time: the answer would be frozen.
"""

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from casedesk.resource_files import resource_path

DOMAIN = "casedesk"
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
_UNREVIEWED = "unreviewed"  # stands in the header of a catalogue until somebody has read it all

# Letters of the Welsh alphabet that are written with two: each follows another (ng follows g).
_AFTER = {one: f"{one[0]}\uffff" for one in ("ch", "dd", "ff", "ll", "ph", "rh", "th")}
_AFTER["ng"] = "g\uffff"
_WELSH_LETTERS = re.compile("|".join(_AFTER))
# Signs nobody sees that turn the direction of writing round until another one ends it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_BEGIN_ISOLATE = {"\u2066", "\u2067", _ISOLATE}


class _Voice(NamedTuple):
    language: str
    texts: gettext.NullTranslations


_program = _Voice("en", gettext.NullTranslations())
_here: ContextVar[_Voice | None] = ContextVar("language of what is being written", default=None)


def use_language(language: str, folder: Path | None = None) -> None:
    """Show every text from now on in `language`; English where a text has no translation.

    Args:
        language: a key of `LANGUAGES`, or the id of a test catalogue.
        folder: where catalogues lie; by default `resources/translations`.
    """
    global _program  # noqa: PLW0603 - one language for the whole program
    _program = _voice_of(language, folder)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write what is made in the block in `language`, such as a letter; the window keeps its own.

    It holds for this thread alone.
    """
    before = _here.set(_voice_of(language))
    try:
        yield
    finally:
        _here.reset(before)


def _voice_of(language: str, folder: Path | None = None) -> _Voice:
    if language == "en":  # as the texts stand; no search for a catalogue before the first paint
        return _Voice(language, gettext.NullTranslations())
    where = folder or resource_path("translations")
    texts = gettext.translation(DOMAIN, where, languages=[language], fallback=True)
    return _Voice(language, texts)


def _voice() -> _Voice:
    return _here.get() or _program


def available_languages(folder: Path | None = None) -> dict[str, str]:
    """Return the languages whose texts are there, by id, with their own names."""
    where = folder or resource_path("translations")
    return {
        one: name
        for one, name in LANGUAGES.items()
        if one == "en" or gettext.find(DOMAIN, where, [one]) is not None
    }


def is_reviewed(language: str, folder: Path | None = None) -> bool:
    """Say whether somebody who speaks `language` has read its texts."""
    if language == "en":
        return True
    where = folder or resource_path("translations")
    head = gettext.translation(DOMAIN, where, languages=[language], fallback=True).info()
    return _UNREVIEWED not in head.get("language-team", _UNREVIEWED)


def language() -> str:
    """Return the id of the language in use."""
    return _voice().language


def _(text: str) -> str:
    """Return `text` in the language in use.

    Write whole sentences with named places: `_("Due on {day}").format(day=...)`. What is put into
    a place cannot turn the writing of the rest round; see `isolated`.
    """
    said = _voice().texts.gettext(text)
    return _Sentence(said) if "{" in said else said


def ngettext(one: str, several: str, count: int) -> str:
    """Return the form of a sentence that goes with a number, in the language in use.

    Welsh has more forms than two, so no code decides by itself:
    `ngettext("{count} row taken", "{count} rows taken", rows).format(count=rows)`.
    """
    said = _voice().texts.ngettext(one, several, count)
    return _Sentence(said) if "{" in said else said


class _Sentence(str):
    """A sentence with named places."""

    __slots__ = ()

    def format(self, *args: object, **places: object) -> str:
        told = {n: isolated(one) if isinstance(one, str) else one for n, one in places.items()}
        return super().format(*args, **told)


def isolated(text: str) -> str:
    """Return text that somebody typed so that it may stand on one line with other text.

    Signs in it that turn the direction of writing round, such as U+202E, end where it ends; they
    come with what is pasted, and nobody sees them.
    """
    if text.isascii() or not _TURNING.search(text):
        return text
    signs, depth = [], 0
    for sign in text:
        depth += sign in _BEGIN_ISOLATE
        if sign != _END_OF_ISOLATE:
            signs.append(sign)
        elif depth:  # one more would end ours
            depth -= 1
            signs.append(sign)
    return _ISOLATE + "".join(signs) + _END_OF_ISOLATE * (depth + 1)


def without_turning(text: str) -> str:
    """Return text without the signs that turn the direction of writing round."""
    return text if text.isascii() else _TURNING.sub("", text)


def side_by_side(*parts: str | None) -> str:
    """Return parts on one line with a dot between them; those that are empty are left out."""
    return _on_one_line(" · ", parts)


def with_commas(*parts: str | None) -> str:
    """Return parts on one line with commas between them; those that are empty are left out."""
    return _on_one_line(", ", parts)


def _on_one_line(between: str, parts: Iterable[str | None]) -> str:
    return between.join(isolated(one) for one in parts if one)


def catalogue_text(text: str) -> str:
    """Translate a title or label that stands in a catalogue file."""
    return _voice().texts.gettext(text) if text else text


def sort_key(text: str) -> str:
    """Return what titles are ordered by in the language in use: capitals and accents apart.

    In Welsh ch, dd, ff, ng, ll, ph, rh and th are letters with a place of their own; where two
    letters only meet, as in "Bangor", they are taken for one too.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _WELSH_LETTERS.sub(lambda two: _AFTER[two[0]], plain) if language() == "cy" else plain
