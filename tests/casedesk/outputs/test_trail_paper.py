"""The audit trail as PDF says who made it and what the chain says, and is sealed by the trail."""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries, check_trail, count_entries, export_trail
from casedesk.documents.document_pdf import WIDTH
from casedesk.documents.drawable import REGULAR, register_fonts
from casedesk.errors import Cancelled, InputError, NotAllowedError, StorageError
from casedesk.outputs import service
from casedesk.outputs.service import export_trail_paper
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.storage import audit_trail
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace


def act(workspace: Workspace, action: str, record: str = "case/1", times: int = 1) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        for _turn in range(times):
            change.audit(action, record, "status")


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def made(workspace: Workspace, path: Path, wanted: AuditFilter | None = None) -> str:
    export_trail_paper(workspace, path, Unwatched(), wanted)
    return words_of(path)


def test_it_says_who_when_which_entries_and_that_the_chain_is_whole(
    workspace: Workspace, tmp_path: Path
) -> None:
    act(workspace, "case.closed")
    act(workspace, "person.joined", "person/2")
    chain = check_trail(workspace)
    said = made(workspace, tmp_path / "trail.pdf", AuditFilter(action="case.closed"))
    assert "Exported by Cariad Price, coordinator, 20 November 2026, 10:42:00" in said
    assert "OFFICIAL-SENSITIVE — Riverside Community Safety Partnership" in said
    assert "What was done: " in said
    assert "Unbroken from 20 November 2026" in said
    assert chain.seal in said.replace(" ", "")
    assert "Page 1 of 1" in said
    assert "Case closed" in said
    assert "joined" not in said  # it was not chosen


def test_what_an_entry_is_about_takes_two_lines_at_most() -> None:
    register_fonts()
    room = WIDTH * service._WIDTHS[4] - 2 * 4  # less what stands beside the text of a cell
    for words in ("attachment of case", "M-2026-033", "tool or power", "partnership file"):
        assert stringWidth(words, REGULAR, 9) <= room, words
    assert sum(service._WIDTHS) == pytest.approx(1)


def test_the_trail_keeps_the_hash_of_the_file_and_who_made_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name, export in (("a.csv", export_trail), ("a.pdf", export_trail_paper)):
        path = tmp_path / name
        entries = export(workspace, path, Unwatched())
        (last,) = audit_entries(workspace, limit=1)
        held = hashlib.sha256(path.read_bytes()).hexdigest()
        assert (last.action, last.user_name) == ("audit.exported", "Cariad Price")
        assert last.detail == f"entries {entries} sha256 {held}"


def test_a_broken_chain_is_said_on_the_paper(workspace: Workspace, tmp_path: Path) -> None:
    act(workspace, "case.closed")
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET action = 'case.opened' WHERE seq = 2")
    said = made(workspace, tmp_path / "trail.pdf")
    assert "BROKEN at entry 2" in said
    assert "Unbroken" not in said


def test_many_entries_are_drawn_and_too_many_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(workspace, "case.closed", times=230)
    said = made(workspace, tmp_path / "trail.pdf")
    assert "Entries 201 to 23" in said
    monkeypatch.setattr(service, "MOST_ENTRIES", 100)
    with pytest.raises(InputError, match="at most 100 entries"):
        export_trail_paper(workspace, tmp_path / "more.pdf", Unwatched())
    assert not (tmp_path / "more.pdf").exists()


def test_who_may_not_read_the_trail_gets_no_paper(workspace: Workspace, tmp_path: Path) -> None:
    workspace.user = User(workspace.user.id, "Owen Tate", "analyst")
    with pytest.raises(NotAllowedError):
        export_trail_paper(workspace, tmp_path / "trail.pdf", Unwatched())


class Stops:
    """Progress that somebody stops at once."""

    def step(self, done: int, total: int) -> None:
        raise Cancelled


class StopsAt:
    """Progress that is stopped once it is so far, and keeps how it got there."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.reached: list[float] = []
        self.asked_at: list[float] = []

    def step(self, done: int, total: int) -> None:
        self.asked_at.append(perf_counter())
        self.reached.append(done / total)
        if done / total >= self.share:
            raise Cancelled


@pytest.mark.parametrize("share", [0.5, 0.6, 0.9])  # it is drawn from the middle on
def test_the_drawing_is_stopped_at_any_time_and_no_file_is_left(
    workspace: Workspace, tmp_path: Path, share: float
) -> None:
    act(workspace, "case.closed", times=230)
    (tmp_path / "trail.pdf").write_bytes(b"An earlier export.")
    before = count_entries(workspace)
    stops = StopsAt(share)
    with pytest.raises(Cancelled):
        export_trail_paper(workspace, tmp_path / "trail.pdf", stops)
    assert share <= stops.reached[-1] < share + 0.05
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["trail.pdf"]
    assert (tmp_path / "trail.pdf").read_bytes() == b"An earlier export."
    assert count_entries(workspace) == before


def test_the_drawing_says_how_far_it_is_and_looks_often_whether_to_stop(
    workspace: Workspace, tmp_path: Path
) -> None:
    act(workspace, "case.closed", times=230)
    watch = StopsAt(2)
    export_trail_paper(workspace, tmp_path / "trail.pdf", watch)
    assert watch.reached == sorted(watch.reached)
    assert len({round(one, 2) for one in watch.reached}) > 40  # a bar moves
    gaps = [after - before for before, after in pairwise(watch.asked_at)]
    assert max(gaps) < 1  # seconds


def test_what_is_stopped_or_cannot_be_written_leaves_no_entry(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.reading(Permission.READ_AUDIT) as session:
        before = audit_trail.head(session.connection())
    with pytest.raises(Cancelled):
        export_trail_paper(workspace, tmp_path / "trail.pdf", Stops())
    with pytest.raises(StorageError):
        export_trail_paper(workspace, tmp_path / "no folder" / "trail.pdf", Unwatched())
    with pytest.raises(StorageError):
        export_trail_paper(workspace, workspace.file.folder / "trail.pdf", Unwatched())
    with workspace.reading(Permission.READ_AUDIT) as session:
        assert audit_trail.head(session.connection()) == before
