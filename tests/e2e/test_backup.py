"""A backup is made, something is recorded after it, and the backup is put back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from casedesk.cases.case_list import view_counts
from casedesk.cases.service import take_in_referral
from casedesk.workspace import service
from tests.builders import new_referral
from tests.conftest import PASSPHRASE
from tests.e2e.user import User
from ui.pages.workspace.backup_page import BackupPage
from ui.pages.workspace.unlock_page import UnlockPage


def back_up(user: User, folder: Path) -> Path:
    """File > Back up, into a folder; return the copy that was made."""
    folder.mkdir()
    user.menu("f", "b")
    user.alt("d")
    user.rewrite(str(folder))
    user.alt("b")
    user.see_words("Backed up and checked")
    (made,) = folder.iterdir()
    return made


def confirmation(user: User) -> QMessageBox:
    """Return the question that is asked."""
    user.see(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QMessageBox)
    return asked


def replace_the_records(user: User) -> None:
    """Answer the question with Alt+R."""
    asked = confirmation(user)
    asked.activateWindow()
    user.see(asked.isActiveWindow)  # before that, its letters go nowhere
    QTest.keyClick(asked, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    user.window.activateWindow()


def look_into(user: User, made: Path, passphrase: str) -> None:
    user.page(BackupPage)
    user.alt("k")
    user.rewrite(str(made))
    user.alt("p")
    user.write(passphrase)
    user.alt("l")


def test_what_was_recorded_after_a_backup_is_gone_when_it_is_put_back_and_kept_beside_it(
    user: User, file: Path, tmp_path: Path
) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    take_in_referral(user.workspace, new_referral())
    made = back_up(user, tmp_path / "stick")
    assert "No backup yet" not in user.read()
    take_in_referral(user.workspace, new_referral())
    assert view_counts(user.workspace).open == 2

    look_into(user, made, "not this one")
    user.see_words("The passphrase does not open this file.")
    user.alt("p")
    user.rewrite(PASSPHRASE)
    user.alt("l")
    user.see_words("Cases: 1. People: 2.")
    assert user.focus() is not user.page(BackupPage).restore_button  # a second press is harmless
    user.alt("l")
    other = made.with_name("other.casedesk")
    user.page(BackupPage).source.setText(str(other))  # another is named before the answer is there
    user.see(user.page(BackupPage).look_button.isEnabled)
    assert not user.page(BackupPage).restore_button.isEnabled()
    user.page(BackupPage).source.setText(str(made))
    user.alt("l")
    user.see_words("Cases: 1. People: 2.")
    user.alt("s")
    question = confirmation(user)
    assert "Replace the records of" in question.text()
    told = question.informativeText()
    assert "Cases: 1. People: 2. Last changed: " in told  # by what, and from when
    assert ".before-restore" in told  # and what is kept
    QTest.keyClick(question, Qt.Key.Key_Return)  # Return keeps what is there
    user.window.activateWindow()
    user.see(user.window.isActiveWindow)
    assert view_counts(user.workspace).open == 2
    user.alt("s")
    replace_the_records(user)
    user.see_words("The backup was restored. The records before it were kept beside it.")
    user.gate(UnlockPage)
    user.unlock(PASSPHRASE)
    assert view_counts(user.workspace).open == 1
    assert "This file is older" not in user.read()
    user.lock()
    with user.looking_on():
        # The restored file first: the end of the one opened last is what is remembered.
        for folder in sorted(file.parent.glob("*.casedesk"), key=lambda one: one != file):
            opened = service.open_file(folder, PASSPHRASE)
            found = service.verify(opened)
            assert found.pages_ok
            assert found.audit_ok
            assert found.is_whole == (folder == file)  # the other is older than the last lock
            service.lock(opened)


def test_a_folder_that_is_not_there_is_said_and_nothing_is_lost(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "b")
    user.alt("d")
    user.rewrite(str(file.parent / "no stick"))
    user.alt("b")
    user.see_words("Choose a folder that exists.")
    look_into(user, file.parent / "nothing", PASSPHRASE)
    user.see(lambda: bool(user.page(BackupPage).box_field.problem))
    assert not user.page(BackupPage).restore_button.isEnabled()
