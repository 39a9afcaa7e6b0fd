"""Risk forms: scored by their tool, judged by a professional, compared with the last."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.risk import service
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.model import NewAssessment
from casedesk.risk.tables import AssessmentRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_referral

DASH = "dash_safelives"


def yes_to(number: int, tool_id: str = DASH) -> dict[str, str]:
    """Answer the first `number` questions with yes and the others with no."""
    questions = risk_tools()[tool_id].questions
    return {q.id: "yes" if place < number else "no" for place, q in enumerate(questions)}


def a_dash(case_id: int, number: int = 10, **given: Any) -> NewAssessment:
    usual: dict[str, Any] = {
        "tool_id": DASH,
        "assessed_on": date(2026, 11, 10),
        "answers": yes_to(number),
    }
    return NewAssessment(case_id=case_id, **{**usual, **given})


def risk_of(workspace: Workspace, case_id: int) -> tuple[Any, ...]:
    columns = (CaseRow.risk_tool_id, CaseRow.risk_score, CaseRow.risk_band)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return tuple(session.execute(select(*columns).where(CaseRow.id == case_id)).one())


def test_fourteen_yes_answers_are_high_and_the_case_says_so(workspace: Workspace) -> None:
    case = a_case(workspace)
    service.record_assessment(workspace, a_dash(case, 14))
    assert risk_of(workspace, case) == (DASH, 14, "high")


def test_the_form_shows_its_score_while_it_is_filled_in() -> None:
    so_far = service.score_so_far(DASH, {"injury": "yes"})
    assert (so_far.points, so_far.answered, so_far.questions, so_far.threshold) == (1, 1, 24, 14)
    assert (so_far.band, so_far.least) == (None, "standard")


def test_judgement_may_raise_the_dash_with_a_reason_but_never_lower_it(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    with pytest.raises(InputError) as no_reason:
        service.record_assessment(workspace, a_dash(case, 10, band="high"))
    assert set(no_reason.value.problems) == {"judgement_reason"}
    gentler = a_dash(case, 14, band="medium", judgement_reason="She says she is fine.")
    with pytest.raises(InputError) as lowered:
        service.record_assessment(workspace, gentler)
    assert set(lowered.value.problems) == {"band"}

    made = service.record_assessment(
        workspace, a_dash(case, 10, band="high", judgement_reason="Threats last night.")
    )

    line = service.get_assessment(workspace, made).summary
    assert (line.score, line.score_band, line.band) == (10, "medium", "high")
    assert risk_of(workspace, case) == (DASH, 10, "high")


def test_a_form_with_gaps_gives_a_band_only_when_no_missing_answer_could_change_it(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    first = next(iter(yes_to(1)))
    service.record_assessment(workspace, a_dash(case, answers={first: "yes"}))
    (line,) = service.assessments_of_case(workspace, case)
    assert (line.score, line.score_band, line.band) == (1, None, None)
    assert line.gaps == "Not complete: 1 of 24 answered"
    assert risk_of(workspace, case) == (None, None, None)

    fourteen = dict(list(yes_to(14).items())[:14])
    service.record_assessment(workspace, a_dash(case, answers=fourteen))
    line = service.assessments_of_case(workspace, case)[0]
    assert (line.band, line.gaps) == ("high", "Not complete: 14 of 24 answered")

    later = a_dash(case, answers={first: "yes"}, assessed_on=date(2026, 11, 12))
    service.record_assessment(workspace, later)  # takes nothing of what was known
    assert risk_of(workspace, case) == (DASH, 14, "high")
    assert service.assessments_of_case(workspace, case)[0].change is None


def test_an_unfinished_dash_may_be_judged_but_not_below_what_it_reached(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    eleven = dict(list(yes_to(11).items())[:11])
    low = a_dash(case, answers=eleven, band="standard", judgement_reason="Moved away.")
    with pytest.raises(InputError):
        service.record_assessment(workspace, low)
    judged = replace(low, band="medium", judgement_reason="Threats have stopped.")
    service.record_assessment(workspace, judged)
    assert risk_of(workspace, case) == (DASH, 11, "medium")


def test_an_empty_form_is_no_score_of_nought_but_a_stated_nought_is_one(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    service.record_assessment(workspace, a_dash(case, answers={}))
    service.record_assessment(workspace, a_dash(case, answers={}, stated_score=0))
    stated, empty = service.assessments_of_case(workspace, case)
    assert (stated.score, stated.band, stated.gaps) == (0, "standard", "")
    assert (empty.score, empty.band) == (None, None)
    assert empty.gaps == "Not complete: 0 of 24 answered"


def test_change_is_shown_against_the_last_by_the_same_tool_only(workspace: Workspace) -> None:
    case = a_case(workspace)
    service.record_assessment(workspace, a_dash(case, 9, assessed_on=date(2026, 2, 3)))
    service.record_assessment(
        workspace,
        NewAssessment(case, "asb_local", date(2026, 6, 1), answers={"frequency": "daily"}),
    )
    service.record_assessment(workspace, a_dash(case, 13))

    history = service.assessments_of_case(workspace, case)

    assert [(line.tool_id, line.change) for line in history] == [
        (DASH, 4),
        ("asb_local", None),
        (DASH, None),
    ]


def test_two_people_of_one_case_are_not_compared(workspace: Workspace) -> None:
    case, person = a_case(workspace), a_person(workspace)
    service.record_assessment(workspace, a_dash(case, 9, assessed_on=date(2026, 2, 3)))
    service.record_assessment(workspace, a_dash(case, 13, person_id=person))
    assert service.assessments_of_case(workspace, case)[0].change is None


def test_an_older_form_entered_later_does_not_change_the_present_band(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    service.record_assessment(workspace, a_dash(case, 15))
    service.record_assessment(workspace, a_dash(case, 3, assessed_on=date(2025, 1, 7)))
    assert risk_of(workspace, case) == (DASH, 15, "high")


def test_recorded_in_error_the_band_is_that_of_the_last_valid_one_then_of_the_referral(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    a_referral(workspace, case, risk_tool_id=DASH, risk_score=12)
    first = service.record_assessment(workspace, a_dash(case, 4, assessed_on=date(2026, 2, 3)))
    wrong = service.record_assessment(workspace, a_dash(case, 20))

    service.mark_assessment_in_error(workspace, wrong, "Another household's form.")
    assert risk_of(workspace, case) == (DASH, 4, "standard")
    service.mark_assessment_in_error(workspace, first, "The same.")
    assert risk_of(workspace, case) == (DASH, 12, "medium")
    with pytest.raises(NotFoundError):
        service.get_assessment(workspace, wrong)


def test_a_correction_scores_again_and_keeps_the_old_answers(workspace: Workspace) -> None:
    case = a_case(workspace)
    made = service.record_assessment(workspace, a_dash(case, 13))
    read = service.get_assessment(workspace, made).summary.version
    with pytest.raises(InputError):
        service.correct_assessment(workspace, made, a_dash(case, 14), " ", read)

    service.correct_assessment(workspace, made, a_dash(case, 14), "One answer misread.", read)

    assert risk_of(workspace, case) == (DASH, 14, "high")
    struck = {c.field: c.old_value for c in service.get_assessment(workspace, made).corrections}
    assert struck["score"] == "13"
    with pytest.raises(ConflictError):
        service.correct_assessment(workspace, made, a_dash(case, 2), "Old page.", read)


def test_another_tool_is_a_new_assessment_not_a_correction(workspace: Workspace) -> None:
    case = a_case(workspace)
    made = service.record_assessment(workspace, a_dash(case))
    other = NewAssessment(case, "asb_local", date(2026, 11, 10))
    with pytest.raises(InputError) as refused:
        service.correct_assessment(workspace, made, other, "Wrong tool.")
    assert set(refused.value.problems) == {"tool_id"}


def test_an_assessment_is_corrected_with_the_questions_it_was_made_with_or_not_at_all(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    made = service.record_assessment(workspace, a_dash(case, 2))
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.find(AssessmentRow, made).tool_version = "a version that nobody kept"
        change.audit("test.recorded", "assessment")
    with pytest.raises(InputError) as refused:
        service.correct_assessment(workspace, made, a_dash(case, 3), "Misread.")
    assert set(refused.value.problems) == {"tool_id"}
    found = service.get_assessment(workspace, made)
    assert (found.summary.tool_version, found.summary.score) == ("a version that nobody kept", 2)


def test_an_answer_to_a_question_the_tool_does_not_have_is_refused(workspace: Workspace) -> None:
    case = a_case(workspace)
    with pytest.raises(InputError) as refused:
        service.record_assessment(workspace, a_dash(case, answers={"of_another_version": "yes"}))
    assert set(refused.value.problems) == {"of_another_version"}


def test_of_a_form_kept_elsewhere_the_total_is_enough(workspace: Workspace) -> None:
    case = a_case(workspace)
    day = date(2026, 11, 10)
    with pytest.raises(InputError) as refused:
        service.record_assessment(workspace, NewAssessment(case, DASH, day, stated_score=25))
    assert set(refused.value.problems) == {"stated_score"}
    service.record_assessment(workspace, NewAssessment(case, DASH, day, stated_score=11))
    assert risk_of(workspace, case) == (DASH, 11, "medium")


def test_a_tool_without_score_takes_the_officers_grade_with_its_reason(
    workspace: Workspace,
) -> None:
    case = a_case(workspace)
    day = date(2026, 11, 10)
    with pytest.raises(InputError) as refused:
        service.record_assessment(workspace, NewAssessment(case, "dash_police_2009", day))
    assert set(refused.value.problems) == {"band"}
    graded = NewAssessment(
        case, "dash_police_2009", day, band="high", judgement_reason="Weapon seen."
    )
    service.record_assessment(workspace, graded)
    assert risk_of(workspace, case) == ("dash_police_2009", None, "high")


def test_wrong_entries_are_said_by_field(workspace: Workspace) -> None:
    case = a_case(workspace)
    wrong = a_dash(
        case, assessed_on=date(2026, 11, 21), agency_id="coastguard", notes={"no_such": "?"}
    )
    with pytest.raises(InputError) as refused:
        service.record_assessment(workspace, wrong)
    assert set(refused.value.problems) == {"assessed_on", "agency_id", "no_such"}
