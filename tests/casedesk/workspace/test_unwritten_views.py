"""A full disk keeps nobody from reading: what was opened goes into the trail afterwards."""

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from casedesk.audit.service import audit_entries
from casedesk.errors import NotAllowedError, StorageError
from casedesk.overviews.service import case_page
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import NOW, Clock

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no limit of file sizes to stand for a disk"
)


@contextmanager
def full_disk(workspace: Workspace) -> Iterator[None]:
    """Let no file grow past what the log beside the records has now."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    written = (workspace.file.folder / "records.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)


def trail(workspace: Workspace, count: int) -> list[tuple[datetime, str, str, str]]:
    found = audit_entries(workspace, limit=count)
    return [(one.at, one.action, one.record, one.detail) for one in reversed(found)]


@pytest.fixture
def cases(workspace: Workspace) -> list[int]:
    return [a_case(workspace, reference=f"M-2026-{number:03}") for number in (1, 2)]


def test_what_was_opened_on_a_full_disk_is_written_in_order_with_the_next_change(
    workspace: Workspace, clock: Clock, cases: list[int]
) -> None:
    first, second = cases
    with full_disk(workspace):
        assert case_page(workspace, first).case.id == first
        clock.moment = datetime(2026, 11, 20, 10, 43, tzinfo=UTC)
        case_page(workspace, second)
        with (
            pytest.raises(StorageError),
            workspace.changing(Permission.CHANGE_RECORDS) as change,
        ):
            change.audit("case.noted", f"case/{first}")
        assert len(workspace.unwritten_views) == 2
    clock.moment = later = datetime(2026, 11, 20, 10, 50, tzinfo=UTC)
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit("case.noted", f"case/{first}")

    assert workspace.unwritten_views == []
    assert trail(workspace, 3) == [
        (later, "case.viewed", f"case/{first}", f"at {NOW:%Y-%m-%dT%H:%M:%SZ}, written later"),
        (later, "case.viewed", f"case/{second}", "at 2026-11-20T10:43:00Z, written later"),
        (later, "case.noted", f"case/{first}", ""),
    ]
    assert service.verify(workspace).problems == ()


def test_the_next_opening_that_can_be_written_brings_the_ones_before_it(
    workspace: Workspace, cases: list[int]
) -> None:
    with full_disk(workspace):
        case_page(workspace, cases[0])
    case_page(workspace, cases[1])
    assert [(record, bool(late)) for _at, _act, record, late in trail(workspace, 2)] == [
        (f"case/{cases[0]}", True),
        (f"case/{cases[1]}", False),
    ]


def test_views_that_wait_are_no_entry_of_the_change_that_writes_them(
    workspace: Workspace, cases: list[int]
) -> None:
    with full_disk(workspace):
        case_page(workspace, cases[0])
    with pytest.raises(RuntimeError), workspace.changing(Permission.CHANGE_RECORDS):
        pass
    assert len(workspace.unwritten_views) == 1


def test_a_full_disk_opens_nothing_to_a_role_that_may_not_read(
    workspace: Workspace, cases: list[int]
) -> None:
    workspace.user = User(workspace.user.id, workspace.user.name, "analyst")
    with full_disk(workspace), pytest.raises(NotAllowedError):
        case_page(workspace, cases[0])
    assert workspace.unwritten_views == []
