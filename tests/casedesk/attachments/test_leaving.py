"""A copy leaves only with the permission, seen, and is gone after the lock."""

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from casedesk.attachments.leaving import copy_for_program, remove_copies, save_copy
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.errors import InputError, NotAllowedError, StorageError
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.casedesk.attachments.files import PNG_DOT
from tests.casedesk.attachments.test_service import acts


@pytest.fixture(autouse=True)
def _runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))


@pytest.fixture
def picture(workspace: Workspace) -> int:
    return add_bytes(workspace, Owner(a_case(workspace)), "lock.pdf", PNG_DOT)


def test_a_copy_for_another_program_is_private_and_goes_with_the_lock(
    workspace: Workspace, picture: int, tmp_path: Path
) -> None:
    copy = copy_for_program(workspace, picture)
    assert copy.is_relative_to(tmp_path / "run")
    assert (copy.name, copy.read_bytes()) == ("lock.pdf.png", PNG_DOT)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    folder = copy.parent
    while folder.name != "opened":
        assert not stat.S_IMODE(folder.stat().st_mode) & 0o077, folder
        folder = folder.parent
    assert acts(workspace)[-1][:2] == ("attachment.opened_elsewhere", f"attachment/{picture}")
    assert copy_for_program(workspace, picture) != copy
    remove_copies(workspace)
    assert not copy.exists()
    assert not copy.parent.exists()
    remove_copies(workspace)


def test_a_copy_is_saved_where_the_user_wants_it(
    workspace: Workspace, picture: int, tmp_path: Path
) -> None:
    target = tmp_path / "out.png"
    save_copy(workspace, picture, target)
    assert target.read_bytes() == PNG_DOT
    assert acts(workspace)[-1][:2] == ("attachment.copied_out", f"attachment/{picture}")
    with pytest.raises(StorageError, match="into a partnership file"):
        save_copy(workspace, picture, workspace.file.folder / "x.png")
    with pytest.raises(InputError, match="cannot be written"):
        save_copy(workspace, picture, tmp_path / "missing" / "x.png")


def test_a_copy_overwrites_no_records_of_another_partnership(
    workspace: Workspace, picture: int, tmp_path: Path
) -> None:
    other = tmp_path / "hillside.casedesk"
    other.mkdir()
    (other / "records.db").write_bytes(b"their records")
    with pytest.raises(StorageError, match="into a partnership file"):
        save_copy(workspace, picture, other / "records.db")
    assert (other / "records.db").read_bytes() == b"their records"
    assert acts(workspace)[-1][0] != "attachment.copied_out"


def test_without_the_permission_nothing_leaves(
    workspace: Workspace, picture: int, tmp_path: Path
) -> None:
    workspace.user = replace(workspace.user, role_id="officer")
    with pytest.raises(NotAllowedError):
        copy_for_program(workspace, picture)
    with pytest.raises(NotAllowedError):
        save_copy(workspace, picture, tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()


def test_a_place_that_others_may_look_into_is_not_used(
    workspace: Workspace, picture: int, tmp_path: Path
) -> None:
    (tmp_path / "run").chmod(0o755)
    copy = copy_for_program(workspace, picture)
    assert not copy.is_relative_to(tmp_path / "run")
    assert not stat.S_IMODE(copy.parent.stat().st_mode) & 0o077
    remove_copies(workspace)
    assert not copy.exists()
