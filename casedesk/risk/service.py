"""Everything that can be done with risk assessments."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CaseRow
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralRow
from casedesk.risk.catalogue import Method, RiskTool, risk_tool_version, risk_tools
from casedesk.risk.model import Assessment, AssessmentSummary, NewAssessment, ScoreSoFar
from casedesk.risk.rules import Score, band_of, judged_band, score, score_problem
from casedesk.risk.tables import AssessmentRow
from casedesk.risk.words import not_complete
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_SHOWN = (
    AssessmentRow.id,
    AssessmentRow.tool_id,
    AssessmentRow.tool_version,
    AssessmentRow.assessed_on,
    AssessmentRow.person_id,
    AssessmentRow.agency_id,
    AssessmentRow.score,
    AssessmentRow.score_band,
    AssessmentRow.band,
    AssessmentRow.judgement_reason,
    AssessmentRow.version,
)


def score_so_far(
    tool_id: str, answers: Mapping[str, str], version: str | None = None
) -> ScoreSoFar:
    """Return what a form comes to while somebody fills it in.

    Raises:
        InputError: by question id, for an answer that the tool does not have.
    """
    tool = _tool(tool_id, version)
    result = score(tool, answers)
    return ScoreSoFar(
        result.points,
        result.band,
        result.answered,
        len(tool.questions),
        tool.threshold,
        result.least,
    )


def assessments_of_case(workspace: Workspace, case_id: int) -> list[AssessmentSummary]:
    """Return the risk history of a case, the latest first, with what changed each time."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return _history(session, case_id)


def get_assessment(workspace: Workspace, assessment_id: int, *, opening: bool = True) -> Assessment:
    """Return one assessment with its answers and notes.

    Args:
        workspace: the open partnership file.
        assessment_id: the assessment.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    query = select(AssessmentRow.case_id, AssessmentRow.answers, AssessmentRow.notes).where(
        AssessmentRow.id == assessment_id, AssessmentRow.error_at.is_(None)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        summary = next(s for s in _history(session, row.case_id) if s.id == assessment_id)
        corrections = corrections_in(session, AssessmentRow, assessment_id)
    if opening:
        workspace.note_view(f"assessment/{assessment_id}")
    answers, notes = _from_json(row.answers), _from_json(row.notes)
    return Assessment(summary, row.case_id, answers, notes, corrections)


def record_assessment(workspace: Workspace, new: NewAssessment) -> int:
    """Record a filled-in risk tool, give the case its band, and return the assessment's id.

    Raises:
        InputError: by field of `new`, or by question id for an answer.
    """
    topics = (Topic.RISK, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        return add_assessment(change, new)


def add_assessment(change: Change, new: NewAssessment) -> int:
    """Record a filled-in risk tool as part of a larger change and return its id.

    Raises:
        InputError: by field of `new`, or by question id for an answer.
    """
    case = change.find(CaseRow, new.case_id)
    if new.person_id is not None:
        change.find(PersonRow, new.person_id)
    row = AssessmentRow(**_checked(change, new))
    change.add(row)
    _give_case_its_risk(change, case)
    change.audit("risk.assessed", _record(row))
    return row.id


def correct_assessment(
    workspace: Workspace,
    assessment_id: int,
    new: NewAssessment,
    reason: str,
    version: int | None = None,
) -> None:
    """Correct an assessment with the questions it was made with; the case's band follows.

    Raises:
        NotFoundError: there is no such assessment.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    topics = (Topic.RISK, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(AssessmentRow, assessment_id, version)
        if (new.case_id, new.tool_id) != (row.case_id, row.tool_id):
            text = _("Mark this assessment as recorded in error and make a new one instead.")
            raise InputError({"tool_id": text})
        fields = _checked(change, replace(new, tool_version=row.tool_version))
        changed = change.correct(row, reason, **fields)
        _give_case_its_risk(change, change.find(CaseRow, row.case_id))
        change.audit("risk.corrected", _record(row), " ".join(changed))


def mark_assessment_in_error(
    workspace: Workspace, assessment_id: int, reason: str, version: int | None = None
) -> None:
    """Take an assessment out of history and counts; the case's band is that of the last left.

    Raises:
        NotFoundError: there is no such assessment.
        ConflictError: somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    topics = (Topic.RISK, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find(AssessmentRow, assessment_id, version)
        change.mark_in_error(row, reason)
        _give_case_its_risk(change, change.find(CaseRow, row.case_id))
        change.audit("risk.marked_in_error", _record(row))


def take_back_assessment_error(workspace: Workspace, assessment_id: int) -> None:
    """Bring back an assessment that was marked as recorded in error; the case's band follows.

    Raises:
        NotFoundError: it is not marked.
    """
    topics = (Topic.RISK, Topic.CASES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        row = change.find_in_error(AssessmentRow, assessment_id)
        change.take_error_back(row)
        _give_case_its_risk(change, change.find(CaseRow, row.case_id))
        change.audit("risk.error_taken_back", _record(row))


def _tool(tool_id: str, version: str | None) -> RiskTool:
    """Return a tool in the version asked for, or its newest."""
    tool = risk_tools().get(tool_id)
    if tool is not None and version is not None:
        tool = risk_tool_version(tool_id, version)
    if tool is None:
        text = _("This risk tool is not known in this version. Choose one from the list.")
        raise InputError({"tool_id": text})
    return tool


def _checked(change: Change, new: NewAssessment) -> dict[str, Any]:
    """Return the columns of an assessment, scored and judged."""
    tool = _tool(new.tool_id, new.tool_version)
    problems = _problems(change, tool, new)
    if problems:
        raise InputError(problems)
    scored = _scored(tool, new)
    return {
        "case_id": new.case_id,
        "person_id": new.person_id,
        "tool_id": tool.id,
        "tool_version": tool.version,
        "assessed_on": new.assessed_on,
        "agency_id": new.agency_id,
        "answers": _to_json(new.answers),
        "notes": _to_json({key: text for key, text in new.notes.items() if text.strip()}),
        "score": scored.points,
        "score_band": scored.band,
        "band": _judged(tool, scored, new),
        "judgement_reason": new.judgement_reason.strip() or None,
    }


def _problems(change: Change, tool: RiskTool, new: NewAssessment) -> dict[str, str]:
    problems: dict[str, str] = {}
    if new.assessed_on > change.today:
        problems["assessed_on"] = _("The day of an assessment cannot lie in the future.")
    if new.agency_id is not None and new.agency_id not in agencies():
        problems["agency_id"] = _("This agency is not known. Choose one from the list.")
    questions = {question.id for question in tool.questions}
    for key in new.notes:
        if key not in questions:
            problems[key] = _("This version of the tool does not have this question.")
    if new.stated_score is None:
        return problems
    if new.answers or tool.method is not Method.SUM:
        problems["stated_score"] = _("A total is stated only where the answers are not at hand.")
    elif wrong := score_problem(tool, new.stated_score):
        problems["stated_score"] = wrong
    return problems


def _scored(tool: RiskTool, new: NewAssessment) -> Score:
    if new.stated_score is None:
        found = score(tool, new.answers)
        # Nothing answered is no score of 0; that is what a total stated as 0 looks like.
        return found if new.answers else replace(found, points=None)
    band = band_of(tool, new.stated_score)
    return Score(new.stated_score, band, 0, len(tool.questions))


def _judged(tool: RiskTool, scored: Score, new: NewAssessment) -> str | None:
    if new.band is None:
        if tool.method is Method.JUDGEMENT and tool.bands:
            raise InputError({"band": _("Choose the band: this tool has no score of its own.")})
        return scored.band
    try:
        return judged_band(tool, scored.band, new.band, new.judgement_reason, scored.least)
    except InputError as error:  # "reason" is the field of corrections
        names = {"reason": "judgement_reason"}
        problems = {names.get(key, key): text for key, text in error.problems.items()}
        raise InputError(problems) from None


def _give_case_its_risk(change: Change, case: CaseRow) -> None:
    """Write the latest valid assessment onto the case; without one, what the referral stated.

    Supplements and checklists have neither score nor band and say nothing here, and neither does
    a form whose missing answers could still change its band: the case keeps what was known.
    """
    change.session.flush()
    found = change.session.execute(
        select(AssessmentRow.tool_id, AssessmentRow.score, AssessmentRow.band)
        .where(
            AssessmentRow.case_id == case.id,
            AssessmentRow.error_at.is_(None),
            or_(AssessmentRow.band.is_not(None), AssessmentRow.score.is_not(None)),
        )
        .order_by(AssessmentRow.assessed_on.desc(), AssessmentRow.id.desc())
    )
    latest = next((one for one in found if one.band or not _scores_bands(one.tool_id)), None)
    if latest is None:
        stated = _stated_on_referral(change.session, case.id)
        case.risk_tool_id, case.risk_score, case.risk_band = stated
    else:
        case.risk_tool_id, case.risk_score = latest.tool_id, latest.score
        case.risk_band = latest.band


def _scores_bands(tool_id: str) -> bool:
    tool = risk_tools().get(tool_id)
    return tool is not None and any(band.starts is not None for band in tool.bands)


def _stated_on_referral(
    session: Session, case_id: int
) -> tuple[str | None, int | None, str | None]:
    row = session.execute(
        select(ReferralRow.risk_tool_id, ReferralRow.risk_score)
        .where(
            ReferralRow.case_id == case_id,
            ReferralRow.error_at.is_(None),
            ReferralRow.risk_score.is_not(None),
        )
        .order_by(ReferralRow.received_on.desc(), ReferralRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None, None, None
    tool = risk_tools().get(row.risk_tool_id or "")
    return row.risk_tool_id, row.risk_score, band_of(tool, row.risk_score) if tool else None


def gaps_of(tool_id: str, tool_version: str, answers: str, points: int | None) -> str:
    """Say in words what a recorded form leaves open, from its columns; empty where nothing."""
    tool, given = risk_tool_version(tool_id, tool_version), _from_json(answers)
    if tool is None or (points is not None and not given):
        return ""
    return not_complete(len(given), len(tool.questions))


def _history(session: Session, case_id: int) -> list[AssessmentSummary]:
    rows = session.execute(
        select(*_SHOWN, AssessmentRow.answers)
        .where(AssessmentRow.case_id == case_id, AssessmentRow.error_at.is_(None))
        .order_by(AssessmentRow.assessed_on.desc(), AssessmentRow.id.desc())
    ).all()
    lines = []
    for row in rows:
        fields = dict(row._mapping)
        answers = fields.pop("answers")
        gaps = gaps_of(row.tool_id, row.tool_version, answers, row.score)
        lines.append(AssessmentSummary(**fields, change=None, gaps=gaps))
    return [
        replace(line, change=_change(line, lines[place + 1 :])) for place, line in enumerate(lines)
    ]


def _change(line: AssessmentSummary, earlier: Sequence[AssessmentSummary]) -> int | None:
    """Return the change of score against the last earlier one that can be compared."""
    known = (other for other in earlier if _kind(other) == _kind(line) and not other.gaps)
    before = next((other.score for other in known), None)
    unknown = line.score is None or bool(line.gaps) or before is None
    return None if unknown else (line.score or 0) - (before or 0)


def _kind(line: AssessmentSummary) -> tuple[str, str, int | None]:
    return line.tool_id, line.tool_version, line.person_id


def _to_json(values: Mapping[str, str]) -> str:
    return msgspec.json.encode(dict(values), order="sorted").decode()


def _from_json(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str])


def _record(row: AssessmentRow) -> str:
    return f"assessment/{row.id}"
