"""Backups on lock and on exit: nobody waits without a word, and what fails is said."""

from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from casedesk.cases.service import take_in_referral
from casedesk.settings import load_settings
from casedesk.workspace import service
from casedesk.workspace.backup_notes import BackupTime, choose_backup_time, missed_backup
from tests.builders import new_referral
from tests.conftest import PASSPHRASE
from tests.e2e.test_locking import HALF, half_a_referral_is_there, type_half_a_referral
from tests.e2e.user import ALT, CTRL, KEY, User
from ui.pages.workspace.backup_page import BackupPage
from ui.pages.workspace.leaving_page import LeavingPage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.workers.desktop_lock import DesktopLock

BAD_INPUT = (
    ("a backup on lock or exit while the disk is full or the folder is gone (also"
     " tests/casedesk/workspace/test_own_backups.py)",
     "it locks or closes all the same; the next unlocking and the status line say why"),
    ("the window is closed once more while it backs up before closing",
     "“CaseDesk closes as soon as this has ended.”"),
    ("the computer goes to sleep while a backup is made on lock",
     "the backup is stopped and the key forgotten at once; nothing is kept of the copy"),
)  # fmt: skip


def in_sight(user: User, kind: type[QWidget]) -> bool:
    """Tell whether a page before an open file is in the window."""
    area = user.window.centralWidget().currentWidget()  # type: ignore[attr-defined]
    gate = area.widget() if isinstance(area, QScrollArea) else area
    inside = gate.widget() if isinstance(gate, QScrollArea) else gate
    return isinstance(inside, kind)


def begin(user: User, file: Path, time: BackupTime) -> Path:
    """Open a file that is backed up by itself; return the folder for its backups."""
    folder = file.parent / "stick"
    folder.mkdir()
    user.start(file)
    user.unlock(PASSPHRASE)
    take_in_referral(user.workspace, new_referral())
    choose_backup_time(user.workspace, time, folder)
    return folder


def lock(user: User) -> None:
    """Lock and wait until the key is asked for again."""
    user.lock()
    user.see(lambda: in_sight(user, UnlockPage))


def test_it_is_chosen_on_its_page_and_made_on_the_next_lock(user: User, file: Path) -> None:
    folder = file.parent / "stick"
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "b")
    page = user.page(BackupPage)
    user.press(KEY.Key_I, ALT)
    user.press(KEY.Key_Down, times=2)
    user.see_words("Choose a folder that exists.")
    assert load_settings().backup_times == {}
    folder.mkdir()
    user.alt("d")
    user.write(str(folder))
    user.press(KEY.Key_Tab)  # what was chosen is stored now
    user.see_words("CaseDesk backs this file up when it locks and when it closes.")
    user.press(KEY.Key_Z, CTRL)
    assert page.schedule.wanted() is BackupTime.NEVER
    user.press(KEY.Key_I, ALT)
    user.press(KEY.Key_Down, times=2)
    type_half_a_referral(user)
    user.press(KEY.Key_L, CTRL)
    assert user.window.frame is None
    assert in_sight(user, LeavingPage)
    assert HALF not in user.read()
    assert not user.window.menuBar().isVisible()
    user.see(lambda: in_sight(user, UnlockPage))
    assert user.program.workspace is None
    (made,) = folder.iterdir()
    user.unlock(PASSPHRASE)
    assert half_a_referral_is_there(user)
    assert "Backup today" in user.read()
    lock(user)
    assert [*folder.iterdir()] == [made]  # nothing was changed since
    with user.looking_on():
        service.lock(service.open_file(made, PASSPHRASE), remember=False)


def test_the_window_closes_once_the_backup_has_ended(user: User, file: Path) -> None:
    folder = begin(user, file, BackupTime.EXIT)
    lock(user)
    assert [*folder.iterdir()] == []  # chosen for closing alone
    user.unlock(PASSPHRASE)
    user.press(KEY.Key_Q, CTRL)
    user.see(lambda: user.window.frame is None)
    assert user.window.isVisible()
    user.window.close()  # once more: it says why, and the backup goes on
    assert user.window.isVisible()
    user.see_words("CaseDesk closes as soon as this has ended.")
    assert user.gate(LeavingPage).skip_button.isEnabled()
    user.see(lambda: not user.window.isVisible())
    assert user.program.workspace is None
    (made,) = folder.iterdir()
    assert made.suffix == ".casedesk"


def test_who_cannot_wait_closes_without_it(user: User, full_file: Path) -> None:
    folder = begin(user, full_file, BackupTime.EXIT)
    user.window.close()
    user.see(lambda: in_sight(user, LeavingPage))
    user.press(KEY.Key_Space)
    user.see_words("Stopping. Nothing is kept of this backup.")
    user.see(lambda: not user.window.isVisible())
    assert [*folder.iterdir()] == []
    assert load_settings().missed_backups == {}


def test_a_folder_that_is_gone_is_said_before_and_after_unlocking(user: User, file: Path) -> None:
    folder = begin(user, file, BackupTime.LOCK)
    folder.rmdir()
    lock(user)
    user.see_words("the folder for backups was not there", "Your records are saved.")
    user.unlock(PASSPHRASE)
    user.see_words("the folder for backups was not there", "the last one was not made")
    folder.mkdir()
    user.choose("Backup and restore")
    user.see(lambda: isinstance(user.frame.page, BackupPage))
    user.see_words("the folder for backups was not there")
    user.alt("b")
    user.see_words("Backed up and checked")
    assert missed_backup(user.workspace) is None
    assert "the last one was not made" not in user.read()


def test_a_sleep_waits_for_no_backup(user: User, full_file: Path) -> None:
    folder = begin(user, full_file, BackupTime.LOCK)
    user.see(lambda: user.program.findChild(DesktopLock) is not None)
    asleep = user.program.findChild(DesktopLock)
    user.press(KEY.Key_L, CTRL)
    user.see(lambda: in_sight(user, LeavingPage))
    asleep.on_sleeps(True)
    assert user.program.workspace is None
    assert in_sight(user, UnlockPage)
    user.see(lambda: not any(folder.glob("*.part")))
    user.unlock(PASSPHRASE)
    take_in_referral(user.workspace, new_referral())
    asleep.on_sleeps(True)  # while it is open: no backup is begun
    assert in_sight(user, UnlockPage)
