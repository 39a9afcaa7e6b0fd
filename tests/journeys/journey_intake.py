"""A referral is taken in: a possible match and a repeat are heard while it is typed."""

import re
from pathlib import Path

from casedesk.cases.case_list import case_ids
from casedesk.overviews.service import case_page
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

HAPPENED = "Threats at the door; the children heard them."


def test_a_match_and_a_repeat_are_heard_and_saved(listener: Listener, full_file: Path) -> None:
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    listener.keys("ctrl+n")
    listener.hear_said("New referral")
    who_refers(listener)
    the_person_is_known(listener)
    so_is_the_other(listener)
    listener.fill("What has happened, and why it is referred now", HAPPENED)
    listener.press("push button", "Save referral")
    listener.hear_said("saved")
    assert not any("on 20 August 2014" in one for one in listener.tree.announced()), (
        "its own repeat"
    )
    listener.hear("Karim Haworth", "Repeat")
    listener.close()
    the_records_hold_it(full_file)


def who_refers(listener: Listener) -> None:
    assert listener.focus().name == "Agency"
    listener.fill("Agency", "Police")
    listener.fill("Referrer: name", "PC Owen Tate")
    for part, typed in (("day", "20"), ("month", "8"), ("year", "2014")):
        listener.fill(f"Date received: {part}", typed)


def the_person_is_known(listener: Listener) -> None:
    listener.fill("Victim: Full name", "Karim Haworth")
    listener.hear_said("possible match")
    listener.keys("alt+Down")
    listener.until(lambda: listener.focus().role == "push button", "the list of matches")
    use = listener.focus()
    assert "Karim Haworth" in use.name
    assert use.description
    listener.keys("Return")


def so_is_the_other(listener: Listener) -> None:
    listener.hear_said("Karim Haworth: joined to a known person")
    listener.press("push button", "Add person")
    listener.fill("Person 1: Full name", "Delyth Yarrow")
    listener.hear_said("possible match")
    listener.press("push button", re.compile("^Use.*Delyth Yarrow"))
    listener.hear_said("Delyth Yarrow: joined to a known person")
    listener.choose("Person 1: role", "Person causing harm")
    listener.hear_said("Repeat: the same people")
    listener.hear("Rule: ", "12 months")


def the_records_hold_it(file: Path) -> None:
    opened = service.open_file(file, PASSPHRASE)
    newest = max(case_ids(opened))
    case = case_page(opened, newest)
    assert [one.name for one in case.people] == ["Karim Haworth", "Delyth Yarrow"]
    service.lock(opened)
