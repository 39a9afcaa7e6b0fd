"""Attachments on the page of a case: dropped or chosen, refused, stopped, named, in error."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes
from casedesk.workspace.workspace import Workspace
from tests.casedesk.attachments.files import pdf, picture
from tests.ui.pages.attachments.attachments_at_work import (
    ATTACHMENT,
    HERE,
    MB,
    a_file,
    drag_in,
    drop,
    files,
    kept,
    middle,
    notice,
    shown,
)
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, fill, form_of, opened
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.pages.attachments.attachment_page import AttachmentPage


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_files_dropped_on_the_page_are_added_and_can_be_taken_back(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    data = files(
        a_file(tmp_path, "Statement.pdf", pdf()),
        a_file(tmp_path, "lock.jpg", picture("jpeg")),
    )
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        sign = page.adding.drop.sign
        assert drag_in(work, data, middle(work, page))
        assert sign.isVisible()
        assert sign.words.text() == "Let go to add 2 files to M-2026-001"
        QApplication.sendEvent(work.window.windowHandle(), QDragLeaveEvent())
        assert not sign.isVisible()
        drop(work, data, middle(work, page))
        assert not sign.isVisible()
        work.see(lambda: "2 files added." in notice(work))
        assert not page.adding.isVisible()
        assert [one.title for one in kept(workspace, case_id)] == ["lock", "Statement"]
        work.see(lambda: page.tabs.tabText(HERE) == "Attachments 2")
        work.frame.undo()
        assert kept(workspace, case_id) == []
        work.see(lambda: page.tabs.tabText(HERE) == "Attachments")


def test_a_file_dropped_on_a_text_box_is_added_too_and_not_written_into_it(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    data = files(a_file(tmp_path, "Statement.pdf", pdf()))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        box = page.note.box
        drop(work, data, box.mapTo(work.window, box.rect().center()))
        work.see(lambda: "1 file added." in notice(work))
        assert box.text() == ""
        assert not drag_in(work, files(), middle(work, page))  # text alone is for the boxes


def test_what_is_refused_is_said_in_one_sentence_each_and_stops_no_other(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    large = tmp_path / "video.mp4"
    with large.open("wb") as file:
        file.truncate(300 * MB)
    (tmp_path / "a folder").mkdir()
    (tmp_path / "link.pdf").symlink_to(large)
    paths = [
        large,
        tmp_path / "a folder",
        tmp_path / "link.pdf",
        tmp_path / "vanished.pdf",
        a_file(tmp_path, "empty.txt", b""),
        a_file(tmp_path, "in\u202efdp.exe", b"MZ" + bytes(90)),
        a_file(tmp_path, "good.txt", b"good"),
    ]
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        drop(work, files(*paths), middle(work, page))
        work.see(lambda: "1 file added. 6 files not added." in notice(work))
        for sentence in (
            "video.mp4: This file is larger than 50 MB.",
            "a folder: This is a folder.",
            "link.pdf: This is a link",
            "vanished.pdf: This file cannot be read",
            "empty.txt: This file is empty.",
            "infdp.exe: This is a program",
        ):
            assert sentence in notice(work)
        assert [one.name for one in kept(workspace, case_id)] == ["good.txt"]


def test_stop_while_a_large_file_is_added_leaves_nothing(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    large = a_file(tmp_path, "large.bin", bytes(range(256)) * (45 * 4096))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.adding.add([large])
        assert page.adding.isVisible()
        assert page.adding.words.text() == "Adding 1 file to M-2026-001…"
        page.adding.stop.click()
        work.see(lambda: not page.adding.isVisible())
        assert kept(workspace, case_id) == []


def test_what_was_added_before_a_stop_is_said_and_can_be_taken_back(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    small = a_file(tmp_path, "small.txt", b"Locks")
    large = a_file(tmp_path, "large.bin", bytes(range(256)) * (45 * 4096))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.adding.add([small, large])
        work.see(lambda: len(kept(workspace, case_id)) == 1)
        page.adding.stop.click()
        work.see(lambda: "1 file added. 1 file not added." in notice(work))
        assert "large.bin: It was stopped" in notice(work)
        work.frame.undo()
        assert kept(workspace, case_id) == []


def test_by_keys_alone_a_file_is_added_opened_named_and_marked_in_error(
    qtbot: QtBot,
    workspace: Workspace,
    case_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = a_file(tmp_path, "IMG_0042.pdf", pdf("Locks", pages=3))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(path)], ""))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = opened(work, case_id)
        page.tabs.setFocus()
        work.press(KEY.Key_Right, times=HERE)
        page.tabs_shown.attachments.buttons["add_attachment"].setFocus()
        work.press(KEY.Key_Space)
        work.see(lambda: "1 file added." in notice(work))
        table = page.tabs_shown.attachments.table
        work.see(lambda: table.model().rowCount() == 1)
        table.setFocus()
        work.press(KEY.Key_Home, CTRL)
        work.press(KEY.Key_Return)
        viewer = work.frame.page
        assert isinstance(viewer, AttachmentPage)
        work.see(lambda: viewer.pages.where.text() == "Page 1 of 3 · 100 %")
        assert work.focus() is viewer.pages.area
        work.press(KEY.Key_PageDown, CTRL)
        work.see(lambda: viewer.pages.where.text().startswith("Page 2 of 3"))
        work.press(KEY.Key_End)
        work.see(lambda: viewer.pages.where.text().startswith("Page 3 of 3"))
        assert viewer.pages.area.accessibleDescription() == "Locks 3"
        work.press(KEY.Key_Plus)
        assert viewer.pages.where.text() == "Page 3 of 3 · 125 %"
        work.frame.back()
        work.press(KEY.Key_Home, CTRL)
        page.tabs_shown.attachments.buttons["correct_attachment"].setFocus()
        work.press(KEY.Key_Space)
        fill(form_of(page), title="Letter of the landlord", reason="Named after what it is")
        work.press(KEY.Key_S, CTRL)
        assert kept(workspace, case_id)[0].title == "Letter of the landlord"
        page.tabs_shown.attachments.rare["attachment_error"].trigger()
        fill(form_of(page), reason="Belongs to another case")
        work.press(KEY.Key_S, CTRL)
        assert kept(workspace, case_id) == []
        work.frame.undo()
        assert len(kept(workspace, case_id)) == 1


def test_who_may_not_sees_no_way_out_and_who_only_reads_adds_nothing(
    qtbot: QtBot, workspace: Workspace, case_id: int, tmp_path: Path
) -> None:
    made = add_bytes(workspace, Owner(case_id), "a.txt", b"text")
    workspace.user = replace(workspace.user, role_id="reader")
    data = files(a_file(tmp_path, "b.txt", b"more"))
    with at_work(qtbot, workspace, CASE, ATTACHMENT) as work:
        page = opened(work, case_id)
        page.tabs.setCurrentIndex(HERE)
        assert set(page.tabs_shown.attachments.buttons) == {"attachment"}
        drop(work, data, middle(work, page))
        viewer = shown(work, made)
        assert viewer.mail.words.toPlainText() == "text"
        assert not viewer.leaving.elsewhere.isVisible()
        assert not viewer.leaving.copy.isVisible()
        assert len(kept(workspace, case_id)) == 1
