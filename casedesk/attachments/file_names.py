"""Names of files as others wrote them, made safe to show, to keep and to write. Pure."""

import re
import unicodedata

from casedesk.attachments.catalogue import FileKind, refused_endings

LONGEST_NAME = 120
_LONGEST_ENDING = 12
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_OF_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # of Windows
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # also turns of direction


def clean_name(given: str) -> str:
    """Return a file's name without folders, control characters and turns of direction.

    What is returned is a plain name on every system, at most `LONGEST_NAME` characters and
    never empty; the ending is kept.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(
        " " if unicodedata.category(sign) in {"Zs", "Cc"} else sign
        for sign in unicodedata.normalize("NFC", last)
        if unicodedata.category(sign) not in _UNSEEN or sign in "\t\r\n"
    )
    name = _NOT_IN_NAMES.sub("_", " ".join(seen.split())).strip(" .")
    stem, ending = _split(name)
    stem = stem[: LONGEST_NAME - len(ending)].rstrip(" .")
    if not stem or _OF_DEVICES.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return stem + ending if stem.strip("_") or ending else "file"


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters, without the dot; empty if it has none."""
    return _split(name)[1][1:].lower()


def title_from(name: str) -> str:
    """Return what an attachment is called until somebody gives it a title."""
    return _split(name)[0]


def is_refused_name(name: str) -> bool:
    """Tell whether the name is that of a file that does something when it is opened."""
    return ending_of(name) in refused_endings()


def name_for_copy(name: str, kind: FileKind) -> str:
    """Return the name of a copy: its ending is one of what it is, whatever the name says.

    Another program goes by the ending, so a misleading one must not choose it.
    """
    if not kind.endings or ending_of(name) in kind.endings:
        return name
    return f"{name}.{kind.endings[0]}"


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not ending.strip() or len(ending) > _LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, dot + ending
