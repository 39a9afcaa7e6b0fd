"""What the list of cases holds of 100,000 of them."""

from array import array

from casedesk.cases.model import CaseFilter, CaseSort
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from ui.table_models.case_table import CaseSource


def test_an_id_takes_eight_bytes(workspace: Workspace) -> None:
    made = [a_case(workspace, reference=f"M-2026-0{number}") for number in (15, 16, 17)]
    source = CaseSource(workspace, CaseFilter(), CaseSort(), {})
    assert source.ids() == array("q", reversed(made))
    assert [row.id for row in source.rows(source.ids()[1:])] == made[1::-1]
