"""In which order agenda and minutes say things."""

from pathlib import Path

from casedesk.documents.model import DocumentKind, FileFormat, SubjectKind
from casedesk.documents.service import make_document
from casedesk.workspace.workspace import Workspace
from tests.casedesk.documents.test_making import a_case, a_meeting, wanted, words_of


def test_the_statement_stands_before_the_cases_of_an_agenda(
    workspace: Workspace, tmp_path: Path
) -> None:
    """At the end it stood alone on a second page; a table goes on overleaf row by row."""
    target = tmp_path / "agenda.pdf"
    asked = wanted(
        DocumentKind.AGENDA, SubjectKind.MEETING, a_meeting(workspace, a_case(workspace))
    )
    make_document(workspace, asked, target, FileFormat.PDF)
    said = words_of(target)
    assert said.index("Agencies") < said.index("Confidentiality") < said.index("M-2026-001")
