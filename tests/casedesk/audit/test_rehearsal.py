"""What the page of the trail asks first was asked before, away from the window."""

import pytest
from msgspec.structs import replace

from casedesk.audit.catalogue import audit_words
from casedesk.audit.rehearsal import rehearse_trail
from casedesk.audit.service import entry_numbers, lines_by_number, people_in_trail
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.statements import composed

pytestmark = pytest.mark.usefixtures("statements_anew")


def test_the_trail_is_asked_without_composing_its_statements(workspace: Workspace) -> None:
    a_case(workspace)
    audit_words.cache_clear()
    rehearse_trail(workspace)
    assert audit_words.cache_info().currsize == 1
    with composed(workspace) as statements:
        people_in_trail(workspace)
        lines_by_number(workspace, entry_numbers(workspace))
    assert statements == []


def test_who_may_not_read_the_trail_is_refused_nothing(workspace: Workspace) -> None:
    workspace.user = replace(workspace.user, role_id="officer")
    with composed(workspace) as statements:
        rehearse_trail(workspace)
    assert statements == []
