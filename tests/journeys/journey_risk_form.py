"""A risk form is answered by number keys; the score is heard as it grows."""

from pathlib import Path

from casedesk.cases.case_list import case_with_reference
from casedesk.overviews.service import case_page
from casedesk.workspace import service
from tests.conftest import PASSPHRASE
from tests.journeys.listener import Listener

CASE = "E-0433"


def test_the_answers_and_the_band_are_heard_and_saved(listener: Listener, full_file: Path) -> None:
    listener.start(full_file)
    listener.unlock(PASSPHRASE)
    listener.keys("ctrl+2")
    listener.hear_said("Referrals and cases")
    listener.hear(f"Reference: {CASE}")
    listener.keys("Return")
    listener.hear_said(CASE)
    listener.choose_in_menu("Record", "Assessment: Dash risk checklist")
    listener.hear_said(f"{CASE}. Dash risk checklist")
    first = listener.focus()
    assert (first.role, first.name) == ("radio button", "Was anybody hurt this time? Yes")
    listener.write("1" * 14 + "2" * 10)
    listener.hear_said("Score 14 · threshold 14, High")
    assert listener.focus().name == "Risk is: As the score"
    listener.press("push button", "Save risk form")
    listener.hear_said("Risk form saved")
    listener.hear("High risk")
    listener.close()

    opened = service.open_file(full_file, PASSPHRASE)
    case_id = case_with_reference(opened, CASE)
    assert case_id is not None
    newest = max(case_page(opened, case_id).risk_history, key=lambda one: one.id)
    assert (newest.tool_id, newest.score, newest.band) == ("dash_safelives", 14, "high")
    service.lock(opened)
