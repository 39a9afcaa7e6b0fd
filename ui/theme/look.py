"""The look in use: the colours and the type that painting code asks for."""

from PySide6.QtGui import QColor, QFont

from ui.theme.palette import LIGHT, Palette

FAMILY = "Noto Sans"
BASE_POINTS, CARD_TITLE_POINTS, PAGE_TITLE_POINTS = 10.5, 12.0, 17.0
SEMIBOLD = QFont.Weight.DemiBold
SMALLEST_TEXT, LARGEST_TEXT = 100, 200

_palette = LIGHT
_percent = 100


def palette() -> Palette:
    """Return the colours in use."""
    return _palette


def colour(role: str) -> QColor:
    """Return one colour in use, by the name of its role in the palette."""
    return QColor(getattr(_palette, role))


def text_percent() -> int:
    """Return the text size in use, 100 to 200."""
    return _percent


def font(points: float = BASE_POINTS, *, semibold: bool = False) -> QFont:
    """Return the program's font; `points` as at 100 % text. Its figures are all equally wide."""
    made = QFont(FAMILY)
    made.setPointSizeF(points * _percent / 100)
    if semibold:
        made.setWeight(SEMIBOLD)
    return made


def use(palette: Palette, percent: int) -> None:
    """Take other colours and another text size; only `ui.theme.theme` calls this."""
    global _palette, _percent  # noqa: PLW0603 - one look for the whole program
    _palette = palette
    _percent = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
