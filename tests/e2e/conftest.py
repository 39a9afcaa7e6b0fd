"""The whole program, in a window of its own, on files of this test alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.settings import Settings
from tests.e2e.newcomer import Newcomer
from tests.e2e.user import PATIENCE_MS, User
from tests.partnership_files import file, full_file, imported_file  # noqa: F401 - fixtures
from tests.ui.conftest import (  # noqa: F401 - fixtures
    _leave_nothing_behind,
    _search_new_objects_only,
    qapp,
)
from ui.workers.background_task import work_is_running

GAP = "longest gap of the event loop"
AnyUser = TypeVar("AnyUser", bound=User)
MOST_MS = 5000  # generous: other work runs on the machine of the tests; the figure is printed


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test find the files that another one opened."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path.with_name(f"{tmp_path.name}-config")))


@pytest.fixture
def user(
    qtbot: QtBot,
    qapp: QApplication,  # noqa: F811 - the fixture imported above
    request: pytest.FixtureRequest,
) -> Iterator[User]:
    """Give a user before a program that has not been started yet."""
    yield from _at_the_program(User(qtbot, qapp, Settings(theme="light")), request)


@pytest.fixture
def newcomer(
    qtbot: QtBot,
    qapp: QApplication,  # noqa: F811 - the fixture imported above
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Newcomer]:
    """Give a user before a program on a computer that has seen no file yet."""
    request.getfixturevalue("statements_anew")  # nobody composed them before
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path.with_name(f"{tmp_path.name}-data")))
    yield from _at_the_program(Newcomer(qtbot, qapp, Settings(theme="light")), request)


def _at_the_program(made: AnyUser, request: pytest.FixtureRequest) -> Iterator[AnyUser]:
    yield made
    qtbot = made.qtbot
    qtbot.waitUntil(lambda: not work_is_running(), timeout=PATIENCE_MS)
    longest, busiest = made.gaps.longest_ms, made.gaps.busiest_ms  # nobody waits for the end
    made.window.close()
    made.window.deleteLater()
    assert made.program.workspace is None
    request.node.user_properties.append((GAP, (longest, busiest)))
    assert longest < MOST_MS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how long the window could not have answered, the longest of each story."""
    for report in terminalreporter.getreports(""):
        for name, value in report.user_properties:
            if name == GAP:
                story = report.nodeid.rpartition("::")[2]
                longest, busiest = value
                line = f"{name}: {longest:4.0f} ms, at work itself {busiest:4.0f} ms  {story}"
                terminalreporter.write_line(line)
