"""A zip file that is damaged inside is no fault of the program, whoever reads it."""

import io
import zipfile
from pathlib import Path

import pytest

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_files
from casedesk.errors import ImportRefusedError
from casedesk.exchange.file_check import check_file
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case

PACKED = (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)


def word_file(folder: Path, *, packed: int = zipfile.ZIP_STORED, words: bytes = b"<a/>") -> Path:
    path = folder / "minutes.docx"
    with zipfile.ZipFile(path, "w", packed) as package:
        for name in ("[Content_Types].xml", "docProps/core.xml", "word/document.xml"):
            package.writestr(name, words)
    return path


def spoil(path: Path) -> None:
    """Change what is packed into each part; the list of parts stays whole."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.infolist():
            start = part.header_offset + 30 + len(part.filename) + 9  # beyond the head of LZMA
            end = part.header_offset + 30 + len(part.filename) + part.compress_size
            content[start:end] = b"\xff" * (end - start)
    path.write_bytes(content)


@pytest.mark.parametrize("packed", PACKED)
def test_a_damaged_file_is_kept_as_it_is_but_not_imported(
    workspace: Workspace, tmp_path: Path, packed: int
) -> None:
    path = word_file(tmp_path, packed=packed, words=str([*range(200)]).encode())
    spoil(path)
    assert [one.problem for one in add_files(workspace, Owner(a_case(workspace)), [path])] == [""]
    with pytest.raises(ImportRefusedError, match="damaged"):
        check_file(path)


def test_properties_in_a_coding_that_nobody_knows_carry_no_mark(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = word_file(tmp_path, words=b'<?xml version="1.0" encoding="none"?><a/>')
    assert [one.problem for one in add_files(workspace, Owner(a_case(workspace)), [path])] == [""]
