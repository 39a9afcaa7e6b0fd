"""A partnership file as the command line makes it: made once, copied for each test."""

import shutil
from pathlib import Path

import pytest

from casedesk.cli.main import main

WORDS = "four unrelated small words"


def secret(folder: Path) -> list[str]:
    """Return the options that name the passphrase of the file in a folder."""
    return ["--passphrase-file", str(folder / "passphrase.txt")]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a partnership file by its command."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "passphrase.txt").write_text(WORDS + "\n")
    assert main(["create", str(folder / "here.casedesk"), *secret(folder)]) == 0
    return folder / "here.casedesk"


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A folder with a partnership file and its passphrase."""
    (tmp_path / "passphrase.txt").write_text(WORDS + "\n")
    shutil.copytree(made_once, tmp_path / made_once.name)
    return tmp_path
