"""A catalogue file nested beyond reason is refused like any other that is wrong."""

from pathlib import Path

import pytest

from casedesk.catalogue_file import Entry, read_catalogue
from casedesk.errors import CatalogueError


def test_a_file_of_brackets_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "forums.toml"
    file.write_text("a=" + "[" * 100_000)
    with pytest.raises(CatalogueError, match=r"forums\.toml"):
        read_catalogue(file, Entry)
