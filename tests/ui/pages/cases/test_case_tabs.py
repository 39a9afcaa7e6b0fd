"""The tabs of a case's page: each is made when it is first gone to."""

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from casedesk.workspace.workspace import Workspace
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, opened
from tests.ui.pages.window_at_work import at_work
from ui.pages.cases.case_tabs import TABS


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_a_tab_is_made_when_it_is_first_gone_to(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        assert page.findChildren(QTableView) == []
        for place, name in enumerate(TABS):
            page.tabs.setCurrentIndex(place)
            made = getattr(page.tabs_shown, name)
            assert made.isVisible()
            assert page.main_part() is made or made.isAncestorOf(page.main_part())
