"""Two fast clicks on every button: nothing is done twice."""

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.test_undo import fill, standing
from tests.ui.every_page.walk import Look, in_sight, opened, records_of, rest, views, window_in
from ui.frame import Frame
from ui.main_window import FIRST_SIZE
from ui.pages.parts.plain_form import FormHost

BAD_INPUT = (
    ("two fast clicks on every button of every page",
     "it is done once; the second click finds nothing more to do"),
    ("two fast clicks on the button that saves, in every form",
     "one record, not two"),
)  # fmt: skip
LEFT = Qt.MouseButton.LeftButton
OF_THE_WINDOW = {"settings"}  # its choices change the look of the whole window


def click_twice(button: QPushButton) -> None:
    """Click as a hand does that believes that every button wants a double click."""
    QTest.mouseClick(button, LEFT)
    if isValid(button) and button.isVisible():
        QTest.mouseDClick(button, LEFT)
    rest()


def twice(before: Counter[Any], workspace: Workspace) -> str:
    """Return what was recorded twice since `before`, or nothing."""
    new = standing(workspace) - before
    return "; ".join(f"{row[0]}: {count} alike" for row, count in new.items() if count > 1)


def buttons_of(frame: Frame) -> list[QPushButton]:
    """Return what can be clicked on the page in sight and opens no menu."""
    assert frame.page is not None
    found = in_sight(frame.page, QPushButton)
    return [one for one in found if one.isEnabled() and one.menu() is None]


def test_every_button_of_every_page(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame, records = opened(window, practice), records_of(practice)
        for page_id in frame.entries.keys() - OF_THE_WINDOW:
            frame.open_page(page_id, records.get(page_id))
            rest()
            for place in range(len(buttons_of(frame))):
                frame.open_page(page_id, records.get(page_id))
                rest()
                there = buttons_of(frame)
                if place < len(there):
                    name, before = there[place].text(), standing(practice)
                    click_twice(there[place])
                    if told := twice(before, practice):
                        wrong[f"{page_id}: {name}"] = told
                frame.notices.clear()
    assert wrong == {}


def test_the_button_that_saves_a_form(qapp: QApplication, practice: Workspace) -> None:
    wrong: dict[str, str] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in views(frame, practice):
            for host in in_sight(frame, FormHost):
                form = host.form
                if form is None:
                    continue
                before = standing(practice)
                for word in ("Mistyped.", "1"):
                    if host.form is form:
                        fill(form, word, practice)
                        click_twice(form.save_button)
                if told := twice(before, practice):
                    wrong[view] = told
            frame.undo()
    assert wrong == {}
