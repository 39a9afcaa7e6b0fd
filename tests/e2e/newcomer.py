"""A newcomer who does what a guide of Help says, step by step, and looks at the window."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from casedesk.cases.case_list import case_ids
from casedesk.cases.model import CaseFilter
from casedesk.help.catalogue import GuideStep, guides
from casedesk.overviews.service import case_page
from tests.e2e.user import KEY, NONE, User
from tests.statements import composed
from ui.pages.workspace.practice_page import PracticePage

QUOTED = re.compile("“(.+?)”")
READING, TYPING = 150 / 60, 1.0  # words a second, keys a second: slow, with a look at the keyboard
TEN_MINUTES = 600


class Newcomer(User):
    """Notes which keys were pressed, which words stood in the window and which pages were seen."""

    keys: set[str]
    words: set[str]
    pages: set[str]
    pressed = 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        self.keys.add(QKeySequence(int(held.value) | int(key)).toString())
        self.pressed += times
        super().press(key, held, times)
        self.look()

    def write(self, text: str) -> None:
        self.pressed += len(text)
        super().write(text)
        self.look()

    def look(self) -> None:
        """Read the window."""
        shown = [one for one in self.window.findChildren(QWidget) if one.isVisible()]
        for one in shown:
            said = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
            self.words |= {said.replace("&", ""), one.accessibleName()}
        place = self.window.frame.place() if self.window.frame is not None else None
        if place is not None:
            self.pages.add(place.page_id)

    def follow(self, role: str, acts: dict[str, Callable[["Newcomer"], None]]) -> None:
        """Do each step of a guide, and hold what it says against what was there."""
        guide = guides()[role]
        assert [step.id for step in guide.step] == list(acts)
        read = len(guide.intro.split())
        for step in guide.step:
            self.keys, self.words, self.pages = set(), set(), set()
            acts[step.id](self)
            self.look()
            self._compare(step)
            read += len(f"{step.title} {step.text}".split())
        assert read / READING + self.pressed / TYPING < TEN_MINUTES

    def _compare(self, step: GuideStep) -> None:
        unseen = [one for one in QUOTED.findall(step.text) if not self._saw(one)]
        assert not unseen, f"{step.id}: the guide names {unseen}; in the window:\n{self.read()}"
        assert set(step.keys) <= self.keys, step.id
        assert not step.page or step.page in self.pages, step.id

    def _saw(self, words: str) -> bool:
        return any(shown.startswith(words) for shown in self.words)


def practise(user: Newcomer) -> None:
    """Start the program on a computer without any file and open the practice data."""
    user.start()
    user.look()
    user.alt("t")
    user.gate(PracticePage)
    user.look()
    user.alt("s")
    user.see_first_page()
    user.see_words("PRACTICE DATA: NOT REAL")
    case, *_others = case_ids(user.workspace, CaseFilter())
    with user.looking_on(), composed(user.workspace) as statements:
        case_page(user.workspace, int(case), opening=False)
    assert statements == []  # the worker that opened the file rehearsed it


def see_today(user: Newcomer) -> None:
    """Go to Today and look at what everybody has to do."""
    user.press(KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    user.reach("Whose: Mine")
    user.press(KEY.Key_Right)


def back_up(user: Newcomer, folder: str) -> None:
    """Make a backup into a folder."""
    user.menu("f", "b")
    user.alt("d")
    user.rewrite(folder)
    user.alt("b")
    user.see_words("Backed up and checked")
