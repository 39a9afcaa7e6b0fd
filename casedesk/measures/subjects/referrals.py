"""Counting referrals, by the day they were received."""

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy import case as sql_case

from casedesk.cases.tables import CaseRow
from casedesk.measures.subjects.agency_weights import agency_filters, agency_value
from casedesk.measures.subjects.people import PersonOf
from casedesk.measures.subjects.subject import Join, Subject, is_one_of, is_so, on_day
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow

HIGH_BANDS = ("high", "very_high")


def referrals() -> Subject:
    """Return how referrals are counted; by agency each counts with the agency's share."""
    referral = ReferralRow.__table__.alias("referral")
    case = CaseRow.__table__.alias("case_of")
    agency = ReferralAgencyRow.__table__.alias("by_agency")
    person = PersonOf("subject", referral.c.case_id, referral.c.received_on)
    criterion = ReferralCriterionRow.__table__.alias("criterion")

    def meets(*criteria: str) -> ColumnElement[bool]:
        return exists().where(
            criterion.c.referral_id == referral.c.id, criterion.c.criterion_id.in_(criteria)
        )

    repeat = and_(referral.c.is_repeat, referral.c.repeat_denied_reason.is_(None))
    high = or_(case.c.risk_band.in_(HIGH_BANDS), meets("high_risk", "visible_high_risk"))
    return Subject(
        table=referral,
        joins=(
            Join(case, case.c.id == referral.c.case_id, outer=False),
            *person.joins,
            Join(agency, agency.c.referral_id == referral.c.id, fans_out=True),
        ),
        holds=(referral.c.error_at.is_(None), case.c.error_at.is_(None)),
        own_event="received_on",
        events={"received_on": on_day(referral.c.received_on)},
        filters={
            "forum": is_one_of(referral.c.forum_id),
            "status": is_one_of(referral.c.status),
            "accepted": is_so(referral.c.status == "accepted"),
            "repeat": is_so(repeat),
            "outcome": is_one_of(referral.c.outcome),
            "high_risk": is_so(high),
            "criterion": lambda value: meets(
                *(value if isinstance(value, tuple) else (str(value),))
            ),
            **agency_filters(agency.c.agency_id),
            **person.filters(),
        },
        axes={
            "forum": referral.c.forum_id,
            "agency": agency_value(agency.c.agency_id),
            "status": referral.c.status,
            "outcome": referral.c.outcome,
            "repeat": sql_case((repeat, "yes"), else_="no"),
            **person.axes(),
        },
        distinct={"agency": agency.c.agency_id, "case": referral.c.case_id},
        weight=func.coalesce(agency.c.weight, 1.0),
        whole=or_(agency.c.is_lead, agency.c.id.is_(None)),
        kind="referral",
        record_id=referral.c.id,
        reference=referral.c.reference,
        key="forum",
    )
