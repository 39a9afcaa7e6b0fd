"""A coordinator whose recovery sheet is lost makes a new one, by keyboard alone."""

from pathlib import Path

import pytest

from casedesk.errors import WrongPassphraseError
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.e2e.test_alt_letters import letters_twice
from tests.e2e.user import KEY, User
from ui.pages.workspace.new_recovery_key_page import NewRecoveryKeyPage
from ui.pages.workspace.recovery_step import ASKED_GROUPS
from ui.workers.background_task import work_is_running


@pytest.fixture
def old_key(prepared_file: Path) -> str:
    """Give the recovery key that the file was made with."""
    return (prepared_file.parent / "recovery.txt").read_text()


def opens(file: Path, recovery_key: str) -> bool:
    """Tell whether a key opens a file that is open in no window."""
    try:
        service.lock(service.open_file(file, recovery_key, recovery=True))
    except WrongPassphraseError:
        return False
    return True


def open_the_page(user: User, file: Path) -> NewRecoveryKeyPage:
    user.start(file)
    user.unlock(PASSPHRASE)
    user.menu("f", "k")
    user.see_words("Once it is in use, the old sheet no longer opens this file")
    return user.page(NewRecoveryKeyPage)


def make_a_key(user: User, page: NewRecoveryKeyPage) -> str:
    user.write(PASSPHRASE)
    user.press(KEY.Key_Return)
    user.see_words("Until you use this key, it opens nothing")
    user.see(lambda: not work_is_running())
    return "-".join(page.recovery.key_label.text().split())


def type_back(user: User, key: str) -> None:
    for number in ASKED_GROUPS:
        user.reach(f"Group {number} of the key")
        user.rewrite(key.split("-")[number - 1].lower())


def test_the_new_key_counts_once_it_was_typed_back_and_the_old_sheet_opens_no_more(
    user: User, file: Path, old_key: str
) -> None:
    page = open_the_page(user, file)
    user.write("not this one, surely")
    user.alt("m")
    user.see_words("The passphrase does not open this file.")
    assert page.box.text() == "not this one, surely"
    assert user.focus() is page.box.edit
    key = make_a_key(user, page)  # what was wrong is marked: typing takes its place
    assert page.box.text() == ""
    assert letters_twice(user.window) == []
    user.alt("u")
    user.see_words(f"This is not group {ASKED_GROUPS[0]} of the sheet.")
    type_back(user, key)
    user.press(KEY.Key_Return)
    user.see_words("The new recovery key opens the file from now on.")
    assert key.split("-")[0] not in user.read()
    user.lock()
    with user.looking_on():
        assert (opens(file, key), opens(file, old_key)) == (True, False)


def test_cancel_changes_nothing_and_says_so(user: User, file: Path, old_key: str) -> None:
    page = open_the_page(user, file)
    key = make_a_key(user, page)
    type_back(user, key)
    user.alt("n")
    user.see_words("Nothing was changed: the old sheet stays valid.")
    assert user.focus() is page.box.edit
    user.lock()
    with user.looking_on():
        assert (opens(file, key), opens(file, old_key)) == (False, True)


def test_leaving_the_page_forgets_the_key(user: User, file: Path) -> None:
    page = open_the_page(user, file)
    key = make_a_key(user, page)
    type_back(user, key)
    user.window.showMinimized()  # not left: whoever looks something up goes on
    user.come_back()
    assert key.split("-")[0] in user.read()
    user.frame.open_page("today")
    assert key not in repr([vars(page), vars(page.recovery)])
    user.menu("f", "k")
    user.see_words("Make a new key if the recovery sheet is lost")
    assert key.split("-")[0] not in user.read()
    assert not any(field.control.text() for field in page.recovery.boxes.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("at_work", [False, True], ids=["shown", "being made"])
def test_a_computer_that_locks_in_the_middle_changes_nothing(
    user: User, file: Path, old_key: str, at_work: bool
) -> None:
    keys = (file / "keys.json").read_bytes()
    page = open_the_page(user, file)
    if at_work:
        user.write(PASSPHRASE)
        page.make_button.click()
        assert work_is_running()
    else:
        type_back(user, make_a_key(user, page))
    user.program.lock_at_once()
    assert (page._key, page.recovery._key) == ("", "")
    assert (file / "keys.json").read_bytes() == keys
    with user.looking_on():
        assert opens(file, old_key)
    user.unlock(PASSPHRASE)
    user.see_words("Make a new key if the recovery sheet is lost")
    assert user.page(NewRecoveryKeyPage).box.text() == ""
