"""The focus stays on the page in sight."""

from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import KEY, at_work
from ui.navigation import entries
from ui.pages.workspace.change_passphrase_page import ChangePassphrasePage

PAGES = [
    one for one in entries(lambda _wanted: None) if one.id in {"change_passphrase", "new_action"}
]


def test_what_fails_on_a_page_that_was_left_does_not_take_the_keys(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *PAGES) as work:
        work.frame.open_page("change_passphrase")
        left = work.frame.page
        assert isinstance(left, ChangePassphrasePage)
        work.frame.open_page("new_action")
        assert work.frame.page is not None
        before = work.focus()
        assert work.frame.page.isAncestorOf(before)

        left.errors.show_problems({"old": "It does not open this file."}, ())
        assert work.focus() is before
        work.press(KEY.Key_A)
        assert left.old.text() == ""

        work.frame.open_page("change_passphrase")
        assert left.errors.buttons[0].isVisible()
        left.errors.show_problems({"old": "It does not open this file."}, ())
        assert work.focus() is left.errors.buttons[0]
