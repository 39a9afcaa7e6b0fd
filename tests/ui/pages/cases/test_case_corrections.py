"""Referrals and the course of a power: corrected, ended, marked in error, taken back."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from casedesk.cases.case_life import case_details
from casedesk.cases.model import CaseStatus
from casedesk.cases.service import referral_details, take_in_referral
from casedesk.dates import LONDON
from casedesk.interventions.model import Intervention, NewIntervention
from casedesk.interventions.service import get_intervention, record_intervention
from casedesk.referrals.model import CriterionMet, Involved, ReferralStatus
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, fill, form_of, opened
from tests.ui.pages.window_at_work import CTRL, KEY, at_work


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_every_answer_of_a_referral_is_corrected(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.open_form("correct_referral", 1)
        form = form_of(page)
        agencies = form.controls["agencies"]
        assert [box.value() for box in agencies.boxes] == ["police", "idva"]  # type: ignore[attr-defined]
        agencies.weights[0].setText("1,5")  # type: ignore[attr-defined]
        form.controls["criteria"].restore({"professional_judgement": [True, "Seen twice."]})  # type: ignore[attr-defined]
        fill(form, children_in_household="2", told_note="Wants it to stop.", reason="Read again")
        work.press(KEY.Key_S, CTRL)
        held = referral_details(workspace, 1)
        assert [one.weight for one in held.agencies] == [0.75, 0.25]
        assert held.criteria == (CriterionMet("professional_judgement", "Seen twice."),)
        assert (held.fields.children_in_household, held.fields.told_note) == (
            2,
            "Wants it to stop.",
        )
        page.open_form("correct_case")
        fill(form_of(page), address="The Quay", reason="Moved")
        work.press(KEY.Key_S, CTRL)
        assert page.view is not None
        assert page.view.place == "The Quay"


def test_a_referral_is_declined_and_accepted_after_all(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        for kind, status in (
            ("decline_referral", ReferralStatus.DECLINED),
            ("redirect_referral", ReferralStatus.REDIRECTED),
        ):
            page.open_form(kind, 1)
            work.write("To the JAG")
            work.press(KEY.Key_S, CTRL)
            assert referral_details(workspace, 1).status is status
            assert case_details(workspace, case_id).status is CaseStatus.CLOSED
            assert "Accept referral M-2026-001 after all" in [
                act.text() for act in page._change_menu.actions()
            ]
            work.frame.undo()
            assert referral_details(workspace, 1).status is ReferralStatus.ACCEPTED
            assert case_details(workspace, case_id).status is CaseStatus.OPEN


def test_a_repeat_is_denied_and_the_rule_decides_again(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    subject, harming = people_of(workspace, case_id)
    again = new_referral(
        subject=subject,
        others=(Involved(harming, "person_causing_harm"),),
        received_on=date(2026, 11, 18),
    )
    taken = take_in_referral(workspace, again)
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, taken.case_id)
        page.open_form("not_a_repeat", taken.referral_id)
        work.write("The same incident")
        work.press(KEY.Key_S, CTRL)
        assert not referral_details(workspace, taken.referral_id).repeat.is_repeat
        page.open_form("a_repeat_after_all", taken.referral_id)
        work.write("Two incidents")
        work.press(KEY.Key_S, CTRL)
        assert referral_details(workspace, taken.referral_id).repeat.is_repeat


def test_steps_breaches_and_answers_are_corrected_and_marked_in_error(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    issued = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
    made = record_intervention(
        workspace, NewIntervention("closure_notice", case_id=case_id, issued_at=issued)
    )

    def held() -> Intervention:
        return get_intervention(workspace, made, opening=False)

    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        page.tabs.setCurrentIndex(5)
        powers = page.tabs_shown.powers

        def choose(kind: str) -> None:
            """Choose the first row of a kind in the course, with the arrow keys."""
            powers.course.setFocus()
            work.press(KEY.Key_Home, CTRL)
            for _row in range(powers.course_model.rowCount()):
                if powers.course.current_id()[0] == kind:
                    return
                work.press(KEY.Key_Down)
            raise AssertionError(kind)

        page.open_form("breach", made)
        fill(form_of(page), breached_on=date(2026, 11, 18), note="Entered")
        work.press(KEY.Key_S, CTRL)
        choose("breach")
        work.press(KEY.Key_Return)
        fill(form_of(page), note="Entered at night", reason="Log read")
        work.press(KEY.Key_S, CTRL)
        assert [one.note for one in held().breaches] == ["Entered at night"]
        choose("breach")
        powers.error.click()
        fill(form_of(page), reason="Another address")
        work.press(KEY.Key_S, CTRL)
        assert held().breaches == ()

        page.open_form("take_step", made)
        fill(form_of(page), step_id="served", at=datetime(2026, 11, 16, 11, 0, tzinfo=LONDON))
        work.press(KEY.Key_S, CTRL)
        assert [one.step_id for one in held().steps] == ["served"]
        choose("step")
        powers.correct.click()
        fill(form_of(page), note="Fixed to the door", reason="Form read")
        work.press(KEY.Key_S, CTRL)
        assert [one.note for one in held().steps] == ["Fixed to the door"]
        choose("step")
        powers.error.click()
        fill(form_of(page), reason="Not served yet")
        work.press(KEY.Key_S, CTRL)
        assert held().steps == ()
        work.frame.undo()
        assert [one.note for one in held().steps] == ["Fixed to the door"]

        choose("deadline")
        powers.answer.click()
        fill(form_of(page), note="Heard in time")
        work.press(KEY.Key_S, CTRL)
        choose("answered")
        assert powers.correct.text() == "Take back the answer"
        powers.correct.click()
        fill(form_of(page), reason="Adjourned")
        work.press(KEY.Key_S, CTRL)
        assert all(one.settled_on is None for one in held().deadlines)
