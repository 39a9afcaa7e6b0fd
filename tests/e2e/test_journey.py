"""A coordinator's first day, in the real window on a real encrypted file, by keyboard alone."""

import csv
from datetime import date
from pathlib import Path

from casedesk.dates import days_between
from casedesk.disclosure.checker import check_release
from casedesk.exchange.service import read_answers
from casedesk.measures.service import count
from casedesk.people.service import count_open_matches
from casedesk.workspace import service
from tests.e2e.test_alt_letters import letters_twice
from tests.e2e.test_backup import back_up, look_into, replace_the_records
from tests.e2e.test_first_run import (
    PASSPHRASE,
    choose_passphrase,
    choose_place,
    name_the_partnership,
    type_the_recovery_key_back,
)
from tests.e2e.test_locking import half_a_referral_is_there, type_half_a_referral
from tests.e2e.test_publication import publish
from tests.e2e.user import ALT, CTRL, KEY, SHIFT, User, spoken
from tests.partnership_files import WORKBOOK
from ui.pages.cases.case_page import CasePage
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.exchange.import_page import ImportPage
from ui.pages.people.matches_page import MatchesPage
from ui.pages.referrals.intake_page import IntakePage
from ui.pages.risk.risk_form_page import RiskFormPage


def test_from_a_fresh_computer_to_a_restored_backup(user: User, tmp_path: Path) -> None:
    set_up(user, tmp_path)
    bring_the_workbook_in(user)
    case_id = take_in_a_repeat_referral(user)
    fill_in_a_risk_form(user, case_id)
    log_a_call(user, case_id)
    correct_the_note(user)
    join_two_people_and_take_it_back(user)
    publish_a_quarter(user, tmp_path / "website")
    lock_with_half_a_referral(user)
    back_up_and_restore(user, tmp_path / "stick")
    the_file_is_whole(user, tmp_path / "riverside.casedesk")


def set_up(user: User, folder: Path) -> None:
    user.start()
    choose_place(user, folder)
    choose_passphrase(user)
    type_the_recovery_key_back(user)
    name_the_partnership(user)
    user.see_words("Today")


def bring_the_workbook_in(user: User) -> None:
    user.menu("f", "i")
    page = user.page(ImportPage)
    page.read(WORKBOOK)  # what the system's own dialog, or a dropped file, gives
    user.see(page.questions.isVisible)
    answers = read_answers(WORKBOOK.with_name("answers.toml"))
    for line in page.questions.lines:
        wanted = answers.get(line.question.kind, {}).get(line.question.word)
        titles = {one.id: one.title for one in line.question.suggestions}
        if wanted in titles:
            user.reach(line.box.accessibleName())
            user.write(titles[wanted])
            user.press(KEY.Key_Tab)
    user.alt("r")
    user.see(lambda: "712" in page.take_button.text())
    assert refusals_shown(page) == expected_refusals()
    user.alt("i")
    user.see(page.result.isVisible)
    user.see_words("Rows taken: 712", "Refused rows: 9")
    with user.looking_on():
        the_counts_are_those_expected(user)


def refusals_shown(page: ImportPage) -> list[tuple[str, ...]]:
    model = page.refused.model
    rows = range(model.rowCount())
    return sorted(tuple(model.cell(row, place).text for place in (0, 1, 2, 4)) for row in rows)


def expected_refusals() -> list[tuple[str, ...]]:
    with WORKBOOK.with_name("expected_errors.csv").open(encoding="utf-8", newline="") as lines:
        return sorted(
            (one["sheet"], one["row"], one["column"], one["value"] or "blank")
            for one in csv.DictReader(lines)
        )


def the_counts_are_those_expected(user: User) -> None:
    with WORKBOOK.with_name("expected_counts.csv").open(encoding="utf-8", newline="") as lines:
        expected = [line for line in csv.DictReader(lines) if not line["breakdown"]]
    for line in expected:
        period = days_between(date.fromisoformat(line["from"]), date.fromisoformat(line["to"]))
        (figure,) = count(user.workspace, period, [line["kpi"]])
        assert figure.value == float(line["value"]), line["kpi"]


def take_in_a_repeat_referral(user: User) -> int:
    user.press(KEY.Key_N, CTRL)
    page = user.page(IntakePage)
    user.write("Police")
    user.press(KEY.Key_Tab)
    user.write("PC Owen Tate")
    user.press(KEY.Key_Tab, times=2)
    for part in ("20", "8", "2014"):
        user.write(part)
        user.press(KEY.Key_Tab)
    user.alt("u")
    user.write("Karim Haworth")
    user.see(lambda: bool(page.form.subject.entry.found.rows))
    use_the_first_match(user)
    known = page.form.subject.entry.person
    assert known is not None
    assert (known.name, known.born_on) == ("Karim Haworth", date(1977, 7, 30))
    user.alt("p")
    other = page.form.others.people[0]
    user.press(KEY.Key_Tab, SHIFT)
    assert spoken(user.focus()) == "Add person"  # Tab goes through the page from top to bottom
    user.press(KEY.Key_Tab)
    user.write("Delyth Yarrow")
    user.see(lambda: bool(other.entry.found.rows))
    use_the_first_match(user)
    user.reach("Person 1: role")
    user.write("Person")
    assert other.role.currentText() == "Person causing harm"
    user.press(KEY.Key_Tab)
    assert page.banner.isVisible()
    assert "2014" in page.banner.words.text()
    assert "12 months" in page.banner.rule.text()
    user.alt("w")
    user.write("Threats at the door.")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: user.place()[0] == "case")
    _page, case_id = user.place()
    assert isinstance(case_id, int)
    user.see_words("Repeat")
    return case_id


def use_the_first_match(user: User) -> None:
    user.press(KEY.Key_Down, ALT)
    user.press(KEY.Key_Return)


def fill_in_a_risk_form(user: User, case_id: int) -> None:
    user.alt("r")
    user.press(KEY.Key_Down, times=6)  # past note, action, person, power and file
    user.press(KEY.Key_Return)
    page = user.page(RiskFormPage)
    assert page.form is not None
    assert letters_twice(user.window) == []
    user.write("1" * 14 + "2" * 10)
    assert page.form.score.band.word == "High"
    user.press(KEY.Key_S, CTRL)
    assert user.place() == ("case", case_id)
    user.see_words("High risk")
    assert letters_twice(user.window) == []


def log_a_call(user: User, case_id: int) -> None:
    user.press(KEY.Key_N, CTRL | SHIFT)
    page = user.page(ContactNotePage)
    assert page.about.case_id == case_id
    user.write("Rang twice; no answer.")
    user.press(KEY.Key_Return, CTRL)
    assert user.place() == ("case", case_id)


def correct_the_note(user: User) -> None:
    page = user.page(CasePage)
    shown = page.tabs_shown.timeline.list
    user.reach("Timeline")
    user.press(KEY.Key_Home)
    user.press(KEY.Key_Return)
    user.reach("What was said or done")
    user.rewrite("Texted; no answer.")
    user.reach("Reason")
    user.write("Written from memory")
    user.press(KEY.Key_S, CTRL)
    user.see(lambda: any(one.struck for one in shown.entries.entries))
    assert [one.struck for one in shown.entries.entries if one.struck] == ["Rang twice; no answer."]


def join_two_people_and_take_it_back(user: User) -> None:
    user.menu("c", "m")
    page = user.page(MatchesPage)
    waiting = count_open_matches(user.workspace)
    assert waiting > 0
    user.alt("j")
    user.see_words("The two records are one now.")
    assert count_open_matches(user.workspace) < waiting
    user.press(KEY.Key_Z, CTRL)
    user.see_words("The two records are apart again, each with what was its own.")
    assert count_open_matches(user.workspace) == waiting
    assert page.isVisible()


def publish_a_quarter(user: User, folder: Path) -> None:
    made = publish(user, folder)
    with user.looking_on():
        result = check_release(made)
    assert (result.ok, result.problem) == (True, "")


def lock_with_half_a_referral(user: User) -> None:
    type_half_a_referral(user)
    user.lock()
    user.unlock(PASSPHRASE)
    assert user.place() == ("intake", None)
    assert half_a_referral_is_there(user)


def back_up_and_restore(user: User, folder: Path) -> None:
    made = back_up(user, folder)
    look_into(user, made, PASSPHRASE)
    user.see_words("Riverside Community Safety Partnership. Cases: ")
    user.alt("s")
    replace_the_records(user)
    user.see_words("The backup was restored.")
    user.unlock(PASSPHRASE)
    user.press(KEY.Key_N, CTRL)
    assert half_a_referral_is_there(user)


def the_file_is_whole(user: User, file: Path) -> None:
    user.lock()
    with user.looking_on():
        opened = service.open_file(file, PASSPHRASE)
        assert service.verify(opened).is_whole
        service.lock(opened)
