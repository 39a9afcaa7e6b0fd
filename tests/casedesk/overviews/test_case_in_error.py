"""What hangs on a case recorded in error is nowhere; it is back when the error is taken back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update

from casedesk.actions.action_list import view_counts
from casedesk.actions.chase import chase_messages
from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action, count_actions, list_actions
from casedesk.cases.case_life import mark_case_in_error
from casedesk.cases.tables import CaseRow
from casedesk.dates import days_between
from casedesk.interventions.course import record_breach
from casedesk.interventions.deadlines import open_deadlines
from casedesk.interventions.model import InterventionFilter, NewIntervention
from casedesk.interventions.power_list import intervention_ids
from casedesk.interventions.service import (
    count_interventions,
    list_interventions,
    record_intervention,
)
from casedesk.measures.service import count
from casedesk.overviews.service import today
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place

YEAR = days_between(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    """A case with an action ahead and one overdue, a notice with its deadline, and a breach."""
    case_id = a_case(workspace)
    for due in (date(2026, 11, 18), date(2026, 11, 23)):
        new = NewAction("Ring", "housing", date(2026, 11, 12), due_on=due, case_id=case_id)
        add_action(workspace, new)
    served = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
    place = a_place(workspace)
    record_intervention(
        workspace,
        NewIntervention("closure_notice", case_id=case_id, place_id=place, served_at=served),
    )
    person = a_person(workspace, born_on=date(1990, 5, 3))
    injunction = NewIntervention(
        "asb_injunction", case_id=case_id, person_id=person, granted_on=date(2026, 11, 10)
    )
    order = record_intervention(workspace, injunction)
    record_breach(workspace, order, date(2026, 11, 15))
    return case_id


def shown(workspace: Workspace) -> list[Any]:
    """Return all that lists, counts, pages and measures say of actions and interventions."""
    day = today(workspace)
    figures = count(workspace, YEAR)
    of = ("actions", "action", "orders", "breach", "injunction", "closure", "overdue")
    return [
        count_actions(workspace),
        len(list_actions(workspace)),
        view_counts(workspace).overdue,
        len(chase_messages(workspace)),
        count_interventions(workspace),
        len(list_interventions(workspace)),
        len(intervention_ids(workspace, InterventionFilter())),
        len(open_deadlines(workspace)),
        len(day.actions.lines),
        day.actions.overdue,
        day.actions.next_days,
        len(day.deadlines),
        day.next_date is not None,
        {
            one.measure: one.value
            for one in figures
            if any(part in one.measure for part in of) and one.value
        },
    ]


def test_actions_deadlines_and_measures_of_a_case_in_error_are_nowhere(
    workspace: Workspace, case_id: int
) -> None:
    before = shown(workspace)
    assert all(before)
    assert len(before[-1]) == 3  # orders, breaches, actions

    mark_case_in_error(workspace, case_id, "Entered twice.")
    assert not any(shown(workspace))

    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.session.execute(update(CaseRow).values(error_at=None, error_reason=None))
        change.audit("case.corrected", f"case/{case_id}", "error_at")
    assert shown(workspace) == before
