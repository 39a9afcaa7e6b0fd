"""The marking and whose records they are can be read at every text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import apply_theme
from ui.theme.units import px
from ui.widgets.marking_banner import HEIGHT, MarkingBanner

WINDOW = 1024  # the smallest, in pixels


@pytest.fixture
def usual_size(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light", 100)


@pytest.mark.usefixtures("usual_size")
@pytest.mark.parametrize(("percent", "lines"), [(100, 1), (200, 2)])
def test_the_partnership_takes_a_second_line_where_one_is_too_short(
    qtbot: QtBot, qapp: QApplication, percent: int, lines: int
) -> None:
    apply_theme(qapp, "light", percent)
    window, banner = QWidget(), MarkingBanner()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(banner)
    column.addStretch(1)
    qtbot.addWidget(window)
    banner.show_marking(
        "OFFICIAL-SENSITIVE", "Riverside Community Safety Partnership", practice=True
    )
    window.resize(WINDOW, 400)
    window.show()
    qtbot.waitUntil(lambda: banner.height() == lines * px(HEIGHT), timeout=5000)
    assert banner.toolTip() == ""  # nothing of the name is cut
    banner.show_marking("OFFICIAL-SENSITIVE", "", practice=True)
    qtbot.waitUntil(lambda: banner.height() == px(HEIGHT), timeout=5000)


def test_a_name_that_is_too_long_even_so_is_whole_in_the_tooltip(qtbot: QtBot) -> None:
    banner = MarkingBanner()
    qtbot.addWidget(banner)
    banner.resize(WINDOW, px(HEIGHT))
    name = "Partnership of " + "Quillmere and " * 20
    banner.show_marking("OFFICIAL-SENSITIVE", name, practice=False)
    assert banner.toolTip() == name
    assert name in banner.accessibleName()
