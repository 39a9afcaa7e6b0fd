"""A filter goes into the history of the window as plain values, and comes back the same."""

import json
from datetime import date

import pytest

from casedesk.actions.model import ActionFilter, ActionStatus
from casedesk.cases.model import CaseFilter, CaseStatus
from casedesk.interventions.model import InterventionFilter, InterventionStatus
from ui.table_models.list_filter import AnyFilter, filter_of, filter_state

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "chosen",
    [
        CaseFilter(),
        CaseFilter(status=CaseStatus.OPEN, forum_id="marac", repeat=False, received_from=DAY),
        ActionFilter(status=ActionStatus.NOT_DONE, overdue=True, due_to=DAY, words="ring"),
        InterventionFilter(status=InterventionStatus.ENDED, ended_from=DAY, breached=True),
    ],
)
def test_a_filter_comes_back_from_the_history_as_it_was(chosen: AnyFilter) -> None:
    state = filter_state(chosen)
    assert json.dumps(state)  # small and plain
    found = filter_of(
        type(chosen), tuple((name, value) for name, value in json.loads(json.dumps(state)))
    )
    assert found == chosen
    assert [type(getattr(found, name)) for name, _ in state] == [
        type(getattr(chosen, name)) for name, _ in state
    ]


def test_what_narrows_nothing_is_no_part_of_the_history() -> None:
    assert filter_state(ActionFilter()) == ()
    assert filter_state(CaseFilter(repeat=False)) == (("repeat", False),)
