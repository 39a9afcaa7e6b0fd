"""Risk assessments as the rest of CaseDesk sees them: plain values, no database."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from casedesk.workspace.model import Correction


class NewAssessment(Struct, frozen=True):
    """One filled-in risk tool as written down.

    `answers` maps question ids to answer ids, `notes` question ids to words. Where only the
    total of a form kept elsewhere is known, `stated_score` holds it and `answers` is empty.
    `band` is the professional's choice; None takes the band of the score. `tool_version`
    None means the newest.
    """

    case_id: int
    tool_id: str
    assessed_on: date
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    tool_version: str | None = None
    stated_score: int | None = None
    band: str | None = None
    judgement_reason: str = ""
    person_id: int | None = None
    agency_id: str | None = None


class ScoreSoFar(Struct, frozen=True):
    """What a form comes to while it is being filled in; None where the tool gives none.

    `band` is None as long as a missing answer could change it; `least` is reached already.
    """

    points: int | None
    band: str | None
    answered: int
    questions: int
    threshold: int | None
    least: str | None


class AssessmentSummary(Struct, frozen=True):
    """One line of a case's risk history.

    `change` is the difference from the last assessment of the same person with the same
    version of the same tool; None where there is none or nothing to compare. `gaps` says in
    words what is not answered; empty for a complete form and for a total stated without answers.
    """

    id: int
    tool_id: str
    tool_version: str
    assessed_on: date
    person_id: int | None
    agency_id: str | None
    score: int | None
    score_band: str | None
    band: str | None
    judgement_reason: str | None
    change: int | None
    version: int
    gaps: str = ""


class Assessment(Struct, frozen=True):
    """One assessment with its answers and notes; read it with the questions of its version."""

    summary: AssessmentSummary
    case_id: int
    answers: Mapping[str, str]
    notes: Mapping[str, str]
    corrections: tuple[Correction, ...]

    def as_written(self) -> NewAssessment:
        """Return it as it would be written down again, to put it back after a correction."""
        held = self.summary
        return NewAssessment(
            case_id=self.case_id,
            tool_id=held.tool_id,
            assessed_on=held.assessed_on,
            answers=self.answers,
            notes=self.notes,
            tool_version=held.tool_version,
            stated_score=None if self.answers else held.score,
            band=held.band,
            judgement_reason=held.judgement_reason or "",
            person_id=held.person_id,
            agency_id=held.agency_id,
        )
