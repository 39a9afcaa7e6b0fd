"""References that the program gives itself."""

from datetime import date

import pytest

from casedesk.actions.tables import ActionRow
from casedesk.security.roles import Permission
from casedesk.workspace.references import following_reference, next_reference
from casedesk.workspace.workspace import Workspace


@pytest.mark.parametrize(
    ("standing", "following"),
    [
        ([], "A-0001"),
        (["A-0001", "A-0002"], "A-0003"),
        (["A-0007", "A-0003"], "A-0008"),
        (["A-9999"], "A-10000"),
        (["A-0001", "M-0500", "A-2026-014", "A-12a"], "A-0002"),  # of other shapes
        (["A-0100", "A-0007", *(f"M-{n}" for n in range(60))], "A-0101"),  # all that is new is not
        (["A-0008", *(f"M-{n}" for n in range(49)), "A-0007"], "A-0009"),  # the next is taken
    ],
)
def test_the_next_free_number_follows(
    workspace: Workspace, standing: list[str], following: str
) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        for reference in standing:
            day = date(2026, 11, 2)
            change.add(ActionRow(reference=reference, agency_id="police", task="x", set_on=day))
        assert next_reference(change.session, ActionRow.reference, "A-") == following
        assert following_reference(change.session, ActionRow.reference, "A-") == following
        change.audit("test.recorded", "action")
