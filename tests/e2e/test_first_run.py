"""A coordinator sets up a partnership file on a fresh computer, by keyboard alone."""

import time
from pathlib import Path

from casedesk.forums.service import forums_in_use
from casedesk.settings import load_settings
from casedesk.workspace import service
from tests.e2e.user import KEY, User
from ui.pages.workspace.first_run_page import FirstRunPage
from ui.pages.workspace.recovery_step import ASKED_GROUPS
from ui.pages.workspace.unlock_page import UnlockPage
from ui.workers.background_task import BackgroundTask, work_is_running

PASSPHRASE = "lantern otter biscuit orchard"


def choose_place(user: User, folder: Path) -> None:
    user.see_words("Step 1 of 4")
    user.rewrite("riverside")
    user.reach("Folder")
    user.rewrite(str(folder))
    user.alt("c")


def choose_passphrase(user: User) -> None:
    user.see_words("Step 2 of 4")
    user.write(PASSPHRASE)
    user.reach("The same again")
    user.write("something else")
    user.alt("c")
    user.see_words("Type the same passphrase again.")
    user.rewrite(PASSPHRASE)
    user.alt("c")


def type_the_recovery_key_back(user: User) -> str:
    user.see_words("Step 3 of 4")
    page = user.gate(FirstRunPage)
    groups = page.recovery.key_label.text().split()
    user.alt("c")
    user.see_words(f"This is not group {ASKED_GROUPS[0]} of the sheet.")
    for number in ASKED_GROUPS:
        user.reach(f"Group {number} of the key")
        user.write(groups[number - 1].lower())
    user.alt("c")
    return "-".join(groups)


def name_the_partnership(user: User) -> None:
    user.see_words("Step 4 of 4")
    user.write("Riverside Community Safety Partnership")
    user.press(KEY.Key_Tab)
    user.write("Cariad Price")
    user.alt("s")
    user.see_first_page()


def test_a_file_is_set_up_in_four_steps_and_opens_again_with_passphrase_and_recovery_key(
    user: User, tmp_path: Path
) -> None:
    user.start()
    choose_place(user, tmp_path)
    choose_passphrase(user)
    recovery_key = type_the_recovery_key_back(user)
    name_the_partnership(user)
    assert user.place()[0] == "today"
    assert user.workspace.user.name == "Cariad Price"
    assert {one.id for one in forums_in_use(user.workspace)} == {"marac", "jag"}

    user.lock()
    user.gate(UnlockPage)
    user.unlock(PASSPHRASE)
    user.lock()
    with user.looking_on():
        opened = service.open_file(tmp_path / "riverside.casedesk", recovery_key, recovery=True)
        assert service.verify(opened).problems == ()
        service.lock(opened)


def test_a_file_that_was_made_is_not_lost_when_the_window_is_closed_before_the_last_step(
    user: User, tmp_path: Path
) -> None:
    user.start()
    choose_place(user, tmp_path)
    choose_passphrase(user)
    user.see_words("Step 3 of 4")
    user.see(lambda: not work_is_running())  # else the window waits, and goes a moment later
    user.window.close()
    assert not user.window.isVisible()
    assert load_settings().recent_files == [str(tmp_path / "riverside.casedesk")]
    user.start()
    user.unlock(PASSPHRASE)


def test_the_next_start_asks_for_the_passphrase_of_the_same_file(user: User, file: Path) -> None:
    user.program.settings.recent_files = [str(file)]
    user.start()
    assert user.gate(UnlockPage).files.currentData() == str(file)
    user.unlock("harbour violin teapot meadow")
    assert load_settings().recent_files == [str(file)]


def test_what_stands_in_the_way_is_said_beside_its_field_and_nothing_typed_is_lost(
    user: User, file: Path
) -> None:
    user.start()
    user.rewrite(file.stem)
    user.reach("Folder")
    user.rewrite(str(file.parent / "nowhere"))
    user.alt("c")
    user.see_words("Choose a folder that exists.")
    user.rewrite(str(file.parent))
    user.alt("c")
    user.write("short")
    user.alt("c")
    user.see(lambda: bool(user.gate(FirstRunPage).passphrase.form.first_field.problem))
    user.rewrite(PASSPHRASE)
    user.reach("The same again")
    user.write(PASSPHRASE)
    user.alt("c")
    user.see_words("There is something at this place already. Choose another name.")
    user.alt("b")
    user.rewrite("harbourside")
    user.alt("c")
    user.alt("c")
    user.see_words("Step 3 of 4")


def test_a_computer_that_goes_to_sleep_meanwhile_locks_the_file_after_what_is_done_with_it(
    user: User, tmp_path: Path
) -> None:
    user.start()
    choose_place(user, tmp_path)
    choose_passphrase(user)
    user.see_words("Step 3 of 4")
    workspace = user.workspace
    task = BackgroundTask(lambda _progress: (time.sleep(0.3), forums_in_use(workspace)))
    task.start()
    user.program.lock_at_once()
    assert not work_is_running()
    user.unlock(PASSPHRASE)
