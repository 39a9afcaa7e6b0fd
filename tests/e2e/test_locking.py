"""Locking by hand, by closing and by leaving a page: nothing half-typed is ever lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as NotSeenError

from casedesk.cases.case_list import view_counts
from casedesk.overviews.service import today
from casedesk.workspace import service
from casedesk.workspace.drafts import drafts
from tests.conftest import PASSPHRASE
from tests.e2e.user import ALT, CTRL, KEY, SHIFT, User
from tests.partnership_files import WORKBOOK
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.exchange.import_page import ImportPage
from ui.pages.referrals.intake_page import IntakePage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.workers.desktop_lock import DesktopLock

HALF = "He came back at ni"


def type_half_a_referral(user: User) -> None:
    user.press(KEY.Key_N, CTRL)
    user.write("Police")
    user.press(KEY.Key_Tab)
    user.write("PC Owen Tate")
    user.alt("w")
    user.write(HALF)


def half_a_referral_is_there(user: User) -> bool:
    page = user.page(IntakePage)
    happened = page.form.happened.words
    return (
        page.form.referrer.name.text() == "PC Owen Tate"
        and happened.toPlainText() == HALF
        and user.focus() is happened
    )


def test_locking_and_unlocking_leads_to_the_same_page_field_and_half_typed_text(
    user: User, file: Path
) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    type_half_a_referral(user)
    user.lock()
    assert HALF not in user.read()
    assert not user.window.menuBar().isVisible()
    user.unlock(PASSPHRASE)
    assert user.place() == ("intake", None)
    assert half_a_referral_is_there(user)
    user.write("ght")
    words = f"{HALF}ght"
    assert user.page(IntakePage).form.happened.words.toPlainText() == words
    user.see(lambda: user.program.findChild(DesktopLock) is not None)
    user.program.findChild(DesktopLock).on_begins(True)  # the desktop locks its screen
    assert user.program.workspace is None
    assert words not in user.read()


def test_minimising_locks_if_that_is_set_and_not_else(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    type_half_a_referral(user)
    user.window.showMinimized()
    with pytest.raises(NotSeenError):
        user.qtbot.waitUntil(lambda: user.program.workspace is None, timeout=100)
    user.come_back()
    user.program.settings.lock_when_minimised = True
    user.window.showMinimized()
    user.see(lambda: user.program.workspace is None)
    assert HALF not in user.read()
    user.come_back()
    user.unlock(PASSPHRASE)
    assert user.place() == ("intake", None)
    assert half_a_referral_is_there(user)


def test_a_file_that_opens_behind_a_minimised_window_is_locked_at_once(
    user: User, file: Path
) -> None:
    user.program.settings.lock_when_minimised = True
    user.start(file)
    user.write(PASSPHRASE)
    user.press(KEY.Key_Return)
    user.window.showMinimized()
    user.see(lambda: user.program.settings.files_there() == [str(file)])  # it was opened
    user.see(lambda: user.program.workspace is None)
    user.come_back()
    user.gate(UnlockPage)


def test_closing_the_window_keeps_the_draft_and_ends_the_visit(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    began = datetime.now(UTC)
    type_half_a_referral(user)
    QApplication.clipboard().setText("Siân Morgan")
    user.press(KEY.Key_Q, CTRL)
    user.see(lambda: not user.window.isVisible())
    assert QApplication.clipboard().text() == ""
    assert user.program.workspace is None
    with user.looking_on():
        opened = service.open_file(file, PASSPHRASE)
        (draft,) = drafts(opened)
        assert draft.form == "intake"
        assert HALF in draft.content
        since = today(opened).since
        assert since is not None
        assert since.since >= began
        service.lock(opened)


def test_leaving_a_page_keeps_its_draft(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    type_half_a_referral(user)
    user.press(KEY.Key_N, CTRL | SHIFT)
    user.press(KEY.Key_Tab, times=1)
    page = user.page(ContactNotePage)
    page.note.setFocus()
    user.write("Rang, no ans")
    user.press(KEY.Key_1, CTRL)
    assert {one.form for one in drafts(user.workspace)} == {"intake", "contact_note"}
    user.press(KEY.Key_Left, ALT, times=2)
    assert user.page(IntakePage).form.happened.words.toPlainText() == HALF


def test_locking_in_the_middle_of_an_import_leaves_no_trace_of_it(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "i")
    page = user.page(ImportPage)
    page.read(WORKBOOK)
    user.see(page.take_button.isVisible)
    user.press(KEY.Key_I, ALT)
    user.see(page.at_work.isVisible)
    user.lock()
    user.unlock(PASSPHRASE)
    assert view_counts(user.workspace).open == 0
    with user.looking_on():
        assert service.verify(user.workspace).is_whole
