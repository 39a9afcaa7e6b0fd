"""The menus: every letter leads to one command only."""

from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.window_at_work import at_work
from ui.action_registry import MenuId, menu_title
from ui.navigation import entries


def letter(text: str) -> str:
    return text[text.index("&") + 1].lower() if "&" in text else ""


@pytest.mark.parametrize("language", ["en", "cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_no_letter_leads_to_two_commands_of_a_menu(qtbot: QtBot, workspace: Workspace) -> None:
    pages = [one for one in entries(lambda _wanted: None) if one.id != "today"]
    with at_work(qtbot, workspace, *pages) as work:
        shown = work.window.registry.commands()
        for menu in MenuId:
            letters = Counter(letter(a.text()) for command, a in shown if command.menu is menu)
            twice = [one for one, count in letters.items() if count > 1 and one]
            assert not twice, f"{menu}: {twice}"
    titles = Counter(letter(menu_title(menu)) for menu in MenuId)
    assert max(titles.values()) == 1
