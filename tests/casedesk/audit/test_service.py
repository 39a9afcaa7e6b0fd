"""The trail is read in pages, narrowed, and followed from end to end."""

from datetime import UTC, date, datetime, timedelta

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries, check_trail, count_entries
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW, Clock


def act(workspace: Workspace, action: str, record: str = "case/1") -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit(action, record, "field")


def test_the_newest_come_first_page_by_page(workspace: Workspace) -> None:
    for number in range(5):
        act(workspace, f"case.changed_{number}")
    first = audit_entries(workspace, limit=3)
    rest = audit_entries(workspace, before=first[-1].number, limit=3)
    assert [e.action[-1] for e in (*first, *rest)] == ["4", "3", "2", "1", "0"]
    assert (first[0].user_name, first[0].role_id, first[0].at) == (
        "Cariad Price",
        "coordinator",
        NOW,
    )


def test_entries_are_narrowed(workspace: Workspace) -> None:
    act(workspace, "case.closed", "case/1")
    act(workspace, "person.joined", "person/2")
    act(workspace, "case.opened", "case/12")
    assert [e.action for e in audit_entries(workspace, AuditFilter(action="case."))] == [
        "case.opened",
        "case.closed",
    ]
    assert [e.action for e in audit_entries(workspace, AuditFilter(record="case/1"))] == [
        "case.closed"
    ]
    assert count_entries(workspace, AuditFilter(user_id=workspace.user.id)) == 3
    assert count_entries(workspace, AuditFilter(user_id=workspace.user.id + 1)) == 0
    assert count_entries(workspace, AuditFilter(action="%")) == 0  # no wildcard


def test_days_are_local_ones(workspace: Workspace, clock: Clock) -> None:
    for moment in (
        datetime(2026, 7, 1, 22, 59, tzinfo=UTC),  # 23:59 in London
        datetime(2026, 7, 1, 23, 0, tzinfo=UTC),  # midnight of the 2nd
    ):
        clock.moment = moment
        act(workspace, "case.closed")
    first, second = date(2026, 7, 1), date(2026, 7, 2)
    assert count_entries(workspace, AuditFilter(to_on=first)) == 1
    assert count_entries(workspace, AuditFilter(from_on=second)) == 1
    assert count_entries(workspace, AuditFilter(from_on=first, to_on=second)) == 2


def test_an_unbroken_chain_says_from_when_to_when(workspace: Workspace, clock: Clock) -> None:
    act(workspace, "case.closed")
    clock.moment = NOW + timedelta(days=1)
    act(workspace, "case.opened")
    state = check_trail(workspace)
    assert (state.entries, state.broken_at) == (2, None)
    assert (state.first_at, state.last_at) == (NOW, NOW + timedelta(days=1))
