"""What is meant for paper: printed without a file left behind, and large for who needs it."""

from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from casedesk.documents.model import DocumentKind, FileFormat, SubjectKind
from casedesk.documents.service import make_document, printed_pages
from casedesk.workspace.workspace import Workspace
from tests.casedesk.documents.test_making import a_case, agency, trail, wanted


def test_what_is_printed_leaves_no_file_and_is_noted(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, a_case(workspace), agency("police"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = {*workspace.file.folder.parent.rglob("*"), *tmp_path.rglob("*")}
    (page,) = printed_pages(workspace, asked)
    assert page.width > 1000
    assert {*workspace.file.folder.parent.rglob("*"), *tmp_path.rglob("*")} == before
    assert trail(workspace)[0][::2] == ("document.printed", "agency/police summary paper")


def test_large_print_is_large_in_a_docx_as_well(workspace: Workspace, tmp_path: Path) -> None:
    """16 points, as the RNIB's Clear Print guidelines ask for."""
    asked = wanted(DocumentKind.SUMMARY, SubjectKind.CASE, a_case(workspace))
    for is_large, points in ((False, 10), (True, 16)):
        target = tmp_path / f"{points}.docx"
        make_document(workspace, replace(asked, large_print=is_large), target, FileFormat.DOCX)
        assert docx.Document(str(target)).styles["Normal"].font.size.pt == points
