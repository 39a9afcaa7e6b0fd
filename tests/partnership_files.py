"""Partnership files of a journey: real, encrypted, locked, each a copy of its own."""

import shutil
from pathlib import Path

import pytest

from casedesk.exchange.service import apply_plan, read_answers, read_plan
from casedesk.workspace import service
from tests.made_for_all import made_for_all

WORKBOOK = Path(__file__).parent / "data" / "partnership_workbook" / "partnership.xlsx"


@pytest.fixture
def file(prepared_file: Path, tmp_path: Path) -> Path:
    """Give a partnership file without a record."""
    return _copied(prepared_file, tmp_path)


@pytest.fixture(scope="session")
def imported_file(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bring the example workbook into a file once; tests copy it."""

    def make(place: Path) -> None:
        folder = _copied(prepared_file, place)
        opened = service.open_with_key(folder, (prepared_file.parent / "key.bin").read_bytes())
        plan = read_plan(opened, WORKBOOK, read_answers(WORKBOOK.with_name("answers.toml")))
        apply_plan(opened, plan)
        service.lock(opened)

    return made_for_all(tmp_path_factory, "imported", make) / "riverside.casedesk"


@pytest.fixture
def full_file(imported_file: Path, tmp_path: Path) -> Path:
    """Give a partnership file that holds the example workbook."""
    return _copied(imported_file, tmp_path)


def _copied(file: Path, place: Path) -> Path:
    return Path(shutil.copytree(file, place / "riverside.casedesk"))
