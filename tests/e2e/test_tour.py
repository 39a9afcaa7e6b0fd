"""The tour of practice data, each task done by keys as its panel says it."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from sqlalchemy import delete, update

from casedesk.security.roles import Permission
from casedesk.tour.model import TourState
from casedesk.tour.service import tour
from casedesk.workspace import service
from casedesk.workspace.tables import AccountRow, SettingRow
from tests.e2e.newcomer import QUOTED, Newcomer, back_up, practise
from tests.e2e.user import ALT, CTRL, KEY, SHIFT
from tests.ui.every_page.walk import no_file_dialogs
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.interventions.power_page import PowerPage
from ui.pages.measures.measures_page import MeasuresPage
from ui.pages.meetings.meeting_page import MeetingPage
from ui.pages.referrals.intake_page import IntakePage
from ui.pages.workspace.practice_page import PASSPHRASE
from ui.search_palette import SearchPalette
from ui.tour_panel import TourPanel


def panel(user: Newcomer) -> TourPanel:
    found = user.frame.findChild(TourPanel)
    assert isinstance(found, TourPanel)
    return found


def named(user: Newcomer, task_id: str, before: str, after: str) -> str:
    """Return whom the task in sight speaks of, between two words of its text."""
    task = panel(user).task
    assert task is not None
    assert task.id == task_id
    found = re.search(f"{before}(.+?){after}", task.text)
    assert found is not None
    return found.group(1)


def do(user: Newcomer, task_id: str, act: Callable[[], None] | None = None) -> None:
    """Do one task, and see that the panel ticked it off and that it told the truth."""
    task = panel(user).task
    assert task is not None
    assert task.id == task_id, f"{panel(user).title_label.text()}"
    user.keys, user.words, user.pages = set(), set(), set()
    (act or partial(ACTS[task_id], user))()
    user.see_words(f"Done: {task.title}")
    unseen = [one for one in QUOTED.findall(task.text) if not user._saw(one)]
    assert not unseen, f"{task_id} names {unseen}; in the window:\n{sorted(user.words)}"
    assert set(task.keys) <= user.keys, task_id
    assert not task.page or task.page in user.pages, task_id


def find_case(user: Newcomer) -> None:
    name = named(user, "find_case", "", " rings")
    user.alt("g")  # its line is read in the menu
    user.look()
    user.press(KEY.Key_Escape)
    user.press(KEY.Key_K, CTRL)
    user.write(name)
    palette = user.frame.findChild(SearchPalette)
    assert isinstance(palette, SearchPalette)
    user.see(lambda: palette.table.model().rowCount() > 1)
    user.press(KEY.Key_Down)
    user.press(KEY.Key_Return)
    user.see(lambda: user.place()[0] == "case")


def note_call(user: Newcomer) -> None:
    _page, case_id = user.place()
    user.press(KEY.Key_N, CTRL | SHIFT)
    assert user.page(ContactNotePage).about.case_id == case_id
    user.write("She asks when the locks will be changed.")
    user.choose("Was it safe?: Yes")
    user.press(KEY.Key_Return, CTRL)


def refer_known(user: Newcomer) -> None:
    name = named(user, "refer_known", "refer ", r"\.")
    user.press(KEY.Key_N, CTRL)
    page = user.page(IntakePage)
    user.write("Police")
    user.press(KEY.Key_Tab)
    user.choose("Date received: today")
    user.alt("u")
    user.write(name)
    user.see(lambda: bool(page.form.subject.entry.found.rows))
    user.look()
    user.press(KEY.Key_Down, ALT)
    user.press(KEY.Key_Return)
    user.alt("w")
    user.write("Threats at the door.")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: user.place()[0] == "case")


def hear_case(user: Newcomer) -> None:
    user.press(KEY.Key_3, CTRL)
    user.press(KEY.Key_Return)
    user.see(lambda: user.place()[0] == "meeting")
    user.page(MeetingPage)
    user.press(KEY.Key_F7)
    user.write("She wants him to stay away.")
    user.press(KEY.Key_Tab)
    user.press(KEY.Key_Down)
    user.press(KEY.Key_F8)
    user.write("ring housing /police @fri")
    user.press(KEY.Key_Return)
    user.press(KEY.Key_Return, CTRL)


def finish_action(user: Newcomer) -> None:
    user.press(KEY.Key_4, CTRL)
    page = user.page(ActionsPage)
    user.choose("Overdue")
    user.see(lambda: page.source.chosen.overdue)
    user.alt("d")
    user.see_words("What came of it")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: not user.focus().accessibleName().startswith("What came of it"))
    user.alt("e")
    user.look()
    user.press(KEY.Key_Escape)
    user.press(KEY.Key_Z, CTRL)


def see_hidden(user: Newcomer) -> None:
    user.press(KEY.Key_7, CTRL)
    user.reach("View: Working figures")
    user.press(KEY.Key_Right)
    user.see_words("Proof file made and checked")


def leave_and_come_back(user: Newcomer) -> None:
    """Leave by keys, and take it up again from Help after a lock."""
    while not panel(user).isAncestorOf(user.focus()):
        user.press(KEY.Key_F6)
    user.choose("Leave the tour")
    user.see(panel(user).isHidden)
    assert not panel(user).isAncestorOf(user.focus())
    user.press(KEY.Key_1, CTRL)
    user.see_words("You have left the tour. Tasks done: 2 of 6")
    user.lock()
    user.unlock(PASSPHRASE)
    user.menu("h", "t")
    user.see(lambda: user.frame.findChild(TourPanel) is not None and panel(user).isVisible())
    user.see(lambda: panel(user).isAncestorOf(user.focus()))
    user.press(KEY.Key_Escape)
    assert not panel(user).isAncestorOf(user.focus())


def test_a_newcomer_goes_through_the_tour(newcomer: Newcomer) -> None:
    user = newcomer
    user.keys, user.words, user.pages = set(), set(), set()
    practise(user)
    user.see_words("New here? The tour leads you through your first tasks.")
    user.choose("Start the tour")
    user.see_words("Tour, task 1 of 6: Find a case by name")
    do(user, "find_case")
    do(user, "note_call")
    leave_and_come_back(user)
    do(user, "refer_known")
    user.lock()
    user.unlock(PASSPHRASE)  # while it goes on, it is here again by itself
    user.see_words("Tour, task 4 of 6")
    for task_id in ("hear_case", "finish_action", "see_hidden"):
        do(user, task_id)
    user.see_words("The tour is done", "Well done.")
    while not panel(user).isAncestorOf(user.focus()):
        user.press(KEY.Key_F6)
    user.choose("Open the guides")
    user.see(lambda: user.place()[0] == "help")
    while not panel(user).isAncestorOf(user.focus()):
        user.press(KEY.Key_F6)
    user.choose("End the tour")
    user.see(panel(user).isHidden)
    shown = tour(user.workspace)
    assert shown is not None
    assert shown.is_finished
    assert shown.state is TourState.PUT_AWAY
    user.press(Qt.Key.Key_1, CTRL)
    assert "tour" not in user.read().lower()


def tick_point(user: Newcomer) -> None:
    user.press(KEY.Key_5, CTRL)
    user.press(KEY.Key_Return)
    user.page(PowerPage)
    user.reach("Checklist")
    user.press(KEY.Key_Tab)
    user.press(KEY.Key_Space)


def count_quarter(user: Newcomer) -> None:
    user.press(KEY.Key_7, CTRL)
    user.look()


def for_partners(user: Newcomer) -> None:
    user.press(KEY.Key_7, CTRL)
    user.reach("For: The public")
    user.press(KEY.Key_Right)
    user.see_words("Proof file made and checked")


def publish_quarter(user: Newcomer, folder: Path) -> None:
    user.look()
    user.press(KEY.Key_E, CTRL)  # it asks for a folder, with the system's own dialog
    user.page(MeasuresPage).publish_into(folder)


ACTS = {
    act.__name__: act
    for act in (find_case, note_call, refer_known, hear_case, finish_action, see_hidden,
                tick_point, count_quarter, for_partners)
}  # fmt: skip


def as_role(user: Newcomer, role: str) -> None:
    """Come back as somebody in another role, with a tour not begun yet."""
    folder = user.workspace.file.folder
    user.lock()
    opened = service.open_file(folder, PASSPHRASE)
    with opened.changing(Permission.MANAGE_FILE) as change:
        change.session.execute(update(AccountRow).values(role_id=role))
        change.session.execute(delete(SettingRow).where(SettingRow.name.startswith("tour_")))
        change.audit("file.named", "file")
    service.lock(opened)
    user.unlock(PASSPHRASE)


def test_officer_and_analyst_have_tasks_of_their_own(newcomer: Newcomer, tmp_path: Path) -> None:
    user, website, stick = newcomer, tmp_path / "website", tmp_path / "stick"
    website.mkdir()
    stick.mkdir()
    user.keys, user.words, user.pages = set(), set(), set()
    practise(user)
    as_role(user, "officer")
    user.choose("Start the tour")
    user.see_words("Tour, task 1 of 6: Find a case by name")
    user.reach("Another task")
    user.press(KEY.Key_Space, times=5)
    do(user, "tick_point")
    as_role(user, "analyst")
    user.see_words("New here? The tour leads you through your first tasks.")
    user.choose("Start the tour")
    do(user, "count_quarter")
    do(user, "see_hidden")
    do(user, "for_partners")
    with no_file_dialogs():
        do(user, "publish_quarter", lambda: publish_quarter(user, website))
    do(user, "back_up", lambda: back_up(user, str(stick)))
    user.see_words("The tour is done")
