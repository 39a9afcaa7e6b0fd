"""Backups CaseDesk makes by itself: only when set and something was changed; old ones thinned."""

import resource
import signal
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.errors import Cancelled, StorageError
from casedesk.overviews.service import end_visit
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.settings import Settings, load_settings, save_settings
from casedesk.workspace.backup import backup, describe_backup
from casedesk.workspace.backup_notes import (
    BackupTime,
    WhyMissed,
    backup_time,
    choose_backup_time,
    missed_backup,
)
from casedesk.workspace.drafts import save_draft
from casedesk.workspace.own_backups import (
    DAYS_KEPT,
    LAST_KEPT,
    back_up_by_itself,
    is_due,
    to_remove,
)
from casedesk.workspace.records_file import copy_records
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import Clock


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder for backups, on a computer that has made none."""
    save_settings(Settings())
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


class Stops:
    """Progress that somebody stops after some looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def step(self, done: int, total: int) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise Cancelled


def test_nothing_is_due_until_somebody_chooses_it(workspace: Workspace, stick: Path) -> None:
    a_case(workspace)
    assert backup_time(workspace) is BackupTime.NEVER
    assert not is_due(workspace, closing=True)
    choose_backup_time(workspace, BackupTime.EXIT, stick)
    assert not is_due(workspace, closing=False)
    assert is_due(workspace, closing=True)
    choose_backup_time(workspace, BackupTime.LOCK, None)  # the folder stays
    assert is_due(workspace, closing=False)
    assert is_due(workspace, closing=True)
    choose_backup_time(workspace, BackupTime.NEVER, None)
    assert not is_due(workspace, closing=True)


def test_it_is_due_again_only_after_a_change(
    workspace: Workspace, stick: Path, clock: Clock
) -> None:
    case = a_case(workspace)
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    made = back_up_by_itself(workspace, Unwatched())
    assert made.parent == stick
    assert not is_due(workspace, closing=True)
    workspace.note_view(f"case/{case}")  # looking at a record changes none
    end_visit(workspace)
    with workspace.changing(Permission.PUBLISH) as change:
        change.audit("figures.previewed", "figures", "csp_quarterly_scorecard public")
    assert not is_due(workspace, closing=True)
    save_draft(workspace, "intake", "half a sentence")  # a draft is work too
    assert is_due(workspace, closing=True)
    backup(workspace, stick)  # by hand, into the same folder
    assert not is_due(workspace, closing=True)
    clock.moment += timedelta(seconds=2)
    save_draft(workspace, "intake", "half a sentence and more")
    assert is_due(workspace, closing=True)
    backup(workspace, stick / "elsewhere.casedesk")
    a_case(workspace, reference="M-2026-015")
    assert is_due(workspace, closing=True)


def test_a_backup_elsewhere_does_not_do_for_the_folder_that_was_chosen(
    workspace: Workspace, stick: Path, tmp_path: Path
) -> None:
    a_case(workspace)
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    other = tmp_path / "other stick"
    other.mkdir()
    backup(workspace, other)
    assert is_due(workspace, closing=False)


def test_what_it_makes_opens_like_any_other(
    workspace: Workspace, stick: Path, prepared_file: Path
) -> None:
    a_case(workspace)
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    made = back_up_by_itself(workspace, Unwatched())
    assert missed_backup(workspace) is None
    recovery = (prepared_file.parent / "recovery.txt").read_text()
    assert describe_backup(made, recovery, recovery=True).cases == 1


def test_a_folder_that_is_gone_is_noted_until_one_is_made(
    workspace: Workspace, stick: Path
) -> None:
    a_case(workspace)
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    stick.rmdir()
    with pytest.raises(StorageError):
        back_up_by_itself(workspace, Unwatched())
    missed = missed_backup(workspace)
    assert missed is not None
    assert (missed.why, missed.at) == (WhyMissed.GONE, workspace.clock())
    assert is_due(workspace, closing=False)
    stick.mkdir()
    back_up_by_itself(workspace, Unwatched())
    assert missed_backup(workspace) is None


def test_a_place_that_cannot_be_written_to_is_noted(workspace: Workspace, stick: Path) -> None:
    choose_backup_time(workspace, BackupTime.LOCK, workspace.file.folder)  # inside itself
    with pytest.raises(StorageError):
        back_up_by_itself(workspace, Unwatched())
    missed = missed_backup(workspace)
    assert missed is not None
    assert missed.why is WhyMissed.FAILED


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes to stand for a disk")
def test_a_full_disk_is_noted_and_nothing_is_left_on_it(workspace: Workspace, stick: Path) -> None:
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
    try:
        with pytest.raises(StorageError):
            back_up_by_itself(workspace, Unwatched())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)
    missed = missed_backup(workspace)
    assert missed is not None
    assert missed.why is WhyMissed.FULL
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("looks", range(4))
def test_stopping_it_at_any_step_keeps_nothing_and_is_no_fault(
    workspace: Workspace, stick: Path, looks: int
) -> None:
    a_case(workspace)
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    with pytest.raises(Cancelled):
        back_up_by_itself(workspace, Stops(looks))
    assert list(stick.iterdir()) == []
    assert missed_backup(workspace) is None
    assert is_due(workspace, closing=False)


def test_the_copying_itself_can_be_stopped(workspace: Workspace, tmp_path: Path) -> None:
    """A large file takes long for that one step."""
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 5000) "
            "INSERT INTO draft (form, content, saved_at) SELECT n, 'half', '2026-11-20' FROM many"
        )
    looks = Stops(3)
    with pytest.raises(Cancelled):
        copy_records(workspace.engine, tmp_path / "copy.db", partial(looks.step, 0, 4))
    assert list(tmp_path.glob("copy*")) == []
    copy_records(workspace.engine, tmp_path / "copy.db")  # the connection is as before
    assert (tmp_path / "copy.db").exists()


def test_a_computer_that_goes_off_meanwhile_is_told_of_afterwards(
    workspace: Workspace, stick: Path
) -> None:
    choose_backup_time(workspace, BackupTime.LOCK, stick)

    class PowerCut(BaseException):
        """Nothing after it runs."""

    class Off:
        def step(self, done: int, total: int) -> None:
            if done:
                raise PowerCut

    with pytest.raises(PowerCut):
        back_up_by_itself(workspace, Off())
    missed = missed_backup(workspace)
    assert missed is not None
    assert missed.why is WhyMissed.CUT_OFF


def test_old_ones_go_but_none_made_by_hand_or_of_another_file(
    workspace: Workspace, stick: Path, clock: Clock
) -> None:
    choose_backup_time(workspace, BackupTime.LOCK, stick)
    by_hand = backup(workspace, stick)
    foreign = stick / "riverside-auto-2020-01-01-101112.casedesk"  # named alike, not a backup
    foreign.mkdir()
    made = []
    for turn in range(LAST_KEPT + 2):
        clock.moment += timedelta(minutes=1)
        a_case(workspace, reference=f"M-2026-1{turn:02}")
        made.append(back_up_by_itself(workspace, Unwatched()))
    assert {*stick.iterdir()} == {by_hand, foreign, *made[-LAST_KEPT:]}


@settings(deadline=None, max_examples=60)
@given(st.sets(st.tuples(st.integers(0, 40), st.integers(0, 23)), max_size=60))
def test_the_last_ones_and_the_last_of_each_day_stay(moments: set[tuple[int, int]]) -> None:
    first = datetime(2026, 10, 1, tzinfo=UTC)
    names = [
        f"a-auto-{first + timedelta(day, hours=hour):%Y-%m-%d-%H%M%S}.casedesk"
        for day, hour in sorted(moments)
    ]
    gone = set(to_remove(names))
    kept = [name for name in names if name not in gone]
    assert kept[-LAST_KEPT:] == names[-LAST_KEPT:]
    days = sorted({day for day, _hour in moments})[-DAYS_KEPT:]
    for day in days:
        of_day = f"a-auto-{date(2026, 10, 1) + timedelta(day):%Y-%m-%d}"
        newest = max(name for name in names if name.startswith(of_day))
        assert newest in kept
    assert len(kept) <= LAST_KEPT + DAYS_KEPT


def test_settings_that_somebody_wrote_by_hand_do_no_harm(workspace: Workspace) -> None:
    held = load_settings()
    held.backup_times[workspace.file.file_id] = "whenever"
    held.missed_backups[workspace.file.file_id] = "full of nonsense"
    save_settings(held)
    assert backup_time(workspace) is BackupTime.NEVER
    assert missed_backup(workspace) is None
