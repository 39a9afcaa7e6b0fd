"""Files are kept inside the encrypted file, whole or not at all."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from casedesk.attachments.catalogue import limits
from casedesk.attachments.model import Owner
from casedesk.attachments.service import (
    add_bytes,
    add_file,
    add_files,
    add_parts,
    attachment_content,
    attachment_details,
    attachments_of,
    correct_attachment,
    mark_attachment_in_error,
    take_back_error,
)
from casedesk.cases.service import take_in_referral
from casedesk.cases.taking_back import take_back_referral
from casedesk.errors import (
    Cancelled,
    ConflictError,
    InputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.backup import backup, restore
from casedesk.workspace.records_file import checkpoint
from casedesk.workspace.stored_bytes import PIECE_BYTES, remove_unkept
from casedesk.workspace.tables import StoredBytesRow, StoredPieceRow
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, new_referral
from tests.casedesk.attachments.files import MAIL, PNG_DOT, pdf

MB = 1024 * 1024


@pytest.fixture
def owner(workspace: Workspace) -> Owner:
    return Owner(a_case(workspace))


def a_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def acts(workspace: Workspace) -> list[tuple[str, str, str]]:
    with workspace.reading(Permission.READ_AUDIT) as session:
        rows = session.connection().exec_driver_sql(
            "SELECT action, record, detail FROM audit ORDER BY seq"
        )
        return [tuple(row) for row in rows]


def stored(workspace: Workspace) -> tuple[int, int]:
    """How many contents and pieces are in the file."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        counts = [
            session.scalar(select(func.count()).select_from(kind))
            for kind in (StoredBytesRow, StoredPieceRow)
        ]
    return counts[0] or 0, counts[1] or 0


class StopAt:
    """Progress that is cancelled once `done` of it is reached."""

    def __init__(self, done: int) -> None:
        self.done, self.steps = done, []

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done >= self.done:
            raise Cancelled


def test_a_file_is_kept_with_what_is_known_of_it(
    workspace: Workspace, owner: Owner, tmp_path: Path
) -> None:
    content = pdf()
    made = add_file(workspace, owner, a_file(tmp_path, "Letter of 12 May.PDF", content))
    found = attachments_of(workspace, owner)[0]
    assert (found.id, found.name, found.title) == (made, "Letter of 12 May.PDF", "Letter of 12 May")
    assert (found.kind.id, found.size, found.recorded_by) == ("pdf", len(content), "Cariad Price")
    assert not found.name_misleads
    assert attachment_content(workspace, made).content == content
    assert acts(workspace)[-2:] == [
        ("attachment.added", f"attachment/{made}", f"case/{owner.case_id}"),
        ("attachment.viewed", f"attachment/{made}", ""),
    ]


def test_nothing_of_a_file_can_be_read_in_the_folder_or_the_audit_trail(
    workspace: Workspace, owner: Owner, tmp_path: Path
) -> None:
    marker = b"Quarrington lives at the mill"
    add_file(workspace, owner, a_file(tmp_path, "Quarrington.txt", marker * 2000))
    checkpoint(workspace.engine)
    files = [path for path in workspace.file.folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) > len(marker) * 2000
    assert not any(marker[:11] in path.read_bytes() for path in files)
    assert not any("Quarrington" in part for act in acts(workspace) for part in act)


def test_a_name_that_says_another_kind_is_told(workspace: Workspace, owner: Owner) -> None:
    add_bytes(workspace, owner, "../\u202escan.pdf", PNG_DOT)
    found = attachments_of(workspace, owner)[0]
    assert (found.name, found.kind.id, found.name_misleads) == ("scan.pdf", "png", True)


def test_the_same_file_is_kept_once_for_a_case(workspace: Workspace, owner: Owner) -> None:
    made = add_bytes(workspace, owner, "mail.eml", MAIL)
    with pytest.raises(InputError, match="already"):
        add_bytes(workspace, owner, "another name.eml", MAIL)
    add_bytes(workspace, Owner(a_case(workspace, reference="M-2026-015")), "mail.eml", MAIL)
    mark_attachment_in_error(workspace, made, "Wrong case.")
    add_bytes(workspace, owner, "mail.eml", MAIL)


@pytest.mark.parametrize("role", ["reader", "analyst"])
def test_who_only_reads_adds_nothing(
    workspace: Workspace, owner: Owner, tmp_path: Path, role: str
) -> None:
    made = add_bytes(workspace, owner, "mail.eml", MAIL)
    workspace.user = replace(workspace.user, role_id=role)
    with pytest.raises(NotAllowedError):
        add_file(workspace, owner, a_file(tmp_path, "a.txt", b"text"))
    with pytest.raises(NotAllowedError):
        mark_attachment_in_error(workspace, made, "No.")
    if role == "reader":
        assert attachment_content(workspace, made).content == MAIL
    else:
        with pytest.raises(NotAllowedError):
            attachment_content(workspace, made)


def test_a_file_of_300_mb_is_refused_without_being_read(
    workspace: Workspace, owner: Owner, tmp_path: Path
) -> None:
    large = tmp_path / "video.mp4"
    with large.open("wb") as file:
        file.truncate(300 * MB)
    watch = StopAt(0)  # reading would begin with a step, and stop there
    with pytest.raises(InputError, match="larger than 50 MB"):
        add_file(workspace, owner, large, watch)
    assert watch.steps == []


def test_what_is_no_whole_plain_file_is_refused_in_one_sentence(
    workspace: Workspace, owner: Owner, tmp_path: Path
) -> None:
    real = a_file(tmp_path, "real.txt", b"text")
    (tmp_path / "link.txt").symlink_to(real)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    wanted = {
        "link.txt": "link",
        "folder": "folder",
        "gone.txt": "no longer there",
        "pipe": "cannot be read",
        "empty.txt": "empty",
        "run.exe": "program",
    }
    a_file(tmp_path, "empty.txt", b"")
    a_file(tmp_path, "run.exe", b"text")
    found = add_files(workspace, owner, [tmp_path / name for name in wanted] + [real])
    for added, sentence in zip(found, wanted.values(), strict=False):
        assert sentence in added.problem
        assert added.attachment_id is None
    assert found[-1].attachment_id is not None
    assert [one.name for one in attachments_of(workspace, owner)] == ["real.txt"]


def test_a_file_that_vanishes_or_grows_while_it_is_read_is_not_kept(
    workspace: Workspace, owner: Owner, tmp_path: Path
) -> None:
    path = a_file(tmp_path, "grows.txt", b"a" * 3 * MB)

    class AtSecondStep:
        def __init__(self, act: Callable[[], object]) -> None:
            self.act, self.steps = act, 0

        def step(self, _done: int, _total: int) -> None:
            self.steps += 1
            if self.steps == 2:
                self.act()

    def grow() -> None:
        with path.open("ab") as file:
            file.write(b"more")

    for act in (grow, lambda: os.truncate(path, MB)):
        with pytest.raises(InputError, match="changed while it was read"):
            add_file(workspace, owner, path, AtSecondStep(act))
    assert attachments_of(workspace, owner) == []


def test_too_many_files_at_once_are_refused_together(workspace: Workspace, owner: Owner) -> None:
    most = limits().most_at_once
    with pytest.raises(InputError, match=f"At most {most} files"):
        add_files(workspace, owner, [Path("a.txt")] * (most + 1))


class FullAt:
    """Progress at which the disk is full once `done` of it is reached."""

    def __init__(self, done: int) -> None:
        self.done = done

    def step(self, done: int, _total: int) -> None:
        if done >= self.done:
            raise StorageError("The disk is full.")


@pytest.mark.parametrize(
    ("ends", "why"), [(StopAt, "It was stopped before"), (FullAt, "The disk is full.")]
)
def test_what_was_kept_before_a_stop_or_a_full_disk_is_told(
    workspace: Workspace, owner: Owner, tmp_path: Path, ends: type, why: str
) -> None:
    paths = [a_file(tmp_path, f"{name}.txt", name.encode()) for name in ("one", "two", "three")]
    found = add_files(workspace, owner, paths, ends(1500))
    (kept,) = attachments_of(workspace, owner)
    assert [(one.name, one.attachment_id) for one in found] == [
        ("one.txt", kept.id),
        ("two.txt", None),
        ("three.txt", None),
    ]
    assert all(one.problem.startswith(why) for one in found[1:])
    parts = [(one.name, one.name.encode()) for one in found]
    assert [bool(one.problem) for one in add_parts(workspace, kept, parts, ends(1500))] == [
        False,
        True,
        True,
    ]
    assert attachments_of(workspace, owner)[0].mail_id == kept.id


def test_cancelling_half_way_leaves_no_trace(workspace: Workspace, owner: Owner) -> None:
    content = os.urandom(4 * PIECE_BYTES)
    before = acts(workspace)
    with pytest.raises(Cancelled):
        add_bytes(workspace, owner, "large.bin", content, progress=StopAt(2 * PIECE_BYTES))
    assert stored(workspace) == (0, 0)
    assert acts(workspace) == before


def test_what_a_power_cut_left_half_written_goes_and_was_never_seen(
    workspace: Workspace, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = os.urandom(4 * PIECE_BYTES)
    kept = add_bytes(workspace, owner, "kept.bin", b"\0kept" * 9)
    monkeypatch.setattr("casedesk.workspace.stored_bytes.remove_unkept", lambda _workspace: None)
    with pytest.raises(Cancelled):
        add_bytes(workspace, owner, "large.bin", content, progress=StopAt(2 * PIECE_BYTES))
    assert stored(workspace) == (2, 3)
    assert [one.id for one in attachments_of(workspace, owner)] == [kept]
    remove_unkept(workspace)
    assert stored(workspace) == (1, 1)
    assert attachment_content(workspace, kept).content == b"\0kept" * 9


def test_others_write_while_a_large_file_is_added(workspace: Workspace, owner: Owner) -> None:
    waits: list[float] = []

    class WriteBetween:
        def step(self, _done: int, _total: int) -> None:
            thread = threading.Thread(target=a_case, args=(workspace,), kwargs={"reference": "X"})
            if not waits:
                thread.start()
                thread.join(5)
                waits.append(thread.is_alive())

    made = add_bytes(
        workspace, owner, "large.bin", os.urandom(2 * MB), progress=WriteBetween()
    )  # a write lock held across pieces would keep the thread waiting
    assert waits == [False]
    assert len(attachment_content(workspace, made).content) == 2 * MB


def test_bytes_that_are_not_those_that_were_kept_are_not_shown(
    workspace: Workspace, owner: Owner
) -> None:
    made = add_bytes(workspace, owner, "mail.eml", MAIL)
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stored_piece SET content = x'00'")
    with pytest.raises(StorageError, match="damaged"):
        attachment_content(workspace, made)


def test_a_title_is_corrected_and_the_old_one_stays(workspace: Workspace, owner: Owner) -> None:
    made = add_bytes(workspace, owner, "IMG_0042.png", PNG_DOT)
    correct_attachment(
        workspace, made, title=" Broken lock ", note="Front door", reason="Named.", version=1
    )
    details = attachment_details(workspace, made)
    assert (details.attachment.title, details.attachment.note) == ("Broken lock", "Front door")
    assert [one.old_value for one in details.corrections] == ["IMG_0042", ""]
    with pytest.raises(ConflictError):
        correct_attachment(workspace, made, title="x", note="", reason="y", version=1)
    with pytest.raises(InputError):
        correct_attachment(workspace, made, title=" ", note="", reason="y")
    with pytest.raises(InputError):
        correct_attachment(workspace, made, title="x", note="", reason=" ")


def test_an_error_leaves_the_list_and_can_be_taken_back(workspace: Workspace, owner: Owner) -> None:
    made = add_bytes(workspace, owner, "mail.eml", MAIL)
    with pytest.raises(InputError):
        mark_attachment_in_error(workspace, made, " ")
    mark_attachment_in_error(workspace, made, "Belongs elsewhere.")
    assert attachments_of(workspace, owner) == []
    with pytest.raises(NotFoundError):
        attachment_content(workspace, made)
    take_back_error(workspace, made)
    assert [one.id for one in attachments_of(workspace, owner)] == [made]
    with pytest.raises(NotFoundError):
        take_back_error(workspace, made)


def test_attachments_of_a_draft_become_those_of_its_case_and_go_back(workspace: Workspace) -> None:
    draft = Owner(draft="intake-3")
    made = add_bytes(workspace, draft, "mail.eml", MAIL)
    part = add_bytes(workspace, draft, "photo.png", PNG_DOT, mail_id=made)
    other = add_bytes(workspace, Owner(draft="intake-4"), "mail.eml", MAIL)
    taken = take_in_referral(workspace, new_referral(), draft="intake-3")
    case = Owner(taken.case_id)
    assert [one.id for one in attachments_of(workspace, case)] == [part, made]
    assert attachments_of(workspace, draft) == []
    assert attachments_of(workspace, case)[0].mail_id == made
    take_back_referral(workspace, taken)
    assert [one.id for one in attachments_of(workspace, draft)] == [part, made]
    assert [one.id for one in attachments_of(workspace, Owner(draft="intake-4"))] == [other]


def test_what_is_in_error_stays_where_it_was_when_a_draft_becomes_a_case(
    workspace: Workspace,
) -> None:
    draft = Owner(draft="intake-3")
    wrong = add_bytes(workspace, draft, "notes.txt", b"Of another case")
    mark_attachment_in_error(workspace, wrong, "Belongs elsewhere.")
    taken = take_in_referral(workspace, new_referral(), draft="intake-3")
    take_back_error(workspace, wrong)
    assert attachments_of(workspace, Owner(taken.case_id)) == []
    assert [one.id for one in attachments_of(workspace, draft)] == [wrong]


def test_an_attachment_belongs_to_one_record() -> None:
    for wrong in ({}, {"case_id": 1, "draft": "x"}, {"draft": ""}):
        with pytest.raises(ValueError, match="case or to a draft"):
            Owner(**wrong)


def test_a_backup_carries_the_attachments_and_a_restore_brings_them_back(
    workspace: Workspace, owner: Owner, tmp_path: Path, prepared_file: Path
) -> None:
    content = os.urandom(2 * PIECE_BYTES + 17)
    made = add_bytes(workspace, owner, "large.bin", content)
    saved = backup(workspace, tmp_path / "copy.casedesk")
    mark_attachment_in_error(workspace, made, "After the backup.")
    assert service.verify(workspace).is_whole
    recovery = (prepared_file.parent / "recovery.txt").read_text()
    target = tmp_path / "elsewhere.casedesk"
    restore(saved, recovery, target, recovery=True)
    again = service.open_with_key(target, workspace.key.reveal())
    try:
        assert attachment_content(again, made, opening=False).content == content
        assert service.verify(again).is_whole
    finally:
        service.lock(again)
