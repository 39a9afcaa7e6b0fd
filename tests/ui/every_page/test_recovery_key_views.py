"""The page "New recovery key" of real records; the walk sees that of practice data."""

import pytest
from PySide6.QtWidgets import QApplication

from casedesk.workspace.workspace import Workspace
from tests.ui.every_page.test_every_view import LOOKS, problems
from tests.ui.every_page.walk import Look, opened, rest, window_in
from ui.pages.workspace.new_recovery_key_page import NewRecoveryKeyPage

KEY = "-".join(f"QW{number}M" for number in range(10, 19))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_before_and_with_a_key_all_is_told_reached_seen_and_whole(
    qapp: QApplication, workspace: Workspace, look: Look
) -> None:
    wrong = {}
    with window_in(qapp, look) as window:
        frame = opened(window, workspace)
        frame.open_page("new_recovery_key")
        page = frame.page
        assert isinstance(page, NewRecoveryKeyPage)
        for view in ("before", "with a key"):
            rest()
            wrong |= {(view, idea): [*all_of] for idea, all_of in problems(look, window).items()}
            page._on_made(KEY)
    assert {place: named for place, named in wrong.items() if named} == {}


def test_practice_data_is_told_to_have_none(qapp: QApplication, practice: Workspace) -> None:
    with window_in(qapp, Look()) as window:
        frame = opened(window, practice)
        frame.open_page("new_recovery_key")
        assert isinstance(frame.page, NewRecoveryKeyPage)
        assert not frame.page.box.isVisible()
        assert not frame.page.make_button.isVisible()
