"""The first page a new partnership sees: the focus is in sight, a card is as high as its step."""

from collections import Counter

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.workspace.first_run_page import ORGANISATION, PASSPHRASE, PLACE, FirstRunPage


@pytest.fixture
def page(qtbot: QtBot) -> FirstRunPage:
    """Give the page, shown in a large window."""
    made = FirstRunPage()
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def card_height(page: FirstRunPage) -> int:
    card = page.back_button.parentWidget()
    assert card is not None
    return card.height()


def test_the_card_is_as_high_as_the_step_in_sight(page: FirstRunPage) -> None:
    QTest.qWait(10)
    assert card_height(page) < 300
    page._show_step(ORGANISATION)
    QTest.qWait(10)
    assert card_height(page) > 400


def test_no_alt_letter_of_a_step_means_two_things(page: FirstRunPage) -> None:
    for number in range(PLACE, ORGANISATION + 1):
        page._show_step(number)
        shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
        texts = [one.text() for one in shown if isinstance(one, QAbstractButton)]
        texts += [one.text() for one in shown if isinstance(one, QLabel) and one.buddy()]
        letters = Counter(text.partition("&")[2][:1].casefold() for text in texts if "&" in text)
        assert [letter for letter, n in letters.items() if n > 1] == []


def test_what_was_wrong_with_a_passphrase_is_not_said_of_the_next(page: FirstRunPage) -> None:
    page._show_step(PASSPHRASE)
    form = page.passphrase.form
    form.first.edit.setText("password1")
    page.next_button.click()
    assert form.first_field.problem
    form.first.edit.setText("lantern otter biscuit orchard")
    assert not form.first_field.problem
