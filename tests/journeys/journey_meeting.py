"""A plain meeting of three cases: planned, held case by case and ended, all of it heard."""

from datetime import date
from pathlib import Path

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.meetings.agenda import agenda
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import DiscussionStatus, MeetingStatus
from casedesk.workspace import service
from tests.builders import the_meeting
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

WAITING, HEARD = 8, ("E-0431", "E-0432", "E-0433")
MINUTES = "She wants him to stay away."


def test_three_cases_are_heard_one_after_the_other(listener: Listener, full_file: Path) -> None:
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    plan_it(listener)
    put_three_on_the_agenda(listener)
    note_who_is_there(listener)
    hear_each(listener)
    listener.press("push button", "End meeting")
    listener.hear_said("Meeting ended.")
    listener.close()
    it_is_recorded(full_file)


def plan_it(listener: Listener) -> None:
    listener.keys("ctrl+shift+m")
    listener.hear_said("Plan meetings")
    listener.fill("Forum", "MARAC")
    day = date.today()  # noqa: DTZ011 - as the program does
    for part in ("day", "month", "year"):
        listener.fill(f"Day and time: {part}", str(getattr(day, part)))
    listener.press("push button", "Plan")
    listener.hear_said("Meeting planned.")


def put_three_on_the_agenda(listener: Listener) -> None:
    assert listener.focus().name == f"Add cases: {WAITING} wait"
    listener.keys("space")
    listener.hear("Cases that wait")
    listener.until(lambda: listener.focus().role == "table", "the list of cases")
    for left in range(WAITING, len(HEARD), -1):
        listener.find("push button", f"Put {left} on the agenda")
        listener.keys("space", "Down")
    listener.press("push button", f"Put {len(HEARD)} on the agenda")
    listener.hear_said(f"Put on the agenda: {len(HEARD)}")
    listener.hear(*(f"{number} {case}" for number, case in enumerate(HEARD, 1)))


def note_who_is_there(listener: Listener) -> None:
    listener.keys("F4")
    listener.hear("Agency: Police", "Attends: not noted")
    listener.press("push button", "Present")
    listener.hear_said("Police: Present")
    listener.hear("Present 1 of 12 agencies")


def hear_each(listener: Listener) -> None:
    listener.keys("F7")
    for case in HEARD:
        listener.until(lambda: listener.focus().name == "Minutes", "the minutes")
        listener.until(lambda at=case: listener.focus().description == at, f"those of {case}")
        listener.write(MINUTES)
        listener.keys("Tab")
        listener.choose("No outcome yet", "Heard, actions agreed")
        if case == HEARD[0]:
            listener.keys("F8")
            listener.until(lambda: listener.focus().name == "New action", "the action line")
            listener.write("ring housing /police @fri !")
            listener.keys("Return")
            listener.hear_said("Action added.")
        listener.keys("ctrl+Return")
        listener.hear_said(f"{case} heard.")


def it_is_recorded(file: Path) -> None:
    opened = service.open_file(file, PASSPHRASE)
    newest = max(meeting_ids(opened, MeetingStatus.HELD, "marac"))
    assert the_meeting(opened, newest).held_on == date.today()  # noqa: DTZ011
    items = agenda(opened, newest)
    assert [one.case_reference for one in items] == list(HEARD)
    assert {one.status for one in items} == {DiscussionStatus.HEARD}
    (action,) = list_actions(opened, ActionFilter(meeting_id=newest))
    assert (action.task, action.urgent) == ("Ring housing", True)
    service.lock(opened)
