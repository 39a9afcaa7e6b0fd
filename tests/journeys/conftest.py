"""One screen for all journeys, a program of its own for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.listener import Listener
from tests.journeys.screen import Screen
from tests.partnership_files import file, full_file, imported_file  # noqa: F401 - fixtures


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Give a screen on which nothing runs."""
    with Screen(tmp_path / "computer") as made:
        yield made


@pytest.fixture
def listener(screen: Screen) -> Iterator[Listener]:
    """Give somebody who hears, before a program that has not been started."""
    made = Listener(screen)
    yield made
    made.leave()
