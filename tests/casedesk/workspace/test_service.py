"""A partnership file from its making to its last lock: keys, names, roles."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casedesk.errors import InputError, NotAllowedError, StorageError, WrongPassphraseError
from casedesk.security.key_file import RECOVERY, read_key_file
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.model import Topic, User
from casedesk.workspace.passphrases import change_passphrase, set_passphrase_after_recovery
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.conftest import PASSPHRASE, Clock

NEW = "lantern gravel otter choir"


def test_what_is_made_opens_again_with_its_name_and_its_records(
    workspace: Workspace, prepared_file: Path
) -> None:
    a_case(workspace)
    service.lock(workspace)
    again = service.open_file(workspace.file.folder, PASSPHRASE, clock=Clock())
    assert again.file.organisation == "Riverside Community Safety Partnership"
    assert (again.user.name, again.user.role_title) == ("Cariad Price", "Coordinator")
    assert not again.file.is_practice
    with again.reading(Permission.READ_RECORDS) as session:
        count = session.connection().exec_driver_sql('SELECT count(*) FROM "case"').scalar()
    assert count == 1
    service.lock(again)


@pytest.mark.parametrize(
    ("name", "passphrase", "field"),
    [("new.casedesk", "short", "passphrase"), ("new.db", PASSPHRASE, "folder")],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(
    tmp_path: Path, name: str, passphrase: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        service.create(tmp_path / name, passphrase)
    assert set(refused.value.problems) == {field}
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_over_something_that_is_there(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.casedesk").write_text("mine")
    for taken in (workspace.file.folder, tmp_path / "mine.casedesk"):
        with pytest.raises(StorageError, match="already"):
            service.create(taken, PASSPHRASE)
    assert (tmp_path / "mine.casedesk").read_text() == "mine"


def test_the_recovery_key_opens_and_sets_a_new_passphrase(
    workspace: Workspace, prepared_file: Path
) -> None:
    recovery = (prepared_file.parent / "recovery.txt").read_text()
    folder = workspace.file.folder
    service.lock(workspace)
    opened = service.open_file(folder, recovery, recovery=True, clock=Clock())
    with pytest.raises(InputError):
        set_passphrase_after_recovery(opened, "short")
    set_passphrase_after_recovery(opened, NEW)
    service.lock(opened)
    service.lock(service.open_file(folder, NEW, clock=Clock()))
    with pytest.raises(WrongPassphraseError):
        service.open_file(folder, PASSPHRASE)
    assert read_key_file(folder / "keys.json").unlock(RECOVERY, recovery)  # it stays good


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes to stand for a disk")
def test_what_was_not_saved_did_not_change_the_passphrase(workspace: Workspace) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    with workspace.changing(Permission.MANAGE_FILE) as change:
        change.audit("file.named", "file")  # so that the log of changes is longer than the keys
    written = (workspace.file.folder / "records.db-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, before[1]))
    try:
        with pytest.raises(StorageError, match="was not saved"):
            change_passphrase(workspace, PASSPHRASE, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    service.lock(workspace)
    service.lock(service.open_file(workspace.file.folder, PASSPHRASE))


def test_the_passphrase_is_changed_by_whoever_knows_it(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        change_passphrase(workspace, "not this one, surely", NEW)
    assert set(refused.value.problems) == {"old"}
    change_passphrase(workspace, PASSPHRASE, NEW)
    service.lock(workspace)
    service.lock(service.open_file(workspace.file.folder, NEW, clock=Clock()))


def test_a_file_opened_by_a_worker_and_locked_by_the_window_opens_again(
    workspace: Workspace,
) -> None:
    folder, key = workspace.file.folder, workspace.key.reveal()
    service.lock(workspace)
    with ThreadPoolExecutor(max_workers=1) as worker:
        opened = worker.submit(service.open_with_key, folder, key).result()
        service.lock(opened)
        service.lock(service.open_with_key(folder, key))


def test_a_locked_file_is_closed_for_good(workspace: Workspace) -> None:
    heard: list[frozenset[Topic]] = []
    workspace.listeners.append(heard.append)
    a_case(workspace)
    service.lock(workspace)
    service.lock(workspace)  # once more does no harm
    assert workspace.key.is_wiped
    assert workspace.listeners == []
    assert not list(workspace.file.folder.glob("records.db-*"))  # all is in one file again
    with pytest.raises(ValueError, match="wiped"):
        workspace.engine.connect()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("officer", Permission.CHANGE_RECORDS, Permission.JOIN_PEOPLE),
        ("analyst", Permission.PUBLISH, Permission.READ_RECORDS),
        ("reader", Permission.READ_RECORDS, Permission.COUNT),
    ],
)
def test_each_role_may_do_its_own(
    workspace: Workspace, role: str, may: Permission, may_not: Permission
) -> None:
    workspace.user = User(1, "Somebody", role)
    with workspace.reading(may):
        pass
    with pytest.raises(NotAllowedError), workspace.reading(may_not):
        pass
    with pytest.raises(NotAllowedError), workspace.changing(may_not):
        pass


def test_what_a_refused_change_wrote_is_gone_and_nobody_is_told(workspace: Workspace) -> None:
    heard: list[frozenset[Topic]] = []
    workspace.listeners.append(heard.append)
    with pytest.raises(InputError):
        _refused_in_the_middle(workspace)
    assert heard == []
    with workspace.reading(Permission.READ_RECORDS) as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT count(*) FROM setting").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 1


def _refused_in_the_middle(workspace: Workspace) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        change.session.connection().exec_driver_sql("INSERT INTO setting VALUES ('a', 'b')")
        change.audit("case.changed", "case/1")
        raise InputError({"reason": "no"})


def test_the_partnership_and_the_user_are_named(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        service.name_partnership(workspace, " ", "")
    assert set(refused.value.problems) == {"organisation", "user_name"}
    service.name_partnership(workspace, "Estuary Partnership", "Ceri Bowen")
    key = workspace.key.reveal()
    service.lock(workspace)
    again = service.open_with_key(workspace.file.folder, key, clock=Clock())
    assert (again.file.organisation, again.user.name) == ("Estuary Partnership", "Ceri Bowen")
    service.lock(again)
