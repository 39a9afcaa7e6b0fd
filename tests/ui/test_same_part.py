"""A page that is drawn anew, as in another language, leaves the focus where it was."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import at_work
from ui.main_window import MainWindow
from ui.page import Page, PageEntry

Part = Callable[[Any], QWidget]


class GrowingPage(Page):
    """A page that has other parts each time it is made, as after a record was changed."""

    before: ClassVar[int] = 0
    lines: ClassVar[int] = 0

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.box, self.second = QLineEdit(), QLineEdit()
        for part in (self.box, self.second):
            self.body.addWidget(part)
        for _place in range(self.before):
            self.body.insertWidget(0, QLineEdit())
        self.named = {"wanted": QLineEdit()}
        self.body.addWidget(self.named["wanted"])
        self.card = QWidget()
        column = QVBoxLayout(self.card)
        for _line in range(self.lines):
            column.addWidget(QLineEdit())
        self.body.addWidget(self.card)

    def title(self) -> str:
        return "Growing"

    def refresh(self) -> None:
        """Ask nobody."""

    def first_focus(self) -> QWidget:
        return self.box

    def in_card(self) -> list[QLineEdit]:
        return self.card.findChildren(QLineEdit)


GROWING = PageEntry("growing", lambda: "Growing", GrowingPage, "inbox")


@pytest.fixture
def growing(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window with that page in it; three lines are in its card at first."""
    monkeypatch.setattr(GrowingPage, "before", 0)
    monkeypatch.setattr(GrowingPage, "lines", 3)
    with at_work(qtbot, workspace, GROWING) as work:
        work.frame.open_page("growing")
        yield work.window


def page_in(window: MainWindow) -> GrowingPage:
    page = window.frame.page if window.frame else None
    assert isinstance(page, GrowingPage)
    return page


def focus_on(window: MainWindow, part: Part) -> None:
    part(page_in(window)).setFocus()
    assert window.focusWidget() is part(page_in(window))


@pytest.mark.parametrize(
    ("before", "lines", "part"),
    [
        (5, 0, lambda page: page.second),
        (0, 9, lambda page: page.named["wanted"]),
        (4, 3, lambda page: page.in_card()[2]),
    ],
)
def test_drawn_anew_a_page_has_the_focus_where_it_was(
    growing: MainWindow, before: int, lines: int, part: Part
) -> None:
    focus_on(growing, part)
    GrowingPage.before, GrowingPage.lines = before, lines
    growing.show_again()
    assert growing.focusWidget() is part(page_in(growing))


def test_drawn_anew_without_the_part_that_had_the_focus_a_page_begins_at_its_beginning(
    growing: MainWindow,
) -> None:
    focus_on(growing, lambda page: page.in_card()[2])
    GrowingPage.lines = 2
    growing.show_again()
    assert growing.focusWidget() is page_in(growing).box
