"""The guide of the coordinator, each step done by keys as Help says it."""

from pathlib import Path

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.meetings import agenda
from casedesk.meetings.model import DiscussionStatus
from casedesk.people.service import count_open_matches
from tests.e2e.newcomer import Newcomer, back_up, practise, see_today
from tests.e2e.user import CTRL, KEY, SHIFT
from ui.pages.actions.actions_page import ActionsPage
from ui.pages.cases.case_page import CasePage
from ui.pages.meetings.meeting_page import MeetingPage


def refer(user: Newcomer) -> None:
    user.press(KEY.Key_N, CTRL)
    user.write("Police")
    user.press(KEY.Key_Tab)
    user.choose("Date received: today")
    user.alt("u")
    user.write("Branwen Oakley")
    user.alt("w")
    user.write("Threats at the door.")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: user.place()[0] == "case")


def add_a_note(user: Newcomer) -> None:
    entries = user.page(CasePage).tabs_shown.timeline.list.entries
    user.write("Rang: she is with her sister.")
    user.press(KEY.Key_Return)
    user.see(lambda: any("with her sister" in one.text for one in entries.entries))


def join_and_take_back(user: Newcomer) -> None:
    waiting = count_open_matches(user.workspace)
    user.menu("c", "m")
    user.alt("j")
    user.see_words("The two records are one now.")
    user.press(KEY.Key_Z, CTRL)
    user.see_words("The two records are apart again")
    assert count_open_matches(user.workspace) == waiting > 0


def plan(user: Newcomer) -> None:
    user.press(KEY.Key_M, CTRL | SHIFT)
    user.write("MARAC")
    user.press(KEY.Key_Tab)
    day = user.workspace.today()
    for part in (day.day, day.month, day.year):
        user.write(str(part))
        user.press(KEY.Key_Tab)
    user.alt("p")
    user.see(lambda: user.place()[0] == "meeting")


def at_the_meeting(user: Newcomer) -> int:
    user.page(MeetingPage)
    _page, meeting_id = user.place()
    assert isinstance(meeting_id, int)
    return meeting_id


def fill_the_agenda(user: Newcomer) -> None:
    meeting_id = at_the_meeting(user)
    user.alt("s")
    user.reach("Cases that wait")
    user.reach("Put")
    user.press(KEY.Key_Space)
    listed = agenda.agenda(user.workspace, meeting_id)
    assert "Branwen Oakley" in [one.subject_name for one in listed]
    user.press(KEY.Key_F5)
    user.press(KEY.Key_Up, CTRL)


def hold(user: Newcomer) -> None:
    meeting_id = at_the_meeting(user)
    user.press(KEY.Key_F4)
    user.reach("Present")
    user.press(KEY.Key_F7)
    user.write("She wants him to stay away.")
    user.press(KEY.Key_Tab)
    user.press(KEY.Key_Down)
    user.press(KEY.Key_F8)
    user.write("ring housing /police @fri !")
    user.press(KEY.Key_Return)
    user.press(KEY.Key_Return, CTRL)
    heard = agenda.agenda(user.workspace, meeting_id)
    assert [one.status for one in heard].count(DiscussionStatus.HEARD) == 1
    (action,) = list_actions(user.workspace, ActionFilter(meeting_id=meeting_id))
    assert (action.task, action.urgent) == ("Ring housing", True)


def chase(user: Newcomer, folder: Path) -> None:
    user.press(KEY.Key_4, CTRL)
    page = user.page(ActionsPage)
    user.choose("Overdue")
    user.see(lambda: page.source.chosen.overdue)
    user.choose("Chase overdue")
    user.alt("d")
    user.rewrite(str(folder))
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: user.place()[0] == "actions")
    (made,) = folder.glob("chase-*")
    assert any(made.iterdir())


def test_a_coordinator_does_what_the_guide_says(newcomer: Newcomer, tmp_path: Path) -> None:
    messages, stick = tmp_path / "messages", tmp_path / "stick"
    messages.mkdir()
    stick.mkdir()
    newcomer.follow(
        "coordinator",
        {
            "practise": practise,
            "today": see_today,
            "refer": refer,
            "note": add_a_note,
            "join": join_and_take_back,
            "plan": plan,
            "agenda": fill_the_agenda,
            "hold": hold,
            "chase": lambda user: chase(user, messages),
            "backup": lambda user: back_up(user, str(stick)),
        },
    )
    assert any(stick.iterdir())
