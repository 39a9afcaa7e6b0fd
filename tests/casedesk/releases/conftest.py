"""A partnership file that has taken in the example workbook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.conftest import Clock
from tests.partnership_files import full_file, imported_file  # noqa: F401 - fixtures


@pytest.fixture
def riverside(full_file: Path, prepared_file: Path) -> Iterator[Workspace]:  # noqa: F811
    """The open file after the import of the example workbook."""
    key = (prepared_file.parent / "key.bin").read_bytes()
    opened = service.open_with_key(full_file, key, clock=Clock())
    yield opened
    service.lock(opened)
