"""The colours of CaseDesk: one table of data, three themes.

Contrast is checked by `tests/ui/theme/test_palette.py`: text at least 4.5 to 1 on every ground
it stands on, edges and symbols at least 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one theme, each as `#rrggbb`."""

    id: str
    window: str  # ground of the page
    panel: str  # ground of cards, fields, tables
    text: str
    quiet: str  # hints, and the edge of every control
    separator: str  # decoration only, never a control's only edge
    row_line: str  # between rows; decoration only
    accent: str  # primary button, selection mark, links
    on_accent: str  # text on the accent
    selected: str  # ground of the selected row, with the accent bar
    hover: str
    stop: str  # errors, lapsed, high risk
    warn: str  # due soon, possible match
    warn_ground: str
    good: str  # done
    hatch: str  # stripes of the practice banner; decoration only


LIGHT = Palette(
    id="light",
    window="#f4f5f7",
    panel="#ffffff",
    text="#0b0c0c",
    quiet="#505a5f",
    separator="#b1b4b6",
    row_line="#dde0e4",
    accent="#1d5ba4",
    on_accent="#ffffff",
    selected="#d8e6f6",
    hover="#edf1f6",
    stop="#b3001b",
    warn="#8a4b00",
    warn_ground="#fff4d6",
    good="#005a30",
    hatch="#ecd9a0",
)

DARK = Palette(
    id="dark",
    window="#16191d",
    panel="#20252b",
    text="#f2f3f4",
    quiet="#b4bcc4",
    separator="#59636e",
    row_line="#353d46",
    accent="#8cb8ee",
    on_accent="#16191d",
    selected="#2c4667",
    hover="#272e36",
    stop="#ff9aa6",
    warn="#ffc861",
    warn_ground="#3a2f14",
    good="#7fdba8",
    hatch="#5d4d20",
)

HIGH_CONTRAST = Palette(
    id="high_contrast",
    window="#000000",
    panel="#000000",
    text="#ffffff",
    quiet="#e8e8e8",
    separator="#ffffff",
    row_line="#8a8a8a",
    accent="#7fd4ff",
    on_accent="#000000",
    selected="#00396b",
    hover="#1f1f1f",
    stop="#ffb0b8",
    warn="#ffe04d",
    warn_ground="#000000",
    good="#86ffb8",
    hatch="#4d4200",
)

PALETTES = {palette.id: palette for palette in (LIGHT, DARK, HIGH_CONTRAST)}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
