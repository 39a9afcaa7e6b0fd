"""The look: one call changes palette, style sheet, type, measures and icons together."""

import re

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casedesk.resource_files import resource_path
from ui.theme import look
from ui.theme.icons import icon
from ui.theme.palette import DARK, LIGHT
from ui.theme.style_sheet import style_sheet
from ui.theme.theme import THEMES, apply_theme
from ui.theme.units import fix, px, space
from ui.widgets.buttons import button


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_fills_the_whole_style_sheet(qapp: QApplication, theme: str) -> None:
    apply_theme(qapp, theme)
    made = style_sheet()
    assert "@" not in made
    assert not re.search(r"\b\d+(\.\d+)?[up]\b", made)
    for path in re.findall(r"url\((.+?)\)", made):
        assert resource_path("icons", "parts", path.rsplit("/", 1)[1]).exists(), path


def test_a_new_text_size_gives_measures_again_without_a_new_page(
    qapp: QApplication, qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    space(row, (24, 0, 24, 16), 8)
    box = QPushButton()
    fix(box, width=40)
    row.addWidget(box)
    assert (row.contentsMargins().left(), row.spacing(), box.width()) == (24, 8, 40)

    apply_theme(qapp, "light", 200)

    assert px(32) == 64
    assert (row.contentsMargins().left(), row.spacing(), box.width()) == (48, 16, 80)


def test_text_size_stays_between_100_and_200_per_cent(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 500)
    assert look.text_percent() == 200
    apply_theme(qapp, "light", 10)
    assert look.text_percent() == 100


def test_icons_take_the_colours_of_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    printer = button("Print", "printer")
    qtbot.addWidget(printer)
    assert _is_drawn_in(printer, LIGHT.text)

    apply_theme(qapp, "dark")

    assert _is_drawn_in(printer, DARK.text)


def test_figures_are_all_equally_wide(qapp: QApplication) -> None:
    for semibold in (False, True):
        metrics = QFontMetricsF(look.font(semibold=semibold))
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_bundled_font_has_the_letters_of_welsh(qapp: QApplication) -> None:
    for semibold in (False, True):
        font = QRawFont.fromFont(look.font(semibold=semibold))
        assert font.familyName().startswith("Noto Sans")
        assert all(font.supportsCharacter(ord(letter)) for letter in "ŵŷâêîôûïŴŶ")


def test_every_icon_in_the_list_is_there_and_every_icon_is_in_the_list(qapp: QApplication) -> None:
    folder = resource_path("icons")
    listed = set(re.findall(r"^\| `([a-z0-9-]+)`", (folder / "README.md").read_text(), re.M))
    assert listed == {path.stem for path in folder.glob("*.svg")}
    assert all(not icon(name).isNull() for name in listed)


def _is_drawn_in(made: QPushButton, wanted: str) -> bool:
    """Tell whether the most solid point of a button's icon has a colour, but for rounding."""
    image = made.icon().pixmap(made.iconSize()).toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    drawn, colour = max(points, key=lambda point: point.alpha()), QColor(wanted)
    pairs = zip(drawn.toTuple()[:3], colour.toTuple()[:3], strict=True)
    return all(abs(one - other) <= 3 for one, other in pairs)


def test_high_contrast_tells_what_does_not_work_now_by_the_kind_of_its_edge(
    qapp: QApplication,
) -> None:
    """There is no paler white on black: ground and colour are those of what works."""
    for theme, edge in (("light", "solid"), ("dark", "solid"), ("high_contrast", "dashed")):
        apply_theme(qapp, theme)
        (rule,) = re.findall(r"^QPushButton:disabled \{(.+)\}", style_sheet(), re.MULTILINE)
        assert f"border-style: {edge}" in rule
