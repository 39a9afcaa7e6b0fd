"""A new recovery key in the place of a lost one: who may make it, and when it counts."""

import json
from pathlib import Path

import pytest

from casedesk.audit.service import audit_entries
from casedesk.errors import InputError, NotAllowedError, StorageError, WrongPassphraseError
from casedesk.workspace import service
from casedesk.workspace.model import User
from casedesk.workspace.passphrases import make_recovery_key, replace_recovery_key
from casedesk.workspace.workspace import Workspace
from tests.conftest import PASSPHRASE


@pytest.fixture
def old_key(prepared_file: Path) -> str:
    """Give the recovery key that the file was made with."""
    return (prepared_file.parent / "recovery.txt").read_text()


def test_the_new_key_opens_the_file_and_the_old_one_no_more(
    workspace: Workspace, old_key: str
) -> None:
    folder = workspace.file.folder
    before = (folder / "keys.json").read_bytes()
    new_key = make_recovery_key(workspace, PASSPHRASE)
    assert (folder / "keys.json").read_bytes() == before  # made, it opens nothing yet
    replace_recovery_key(workspace, new_key)
    assert (folder / "keys.json.previous").read_bytes() == before
    service.lock(workspace)
    with pytest.raises(WrongPassphraseError, match="does not belong"):
        service.open_file(folder, old_key, recovery=True)
    for typed, recovery in ((new_key.lower(), True), (PASSPHRASE, False)):
        opened = service.open_file(folder, typed, recovery=recovery)
        assert service.verify(opened).problems == ()
        service.lock(opened)


def test_it_is_in_the_trail_that_the_key_was_replaced(workspace: Workspace) -> None:
    replace_recovery_key(workspace, make_recovery_key(workspace, PASSPHRASE))
    assert audit_entries(workspace)[0].action == "file.recovery_key_replaced"


def test_a_key_that_was_made_and_not_used_leaves_the_old_one_as_it_was(
    workspace: Workspace, old_key: str
) -> None:
    unused = make_recovery_key(workspace, PASSPHRASE)
    folder = workspace.file.folder
    service.lock(workspace)
    with pytest.raises(WrongPassphraseError):
        service.open_file(folder, unused, recovery=True)
    service.lock(service.open_file(folder, old_key, recovery=True))


def test_an_unlocked_window_is_not_enough_to_make_a_key(workspace: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        make_recovery_key(workspace, "not this one, surely")
    assert set(refused.value.problems) == {"passphrase"}


def test_nobody_replaces_the_key_who_may_not_manage_the_file(workspace: Workspace) -> None:
    before = (workspace.file.folder / "keys.json").read_bytes()
    key = make_recovery_key(workspace, PASSPHRASE)
    workspace.user = User(1, "Somebody", "reader")
    with pytest.raises(NotAllowedError):
        replace_recovery_key(workspace, key)
    assert (workspace.file.folder / "keys.json").read_bytes() == before


def test_keys_that_something_else_changed_are_not_sealed_anew(workspace: Workspace) -> None:
    keys = workspace.file.folder / "keys.json"
    content = json.loads(keys.read_bytes())
    content["generation"] += 1
    del content["checksum"]
    keys.write_text(json.dumps(content))
    before = keys.read_bytes()
    with pytest.raises(StorageError, match="changed by something other"):
        replace_recovery_key(workspace, "1234-" * 8 + "1234")
    assert keys.read_bytes() == before


def test_practice_data_gets_no_recovery_key(tmp_path: Path) -> None:
    made = service.create(tmp_path / "practice.casedesk", PASSPHRASE, practice=True)
    with pytest.raises(NotAllowedError, match="Practice files have no recovery key"):
        replace_recovery_key(made.workspace, make_recovery_key(made.workspace, PASSPHRASE))
    service.lock(made.workspace)
