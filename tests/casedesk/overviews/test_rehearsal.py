"""What was rehearsed is not composed again when a page asks it."""

import pytest

from casedesk.overviews.rehearsal import rehearse
from casedesk.overviews.service import case_page, timeline, today
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.statements import composed

FEW = 4  # of some forty: those that a case in an empty file cannot be asked in advance


@pytest.mark.parametrize(("cases_before", "most"), [(1, 0), (0, FEW)])
def test_today_and_a_case_are_asked_without_composing_their_statements(
    workspace: Workspace, cases_before: int, most: int
) -> None:
    case = a_case(workspace) if cases_before else 0
    rehearse(workspace)
    case = case or a_case(workspace)
    with composed(workspace) as statements:
        today(workspace)
        case_page(workspace, case, opening=False)
        timeline(workspace, case)
    assert len(statements) <= most, "\n\n".join(statements)


def test_without_it_they_would_be(workspace: Workspace) -> None:
    case = a_case(workspace)
    with composed(workspace) as statements:
        today(workspace)
        case_page(workspace, case, opening=False)
        timeline(workspace, case)
    assert len(statements) > 20
