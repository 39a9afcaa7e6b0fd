"""The disk fills up while a form is open: the form keeps everything and says what to do."""

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from casedesk.cases.case_list import case_count, case_ids
from casedesk.cases.service import take_in_referral
from casedesk.workspace import drafts, service
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, notes_of
from tests.ui.pages.contacts.test_contact_note_page import NOTE, note_page
from tests.ui.pages.referrals.test_intake_page import INTAKE, intake, type_referrer
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, Start, at_work
from ui.page import PageEntry
from ui.pages.cases.case_page import CasePage

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no limit of file sizes to stand for a disk"
)

CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
CASE_PAGE = PageEntry("case", lambda: "Case", CasePage, on_rail=False)
READ_ON = "The disk is full: you can go on reading, but nothing can be saved."
NO_ROOM = (
    "There is no room left on the disk, so this was not saved. Everything saved earlier is safe. "
    "Free some space and save again."
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


def said(work: AtWork) -> list[str]:
    return work.frame.notices.past


def test_a_referral_stays_typed_and_is_saved_once_there_is_room(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral())
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        page = intake(work)
        type_referrer(work)
        work.press(KEY.Key_U, ALT)
        work.write("Nia Prosser")
        typed = page.draft().collect()  # type: ignore[union-attr]
        with full_disk(workspace):
            assert page.save()
            assert said(work) == [NO_ROOM]
            page.draft().save_now()  # type: ignore[union-attr]
            assert page.draft().collect() == typed  # type: ignore[union-attr]
            assert page.draft().is_dirty  # type: ignore[union-attr]  # tried again by itself
            assert case_count(workspace) == 1  # what was saved earlier can be read
        page.draft().save_now()  # type: ignore[union-attr]
        assert draft_of(workspace, "intake") is not None
        assert page.save()
        with full_disk(workspace):  # not even room to forget the draft: that is tried again
            work.see(lambda: work.frame.page is not page)
            assert case_count(workspace) == 2
            assert said(work)[-1].startswith("Referral M-2026-002 saved")
        work.see(lambda: draft_of(workspace, "intake") is None)
    assert service.verify(workspace).problems == ()


def test_a_contact_note_stays_typed_and_is_saved_once_there_is_room(
    qtbot: QtBot, workspace: Workspace
) -> None:
    take_in_referral(workspace, new_referral())
    (case_id,) = case_ids(workspace)
    words = "Rang twice, no answer. " * 2000  # more than the log has room for by chance
    with at_work(qtbot, workspace, NOTE, CASE) as work:
        work.frame.open_page("case", case_id)
        work.frame.open_page("contact_note")
        page = note_page(work)
        page.about.show_case(case_id)
        page.note.setPlainText(words)
        with full_disk(workspace):
            work.press(KEY.Key_Return, CTRL)
            assert work.frame.page is page
            assert page.note.toPlainText() == words
            assert said(work) == [NO_ROOM]
            assert notes_of(workspace, case_id=case_id) == []
        work.press(KEY.Key_Return, CTRL)
    (note,) = notes_of(workspace, case_id=case_id)
    assert note.note == words.strip()


def test_a_case_can_be_read_and_the_window_says_so_once(qtbot: QtBot, workspace: Workspace) -> None:
    take_in_referral(workspace, new_referral())
    (case_id,) = case_ids(workspace)
    with at_work(qtbot, workspace, CASE_PAGE, INTAKE) as work, full_disk(workspace):
        for page, record in (("case", case_id), ("intake", None), ("case", case_id)):
            work.frame.open_page(page, record)
        page = work.frame.page
        assert isinstance(page, CasePage)
        assert page.whole.isVisible()
        assert said(work) == [READ_ON]
    assert service.verify(workspace).problems == ()


def test_a_case_that_cannot_be_read_says_why_and_shows_no_other(
    qtbot: QtBot, workspace: Workspace
) -> None:
    for _turn in range(2):
        take_in_referral(workspace, new_referral())
    first, second = case_ids(workspace)
    with at_work(qtbot, workspace, CASE_PAGE, INTAKE) as work:
        work.frame.open_page("case", first)
        page = work.frame.page
        assert isinstance(page, CasePage)
        user = workspace.user
        workspace.user = replace(user, role_id="analyst")  # as if the role had changed meanwhile
        work.frame.open_page("case", second)
        workspace.user = user
        assert said(work)[-1].startswith("Your role does not include this.")
        assert not page.whole.isVisible()
        assert not page.gone.isVisible()
        work.frame.open_page("intake")
        work.frame.open_page("case", second)
        assert page.whole.isVisible()


def test_a_lock_on_a_full_disk_loses_nothing_that_was_typed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    file_id, key, words = workspace.file.file_id, workspace.key.reveal(), "half typed, more " * 3000
    with at_work(qtbot, workspace, NOTE) as work:
        work.frame.open_page("contact_note")
        note_page(work).note.setPlainText("half typed")
        work.frame.save_drafts()
        note_page(work).note.setPlainText(words)
        with full_disk(workspace):
            work.window.close_workspace()
            service.lock(workspace)
    assert workspace.key.is_wiped
    (waiting,) = drafts._waiting[file_id].values()
    assert b"half typed" not in waiting  # nobody reads it while the file is locked
    again = service.open_with_key(workspace.file.folder, key)
    with at_work(qtbot, again, NOTE) as work:
        work.frame.open_page("contact_note")
        assert note_page(work).note.toPlainText() == words
    assert drafts._waiting[file_id] == {}  # it was written as soon as there was room
    service.lock(again)


def test_the_window_does_not_close_over_text_that_could_not_be_saved(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, INTAKE, CASE) as work:
        work.press(KEY.Key_N, CTRL)
        type_referrer(work)
        work.press(KEY.Key_W, ALT)
        intake(work).form.happened.words.setPlainText("Threats at the door. " * 9000)
        with full_disk(workspace):
            assert not work.window.close()
            assert work.window.isVisible()
            assert said(work)[-1].startswith("What is half typed could not be saved.")
        assert work.window.close()
        assert "Threats at the door." in str(draft_of(workspace, "intake"))
