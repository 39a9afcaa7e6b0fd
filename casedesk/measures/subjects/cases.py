"""Counting cases, and assessments of the risk in them."""

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, literal, or_

from casedesk.cases.tables import CaseRow
from casedesk.measures.subjects.people import PersonOf
from casedesk.measures.subjects.referrals import HIGH_BANDS
from casedesk.measures.subjects.subject import (
    LAST,
    Event,
    Filter,
    Join,
    Subject,
    Wanted,
    is_one_of,
    is_so,
    on_day,
)
from casedesk.referrals.tables import ReferralCriterionRow, ReferralRow
from casedesk.risk.tables import AssessmentRow

_CASE = CaseRow.__table__.alias("case_counted")
_REFERRAL = ReferralRow.__table__.alias("its_referral")
_CRITERION = ReferralCriterionRow.__table__.alias("its_criterion")
_PERSON = PersonOf("subject", _CASE.c.id, LAST)


def cases() -> Subject:
    """Return how cases are counted: by the day opened, or those open at the end."""
    closed = or_(_CASE.c.closed_on.is_(None), _CASE.c.closed_on > LAST)
    open_at_end = Event(and_(_CASE.c.opened_on <= LAST, closed), None)
    return Subject(
        table=_CASE,
        joins=_PERSON.joins,
        holds=(_CASE.c.error_at.is_(None),),
        own_event="opened_on",
        events={"opened_on": on_day(_CASE.c.opened_on), "open_at_end": open_at_end},
        filters={
            "forum": is_one_of(_CASE.c.forum_id),
            "accepted": is_so(_referred(_REFERRAL.c.status == "accepted")),
            "criterion": _meets,
            **_PERSON.filters(),
        },
        axes={
            "forum": _CASE.c.forum_id,
            "risk_band": _CASE.c.risk_band,
            "lead_agency": _CASE.c.lead_agency_id,
            "dependency": _dependency(),
            **_PERSON.axes(),
        },
        kind="case",
        record_id=_CASE.c.id,
        reference=_CASE.c.reference,
        key="forum",
    )


def _dependency() -> ColumnElement[str]:
    """Say on what somebody depends, as a referral of the case notes it."""
    alcohol, drugs = _meets("alcohol_dependency"), _meets("drug_dependency")
    return case(
        (and_(alcohol, drugs), literal("both")),
        (alcohol, literal("alcohol_only")),
        (drugs, literal("drugs_only")),
        else_=literal("none"),
    )


def _referred(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say whether a referral of the case meets `conditions`."""
    return exists().where(
        _REFERRAL.c.case_id == _CASE.c.id, _REFERRAL.c.error_at.is_(None), *conditions
    )


def _meets(wanted: Wanted) -> ColumnElement[bool]:
    met = is_one_of(_CRITERION.c.criterion_id)(wanted)
    return _referred(_CRITERION.c.referral_id == _REFERRAL.c.id, met)


def assessments() -> Subject:
    """Return how filled-in risk tools are counted, by the day of the assessment."""
    assessment = AssessmentRow.__table__.alias("assessment")
    its_case = CaseRow.__table__.alias("case_of")
    person = PersonOf("subject", assessment.c.case_id, assessment.c.assessed_on)
    return Subject(
        table=assessment,
        joins=(Join(its_case, its_case.c.id == assessment.c.case_id, outer=False), *person.joins),
        holds=(assessment.c.error_at.is_(None), its_case.c.error_at.is_(None)),
        own_event="assessed_on",
        events={"assessed_on": on_day(assessment.c.assessed_on)},
        filters={
            "tool": is_one_of(assessment.c.tool_id),
            "high": is_so(assessment.c.band.in_(HIGH_BANDS)),
            "referred_to": _referred_to(assessment),
            **person.filters(),
        },
        axes={
            "tool": assessment.c.tool_id,
            "band": assessment.c.band,
            "agency": assessment.c.agency_id,
            **person.axes(),
        },
        distinct={"case": assessment.c.case_id},
        kind="case",
        record_id=its_case.c.id,
        reference=its_case.c.reference,
        key="tool",
    )


def _referred_to(assessment: FromClause) -> Filter:
    referral = ReferralRow.__table__.alias("referred")

    def wanted(value: Wanted) -> ColumnElement[bool]:
        return exists().where(
            referral.c.case_id == assessment.c.case_id,
            referral.c.forum_id.in_(value if isinstance(value, tuple) else (value,)),
            referral.c.error_at.is_(None),
        )

    return wanted
