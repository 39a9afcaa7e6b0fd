"""How risk tools are scored, and what professional judgement may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.errors import InputError
from casedesk.risk.catalogue import Method, RiskTool, risk_tool_names, risk_tools
from casedesk.risk.rules import band_of, judged_band, score, score_problem

DASH = risk_tools()["dash_safelives"]
ASB = risk_tools()["asb_local"]


def yes_to(tool: RiskTool, how_many: int) -> dict[str, str]:
    return {question.id: "yes" for question in tool.questions[:how_many]}


@pytest.mark.parametrize(
    ("yeses", "band"),
    [(0, "standard"), (9, "standard"), (10, "medium"), (13, "medium"), (14, "high"), (24, "high")],
)
def test_dash_counts_yes_answers(yeses: int, band: str) -> None:
    rest = {question.id: "dont_know" for question in DASH.questions[yeses:]}
    result = score(DASH, yes_to(DASH, yeses) | rest)
    assert (result.points, result.band) == (yeses, band)
    assert result.is_complete


def test_questions_without_an_answer_are_counted_not_scored() -> None:
    result = score(DASH, yes_to(DASH, 15))
    assert (result.answered, result.unanswered) == (15, 9)
    assert not result.is_complete


def test_answers_the_tool_does_not_have_are_refused_by_question() -> None:
    with pytest.raises(InputError) as refused:
        score(DASH, {"injury": "perhaps", "horoscope": "yes", "worse": "yes"})
    assert set(refused.value.problems) == {"injury", "horoscope"}


def test_a_tool_of_judgement_gives_no_score() -> None:
    police = risk_tools()["dash_police_2009"]
    result = score(police, yes_to(police, 20))
    assert (result.points, result.band) == (None, None)


@pytest.mark.parametrize(("points", "fits"), [(-1, False), (0, True), (24, True), (25, False)])
def test_a_stated_score_must_lie_within_the_tool(points: int, fits: bool) -> None:
    assert (score_problem(DASH, points) is None) is fits


def test_judgement_may_raise_the_dash_with_a_reason() -> None:
    assert judged_band(DASH, "standard", "high", "isolated, escalating") == "high"
    with pytest.raises(InputError) as refused:
        judged_band(DASH, "standard", "high", "  ")
    assert set(refused.value.problems) == {"reason"}


def test_judgement_may_not_lower_the_dash_whatever_the_reason() -> None:
    with pytest.raises(InputError) as refused:
        judged_band(DASH, "high", "medium", "seems calmer")
    assert set(refused.value.problems) == {"band"}


def test_judgement_may_lower_the_local_matrix_with_a_reason() -> None:
    assert judged_band(ASB, "high", "medium", "offender moved away") == "medium"


def test_a_band_of_another_tool_is_refused() -> None:
    with pytest.raises(InputError):
        judged_band(DASH, "high", "amber", "why not")


@pytest.mark.parametrize("name", ["S-DASH", "dash", "asb_ram", "SafeLives Dash"])
def test_tools_are_known_by_the_names_in_use(name: str) -> None:
    assert risk_tool_names().find(name) is not None


SUMS = sorted(key for key, tool in risk_tools().items() if tool.method is Method.SUM)


@given(st.sampled_from(SUMS), st.data())
def test_no_answers_leave_the_tool_s_range_and_one_more_point_never_lowers_a_band(
    tool_id: str, data: st.DataObject
) -> None:
    tool = risk_tools()[tool_id]
    answers = {
        question.id: data.draw(st.sampled_from([a.id for a in tool.answers_of(question)]))
        for question in tool.questions
        if data.draw(st.booleans())
    }
    points = score(tool, answers).points
    assert points is not None
    assert tool.max_score is not None
    assert 0 <= points <= tool.max_score
    order = [None, *(band.id for band in tool.bands)]
    assert order.index(band_of(tool, points + 1)) >= order.index(band_of(tool, points))
