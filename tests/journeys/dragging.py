"""A hand that drags files from another program's window to CaseDesk's and lets go of them there."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.journeys.drag_source import NOT_TAKEN, SIDE, TAKEN, WOULD_TAKE
from tests.journeys.listener import ROOT, Listener
from tests.journeys.screen import Screen

TRIES = 3  # of a hand that let go before the answer had come
MIDDLE = (700, 420)  # of CaseDesk's window


@contextmanager
def dropped(screen: Screen, listener: Listener, files: Sequence[Path]) -> Iterator[None]:
    """Drag `files` onto the window and let go of them once it says that it would take them.

    The window asks for them only then: the other program stays until the end of the block.
    """
    with _source(screen, files) as source:
        for _turn in range(TRIES):
            source.said.clear()
            screen.x("mousemove", str(SIDE // 2), str(SIDE // 2), "mousedown", "1")
            listener.until(lambda: _moves(screen, source), "the window to take the files")
            screen.x("mouseup", "1")
            listener.until(lambda: source.says(TAKEN) or source.says(NOT_TAKEN), "files let go")
            if source.says(TAKEN):
                break
        assert source.says(TAKEN), "the window did not take the files"
        yield


def _moves(screen: Screen, source: "_Source") -> bool:
    """Move the mouse over the window; tell whether it would take what is held there."""
    left, top = MIDDLE
    screen.x("mousemove", str(left), str(top), "mousemove", str(left + 9), str(top + 9))
    return source.says(WOULD_TAKE)


class _Source:
    """What the other program has said so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._from = process.stdout.fileno()
        os.set_blocking(self._from, False)
        self.said: list[str] = []

    def says(self, word: str) -> bool:
        """Take in what it wrote meanwhile and tell whether a word was among it."""
        with suppress(BlockingIOError):
            self.said += os.read(self._from, 4096).decode().splitlines()
        return word in self.said


@contextmanager
def _source(screen: Screen, files: Sequence[Path]) -> Iterator[_Source]:
    """Start the other program, which does not speak to screen readers."""
    env = screen.env | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
    command = [sys.executable, "-m", "tests.journeys.drag_source", *map(str, files)]
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        screen.x("search", "--sync", "--onlyvisible", "--pid", str(process.pid))
        yield _Source(process)
    finally:
        process.kill()
        process.communicate()
