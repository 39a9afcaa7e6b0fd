"""The colours: computed from the table, every pair of text and ground that is used."""

import re

import pytest

from casedesk.resource_files import resource_path
from ui.theme.palette import PALETTES, Palette, contrast

TEXT, SYMBOL = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
GROUNDS = ("window", "panel", "selected", "hover")
ON_GROUNDS = ("text", "quiet", "accent", "stop", "warn", "good")
EACH = pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@EACH
def test_words_can_be_read_on_every_ground(palette: Palette) -> None:
    for ground in GROUNDS:
        for role in ON_GROUNDS:
            ratio = contrast(getattr(palette, role), getattr(palette, ground))
            assert ratio >= TEXT, f"{role} on {ground}: {ratio:.2f}"
    for role in ("text", "warn", "stop"):
        assert contrast(getattr(palette, role), palette.warn_ground) >= TEXT, role
    assert contrast(palette.on_accent, palette.accent) >= TEXT


@EACH
def test_edges_and_the_selection_bar_can_be_seen(palette: Palette) -> None:
    for ground in GROUNDS:
        assert contrast(palette.quiet, getattr(palette, ground)) >= SYMBOL  # edge of a control
        assert contrast(palette.accent, getattr(palette, ground)) >= SYMBOL  # bar, focus, tick


@EACH
def test_the_drawings_of_the_style_sheet_have_the_colours_of_the_palette(palette: Palette) -> None:
    wanted = {
        "arrow": palette.quiet,
        "arrow_up": palette.quiet,
        "arrow_on": palette.on_accent,
        "tick": palette.on_accent,
        "dot": palette.on_accent,
        "check": palette.text,
    }
    for name, colour in wanted.items():
        drawing = resource_path("icons", "parts", f"{name}_{palette.id}.svg").read_text()
        assert set(re.findall(r"#[0-9a-f]{6}", drawing)) == {colour}, name
