"""An underlined letter means one thing: on no page is it used twice, or taken from a menu."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QTabBar, QWidget

from tests.conftest import PASSPHRASE
from tests.e2e.user import User
from ui.pages.measures.measures_page import MeasuresPage

OF_A_RECORD = {"case", "risk_form"}  # opened by the journey


def letters_of(part: QWidget) -> list[str]:
    texts = [part.tabText(place) for place in range(part.count())] if is_tabs(part) else []
    if isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy()):
        texts.append(part.text())
    bare = [text.replace("&&", "") for text in texts]
    return [text[text.index("&") + 1].casefold() for text in bare if "&" in text]


def is_tabs(part: QWidget) -> bool:
    return isinstance(part, QTabBar)


def letters_twice(window: QMainWindow) -> list[str]:
    """Return the letters in sight that lead to more than one place."""
    titles = [one.text() for one in window.menuBar().actions()]
    menus = [title[title.index("&") + 1].casefold() for title in titles]
    parts = [one for one in window.findChildren(QWidget) if one.isVisible()]
    found = Counter(menus + [letter for part in parts for letter in letters_of(part)])
    return [letter for letter, times in found.items() if times > 1]


@pytest.mark.parametrize("language", ["en", "cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_no_letter_is_used_twice_on_a_page(user: User, file: Path) -> None:
    user.start(file)
    assert letters_twice(user.window) == []
    user.unlock(PASSPHRASE)
    wrong = {}
    for page_id in user.frame.entries.keys() - OF_A_RECORD:
        with user.looking_on():
            user.frame.open_page(page_id)
            if page_id == "measures":
                user.page(MeasuresPage).mode.set_value("published")
            wrong[page_id] = letters_twice(user.window)
    assert {page_id: letters for page_id, letters in wrong.items() if letters} == {}
