"""Wrong passphrases, another passphrase, and the recovery key, as a user meets them."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from casedesk.security.anchors import DELAYS_SECONDS
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.e2e.user import KEY, User
from ui.pages.workspace.unlock_page import UnlockPage

NEW = "copper lantern willow thimble"


def try_once(user: User, passphrase: str) -> None:
    user.rewrite(passphrase)
    user.press(KEY.Key_Return)
    user.see(lambda: bool(user.gate(UnlockPage).box_field.problem))


def test_after_wrong_passphrases_each_try_waits_longer_and_the_right_one_opens(
    user: User, file: Path
) -> None:
    user.start(file)
    gate = user.gate(UnlockPage)
    try_once(user, "not this one")
    assert gate.unlock_button.isEnabled()  # a slip costs nothing
    assert DELAYS_SECONDS[1] == 0
    try_once(user, "nor this one")
    began = time.monotonic()
    user.see_words("Seconds to wait before the next try: 1.")
    assert not gate.unlock_button.isEnabled()
    user.rewrite(PASSPHRASE)
    user.press(KEY.Key_Return)
    assert "Seconds to wait" in user.read()  # Return does not get round the wait
    user.see(gate.unlock_button.isEnabled)
    assert time.monotonic() - began > 0.8
    user.press(KEY.Key_Return)
    user.see_first_page()


@pytest.mark.usefixtures("stretched_anew")
def test_nobody_leaves_for_another_file_while_this_one_is_being_opened(
    user: User, file: Path
) -> None:
    user.start(file)
    gate = user.gate(UnlockPage)
    user.write(PASSPHRASE)
    user.press(KEY.Key_Return)
    gate.new_button.click()
    gate.recovery_button.click()
    user.see_first_page()
    assert user.place()[0] == "today"


def test_the_passphrase_is_changed_by_whoever_knows_it(user: User, file: Path) -> None:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "p")
    assert user.place()[0] == "change_passphrase"
    user.write("not this one")
    for name in ("Passphrase", "The same again"):
        user.press(KEY.Key_Tab)
        user.reach(name)
        user.write(NEW)
    user.alt("r")
    user.see_words("The passphrase")
    user.alt("p")
    user.rewrite(PASSPHRASE)
    user.alt("r")
    user.see_words("The passphrase was changed.")
    user.lock()
    try_once(user, PASSPHRASE)
    user.rewrite(NEW)
    user.press(KEY.Key_Return)
    user.see_first_page()


def test_the_recovery_key_opens_the_file_and_a_new_passphrase_is_set(
    user: User, file: Path, prepared_file: Path
) -> None:
    recovery_key = (prepared_file.parent / "recovery.txt").read_text()
    user.start(file)
    user.alt("r")
    user.write(recovery_key.replace("-", " ").lower())
    user.press(KEY.Key_Return)
    user.see_first_page()
    user.see(lambda: user.place()[0] == "new_passphrase")
    user.write(NEW)
    user.reach("The same again")
    user.write(NEW)
    user.alt("n")
    user.see_words("The new passphrase opens the file from now on.")
    user.lock()
    user.unlock(NEW)


def test_a_page_asked_for_while_the_file_opens_is_the_one_that_stands(
    user: User, file: Path
) -> None:
    user.start(file)
    later: list[bool] = []
    opened = service.open_file(file, PASSPHRASE)
    user.gate(UnlockPage).opened.emit(opened, False)
    user.window.registry.action("page.intake").trigger()  # typed ahead; the first page comes later
    QTimer.singleShot(20, lambda: later.append(True))
    user.see(lambda: bool(later))
    assert user.place()[0] == "intake"
