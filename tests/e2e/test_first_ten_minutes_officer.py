"""The guide of the officer, each step done by keys as Help says it."""

from casedesk.actions.model import ActionFilter, ActionStatus
from casedesk.actions.service import count_actions
from casedesk.cases.case_list import case_rows
from casedesk.practice.own_file import PASSPHRASE
from tests.e2e.newcomer import Newcomer, practise
from tests.e2e.user import ALT, CTRL, KEY, SHIFT
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.interventions.power_calculator_page import PowerCalculatorPage
from ui.pages.interventions.power_page import PowerPage
from ui.search_palette import SearchPalette

DONE = ActionFilter(status=ActionStatus.DONE)


def see_today(user: Newcomer) -> None:
    user.press(KEY.Key_1, CTRL)
    user.reach("Deadlines")


def find(user: Newcomer) -> None:
    user.press(KEY.Key_K, CTRL)
    user.write(f"@{case_rows(user.workspace, [1])[0].subject_name}")
    palette = user.frame.findChild(SearchPalette)
    assert isinstance(palette, SearchPalette)
    user.see(lambda: palette.table.model().rowCount() > 0)
    user.press(KEY.Key_Return)
    user.see(lambda: user.place()[0] == "person")


def look_before_ringing(user: Newcomer) -> None:
    user.reach("Cases")
    user.press(KEY.Key_Return)
    user.see(lambda: user.place()[0] == "case")
    user.press(KEY.Key_Left, ALT)
    user.see(lambda: user.place()[0] == "person")
    user.press(KEY.Key_Right, ALT)
    user.see(lambda: user.place()[0] == "case")


def write_down_a_call(user: Newcomer) -> None:
    _page, case_id = user.place()
    user.press(KEY.Key_N, CTRL | SHIFT)
    page = user.page(ContactNotePage)
    assert page.about.case_id == case_id
    user.write("Rang; she is safe tonight.")
    user.choose("Was it safe?: Yes")
    user.press(KEY.Key_Return, CTRL)
    user.see(lambda: user.place() == ("case", case_id))


def finish_and_take_back(user: Newcomer) -> None:
    before = count_actions(user.workspace, DONE)
    user.press(KEY.Key_4, CTRL)
    user.alt("d")
    user.see_words("What came of it")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: count_actions(user.workspace, DONE) == before + 1)
    user.press(KEY.Key_Z, CTRL)
    user.see(lambda: count_actions(user.workspace, DONE) == before)


def tick_a_point(user: Newcomer) -> None:
    user.press(KEY.Key_5, CTRL)
    user.press(KEY.Key_Return)
    page = user.page(PowerPage)
    user.look()
    user.reach("Checklist")
    user.press(KEY.Key_Tab)
    user.press(KEY.Key_Space)
    user.see_words("1 of ")
    assert page.isVisible()


def reckon(user: Newcomer) -> None:
    user.menu("c", "d")
    page = user.page(PowerCalculatorPage)
    user.reach("First service of the notice")
    for part in ("24", "12", "2026"):
        user.write(part)
        user.press(KEY.Key_Tab)
    user.press(KEY.Key_Tab)
    user.write("16:30")
    model = page.deadlines.model
    user.see(lambda: any("27 Dec" in model.cell(at, 1).text for at in range(model.rowCount())))


def lock(user: Newcomer) -> None:
    user.lock()
    user.unlock(PASSPHRASE)
    assert user.place()[0] == "calculator"


def test_an_officer_does_what_the_guide_says(newcomer: Newcomer) -> None:
    newcomer.follow(
        "officer",
        {
            "practise": practise,
            "today": see_today,
            "find": find,
            "look": look_before_ringing,
            "note": write_down_a_call,
            "action": finish_and_take_back,
            "power": tick_a_point,
            "reckon": reckon,
            "lock": lock,
        },
    )
