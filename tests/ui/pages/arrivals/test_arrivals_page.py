"""Files that arrive: dropped or chosen, read, and listed until they are opened."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casedesk.arrivals.service import save_form, throw_away, waiting_drafts
from casedesk.workspace.workspace import Workspace
from tests.casedesk.arrivals import files
from tests.casedesk.arrivals.filled_form import filled_form
from tests.ui.pages.arrivals.arrivals_at_work import arrivals, arrived, bring, notice, pages, put
from tests.ui.pages.dropping import carried, drag_away, drag_over, drop
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, at_work
from ui.arrival_drop import ArrivalDrop
from ui.pages.exchange.import_page import ImportPage
from ui.pages.overviews.today_page import TodayPage
from ui.workers.background_task import cancel_all_work


def fourteen(workspace: Workspace, folder: Path) -> list[Path]:
    """Return fourteen mixed files, two of which cannot be read."""
    save_form(workspace, "marac", folder / "empty.pdf")
    empty = (folder / "empty.pdf").read_bytes()
    answers = {"agency": "police", "subject_forenames": "Siân", "subject_surname": "Morgan"}
    made = {
        "police.eml": files.mail(),
        "with form.eml": files.mail(subject="Form", files={"f.pdf": filled_form(empty, answers)}),
        "forty.eml": files.mail(subject="40", files={f"{n}.txt": b"x" for n in range(40)}),
        "health.msg": files.outlook(),
        "housing.docx": files.word(),
        "letter.pdf": files.pdf(),
        "long.pdf": files.pdf(*map(str, range(300))),
        "scan.pdf": files.scan_as_pdf(),
        "scan.tif": files.scan(3),
        "photo.jpg": files.scan(kind="JPEG"),
        "picture.png": files.scan(kind="PNG"),
        "notes.txt": "Rang at ten. Ŵyn.".encode(),
        "locked.pdf": files.locked_pdf(),
        "bomb.docx": files.bomb(),
    }
    return put(folder, made)


def test_fourteen_mixed_files_dropped_at_once_become_twelve_drafts(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    paths = fourteen(workspace, tmp_path)
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, paths)
        page = arrivals(work)
        assert page.results.sum.text() == "Drafts made: 12. Not read: 2."
        refused = {one.name: one.problem for one in page.results.found if one.problem}
        assert set(refused) == {"locked.pdf", "bomb.docx"}
        assert "password" in refused["locked.pdf"]
        assert "Drafts made: 12. Not read: 2." in notice(work)
        assert page.waiting.model.rowCount() == 12
        work.frame.open_page("today")
        today = work.frame.page
        assert isinstance(today, TodayPage)
        assert today.finish.arrivals_button.text() == "Drafts from files: 12"
        today.finish.arrivals_button.setFocus()
        work.press(KEY.Key_Space)
        assert work.frame.page is page
        work.frame.undo()
        assert page.waiting.model.rowCount() == 0
        assert all(path.exists() for path in paths)


def test_a_drag_says_what_dropping_would_do_also_over_a_text_box(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    paths = put(tmp_path, {"a.eml": files.mail(), "b.txt": b"Two"})
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        form = work.frame.page.form  # type: ignore[union-attr]
        sign = work.frame.findChild(ArrivalDrop).sign  # type: ignore[union-attr]
        words = form.happened.words
        work.frame.page.scroll_area.ensureWidgetVisible(words)  # type: ignore[union-attr]
        assert drag_over(words, carried(paths))
        assert sign.isVisible()
        assert sign.words.text() == "Drop to bring in files: 2"
        drag_away(words)
        assert not sign.isVisible()
        assert words.toPlainText() == ""
        assert drop(words, paths)
        assert not sign.isVisible()
        work.see(lambda: arrivals(work).waiting.model.rowCount() == 2)
        web = QMimeData()
        web.setUrls([QUrl("https://partner.example/a.eml")])
        assert not drag_over(arrivals(work), web)
        assert not sign.isVisible()


def test_a_page_that_takes_files_itself_comes_first_and_a_locked_window_takes_none(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    (path,) = put(tmp_path, {"a.csv": b"not a workbook"})
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.open_page("import")
        page = work.frame.page
        assert isinstance(page, ImportPage)
        assert drop(page, [path])
        work.see(lambda: not page._is_busy())
        assert work.frame.page is page
        assert waiting_drafts(workspace) == []
        window = work.window
        work.window.close_workspace()
        assert not drop(window, [path])


def test_reading_can_be_stopped_and_says_so(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    many = {f"{number}.pdf": files.pdf(*["Words"] * (150 + number)) for number in range(12)}
    paths = put(tmp_path, many)
    with at_work(qtbot, workspace, *pages()) as work:
        assert work.frame.page is not None
        assert drop(work.frame.page, paths)
        page = arrivals(work)
        assert work.focus() is page.at_work.stop_button
        work.press(KEY.Key_Space)
        work.see(lambda: page._task is None)
        assert page.results.found[-1].problem == "It was stopped before this file was read."
        assert page.waiting.model.rowCount() < 12


@pytest.mark.parametrize("by_lock", [False, True])
def test_after_a_stop_or_a_lock_files_that_waited_their_turn_are_not_read(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, by_lock: bool
) -> None:
    long = put(tmp_path, {f"{n}.pdf": files.pdf(*["Words"] * (150 + n)) for n in range(4)})
    later = put(tmp_path, {"later.txt": b"Rang."})
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.open_page("arrivals")
        page = arrivals(work)
        page.bring(long)
        page.bring(later)
        stop = cancel_all_work if by_lock else page.at_work.stop_button.click
        stop()
        work.see(lambda: page._task is None)
        assert page.results.found[-1].name == "later.txt"
        assert page.results.found[-1].problem == "It was stopped before this file was read."
        assert "later.txt" not in [one.name for one in waiting_drafts(workspace)]


def test_undo_throws_away_no_words_and_can_itself_be_undone(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    paths = put(tmp_path, {name: name.encode() for name in ("a.txt", "b.txt", "c.txt", "d.txt")})
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, paths)
        gone, typed, looked_at, left = (one.draft for one in arrivals(work).results.found)
        take_back = work.frame._undo
        throw_away(workspace, gone)
        work.frame.open_page("arrived", looked_at)
        work.frame.open_page("arrived", typed)
        work.press(KEY.Key_W, ALT)
        work.write("He came back")
        work.frame._set_undo(take_back)
        work.frame.undo()
        said = "2 drafts were thrown away. 1 draft was changed since and stays."
        assert said in notice(work)
        (waits,) = waiting_drafts(workspace)
        assert waits.draft == typed
        assert "He came back" in waits.content
        assert arrived(work).form.isEnabled()
        work.frame.undo()
        assert {one.draft for one in waiting_drafts(workspace)} == {typed, looked_at, left}


def test_an_undo_that_fails_says_why_and_no_more(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, *pages()) as work:
        bring(work, put(tmp_path, {"a.txt": b"Rang."}))
        coordinator = workspace.user
        workspace.user = replace(coordinator, role_id="reader")
        work.frame.undo()
        workspace.user = coordinator
        assert any("Your role does not include this" in text for text in notice(work))
        assert not any("thrown away" in text for text in notice(work))
        assert len(waiting_drafts(workspace)) == 1


def test_too_many_files_at_once_are_answered_plainly(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    paths = put(tmp_path, {f"{number}.txt": b"Rang." for number in range(51)})
    with at_work(qtbot, workspace, *pages()) as work:
        assert work.frame.page is not None
        assert drop(work.frame.page, paths)
        work.see(lambda: arrivals(work)._task is None)
        assert any("At most 50 files" in text for text in notice(work))
        assert arrivals(work).at_work.isHidden()
        assert waiting_drafts(workspace) == []


def test_the_referral_form_is_saved_for_the_forum_of_a_new_referral(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "form.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (os.fspath(target), ""))
    with at_work(qtbot, workspace, *pages()) as work:
        work.press(KEY.Key_N, CTRL)
        page = work.frame.page
        assert page is not None
        (save,) = (one for one in page.findChildren(QAction) if "send out" in one.text())
        save.trigger()
        work.see(target.exists)
        assert b"referral 1 marac" in target.read_bytes()


def test_the_referral_form_is_saved_from_the_page(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Referral to JAG.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (os.fspath(target), ""))
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.open_page("arrivals")
        arrivals(work).form.forum.set_value("jag")
        work.press(KEY.Key_O, ALT)
        work.see(target.exists)
        work.see(lambda: any("was saved" in text for text in notice(work)))
        assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("practice", [True, False])
def test_practice_data_ask_for_files_in_which_nobody_is_real(
    qtbot: QtBot, workspace: Workspace, practice: bool
) -> None:
    workspace.file = replace(workspace.file, is_practice=practice)
    with at_work(qtbot, workspace, *pages()) as work:
        work.frame.open_page("arrivals")
        assert arrivals(work).only_invented.isVisible() is practice
