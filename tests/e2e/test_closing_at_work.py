"""The window is closed in the middle of each long task: nothing is lost or left half made."""

from pathlib import Path

import platformdirs

from casedesk.cases.case_list import view_counts
from casedesk.disclosure.checker import check_release
from casedesk.practice.service import open_or_make
from casedesk.settings import APP_NAME
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.e2e.test_publication import choose_other_dates
from tests.e2e.user import ALT, CTRL, KEY, User
from tests.partnership_files import WORKBOOK
from ui.pages.exchange.import_page import ImportPage
from ui.pages.measures.measures_page import MeasuresPage
from ui.pages.workspace.backup_page import BackupPage
from ui.pages.workspace.practice_page import PASSPHRASE as OF_PRACTICE
from ui.workers.background_task import work_is_running

BAD_INPUT = (
    ("the window is closed while a file is being unlocked",
     "it closes once the key is ready; the file is locked again"),
    ("the window is closed while practice data are being made",
     "it closes at the next step; what was half made is gone"),
    ("the window is closed while a workbook is taken in, a backup or a publication is made",
     "“CaseDesk is still at work. Wait until it has ended, or cancel it first.”"),
    ("the window is locked while a workbook is taken in",
     "the import leaves no trace (tests/e2e/test_locking.py)"),
)  # fmt: skip
AT_WORK = "CaseDesk is still at work. Wait until it has ended, or cancel it first."


def close_and_be_told(user: User) -> None:
    """Close the window in the middle of work: it stays, and says why."""
    assert work_is_running(to_wait_for=True)
    user.window.close()
    assert user.window.isVisible()
    user.see_words(AT_WORK)
    user.see(lambda: not work_is_running())


def test_closing_while_a_file_is_unlocked_locks_it(user: User, file: Path) -> None:
    user.start(file)
    user.write(PASSPHRASE)
    user.press(KEY.Key_Return)
    user.window.close()
    user.see(lambda: not user.window.isVisible() and not work_is_running())
    assert user.program.workspace is None
    with user.looking_on():
        service.lock(service.open_file(file, PASSPHRASE))  # nobody holds it any more


def test_closing_while_practice_data_are_made_leaves_nothing_half_made(user: User) -> None:
    folder = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "practice.casedesk"
    assert not folder.exists()
    user.start()
    user.program.show_practice()
    user.press(KEY.Key_Space)
    user.see(work_is_running)
    user.window.close()
    user.see(lambda: not user.window.isVisible() and not work_is_running())
    assert user.program.workspace is None
    assert not folder.exists() or (folder / "keys.json").exists()
    with user.looking_on():
        service.lock(open_or_make(folder, OF_PRACTICE, 60))


def test_closing_while_a_workbook_is_taken_in(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "i")
    page = user.page(ImportPage)
    page.read(WORKBOOK)
    user.see(page.take_button.isVisible)
    user.press(KEY.Key_I, ALT)
    user.see(page.at_work.isVisible)
    close_and_be_told(user)
    assert view_counts(user.workspace).open > 0


def test_closing_while_a_backup_is_made(user: User, full_file: Path, tmp_path: Path) -> None:
    user.start(full_file)
    user.unlock(PASSPHRASE)
    folder = tmp_path / "stick"
    folder.mkdir()
    user.menu("f", "b")
    user.page(BackupPage)
    user.alt("d")
    user.rewrite(str(folder))
    user.press(KEY.Key_B, ALT)
    user.see(work_is_running)
    close_and_be_told(user)
    (made,) = folder.iterdir()
    with user.looking_on():
        user.lock()
        service.lock(service.open_file(made, PASSPHRASE))


def test_closing_while_a_publication_is_made(user: User, full_file: Path, tmp_path: Path) -> None:
    user.start(full_file)
    user.unlock(PASSPHRASE)
    user.press(KEY.Key_7, CTRL)
    page = user.page(MeasuresPage)
    choose_other_dates(user, "1", "4", "2018", "30", "6", "2018")
    user.see(lambda: not page.working.state.text())
    user.reach("View: Working figures")
    user.press(KEY.Key_Right)
    user.see_words("Proof file made and checked")
    folder = tmp_path / "website"
    folder.mkdir()
    page.publish_into(folder)
    close_and_be_told(user)
    (made,) = folder.iterdir()
    assert check_release(made).ok
