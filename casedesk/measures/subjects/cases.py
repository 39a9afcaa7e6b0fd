"""Counting cases, and assessments of the risk in them."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

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


def cases() -> Subject:
    """Return how cases are counted: by the day opened, or those open at the end."""
    case = CaseRow.__table__.alias("case_counted")
    referral = ReferralRow.__table__.alias("its_referral")
    criterion = ReferralCriterionRow.__table__.alias("its_criterion")
    person = PersonOf("subject", case.c.id, LAST)
    open_at_end = and_(
        case.c.opened_on <= LAST, or_(case.c.closed_on.is_(None), case.c.closed_on > LAST)
    )
    accepted = exists().where(
        referral.c.case_id == case.c.id,
        referral.c.status == "accepted",
        referral.c.error_at.is_(None),
    )

    def meets(value: Wanted) -> ColumnElement[bool]:
        return exists().where(
            referral.c.case_id == case.c.id,
            referral.c.error_at.is_(None),
            criterion.c.referral_id == referral.c.id,
            criterion.c.criterion_id == value,
        )

    return Subject(
        table=case,
        joins=person.joins,
        holds=(case.c.error_at.is_(None),),
        own_event="opened_on",
        events={"opened_on": on_day(case.c.opened_on), "open_at_end": Event(open_at_end, None)},
        filters={
            "forum": is_one_of(case.c.forum_id),
            "accepted": is_so(accepted),
            "criterion": meets,
            **person.filters(),
        },
        axes={
            "forum": case.c.forum_id,
            "risk_band": case.c.risk_band,
            "lead_agency": case.c.lead_agency_id,
            **person.axes(),
        },
        kind="case",
        record_id=case.c.id,
        reference=case.c.reference,
        key="forum",
    )


def assessments() -> Subject:
    """Return how filled-in risk tools are counted, by the day of the assessment."""
    assessment = AssessmentRow.__table__.alias("assessment")
    case = CaseRow.__table__.alias("case_of")
    person = PersonOf("subject", assessment.c.case_id, assessment.c.assessed_on)
    return Subject(
        table=assessment,
        joins=(Join(case, case.c.id == assessment.c.case_id, outer=False), *person.joins),
        holds=(assessment.c.error_at.is_(None), case.c.error_at.is_(None)),
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
        record_id=case.c.id,
        reference=case.c.reference,
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
