"""One screen for all journeys, a program of its own for each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.exchange.service import apply_plan, read_answers, read_plan
from casedesk.workspace import service
from tests.journeys.listener import Listener
from tests.journeys.screen import Screen

WORKBOOK = Path(__file__).parents[1] / "data" / "partnership_workbook" / "partnership.xlsx"


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


@pytest.fixture
def file(prepared_file: Path, tmp_path: Path) -> Path:
    """Give a real encrypted partnership file, locked."""
    folder = tmp_path / "riverside.casedesk"
    shutil.copytree(prepared_file, folder)
    return folder


@pytest.fixture(scope="session")
def _imported_file(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported") / "riverside.casedesk"
    shutil.copytree(prepared_file, folder)
    opened = service.open_with_key(folder, (prepared_file.parent / "key.bin").read_bytes())
    plan = read_plan(opened, WORKBOOK, read_answers(WORKBOOK.with_name("answers.toml")))
    apply_plan(opened, plan)
    service.lock(opened)
    return folder


@pytest.fixture
def full_file(_imported_file: Path, tmp_path: Path) -> Path:
    """Give a partnership file that holds the example workbook, locked."""
    folder = tmp_path / "riverside.casedesk"
    shutil.copytree(_imported_file, folder)
    return folder
