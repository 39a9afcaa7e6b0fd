"""From a closure notice to the order: steps, deadlines and how they were counted are all heard."""

import re
from datetime import date, timedelta
from pathlib import Path

from casedesk.interventions.model import InterventionFilter
from casedesk.interventions.power_list import intervention_ids
from casedesk.interventions.service import get_intervention
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

SERVED = date.today() - timedelta(days=1)  # noqa: DTZ011 - as the program does
ENDS = SERVED + timedelta(days=80)


def test_a_notice_becomes_an_order(listener: Listener, full_file: Path) -> None:
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    record_the_notice(listener)
    open_it(listener)
    its_deadline_is_heard(listener)
    a_hearing_is_listed(listener)
    the_order_is_made(listener)
    listener.close()

    opened = service.open_file(full_file, PASSPHRASE)
    chosen = InterventionFilter(power_id="closure_order")
    order = get_intervention(opened, max(intervention_ids(opened, chosen)))
    assert (order.facts.granted_on, order.facts.ends_on) == (SERVED, ENDS)
    service.lock(opened)


def record_the_notice(listener: Listener) -> None:
    listener.keys("ctrl+2")
    listener.hear_said("Referrals and cases")
    listener.hear("Reference: E-0433")
    listener.keys("Return")
    listener.hear_said("E-0433")
    listener.choose_in_menu("Record", "Tool or power")
    listener.fill("Tool or power", "Closure notice")
    listener.keys("Tab")
    type_day(listener, "Served", SERVED, "09:20")
    listener.press("push button", "Save record")
    listener.hear_said("Recorded.")


def open_it(listener: Listener) -> None:
    listener.keys("ctrl+5")
    listener.hear_said("Tools and powers")
    listener.fill("Search in list", "I-0001")
    listener.until(lambda: len(listener.all("cell", re.compile("^Ref"))) == 1, "one line alone")
    listener.keys("Down", "Return")
    listener.hear_said("I-0001. Closure notice")


def its_deadline_is_heard(listener: Listener) -> None:
    assert listener.focus().description == "Next: Hearing listed"
    listener.find("check box", re.compile("^Step 5 of 11: Notice served, done"))
    listener.hear("Heard within 48 hours of first service", "Used: 48 h 00 min")
    listener.press("check box", "Children at the premises")
    listener.hear("1 of 6 done")


def a_hearing_is_listed(listener: Listener) -> None:
    listener.press("push button", "Record next step")
    listener.until(lambda: listener.focus().name == "Hearing listed", "the step that comes next")
    type_day(listener, "When the step was taken", SERVED, "10:40")
    listener.press("push button", "Save step")
    listener.hear_said("Step recorded. Deadlines were worked out again.")


def the_order_is_made(listener: Listener) -> None:
    listener.press("push button", "Record next step")
    listener.find("panel", "Closure order, following Closure notice I-0001")
    type_day(listener, "Granted", SERVED)
    type_day(listener, "Ends", ENDS)
    listener.press("push button", "Save record")
    listener.hear_said("Recorded. Deadlines were worked out.")
    listener.find("check box", re.compile("^Step 9 of 11: Order made, in full or in part, done"))
    listener.hear("Appeal, To the Crown Court within 21 days")


def type_day(listener: Listener, name: str, day: date, at: str = "") -> None:
    for part in ("day", "month", "year"):
        listener.fill(f"{name}: {part}", str(getattr(day, part)))
    if at:
        listener.fill(f"{name}: time", at)
