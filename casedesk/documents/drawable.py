"""Text as the bundled font can draw it: what it has no letter for leaves a sign, never nothing.

Noto Sans has Latin, Greek and Cyrillic letters. Others, such as Arabic or Chinese ones and emoji,
reportlab would leave out without a word; a name would be gone, and nobody would know.
"""

import unicodedata
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from casedesk.documents.wording import OTHER_BREAKS
from casedesk.resource_files import resource_path

REGULAR, BOLD = "NotoSans", "NotoSans-SemiBold"
UNKNOWN = "\ufffd"  # the replacement character of Unicode, a question mark in a lozenge
_UNSEEN = {"Cc", "Cs"}  # control characters and halves of signs: nobody ever sees them
_FORMAT = "Cf"  # how what follows is read; drawn as nothing where the font knows it
_VARIANTS = range(0xFE00, 0xFE10)  # how the sign before is drawn
_AS_WORDS = {"→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "/=", "−": "–"}
_AS_WORDS |= dict.fromkeys("\t" + OTHER_BREAKS, " ")


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to reportlab."""
    for name, file in ((REGULAR, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts", file))))
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=name, boldItalic=BOLD)


def drawable(words: str) -> str:
    """Return words in which each sign can be drawn; `UNKNOWN` stands for those that cannot be.

    Ends of lines stay, control characters go.
    """
    known = _letters()
    if all(ord(one) in known and one.isprintable() for one in words):
        return words
    return "".join(_drawn(one, known) for one in words)


@cache
def _letters() -> frozenset[int]:
    register_fonts()
    fonts: list[Any] = [pdfmetrics.getFont(name) for name in (REGULAR, BOLD)]
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


@cache
def _drawn(sign: str, known: frozenset[int]) -> str:
    if sign == "\n":
        return sign
    if sign in _AS_WORDS and (ord(sign) not in known or not sign.isprintable()):
        return _AS_WORDS[sign]
    kind = unicodedata.category(sign)
    if kind in _UNSEEN or ord(sign) in _VARIANTS:
        return ""
    if ord(sign) in known or kind == _FORMAT:
        return sign if ord(sign) in known else ""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if all(ord(one) in known for one in plain) else UNKNOWN
