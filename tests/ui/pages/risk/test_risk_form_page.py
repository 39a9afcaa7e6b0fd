"""A risk form is filled in with number keys; score, band and change are there at once."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.overviews.service import case_page, today
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.model import NewAssessment
from casedesk.risk.service import assessments_of_case, get_assessment, record_assessment
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, Start, at_work
from ui.navigation import entries
from ui.page import PageEntry
from ui.pages.cases.case_heading import chips
from ui.pages.cases.case_page import CasePage
from ui.pages.risk.risk_form import RiskForm
from ui.pages.risk.risk_form_page import RiskFormPage
from ui.table_models.case_parts_table import risk_rows
from ui.widgets.notice_strip import NoticeStrip

RISK = PageEntry(
    "risk_form",
    lambda: "Risk form",
    RiskFormPage,
    permission=Permission.CHANGE_RECORDS,
    on_rail=False,
    under="start",
)
CASE = PageEntry("case", lambda: "Case", Start, on_rail=False)
DASH = [question.id for question in risk_tools()["dash_safelives"].questions]


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return take_in_referral(workspace, new_referral()).case_id


def earlier(workspace: Workspace, case_id: int, points: int, **given: object) -> int:
    """Record a Dash form of an earlier day with so many times yes."""
    answers = dict.fromkeys(DASH[:points], "yes")
    subject = people_of(workspace, case_id)[0]
    day = date(2026, 11, 13)
    new = NewAssessment(case_id, "dash_safelives", day, answers, person_id=subject, **given)  # type: ignore[arg-type]
    return record_assessment(workspace, new)


def open_form(
    work: AtWork, case_id: int, tool: str | None = None, assessment: int | None = None
) -> RiskForm:
    work.frame.open_page("case", case_id)
    work.frame.open_page("risk_form", (case_id, tool, assessment))
    page = work.frame.page
    assert isinstance(page, RiskFormPage)
    assert page.form is not None
    return page.form


def test_a_dash_form_is_filled_in_scored_and_saved_with_a_key_an_answer(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    earlier(workspace, case_id, 9)
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id)
        assert form.score.before.text() == "Previous: 9 (13 Nov 2026)"
        work.write("1" * 13)
        assert form.score.score.text() == "Score 13 · threshold 14"
        assert form.score.band.word == "Not complete: risk not yet rated"
        assert form.score.change.word == "+4"
        work.write("1")
        assert form.score.band.word == "High"
        work.press(KEY.Key_Backspace)  # back to the question answered last
        work.write("2")
        assert form.score.band.word == "Not complete: risk not yet rated"
        work.write("3" + "4" * 9)  # not known, then not asked
        assert form.judgement.bands.buttons["as_scored"].hasFocus()
        assert form.score.answered.text() == "Answered 15 of 24"
        work.press(KEY.Key_S, CTRL)
        assert work.frame.place().page_id == "case"  # type: ignore[union-attr]
    line = assessments_of_case(workspace, case_id)[0]
    assert (line.score, line.band, line.change) == (13, None, None)
    assert line.person_id == people_of(workspace, case_id)[0]
    answers = get_assessment(workspace, line.id).answers
    assert answers[DASH[13]] == "no"
    assert answers[DASH[14]] == "dont_know"
    assert DASH[15] not in answers


def test_one_answer_of_24_is_no_standard_risk_and_the_gaps_are_told_everywhere(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    case = next(one for one in entries(lambda _wanted: None) if one.id == "case")
    with at_work(qtbot, workspace, RISK, case) as work:
        form = open_form(work, case_id)
        work.write("1")
        gaps = "Not complete: 1 of 24 answered"
        assert form.gaps.isVisibleTo(form)  # said before it is saved
        assert gaps in form.gaps.text()
        work.press(KEY.Key_S, CTRL)  # and it can be saved
        page = work.frame.page
        assert isinstance(page, CasePage)
        assert any(gaps in strip.accessibleName() for strip in page.findChildren(NoticeStrip))
        shown = " ".join(chip.accessibleName() for chip in chips(case_page(workspace, case_id)))
        assert f"Risk not yet rated · {gaps}" in shown
        assert "Standard" not in shown
    line = assessments_of_case(workspace, case_id)
    assert risk_rows(line)[0].cells[4].text == gaps
    assert today(workspace).needs_finishing.assessments == 1


def test_judgement_on_a_dash_may_raise_with_a_reason_and_never_lower(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id, "dash_safelives")
        work.write("1" * 10)
        bands = form.judgement.bands
        assert not bands.buttons["standard"].isEnabled()
        bands.buttons["high"].click()
        work.press(KEY.Key_S, CTRL)
        assert form.fields["judgement_reason"].problem
        assert form.questions.rows[DASH[9]].value() == "yes"  # nothing typed is lost
        form.judgement.reason.setText("Threats since the last call.")
        work.press(KEY.Key_S, CTRL)
    (line,) = assessments_of_case(workspace, case_id)
    assert (line.score_band, line.band) == (None, "high")


def test_a_local_matrix_may_be_lowered_and_number_keys_follow_its_answers(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id, "asb_local")
        work.write("4444")
        assert form.questions.rows["frequency"].value() == "daily"
        assert all(button.isEnabled() for button in form.judgement.bands.buttons.values())
        figures = open_form(work, case_id, "csp_risk_matrix")
        work.write("3")  # where answers are figures, the key is the figure
        assert figures.questions.rows["criterion_1"].value() == "3"


def test_a_note_takes_figures_as_text_and_a_stalking_answer_says_what_follows(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id)
        stalking = form.questions.rows["stalking"]
        stalking.go()
        work.write("1")
        assert "Stalking supplement" in stalking.follow_up.text()
        stalking.note_button.click()
        work.write("12 times <b>a day</b>")
        work.press(KEY.Key_S, CTRL)
    (line,) = assessments_of_case(workspace, case_id)
    assert get_assessment(workspace, line.id).notes == {"stalking": "12 times <b>a day</b>"}


def test_tab_leads_from_a_note_to_the_next_question_and_the_answers_stay_in_their_column(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        rows = [open_form(work, case_id).questions.rows[key] for key in DASH[:3]]
        rows[1].note_button.setFocus()
        work.press(KEY.Key_Return)
        work.press(KEY.Key_Tab)
        assert work.focus() is rows[2].radios[0]
        qtbot.wait(1)
        places = {row.radios[0].mapTo(work.window, QPoint(0, 0)).x() for row in rows}
        assert len(places) == 1


def test_half_a_form_outlives_locking_and_each_form_keeps_its_own_draft(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        open_form(work, case_id)
        work.write("1213")
        other = open_form(work, case_id, "asb_local")
        assert other.questions.answers() == {}
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id)
        assert [form.questions.rows[key].value() for key in DASH[:5]] == [
            "yes", "no", "yes", "dont_know", None,
        ]  # fmt: skip
        assert form.questions.rows[DASH[4]].radios[0].hasFocus()


def test_a_correction_opens_the_old_answers_and_wants_its_reason(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    old = earlier(workspace, case_id, 9, band="high", judgement_reason="Weapons at home.")
    with at_work(qtbot, workspace, RISK, CASE) as work:
        form = open_form(work, case_id, "dash_safelives", old)
        assert form.judgement.band() == "high"
        assert form.score.before.text() == ""  # it is not compared with itself
        form.questions.rows[DASH[9]].go()
        work.write("1")
        work.press(KEY.Key_S, CTRL)
        assert form.fields["reason"].problem
        form.reason.setText("Misheard")
        before = get_assessment(workspace, old).as_written()
        work.press(KEY.Key_S, CTRL)
        (line,) = assessments_of_case(workspace, case_id)
        assert (line.id, line.score) == (old, 10)
        work.frame.undo()
        assert get_assessment(workspace, old).as_written() == before


def test_undo_takes_the_form_out_and_gives_the_answers_back(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, RISK, CASE) as work:
        open_form(work, case_id)
        work.write("11")
        work.press(KEY.Key_S, CTRL)
        assert len(assessments_of_case(workspace, case_id)) == 1
        open_form(work, case_id)
        work.write("1")  # the next one is begun
        work.frame.undo()
        assert len(assessments_of_case(workspace, case_id)) == 1
        page = work.frame.page
        assert isinstance(page, RiskFormPage)
        assert page._drafts is not None
        page._drafts.discard()
        work.frame.undo()
        assert assessments_of_case(workspace, case_id) == []
        page = work.frame.page
        assert isinstance(page, RiskFormPage)
        assert page.form is not None
        assert page.form.questions.answers() == {DASH[0]: "yes", DASH[1]: "yes"}
