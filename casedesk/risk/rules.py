"""Scores a risk tool and says what professional judgement may make of the score.

Questions, points and bands, with their source, stand in the tool's file in the catalogue.
"""

from collections.abc import Mapping

from msgspec import Struct

from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.risk.catalogue import Method, Question, RiskTool


class Score(Struct, frozen=True):
    """What a filled-in tool comes to; points and band are None where the tool gives none.

    `band` is given only where no answer still missing could change it; `least` is the band that
    the points reach already.
    """

    points: int | None
    band: str | None
    answered: int
    unanswered: int
    least: str | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether every question has an answer."""
        return self.unanswered == 0


def score(tool: RiskTool, answers: Mapping[str, str]) -> Score:
    """Add up the points of `answers` (question id -> answer id).

    Raises:
        InputError: by question id, for an answer or question that the tool does not have.
    """
    problems = _problems(tool, answers)
    if problems:
        raise InputError(problems)
    missing = [question for question in tool.questions if question.id not in answers]
    points = least = band = None
    if tool.method is Method.SUM:
        points = sum(
            _points(tool, question, answers[question.id])
            for question in tool.questions
            if question.id in answers
        )
        most = points + sum(max(a.points for a in tool.answers_of(one)) for one in missing)
        least = band_of(tool, points)
        band = least if band_of(tool, most) == least else None
    return Score(points, band, len(tool.questions) - len(missing), len(missing), least)


def band_of(tool: RiskTool, points: int) -> str | None:
    """Return the band that so many points reach, or None if the tool sets none by score."""
    reached = [b for b in tool.bands if b.starts is not None and b.starts <= points]
    return reached[-1].id if reached else None


def score_problem(tool: RiskTool, points: int) -> str | None:
    """Say what is wrong with a score that somebody states, or None."""
    if points < 0:
        return _("A score cannot be below 0.")
    if tool.max_score is not None and points > tool.max_score:
        return _("The highest score of this tool is {highest}.").format(highest=tool.max_score)
    return None


def judged_band(
    tool: RiskTool, scored: str | None, chosen: str, reason: str, least: str | None = None
) -> str:
    """Return the band after professional judgement.

    Judgement must not lower a score of the Dash, and has to say what the concern is; each tool
    says whether its own may. Source: SafeLives, Marac referral criteria and definitions.

    Args:
        tool: whose bands they are.
        scored: the band that the score gives, if any.
        chosen: the band that the professional chose.
        reason: why; needed wherever the choice is not the score's.
        least: the band that an unfinished form reaches already, if any.

    Raises:
        InputError: under `band` or `reason`.
    """
    order = [band.id for band in tool.bands]
    if chosen not in order:
        raise InputError({"band": _("Choose one of the bands of this tool.")})
    if chosen == scored:
        return chosen
    reached = scored or least
    lowered = reached is not None and order.index(chosen) < order.index(reached)
    if lowered and not tool.judgement_may_lower:
        text = _("With this tool, professional judgement may raise the score's band, not lower it.")
        raise InputError({"band": text})
    if not reason.strip():
        raise InputError({"reason": _("Say why the band is not the one that the score gives.")})
    return chosen


def _points(tool: RiskTool, question: Question, answer_id: str) -> int:
    return next(a.points for a in tool.answers_of(question) if a.id == answer_id)


def _problems(tool: RiskTool, answers: Mapping[str, str]) -> dict[str, str]:
    questions = {question.id: question for question in tool.questions}
    problems = {}
    for question_id, answer_id in answers.items():
        question = questions.get(question_id)
        if question is None:
            problems[question_id] = _("This version of the tool does not have this question.")
        elif all(answer.id != answer_id for answer in tool.answers_of(question)):
            problems[question_id] = _("Choose one of the answers of this question.")
    return problems
