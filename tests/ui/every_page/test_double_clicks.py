"""Two fast double clicks on every button: nothing is done twice."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.test_undo import fill, standing
from tests.ui.every_page.walk import Look, in_sight, opened, records_of, rest, views, window_in
from tests.ui.mouse import Mouse, middle_of
from ui.frame import Frame
from ui.main_window import FIRST_SIZE
from ui.pages.parts.plain_form import FormHost
from ui.second_click import SecondClick

BAD_INPUT = (
    ("two fast double clicks on every button of every page",
     "it is done once; the other clicks find nothing more to do"),
    ("two fast double clicks on the button that saves, in every form",
     "one record, not two"),
)  # fmt: skip
PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
OF_THE_WINDOW = {"settings"}  # its choices change the look of the whole window


class Pressed(QObject):
    """Notes what stands where the window is pressed, unless the window holds the press back."""

    def __init__(self, window: QWidget) -> None:
        """Look at the window after the part of it that holds back."""
        super().__init__(window)
        self.window, self.parts = window, list[QWidget | None]()
        handle, holding_back = window.windowHandle(), window.findChild(SecondClick)
        handle.installEventFilter(self)
        assert isinstance(holding_back, SecondClick)
        handle.installEventFilter(holding_back)  # who is installed last looks first

    def eventFilter(self, _handle: QObject, event: QEvent) -> bool:  # noqa: N802 - of Qt
        if isinstance(event, QMouseEvent) and event.type() in PRESSES:
            self.parts.append(self.window.childAt(event.position().toPoint()))
        return False


def double_click_twice(button: QPushButton) -> str:
    """Click as a hand does that believes that every button wants a double click, and two at that.

    The clicks go to the window: what stands there after the first would get the others. Return
    what did, or nothing.
    """
    where, window = middle_of(button), button.window()
    own = {button, *button.findChildren(QWidget)}
    pressed = Pressed(window)
    Mouse(window).double_click(where, times=2)
    pressed.deleteLater()
    rest()
    assert pressed.parts[0] in own, "the button is not in sight"
    others = [one for one in pressed.parts if one not in own]
    return f"pressed as well: {others}" if others else ""


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
        for page_id in [one for one in frame.entries if one not in OF_THE_WINDOW]:
            frame.open_page(page_id, records.get(page_id))
            rest()
            for place in range(len(buttons_of(frame))):
                frame.open_page(page_id, records.get(page_id))
                rest()
                there = buttons_of(frame)
                if place < len(there):
                    name, before = there[place].text(), standing(practice)
                    other = double_click_twice(there[place])
                    if told := other or twice(before, practice):
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
                before, other = standing(practice), ""
                for word in ("Mistyped.", "1"):
                    if host.form is form:
                        fill(form, word, practice)
                        other = other or double_click_twice(form.save_button)
                if told := other or twice(before, practice):
                    wrong[view] = told
            frame.undo()
    assert wrong == {}
