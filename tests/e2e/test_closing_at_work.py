"""The window is closed in the middle of each long task: nothing is lost or left half made."""

from pathlib import Path

import pytest

from casedesk.arrivals.service import waiting_drafts
from casedesk.cases.case_list import view_counts
from casedesk.cases.service import take_in_referral
from casedesk.disclosure.checker import check_release
from casedesk.documents.page_picture import page_count
from casedesk.practice.own_file import PASSPHRASE as OF_PRACTICE
from casedesk.practice.own_file import practice_folder
from casedesk.practice.service import open_or_make
from casedesk.settings import load_settings
from casedesk.workspace import service
from casedesk.workspace.backup import backup
from tests.builders import new_referral
from tests.conftest import PASSPHRASE
from tests.e2e.test_publication import choose_other_dates
from tests.e2e.user import ALT, CTRL, KEY, User
from tests.partnership_files import WORKBOOK
from ui.pages.arrivals.arrivals_page import ArrivalsPage
from ui.pages.documents.document_page import DocumentPage
from ui.pages.exchange.import_page import ImportPage
from ui.pages.measures.measures_page import MeasuresPage
from ui.pages.workspace.backup_page import BackupPage, RestoreWanted
from ui.pages.workspace.change_passphrase_page import ChangePassphrasePage
from ui.workers.background_task import work_is_running

BAD_INPUT = (
    ("the window is closed while a file is being unlocked",
     "it closes once the key is ready; the file is locked again"),
    ("the window is closed while practice data are being made",
     "it closes at the next step; what was half made is gone"),
    ("the window is closed while a workbook is taken in, a backup or a publication is made",
     "“CaseDesk is still at work. Wait until it has ended, or cancel it first.”"),
    ("the window is closed while a backup is put back",
     "it says so and closes at the end; the backup is there whole, what was there beside it"),
    ("the window is closed while a document is made, files that arrived are read, the passphrase"
     " is changed, or files are added (tests/e2e/test_attachments.py)",
     "“CaseDesk is still at work. Wait until it has ended, or cancel it first.”"),
    ("the window is closed while its text size changes", "it closes; the size is kept"),
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


@pytest.mark.usefixtures("stretched_anew")
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
    folder = practice_folder()
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
    user.see(lambda: work_is_running(to_wait_for=True))
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


def test_closing_while_a_backup_is_put_back_ends_that_first(
    user: User, file: Path, tmp_path: Path
) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    with user.looking_on():
        take_in_referral(user.workspace, new_referral())
        made = backup(user.workspace, tmp_path)
        take_in_referral(user.workspace, new_referral())
    user.program.restore(RestoreWanted(made, PASSPHRASE))
    user.see_words("The backup is being restored…")
    user.see(lambda: any(file.parent.glob("*.part")))
    user.window.close()
    assert user.window.isVisible()
    user.see_words("CaseDesk closes as soon as this has ended.")
    user.see(lambda: not user.window.isVisible() and not work_is_running())
    assert user.program.workspace is None
    with user.looking_on():
        assert cases_in(file) == 1
        (kept,) = file.parent.glob("*.before-restore*")
        assert cases_in(kept) == 2
        assert not any(file.parent.glob("*.part"))


def cases_in(folder: Path) -> int:
    """Open a file as somebody would later, and count."""
    opened = service.open_file(folder, PASSPHRASE)
    count = view_counts(opened).open
    service.lock(opened)
    return count


def test_closing_while_a_document_is_made(user: User, file: Path, tmp_path: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    with user.looking_on():
        case = take_in_referral(user.workspace, new_referral()).case_id
    user.frame.open_page("document", ("case", case))
    page = user.page(DocumentPage)
    page.form.recipient.set_value("agency/police")
    user.see(page.save_button.isEnabled)
    page.form.folder.setText(str(tmp_path))
    before = set(tmp_path.iterdir())
    page.save()
    close_and_be_told(user)
    (made,) = set(tmp_path.iterdir()) - before
    assert page_count(made.read_bytes()) > 0


def test_closing_while_a_look_at_a_document_is_made_closes(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    with user.looking_on():
        case = take_in_referral(user.workspace, new_referral()).case_id
    user.frame.open_page("document", ("case", case))
    user.page(DocumentPage).form.recipient.set_value("agency/police")
    assert work_is_running()
    user.window.close()
    assert not user.window.isVisible()


def test_closing_while_files_that_arrived_are_read(user: User, file: Path, tmp_path: Path) -> None:
    letters = [tmp_path / f"{number}.txt" for number in range(5)]
    for letter in letters:
        letter.write_text(f"Rang at {letter.stem}.", encoding="utf-8")
    user.start(file)
    user.unlock(PASSPHRASE)
    user.frame.open_page("arrivals")
    user.page(ArrivalsPage).bring(letters)
    close_and_be_told(user)
    assert len(waiting_drafts(user.workspace)) == len(letters)


def test_closing_while_the_passphrase_is_changed(user: User, file: Path) -> None:
    other = "lantern orchard pebble voyage"
    user.start(file)
    user.unlock(PASSPHRASE)
    user.frame.open_page("change_passphrase")
    page = user.page(ChangePassphrasePage)
    for box, typed in ((page.old, PASSPHRASE), (page.new.first, other), (page.new.second, other)):
        box.edit.setText(typed)
    page.change_button.click()
    close_and_be_told(user)
    user.lock()
    user.unlock(other)


def test_closing_while_the_text_size_changes(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.press(KEY.Key_Equal, CTRL)
    user.window.close()
    assert not user.window.isVisible()
    assert load_settings().text_percent > 100
