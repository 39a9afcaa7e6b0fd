"""Somebody who cannot see the screen: finds by role and name, hears, types real keys."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.journeys.screen import Screen
from tests.journeys.tree import Part, Place, Tree

PATIENCE = 60.0  # seconds; the machine may be busy, and keys are of full strength
MOST_TABS = 60
LOOK_EVERY = 0.05
TRIES, LONG_FOR_A_MENU = 6, 3.0
ROOT = Path(__file__).parents[2]

# What Qt complains of without harm: of each question about a part that was taken away since it
# was found; and of each key of which a screen reader has not heard within 100 ms, as on a busy
# machine. The key is then given to the window all the same.
HARMLESS = (
    "qt.accessibility.atspi: Could not find accessible on path",
    'QSpiApplication::keyEventError  "org.freedesktop.DBus.Error.NoReply"',
)

Name = str | re.Pattern[str]


class Listener:
    """Works the real program, in a process of its own, by keys and accessible actions."""

    def __init__(self, screen: Screen) -> None:
        """Sit down before a screen on which nothing runs yet."""
        self._screen = screen
        self.tree = Tree(screen.bus_address)
        self.process: subprocess.Popen[str] | None = None
        self._heard = 0  # how many announcements were asked for

    # -- the program --

    def start(self, file: Path | None = None) -> None:
        """Start the program as from the desktop, and wait for its window."""
        command = [sys.executable, "-m", "casedesk", *([str(file)] if file else [])]
        self.process = subprocess.Popen(
            command, env=self._screen.env, cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        self.until(lambda: self.tree.find_program(self._pid), "the program on the bus")
        self.until(lambda: bool(self._windows()), "its window")
        self.to_the_front()

    def to_the_front(self) -> None:
        """Give the keyboard to the newest window of the program, as a window manager does."""
        self._screen.x("windowfocus", "--sync", self._windows()[-1])

    def _windows(self) -> list[str]:
        return self._screen.x("search", "--onlyvisible", "--pid", str(self._pid)).split()

    def close(self) -> None:
        """Press Ctrl+Q; the program ends and has complained about nothing."""
        self.keys("ctrl+q")
        assert self.process is not None
        _out, complaints = self.process.communicate(timeout=PATIENCE)
        told = [one for one in complaints.splitlines() if not one.startswith(HARMLESS)]
        assert not told, "\n".join([*told, *self._log()])
        assert self.process.returncode == 0
        self.process = None

    def kill(self) -> None:
        """End the program at once, in the middle of whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def leave(self) -> None:
        """End all, however the journey went."""
        self.kill()
        self.tree.close()

    # -- hands --

    def keys(self, *names: str) -> None:
        """Press keys one after the other: "Tab", "ctrl+n", "alt+Down"."""
        self._screen.x("key", "--delay", "4", *names)

    def write(self, text: str) -> None:
        """Type at the caret."""
        self._screen.x("type", "--delay", "3", text)

    def go(self, role: str, name: Name) -> Part:
        """Put the focus on a part, as a screen reader does, and wait until it is there."""
        part = self.ready(role, name)
        self.tree.grab(part)

        def is_there() -> bool:
            now = self.tree.again(part.place)
            return now is not None and "focused" in now.states

        self.until(is_there, f"the focus on {role} {name!r}")
        return part

    def fill(self, name: Name, text: str, role: str = "text") -> Part:
        """Type in the place of what stands in a box, and hear that it stands there."""
        box = self.go(role, name)
        self.keys("ctrl+a")
        self.write(text)
        if role == "password text":
            self.until(lambda: len(self.tree.text(box)) == len(text), f"{text!r} in {name!r}")
        else:
            self.until(lambda: self.tree.text(box) == text, f"{text!r} in {name!r}")
        return box

    def reach(self, role: str, name: Name, key: str = "Tab") -> Part:
        """Press Tab until the focus is on a part; Qt lets nobody put it on a drop-down list."""
        for _turn in range(MOST_TABS):
            before = self.focus()
            if _is(before, role, name):
                return before
            self.keys(key)
            self.until(lambda at=before.place: self.focus().place != at, "the focus to move")
        raise AssertionError(f"Tab does not lead to {role} {name!r}")

    def choose(self, name: Name, answer: str) -> None:
        """Reach a drop-down list and go down in it until an answer is heard."""
        place = self.reach("combo box", name).place
        for _turn in range(MOST_TABS):
            before = self.focus().name
            if before == answer:
                return
            self.keys("Down")
            self.until(lambda was=before: self.focus().name != was, f"what follows {before!r}")
            assert self.focus().place == place
        raise AssertionError(f"{name!r} has no answer {answer!r}")

    def choose_in_menu(self, button: str, line: str) -> None:
        """Open the menu of a button and go down to a line; menus are heard by the focus alone."""
        self.press("button menu", button)
        assert self._goes_down_to(line), f"the menu of {button!r} closed by itself"

    def choose_in_menu_bar(self, letter: str, line: str) -> None:
        """Open a menu by its letter, such as alt+f, and go down to a line.

        Keys without a hand are so quick that the release of Alt may close the menu again.
        """
        for _turn in range(TRIES):
            self.keys(letter)
            if self._soon(lambda: self._at_a_line(None)) and self._goes_down_to(line):
                return
            self.keys("Escape")
        raise AssertionError(f"{letter} opens no menu")

    def _goes_down_to(self, line: str) -> bool:
        """Go down to a line and choose it; False if the menu closes meanwhile."""
        for _turn in range(MOST_TABS):
            before = self.focus()
            if _is(before, "menu item", line):
                self.keys("Return")
                return True
            self.keys("Down")
            if not self._soon(lambda at=before.place: self._at_a_line(at)):
                return False
        raise AssertionError(f"{line!r} is not in the menu")

    def _at_a_line(self, before: Place | None) -> bool:
        part = self.tree.focus()
        return part is not None and part.role == "menu item" and part.place != before

    def _soon(self, seen: Callable[[], bool]) -> bool:
        end = time.monotonic() + LONG_FOR_A_MENU
        while not seen():
            if time.monotonic() > end:
                return False
            time.sleep(LOOK_EVERY)
        return True

    def press(self, role: str, name: Name) -> None:
        """Do with a part what its first accessible action is."""
        self.tree.press(self.ready(role, name))

    def press_and_leave(self, role: str, name: Name) -> None:
        """Press with Space what opens a dialog: the accessible action would wait for its end."""
        self.go(role, name)
        self.keys("space")

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and wait for a page of the file."""
        self.fill("Passphrase", passphrase, "password text")
        heard = len(self.tree.announced())
        self.press("push button", "Unlock")
        self.until(lambda: len(self.tree.announced()) > heard, "the name of a page")
        self.until(lambda: bool(self.all("menu bar")), "the menus of the open file")

    # -- ears --

    def find(self, role: str, name: Name) -> Part:
        """Wait until a part is in sight and return it."""
        found: list[Part] = []

        def look() -> bool:
            found[:] = self.all(role, name)
            return bool(found)

        self.until(look, f"{role} {name!r}")
        return found[0]

    def ready(self, role: str, name: Name) -> Part:
        """Wait until a part is in sight and can be used, and return it."""
        part = self.find(role, name)

        def can_be_used() -> bool:
            now = self.tree.again(part.place)
            return now is not None and "enabled" in now.states

        self.until(can_be_used, f"{part} to be enabled")
        return part

    def all(self, role: str, name: Name = "") -> list[Part]:
        """Return every part in sight with this role and name, in the order of reading."""
        return [one for one in self.tree.look() if _is(one, role, name)]

    def focus(self) -> Part:
        """Return what said last that it has the focus."""
        focused: list[Part] = []

        def look() -> bool:
            part = self.tree.focus()
            focused[:] = [] if part is None else [part]
            return bool(focused)

        self.until(look, "a part with the focus")
        return focused[0]

    def hear(self, *words: str) -> None:
        """Wait until all these words are in sight for somebody who only hears."""
        self.until(lambda: all(one in self.read() for one in words), f"the words {words}")

    def hear_said(self, words: str) -> None:
        """Wait until something with these words was announced by itself, since the last such."""

        def said() -> bool:
            return any(words in one for one in self.tree.announced()[self._heard :])

        self.until(said, f"the announcement {words!r}")
        places = [at for at, one in enumerate(self.tree.announced()) if words in one]
        self._heard = next(at for at in places if at >= self._heard) + 1

    def read(self) -> str:
        """Return all that can be read, line by line."""
        return "\n".join(
            word for part in self.tree.look() for word in (part.name, part.description) if word
        )

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for a state, never for a time."""
        end = time.monotonic() + PATIENCE
        while not seen():
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"The program ended: {self.process.communicate()[1]}")
            if time.monotonic() > end:
                shown = "\n".join(str(one) for one in self.tree.look() if one.name)
                said = self.tree.announced()
                raise AssertionError(f"In vain: {what}. Said: {said}. In sight:\n{shown}")
            time.sleep(LOOK_EVERY)

    def _log(self) -> list[str]:
        """Return the log of the program, which holds types and places of errors."""
        home = Path(self._screen.env["HOME"])
        return [one.read_text(encoding="utf-8") for one in home.rglob("casedesk.log")]

    @property
    def _pid(self) -> int:
        assert self.process is not None
        return self.process.pid


def _is(part: Part, role: str, name: Name) -> bool:
    if part.role != role:
        return False
    if isinstance(name, re.Pattern):
        return bool(name.search(part.name))
    return not name or part.name == name
