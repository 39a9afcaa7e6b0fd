"""Chasing: the messages are looked through, edited, left out, saved; nothing is sent."""

import time
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from casedesk.actions.action_list import action_lines
from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.cases.service import take_in_referral
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.actions.actions_chase_page import ChasePage
from ui.pages.actions.actions_page import ActionsPage

SAVES_S = 1.0
SET_ON, LATE = date(2026, 11, 6), date(2026, 11, 18)
ACTIONS = PageEntry("actions", lambda: "Actions", ActionsPage, "square-check-big", "Ctrl+4")
CHASE = PageEntry("chase", lambda: "Chase", ChasePage, on_rail=False)


def three_actions(workspace: Workspace) -> list[int]:
    case = take_in_referral(workspace, new_referral()).case_id
    rows = (
        ("Ring Siân about the locks", "housing", "Ruth Amery"),
        ("Fit a <b>door bar</b>", "housing", "Ruth Amery"),
        ("Flag the address", "police", "Dev Marsh"),
    )
    return [
        add_action(workspace, NewAction(task, agency, SET_ON, LATE, owner, case_id=case))
        for task, agency, owner in rows
    ]


def page_of(work: AtWork) -> ChasePage:
    """Go from the list to the messages, as the button does."""
    work.press(KEY.Key_4, CTRL)
    actions = work.frame.page
    assert isinstance(actions, ActionsPage)
    actions.chase_button.setFocus()
    work.press(KEY.Key_Space)
    page = work.frame.page
    assert isinstance(page, ChasePage)
    return page


def to(page: ChasePage) -> list[str]:
    return [page.form.model.cell(row, 1).text for row in range(page.form.model.rowCount())]


def test_the_owners_of_what_is_overdue_are_asked_and_each_action_says_so(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    actions = three_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        assert to(page) == ["Ruth Amery", "Dev Marsh"]
        assert page.save_button.text() == "&Save 2 messages"
        assert work.focus() is page.form.table
        shown = page.form.text.toPlainText()
        assert "To: Ruth Amery, Housing" in shown
        assert "A-0001: was due on 18 November 2026" in shown
        assert "Siân" not in shown
        assert "door bar" not in shown
        work.press(KEY.Key_S, CTRL)
        assert page.form.folder_field.problem == "Choose a folder that exists."
        assert work.focus() is page.form.folder
        page.form.folder.setText(str(tmp_path))
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: work.frame.place().page_id == "actions")  # type: ignore[union-attr]
        (folder,) = tmp_path.glob("chase-*")
        assert sorted(one.name for one in folder.iterdir()) == [
            "01_housing.eml", "02_police.eml", "agency_housing.txt", "agency_police.txt",
        ]  # fmt: skip
        said = "Messages saved: 2, lists of agencies: 2. Folder: chase-2026-11-20-1042"
        assert work.frame.notices.past[-1] == said
        assert [one.chased for one in action_lines(workspace, actions)] == [1, 1, 1]
        work.frame.undo()
        assert [one.chased for one in action_lines(workspace, actions)] == [0, 0, 0]
        assert "Delete the files" in work.frame.notices.past[-1]


def test_texts_are_only_said_if_chosen_and_never_one_with_a_name(
    qtbot: QtBot, workspace: Workspace
) -> None:
    three_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        assert page.form.warning.isHidden()
        work.press(KEY.Key_W, ALT)
        work.see(page.form.with_tasks.isChecked)
        assert not page.form.warning.isHidden()
        shown = page.form.text.toPlainText()
        assert "Fit a <b>door bar</b>" in shown  # never markup
        assert "What is to be done is left out: it may hold a name." in shown
        assert "Siân" not in shown


def test_an_edited_text_is_saved_kept_over_a_lock_and_stopped_by_a_name(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    three_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        work.press(KEY.Key_Return)
        assert work.focus() is page.form.text
        work.write("Ring me about Siân. ")
        assert page.form.model.cell(0, 3).text == "edited"
        page.form.table.setFocus()
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Space)  # the second is left out
        assert page.save_button.text() == "&Save 1 message"
        work.frame.save_drafts()
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        assert page.save_button.text() == "&Save 1 message"
        page.form.table.select_id("housing/Ruth Amery")
        assert page.form.text.toPlainText().startswith("Ring me about Siân. ")
        page.form.folder.setText(str(tmp_path))
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: "holds a name" in page.form.text_field.problem)
        assert work.focus() is page.form.text
        assert page.form.text.toPlainText().startswith("Ring me about Siân. ")
        assert not list(tmp_path.glob("chase-*"))
        page.form.usual_button.setFocus()
        work.press(KEY.Key_Space)
        assert page.form.text_field.problem == ""
        work.write("Ring me. ")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: bool(list(tmp_path.glob("chase-2026-11-20-1042/01_housing.eml"))))
        (folder,) = tmp_path.glob("chase-2026-11-20-1042")
        assert len(list(folder.iterdir())) == 2  # the message and the list of that agency


def test_what_was_saved_while_the_program_locks_does_not_come_back_as_a_draft(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    three_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        page.form.folder.setText(str(tmp_path))
        work.press(KEY.Key_Return)
        work.write("Ring me. ")
        work.frame.save_drafts()
        work.press(KEY.Key_S, CTRL)
        time.sleep(SAVES_S)  # it is saved meanwhile, and the page has not heard of it
        work.window.close_workspace()
        saved = bool(list(tmp_path.glob("chase-2026-11-20-1042/01_housing.eml")))
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        came_back = page_of(work).form.text.toPlainText().startswith("Ring me.")
    assert came_back is not saved  # on a slow machine the lock stops it, and nothing is lost


def test_the_owner_of_what_is_chosen_is_asked(qtbot: QtBot, workspace: Workspace) -> None:
    *_rest, third = three_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        work.press(KEY.Key_4, CTRL)
        actions = work.frame.page
        assert isinstance(actions, ActionsPage)
        actions.table.select_id(third)
        actions.bar.buttons["chase"].setFocus()
        work.press(KEY.Key_Space)
        page = work.frame.page
        assert isinstance(page, ChasePage)
        assert to(page) == ["Dev Marsh"]
        work.press(KEY.Key_Left, ALT)
        assert actions.table.current_id() == third


def test_with_nobody_to_chase_the_page_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        work.frame.open_page("chase", ())
        page = work.frame.page
        assert isinstance(page, ChasePage)
        assert not page.save_button.isEnabled()
        assert page.form.text_card.isHidden()
        assert page.form.model.rowCount() == 0


def test_what_is_not_overdue_yet_goes_in_only_if_chosen(qtbot: QtBot, workspace: Workspace) -> None:
    three_actions(workspace)
    add_action(workspace, NewAction("Ring", "police", SET_ON, date(2026, 11, 27), "Dev Marsh"))
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        page.form.table.select_id("police/Dev Marsh")
        assert page.form.model.cell(1, 2)[0] == "1"
        assert "A-0004" not in page.form.text.toPlainText()
        work.press(KEY.Key_Y, ALT)
        work.see(page.form.all_open.isChecked)
        count = page.form.model.cell(1, 2)
        assert (count.text, count.note) == ("2", "1 overdue")
        assert "Not due yet:\nA-0004: due on" in page.form.text.toPlainText()
        assert "notes 4 actions" in page.heading.subtitle_label.text()
        page.form.all_open.setChecked(False)
        assert page.form.model.cell(1, 2)[0] == "1"
