"""Admin: the partnership's own letters and letterhead, by keys; each change is taken back."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from casedesk.documents.letterhead import letterhead
from casedesk.documents.own_letters import letter_list
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.admin.test_admin_page import ADMIN, form_of, opened, rows
from tests.ui.pages.window_at_work import CTRL, KEY, at_work

OURS = """
id = "we_met"
title = "We <b>met</b>"
made_of = ["case"]
subject = "Reference {reference}"
paragraphs = ["To {recipient}", "We met."]
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(OURS, encoding="utf-8")
    return path


def test_a_letter_is_added_read_saved_again_and_removed_with_undo(
    qtbot: QtBot, workspace: Workspace, ours: Path, tmp_path: Path
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "letters")
        tab = page.shown.letters
        shipped = len(rows(page, "letters"))
        page.letters.add(ours)  # what the system's own dialog gives
        assert work.frame.notices.past[-1] == "Letter added."
        assert "We <b>met</b>" in rows(page, "letters")
        tab.table.setFocus()
        tab.table.select_id("case_closed")
        assert not tab.buttons["letter_remove"].isEnabled()  # it is CaseDesk's
        tab.table.select_id("we_met")
        assert tab.words.toPlainText() == "Reference {reference}\n\nTo {recipient}\n\nWe met."
        page.letters.copy("we_met", tmp_path / "copy.toml")
        assert (tmp_path / "copy.toml").read_text(encoding="utf-8") == OURS
        tab.buttons["letter_remove"].setFocus()
        work.press(KEY.Key_Space)
        assert len(rows(page, "letters")) == shipped
        work.press(KEY.Key_Z, CTRL)
        assert len(rows(page, "letters")) == shipped + 1
        assert [one.is_own for one in letter_list(workspace)].count(True) == 1


def test_a_template_that_will_not_do_is_refused_by_name(
    qtbot: QtBot, workspace: Workspace, ours: Path
) -> None:
    ours.write_text(OURS.replace("{recipient}", "{neighbour}"), encoding="utf-8")
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "letters")
        page.letters.add(ours)
        assert work.frame.notices.past[-1].startswith('ours.toml: there is no place "neighbour"')
        assert not any(one.is_own for one in letter_list(workspace))


def test_lines_and_logo_of_the_letterhead_are_set_and_taken_back(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    Image.new("RGB", (300, 100), "navy").save(tmp_path / "logo.png")
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "organisation")
        head = page.shown.organisation.head
        head.buttons["letterhead"].setFocus()
        work.press(KEY.Key_Space)
        lines = form_of(page).controls["address"]
        assert isinstance(lines, QPlainTextEdit)
        lines.setPlainText("line\n" * 9)
        work.press(KEY.Key_S, CTRL)
        assert "at most 8 lines" in form_of(page).fields["address"].problem
        lines.setPlainText("Civic Offices\nQX1 1AA")
        work.press(KEY.Key_S, CTRL)
        assert head.address.text() == "Civic Offices\nQX1 1AA"
        assert head.buttons["logo_remove"].isHidden()
        page.letters.use_logo(tmp_path / "logo.png")
        assert head.logo.accessibleName() == "Logo of the partnership"
        assert not head.logo.pixmap().isNull()
        page.letters.use_logo(tmp_path / "nothing.png")
        assert "nothing.png is no picture" in work.frame.notices.past[-1]
        head.buttons["logo_remove"].setFocus()
        work.press(KEY.Key_Space)
        assert letterhead(workspace).logo == b""
        work.press(KEY.Key_Z, CTRL)
        assert letterhead(workspace).logo
        assert letterhead(workspace).address == "Civic Offices\nQX1 1AA"
