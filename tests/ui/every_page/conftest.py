"""One file of practice data and one window for a whole walk: to build every page takes time."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.practice.service import make_practice_file
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW, Clock
from tests.made_for_all import made_for_all
from tests.ui.every_page.walk import no_file_dialogs

CASES = 60
PRACTICE = "practice data only"


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Practice data made once, locked; its key lies beside it."""

    def make(place: Path) -> None:
        made = make_practice_file(place / "practice.casedesk", PRACTICE, CASES, today=NOW.date())
        (place / "key.bin").write_bytes(made.key.reveal())
        service.lock(made)

    return made_for_all(tmp_path_factory, "practice", make) / "practice.casedesk"


@pytest.fixture(scope="module")
def practice(
    practice_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """Open a copy of the practice data, shared by the tests of one module."""
    folder = tmp_path_factory.mktemp("walk") / "practice.casedesk"
    shutil.copytree(practice_folder, folder)
    key = (practice_folder.parent / "key.bin").read_bytes()
    opened = service.open_with_key(folder, key, clock=Clock())
    yield opened
    service.lock(opened)


@pytest.fixture(scope="session", autouse=True)
def _no_file_dialogs() -> Iterator[None]:
    """Answer every dialog of the system with Cancel."""
    with no_file_dialogs():
        yield
