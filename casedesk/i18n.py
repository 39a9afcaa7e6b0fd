"""One gettext for program, window, command line and documents.

`_` looks a text up at the moment it is called, so the language can change while
the program runs. Never call it at import time: the answer would be frozen.
"""

import gettext
from pathlib import Path

from casedesk.resource_files import resource_path

DOMAIN = "casedesk"
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
_UNREVIEWED = "unreviewed"  # stands in the header of a catalogue until somebody has read it all

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use_language(language: str, folder: Path | None = None) -> None:
    """Show every text from now on in `language`; English where a text has no translation.

    Args:
        language: a key of `LANGUAGES`, or the id of a test catalogue.
        folder: where catalogues lie; by default `resources/translations`.
    """
    global _current, _language  # noqa: PLW0603 - one language for the whole program
    if language == "en":  # as the texts stand; no search for a catalogue before the first paint
        _current = gettext.NullTranslations()
    else:
        where = folder or resource_path("translations")
        _current = gettext.translation(DOMAIN, where, languages=[language], fallback=True)
    _language = language


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
    return _language


def _(text: str) -> str:
    """Return `text` in the language in use.

    Write whole sentences with named places: `_("Due on {day}").format(day=...)`.
    """
    return _current.gettext(text)


def ngettext(one: str, several: str, count: int) -> str:
    """Return the form of a sentence that goes with a number, in the language in use.

    Welsh has more forms than two, so no code decides by itself:
    `ngettext("{count} row taken", "{count} rows taken", rows).format(count=rows)`.
    """
    return _current.ngettext(one, several, count)


def catalogue_text(text: str) -> str:
    """Translate a title or label that stands in a catalogue file."""
    return _current.gettext(text) if text else text
