"""Whoever opens a record that tells of a person leaves an entry: once, and never from a list."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casedesk.actions.action_list import action_lines
from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action, list_actions
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.case_list import case_page as page_of_list
from casedesk.cases.service import referral_details
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note, note_details
from casedesk.errors import NotFoundError
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import all_reports, record_report, report_details
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.service import (
    get_intervention,
    list_interventions,
    record_intervention,
)
from casedesk.meetings.agenda import agenda, get_discussion, list_cases
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import plan_meeting
from casedesk.overviews import service as overviews
from casedesk.overviews.action_view import action_view
from casedesk.people.service import open_matches, person_details
from casedesk.registers.model import NewEntry
from casedesk.registers.service import add_entry, entry_details, list_entries
from casedesk.risk.model import NewAssessment
from casedesk.risk.service import assessments_of_case, get_assessment, record_assessment
from casedesk.search.service import search
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_referral

TODAY = date(2026, 11, 20)
Read = Callable[..., Any]


def a_note(workspace: Workspace, case_id: int) -> int:
    return add_note(workspace, NewContactNote(ContactKind.CALL, "Spoke briefly.", case_id))


def a_report(workspace: Workspace, case_id: int) -> int:
    told = {"told_by": "A neighbour", "told_to": "Cariad Price", "how": ToldHow.CALL}
    return record_report(workspace, NewReport(**told, what="Shouting.", case_id=case_id))


def an_assessment(workspace: Workspace, case_id: int) -> int:
    new = NewAssessment(case_id, "dash_safelives", TODAY, stated_score=11)
    return record_assessment(workspace, new)


def an_action(workspace: Workspace, case_id: int) -> int:
    return add_action(workspace, NewAction("Ring", "idva", TODAY, case_id=case_id))


def a_discussion(workspace: Workspace, case_id: int) -> int:
    a_referral(workspace, case_id)
    return list_cases(workspace, plan_meeting(workspace, NewMeeting("marac", TODAY)), [case_id])[0]


def an_entry(workspace: Workspace, _case_id: int) -> int:
    return add_entry(workspace, NewEntry("sanctuary", TODAY, "2 Mill Court"))


OPENED: dict[str, tuple[Read, Read]] = {
    "case": (lambda _workspace, case_id: case_id, overviews.case_page),
    "person": (lambda workspace, _case_id: a_person(workspace), person_details),
    "referral": (a_referral, referral_details),
    "assessment": (an_assessment, get_assessment),
    "contact": (a_note, note_details),
    "action": (an_action, action_view),
    "report": (a_report, report_details),
    "register_entry": (an_entry, entry_details),
    "intervention": (
        lambda workspace, case_id: record_intervention(workspace, NewIntervention("abc", case_id)),
        get_intervention,
    ),
    "discussion": (a_discussion, get_discussion),
}


def views(workspace: Workspace) -> list[tuple[str, str]]:
    found = audit_entries(workspace, AuditFilter())
    return [(e.action, e.record) for e in found if e.action.endswith(".viewed")]


@pytest.mark.parametrize("kind", OPENED)
def test_opening_a_record_is_audited_once_and_asking_again_is_not(
    workspace: Workspace, kind: str
) -> None:
    record, read = OPENED[kind]
    record_id = record(workspace, a_case(workspace))
    told: list[frozenset[Topic]] = []
    workspace.listeners.append(told.append)

    read(workspace, record_id)
    read(workspace, record_id, opening=False)
    with pytest.raises(NotFoundError):
        read(workspace, record_id + 99)

    assert views(workspace) == [(f"{kind}.viewed", f"{kind}/{record_id}")]
    assert told == []  # nothing has changed: no page asks again, and what can be undone stays so


def test_lists_leave_no_entry(workspace: Workspace) -> None:
    case = a_case(workspace)
    for kind in OPENED.keys() - {"referral"}:  # the discussion brings its own
        OPENED[kind][0](workspace, case)
    page_of_list(workspace)
    search(workspace, "Quarrington")
    overviews.today(workspace)
    overviews.timeline(workspace, case)
    open_matches(workspace)
    assessments_of_case(workspace, case)
    all_reports(workspace)
    list_interventions(workspace)
    list_actions(workspace)
    list_entries(workspace)
    action_lines(workspace, [1])
    agenda(workspace, 1)
    assert views(workspace) == []
