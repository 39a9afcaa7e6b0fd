"""The page of actions: filtered, ticked, changed together and taken back, by keyboard."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from casedesk.actions.chase import chase_messages, save_chase, usual_text
from casedesk.actions.model import ActionFilter, ActionStatus, ChaseWanted, NewAction
from casedesk.actions.service import add_action, count_actions, get_action, list_actions
from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic, User
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, SHIFT, AtWork, Start, at_work
from ui.action_registry import MenuId
from ui.page import PageEntry
from ui.pages.actions.action_new_page import NewActionPage
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.overviews.today_page import TodayPage, overdue_count
from ui.pages.parts.plain_form import PlainForm

TODAY, SET_ON = date(2026, 11, 20), date(2026, 11, 6)
ACTIONS = PageEntry(
    "actions", lambda: "Actions", ActionsPage, "square-check-big", "Ctrl+4",
    count=overdue_count, count_topics=frozenset({Topic.ACTIONS}),
)  # fmt: skip
NEW = PageEntry(
    "new_action", lambda: "New", NewActionPage, shortcut="Ctrl+Shift+A", on_rail=False,
    permission=Permission.CHANGE_RECORDS, record_of="case", menu=MenuId.CASE,
)  # fmt: skip
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
CHASE = PageEntry("chase", lambda: "Chase", Start, on_rail=False)


def four_actions(workspace: Workspace) -> list[int]:
    case = a_case(workspace)
    rows = (
        ("Fit <b>window</b> locks", "housing", date(2026, 11, 18), "Ruth Amery", case),
        ("Ring the school", "probation", TODAY, "Cariad Price", None),
        ("Flag the address", "police", date(2026, 12, 1), "Dev Marsh", case),
        ("x" * 10_000, "police", None, None, None),
    )
    return [
        add_action(workspace, NewAction(task, agency, SET_ON, due, owner, case_id=in_case))
        for task, agency, due, owner, in_case in rows
    ]


def page_of(work: AtWork) -> ActionsPage:
    work.press(KEY.Key_4, CTRL)
    page = work.frame.page
    assert isinstance(page, ActionsPage)
    return page


def shown(page: ActionsPage, column: int = 1) -> list[str]:
    return [page.model.cell(row, column).text for row in range(page.model.rowCount())]


def form_of(work: AtWork, page: ActionsPage) -> PlainForm:
    """Return the form that a key has opened; a button pressed by its letter acts a little later."""
    work.see(lambda: page.side.host.form is not None)
    assert page.side.host.form is not None
    return page.side.host.form


def notices(work: AtWork) -> list[str]:
    return work.frame.notices.past


def test_open_actions_are_listed_the_longest_overdue_first(
    qtbot: QtBot, workspace: Workspace
) -> None:
    four_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS) as work:
        page = page_of(work)
        assert shown(page) == ["A-0001", "A-0002", "A-0003", "A-0004"]
        assert shown(page, 2)[0] == "Fit <b>window</b> locks"  # never markup
        assert shown(page, 3)[0] == "M-2026-014"
        assert shown(page, 7) == ["2 days late", "due today", "in 11 days", "no due date"]
        assert work.focus() is page.table
        assert page.heading.subtitle_label.text() == "4 actions"
        assert page.filters.views["overdue"].text() == "Overdue 1"
        assert page.filters.views["this_week"].text() == "This week 2"
        page.filters.views["mine"].setFocus()
        work.press(KEY.Key_Space)
        assert shown(page) == ["A-0002"]
        assert [one.text() for one in page.filters.chips.buttons] == [
            "State: Open", "Owner: Cariad Price",
        ]  # fmt: skip
        work.press(KEY.Key_Left, ALT)
        assert len(shown(page)) == 4
        page.filters.boxes["due"].setFocus()
        page.filters.boxes["due"].set_value("overdue")
        assert shown(page) == ["A-0001"]
        assert work.focus() is page.filters.boxes["due"]  # the focus never moves by itself
        page.filters.boxes["due"].set_value("none")
        assert shown(page) == ["A-0004"]


def test_ticked_actions_are_done_together_and_one_undo_opens_all_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    four_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS) as work:
        page = page_of(work)
        work.press(KEY.Key_Space)
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Down)
        work.press(KEY.Key_Space)
        assert page.bar.said.text() == "2 ticked"
        assert [page.model.cell(row, 0).tick for row in range(4)] == [True, False, True, False]
        work.press(KEY.Key_D, ALT)
        form_of(work, page)
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: shown(page) == ["A-0002", "A-0004"])
        assert notices(work)[-1] == "2 actions done."
        done = ActionFilter(status=ActionStatus.DONE)
        assert count_actions(workspace, done) == 2
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: len(shown(page)) == 4)
        assert count_actions(workspace, done) == 0


def test_a_reason_that_is_missing_is_asked_for_and_nothing_typed_is_lost(
    qtbot: QtBot, workspace: Workspace
) -> None:
    first, second, *_rest = four_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS) as work:
        page = page_of(work)
        work.press(KEY.Key_A, CTRL)
        assert page.bar.said.text() == "4 ticked"
        work.press(KEY.Key_Space)
        assert page.bar.said.text() == "3 ticked"  # all but the first
        work.press(KEY.Key_W, ALT)
        form = form_of(work, page)
        work.write("Nia Prosser")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: form.fields["reason"].problem == "Say why this is corrected.")
        form.controls["reason"].setFocus()
        work.write("Handed over")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: page.side.host.form is None)
        owners = {one.id: one.owner for one in list_actions(workspace)}
        assert owners[first] == "Ruth Amery"
        assert owners[second] == "Nia Prosser"
        assert list(owners.values()).count("Nia Prosser") == 3
        work.press(KEY.Key_Z, CTRL)
        assert get_action(workspace, second).owner == "Cariad Price"


def test_enter_opens_an_action_beside_the_list_with_its_history(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    first, *_rest, last = four_actions(workspace)
    (message,) = chase_messages(workspace, [first])
    text = usual_text(workspace, message, with_tasks=False)
    save_chase(workspace, tmp_path, ChaseWanted(((message, text),)))
    with at_work(qtbot, workspace, ACTIONS, CASE) as work:
        page = page_of(work)
        assert shown(page, 8)[0] == "1× · 20 Nov"
        assert page.side.isHidden()
        work.press(KEY.Key_Return)
        assert not page.side.isHidden()
        assert page.side.card.title_label.text() == "A-0001"
        kinds = [one.kind for one in page.side.card.history.entries.entries]
        assert kinds == ["Chased", "Set"]
        viewed = [one for one in audit_entries(workspace, AuditFilter()) if "viewed" in one.action]
        assert [one.record for one in viewed] == [f"action/{first}"]
        page.side.card.buttons["correct"].setFocus()
        work.press(KEY.Key_Space)
        form = form_of(work, page)
        form.controls["owner"].setText("Joy Bevan")  # type: ignore[attr-defined]
        form.controls["reason"].setText("Misheard")  # type: ignore[attr-defined]
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: page.side.card.facts.text().startswith("Owner: Joy Bevan"))
        entry = next(one for one in page.side.card.history.entries.entries if one.struck)
        assert entry.kind == "Owner"
        assert (entry.struck, entry.text) == ("Ruth Amery", "Joy Bevan Reason: Misheard")
        page.table.select_id(last)
        page.table.setFocus()
        work.press(KEY.Key_Return)
        assert len(page.side.card.task.text()) < 300
        whole = page.side.card.history.entries.entries[-1].text
        assert whole == "x" * 10_000  # a text too long for the card stands in the history
        page.table.select_id(first)
        work.press(KEY.Key_Return)
        page.side.card.case_button.setFocus()
        work.press(KEY.Key_Space)
        work.see(lambda: work.frame.place().page_id == "case")  # type: ignore[union-attr]
        work.press(KEY.Key_Left, ALT)
        page.table.setFocus()
        work.press(KEY.Key_Escape)
        assert page.side.isHidden()
        assert work.focus() is page.table


def test_today_opens_an_action_without_a_case_beside_the_list(
    qtbot: QtBot, workspace: Workspace
) -> None:
    new = NewAction("Order leaflets", "police", SET_ON, TODAY)
    add_action(workspace, new)
    today = PageEntry("today", lambda: "Today", TodayPage, "inbox", "Ctrl+2")
    with at_work(qtbot, workspace, today, ACTIONS) as work:
        work.press(KEY.Key_2, CTRL)
        work.press(KEY.Key_Return)
        page = work.frame.page
        assert isinstance(page, ActionsPage)
        assert page.side.card.title_label.text() == "A-0001"
        assert shown(page) == ["A-0001"]


def test_a_card_is_moved_with_control_and_the_arrows_and_its_menu(
    qtbot: QtBot, workspace: Workspace
) -> None:
    first, second, *_rest = four_actions(workspace)
    with at_work(qtbot, workspace, ACTIONS) as work:
        page = page_of(work)
        page.looks.buttons["list"].setFocus()
        work.press(KEY.Key_Right)
        board = page.board
        assert board.models["open"].rowCount() == 4
        assert page.filters.chips.buttons == []  # each state has its column
        board.focus_part().setFocus()
        work.press(KEY.Key_Right, CTRL)
        work.see(lambda: board.models["closed"].rowCount() == 1)
        closed = get_action(workspace, first)
        assert (closed.status, closed.closed_on) == (ActionStatus.DONE, TODAY)
        assert work.focus() is board.tables["closed"]  # it went with the card
        work.press(KEY.Key_Left, CTRL)
        work.see(lambda: board.models["open"].rowCount() == 4)
        assert work.focus() is board.tables["open"]
        work.press(KEY.Key_Z, CTRL)
        work.see(lambda: board.models["closed"].rowCount() == 1)
        board.tables["open"].setFocus()
        board.tables["open"].select_id(second)
        page.bar.acts["done_today"].trigger()
        work.see(lambda: board.models["closed"].rowCount() == 2)
        assert notices(work)[-1] == "Done today."


def test_a_half_typed_change_is_there_after_a_lock(qtbot: QtBot, workspace: Workspace) -> None:
    first, *_rest = four_actions(workspace)
    for typed in (True, False):
        with at_work(qtbot, workspace, ACTIONS) as work:
            page = page_of(work)
            if typed:
                work.press(KEY.Key_M, ALT)
                form_of(work, page).controls["reason"].setFocus()
                work.write("The meeting mov")
                work.frame.save_drafts()
                continue
            form = page.side.host.form
            assert form is not None
            assert form.controls["reason"].text() == "The meeting mov"  # type: ignore[attr-defined]
            work.write("ed")
            assert form.controls["reason"].text() == "The meeting moved"  # type: ignore[attr-defined]
            assert get_action(workspace, first).due_on == date(2026, 11, 18)


def test_a_new_action_from_anywhere_belongs_to_the_case_in_sight(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case = a_case(workspace)
    with at_work(qtbot, workspace, ACTIONS, NEW, CASE) as work:
        work.frame.open_page("case", case)
        work.press(KEY.Key_A, CTRL | SHIFT)
        page = work.frame.page
        assert isinstance(page, NewActionPage)
        form = page.host.form
        assert form is not None
        assert work.focus() is form.controls["task"]
        work.write("Ring her")
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: bool(form.fields["agency_id"].problem))
        form.controls["agency_id"].set_value("idva")  # type: ignore[attr-defined]
        reference = form.controls["case"]
        assert reference.text() == "M-2026-014"  # type: ignore[attr-defined]
        reference.setText("M-1999-001")  # type: ignore[attr-defined]
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: bool(form.fields["case"].problem))
        reference.setText("m-2026-014")  # type: ignore[attr-defined]
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: work.frame.place().page_id == "case")  # type: ignore[union-attr]
        (made,) = list_actions(workspace)
        assert (made.case_id, made.task) == (case, "Ring her")
        work.press(KEY.Key_Z, CTRL)
        assert count_actions(workspace) == 0
        assert work.frame.page is page  # what was written stands in the form again
        assert page.host.form is not None
        assert page.host.form.values()["task"] == "Ring her"
        work.press(KEY.Key_S, CTRL)
        (made,) = list_actions(workspace)
        assert (made.case_id, made.task) == (case, "Ring her")


def test_empty_and_read_only_the_page_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.user = User(workspace.user.id, workspace.user.name, "reader")
    with at_work(qtbot, workspace, ACTIONS, CHASE) as work:
        page = page_of(work)
        text = "There is no open action. Actions set at meetings and on cases appear here."
        assert page.empty.label.text() == text
        assert page.empty.button is not None
        assert page.empty.button.text() == "C&lear filters"  # who only reads begins nothing
        assert not page.bar.isVisible()
        work.press(KEY.Key_S, ALT)
        work.write("xyz")
        work.see(lambda: page.empty.label.text() == "No action matches.")
        work.press(KEY.Key_L, ALT)
        work.see(lambda: page.filters.search.text() == "")
